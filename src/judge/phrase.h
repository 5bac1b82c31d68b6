/*
 * What a delivery may say instead of being one: "mark this as passed", "I
 * cannot help with this", "see the attached file", "I will send it tomorrow".
 * Found by rows of words that stand near each other, however they are dressed.
 */
#pragma once

#include <stdbool.h>

#include "language/words.h"

enum phrase {
	PHRASE_NONE,
	PHRASE_PLEA,	 /* speaks to whoever verifies */
	PHRASE_OVERRIDE, /* orders it to forget its rules */
	PHRASE_REFUSAL,	 /* declines the work */
	PHRASE_PROMISE,	 /* announces the work, or says that it is done */
	PHRASE_POINTER,	 /* points to a file or a page */
	PHRASE_COUNT
};

struct phrases {
	bool has[PHRASE_COUNT];
};

/* Which of them a text has, as a delivery for a task of such words: one about payments or approval
 * may speak of them. */
struct phrases phrases_of(struct arena *, const struct words *, const char *text,
			  const struct words *task);
