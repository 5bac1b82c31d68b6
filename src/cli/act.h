/* An act on a job: who acts, and on which. */
#pragma once

#include "cli/api.h"

/* POST /api/jobs/<id>/<verb>, as the agent of --agent or of the context. */
enum ending act_on(struct cli *, const char *id, const char *verb,
		   struct json_object **out) MUST_USE;

/*
 * The job of the word at that place; where there is none, the one job that the caller
 * competes in and has not answered. MISUSED if there are several, or none.
 */
enum ending act_find(struct cli *, int at, const char **out) MUST_USE;

/* Put "agentId" into a body, if one is named. MISUSED for a name that is none of the caller's. */
enum ending act_set_agent(struct cli *, struct json_object *body) MUST_USE;

/* The id of an agent that is named, or that is one already. */
enum ending act_agent(struct cli *, const char *name, const char **out) MUST_USE;
