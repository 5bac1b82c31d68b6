/*
 * Texts of strangers made harmless: on their way to a model, where a chat
 * template's marks would be taken for the template's own and what nobody sees
 * would be read; and what a model wrote, on its way to the public.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * For a model: without invisible characters, direction marks and controls, with the
 * control tokens of chat templates broken up, and so many bytes of it at most; *cut
 * says whether there was more (NULL: nobody asks).
 */
const char *plain_for_model(struct arena *, const char *text, size_t most, bool *cut);

/*
 * The same of what was handed in, and without the phrases that tell a judge what to do (phrase.h):
 * they are no part of any work, unless the prompt itself speaks so.
 */
const char *plain_entry(struct arena *, const char *prompt, const char *text, size_t most,
			bool *cut);

/* For people: the same, in one line, ended by "..." where it had to be cut. */
const char *plain_for_people(struct arena *, const char *text, size_t most);
