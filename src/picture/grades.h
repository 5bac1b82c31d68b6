/* The field's grades: every answer of a drop, best first, without a name. */
#pragma once

#include "base/error.h"
#include "db/db.h"
#include "picture/picture.h"

struct grade_row {
	int64_t rank;
	char grade;
	bool mine;
};

struct grades {
	bool shows_all; /* and not the viewer's own alone */
	int64_t submissions_count;
	struct grade_row *rows;
	int count;
};

/*
 * As the viewer may see them (none: everybody): see picture.h. NOT_FOUND if there is no such drop. Walks
 * jobs' primary key and submissions_rank.
 */
enum error grades_read(struct db *, struct id job, struct id viewer, struct grades *out) MUST_USE;

struct picture grades_picture(struct arena *, const struct grades *);
