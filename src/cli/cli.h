/* One run of the client: what was said, where it goes, and what it is shown on. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "cli/context.h"
#include "cli/ending.h"
#include "cli/flag.h"
#include "cli/screen.h"

struct command;

struct cli {
	struct arena *arena;   /* where a loop rewinds it, only until its next turn */
	struct arena *lasting; /* the whole run */
	const struct command *command;
	struct flags flags;
	char **words; /* what follows the command */
	int count;
	struct context context;
	struct screen screen;
	int64_t ahead_ms; /* by how much the server's clock is ahead of this machine's */
};

/* Now, by the server's clock as far as an answer has told it. */
struct instant cli_now(const struct cli *);

/* The word at that place, or NULL. */
const char *cli_word(const struct cli *, int at);

/* The id at that place; MISUSED if it is none. */
enum ending cli_id(const struct cli *, int at, const char **out) MUST_USE;

/* All of a file, or of standard input for "-", as text: UTF-8 without NUL, up to a ceiling. */
enum ending cli_read_text(struct cli *, const char *file, const char **out) MUST_USE;

/* A word that may be "-": then it is read. */
enum ending cli_text_of(struct cli *, const char *word, const char **out) MUST_USE;

/* Yes or no, from who sits there; MISUSED where nobody does, with what would have said yes. */
enum ending cli_ask(struct cli *, const char *question, bool *out) MUST_USE;

/* A line on standard error for a person; nothing under --quiet or --json. */
void cli_tell(const struct cli *, const char *format, ...) PRINTF(2, 3);
