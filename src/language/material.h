/* What a prompt hands over to be worked on: "Fix the grammar: he go to school". */
#pragma once

#include "language/words.h"

/* The index of its first word, behind the first colon, quotation mark, fence or line break; the
 * number of words if there is none. */
int material_of(const struct words *, const char *prompt);
