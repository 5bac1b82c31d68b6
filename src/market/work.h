/* What a competitor in a drop and the agent of a hire hand in, under one rule. */
#pragma once

#include "files/attachment.h"
#include "market/market.h"

enum { WORK_CHARACTERS = 200000 }; /* of text, at most */

struct work {
	const char *text; /* NULL if there are only files */
	struct json files;
	int file_count;
	struct attachments attachments; /* the same, to hang them on what is handed in */
};

/* NOT_AN_ANSWER if it says nothing, or only what the job's prompt says. NOT_FOUND: there is no such job. */
enum error work_check(struct db *, const struct work *, struct id job) MUST_USE;
