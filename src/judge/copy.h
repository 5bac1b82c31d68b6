/* Near-verbatim copies. Only long shared runs count, never shared words. */
#pragma once

#include "language/words.h"

/* The rows of words that a text has, as long as those that copies of the task are told by. */
struct runs {
	struct words words;
	int width;
	uint64_t *rows; /* one from each word that has one */
	int count;
	struct table seen;
};

struct runs runs_of(struct arena *, const struct words *, const struct words *task);

/* The task again, from its beginning to its end, and hardly anything else. */
bool copy_of_task(const struct runs *task, const struct runs *text);

/* An earlier answer again, apart from what both have from the task. Short answers may be the same. */
bool copy_of_answer(const struct runs *task, const struct runs *earlier, const struct runs *text);
