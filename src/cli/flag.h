/*
 * What can be said with a dash, once for all commands: a flag means the same wherever
 * it is taken. A command's row names those that it takes; help, completion and the
 * manual are made from both tables.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "cli/ending.h"

enum { FLAG_LIST_MOST = 20 };

/* A number that was given, or was not. */
struct given {
	bool known;
	int64_t number;
};

struct flag_list {
	const char *list[FLAG_LIST_MOST];
	int count;
};

struct flags {
	const char *agent, *after, *body, *config_context, *fields, *forward, *grade, *output,
		*pack, *personality, *scopes, *status, *tags, *text, *type, *url;
	struct flag_list files, attachments, environment;
	struct given price, window, timeout, limit, max_time, min_price, threshold;
	bool help, version, json, plain, no_pager, yes, quiet, wait, follow, estimate, with_token,
		off, watch;
};

enum flag_kind {
	FLAG_SWITCH,
	FLAG_TEXT,
	FLAG_WHOLE,
	FLAG_PRICE,
	FLAG_SECONDS,
	FLAG_LIST,
	FLAG_FIELDS
};

struct flag {
	const char *name;
	char letter; /* 0: none */
	enum flag_kind kind;
	size_t at;	     /* in struct flags */
	const char *value;   /* what stands for it in help; NULL: a switch */
	const char *choices; /* words to complete it with, or "" */
	const char *meaning;
};

extern const struct flag flag_table[];
extern const int flag_count;

/* Those that every command takes, in the form of a command's row. */
extern const char flags_of_all[];

const struct flag *flag_find(const char *name, size_t length);

/* Is it among those names, separated by blanks? */
bool flag_is_named(const struct flag *, const char *names);

/*
 * Take the flags of those names out of the words; what is left moves to their end,
 * and `first` is where it begins. With `stop`, the first word that is no flag ends it.
 * MISUSED for a flag that is not among them, or a value that is none.
 */
enum ending flag_read(int argc, char **argv, const char *names, bool stop, struct flags *out,
		      int *first) MUST_USE;

/* 300, 3.00 and $3 are the same price. 90, 90s, 2m and 1h are seconds. */
bool flag_to_cents(const char *, int64_t *out) MUST_USE;
bool flag_to_seconds(const char *, int64_t *out) MUST_USE;
