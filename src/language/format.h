/* In which form a prompt wants its answer: code, data, or plain text. */
#pragma once

#include "language/lexicon.h"

enum format { FORMAT_TEXT, FORMAT_CODE, FORMAT_JSON, FORMAT_CSV, FORMAT_XML, FORMAT_TABLE };

/* Of what the first so many words ask for, marked by the lexicon. "Write a function that reads
 * JSON" asks for code, "explain this function" for text. */
enum format format_asked(struct arena *, const struct words *, int first, const char *text);

const char *format_name(enum format);

/* A programming language by its name and what its code hardly does without. */
struct dialect {
	const char *name;
	const char *alias;     /* another name, or NULL */
	const char *marks[12]; /* at the start of a word where they begin with a letter */
};

/* The one that is named among the first so many words, NULL if none or several are. */
const struct dialect *dialect_asked(const struct words *, int first, const char *text);

/* Does a text have any of its marks? */
bool dialect_in(const struct dialect *, const char *text);
