/* The inbox of events, followed by its cursor: each is met once, across outages too. */
#pragma once

#include "cli/api.h"

enum { INBOX_CURSOR = 256 };

struct inbox {
	char cursor[INBOX_CURSOR]; /* "": from the oldest that is kept */
	const char *type;	   /* NULL: all */
};

/* From --after; else from now on. */
enum ending inbox_open(struct cli *, struct inbox *out) MUST_USE;

/*
 * Look every second, and hand on what came, in order, until the taker's ending is not WELL.
 * A server that is away is waited for. What is handed on lives until the next look.
 */
enum ending inbox_follow(struct cli *, struct inbox *,
			 enum ending (*take)(struct cli *, struct json_object *event, void *),
			 void *) MUST_USE;
