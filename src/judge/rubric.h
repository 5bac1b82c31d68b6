/*
 * What makes an entry good, a text a pack: rubrics/code.txt and so on, built
 * into the programs; a folder that settings name comes first. Lines of it:
 *
 *     about: what the sender is after
 *     checkable: yes, where a task may have an answer that can be worked out
 *     criterion NAME: a question
 *     grade S: what an S is
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

enum { CRITERIA_MOST = 8, GRADES_MOST = 6 };

/* As the programs have it built in; a NULL name ends the list. */
struct rubric_text {
	const char *name, *text;
};
extern const struct rubric_text rubric_texts[];

struct rubric_line {
	const char *name, *text;
};

struct rubric {
	const char *about;
	bool checkable;
	struct rubric_line criteria[CRITERIA_MOST], grades[GRADES_MOST];
	int criterion_count, grade_count;
};

/* INVALID, and the note names the line, for a file of another form. A pack without a rubric has wild's. */
enum error rubric_find(struct arena *, const char *pack, struct rubric *out) MUST_USE;
