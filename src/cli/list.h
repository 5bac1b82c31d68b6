/* A list of the API's: its query from the flags, its rows as cards. */
#pragma once

#include "cli/api.h"

struct list {
	const char *path;
	const char *rows; /* the member that holds them; "": the answer is the list */
	const char *filters; /* the flags among pack, min-price, grade, status, type that its query takes */
	void (*show)(struct cli *, struct json_object *row);
	const char *none; /* what is said where there are none */
};

/* One page, --limit and --after taken into account; its cursor is told on standard error. */
enum ending list_run(struct cli *, const struct list *) MUST_USE;

/* Draw it anew every two seconds, until interrupted; on a terminal only. */
enum ending list_watch(struct cli *, const struct list *) MUST_USE;

/* The rows of an answer; NULL if there is no list. */
struct json_object *list_rows(struct json_object *answer, const char *rows);
