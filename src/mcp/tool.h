/* The tools: each stands for a route, and says how the two differ. */
#pragma once

#include "api/route.h"

struct tool {
	const char *name, *title;
	const char *what; /* for a language model: what it does, and what to do next */
	int method;
	const char *path;    /* of the route; its {id} is the argument job_id */
	const char *without; /* parameters and fields of the route that the tool has not: words */
	const char *says, *means; /* an argument under a name of its own, and the field that it is */
	const char *fixed; /* members that the route's body has in any case: JSON without braces */
	const char *inside; /* the answer is the member of that name, for what is no object, or joined by `beside` */
	const char *beside; /* a second GET, whose members join the answer where it is not refused */
	const char *then;   /* said beside a 201: what to do next */
	bool reads, spends,
		repeats; /* changes nothing; costs something; is the same when done again */
	bool is_open;	 /* what strangers wrote comes back */
	bool is_task;	 /* a 201 may be answered by a task */
};

/* In the table's order; NULL after the last. */
const struct tool *tool_at(int);

/* NULL if there is none. */
const struct tool *tool_find(const char *name);

/* What is at that address. It is there: else it aborts. */
const struct route *tool_route(int method, const char *path);

/* Is the field or parameter of the route none of the tool's? */
bool tool_lacks(const struct tool *, const char *name);

/* May the call be named, to be done once? As the route may. */
bool tool_is_named(const struct tool *);

/* {"tools":[...]}'s list, the same for everybody: made once, in the arena, and kept for the process's life. */
struct json tool_list(struct arena *);
