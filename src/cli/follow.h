/*
 * Waiting for a job's end: it is looked at every two seconds, more often near its
 * window's end, and drawn on a terminal's standard error meanwhile. A server that is away
 * for a while is waited for, too.
 */
#pragma once

#include "cli/api.h"

/* The job once it is over. TIMED_OUT after --timeout. */
enum ending follow_job(struct cli *, const char *id, struct json_object **job) MUST_USE;

/*
 * The same, and then how it ended, printed: the job, under --json with "submission", the
 * caller's own where there is one. LOST if it failed, was cancelled, or was won by another.
 */
enum ending follow_to_the_end(struct cli *, const char *id) MUST_USE;

bool follow_is_over(struct json_object *job);

/* The caller's own answer to a drop that another sent; NULL if there is none. */
enum ending follow_own(struct cli *, struct json_object *job, struct json_object **out) MUST_USE;

/* What its end means for the caller. */
enum ending follow_ending(struct json_object *job, struct json_object *own);
