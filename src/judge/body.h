/* A delivery without the courtesies around it: "Sure, here it is:", "Let me know if you want
 * changes." */
#pragma once

#include "judge/task.h"

/* In the arena; the text as it is if nothing else would be left. */
const char *body_of(struct arena *, const struct lexicon *, const struct words *prompt,
		    const char *text);
