/*
 * What the client keeps: contexts.json in $CLORP_CONFIG_DIR, else in clorp/ of the user's
 * configuration (XDG). It is its user's alone (0600) and replaced as a whole; who changes
 * it holds the lock from before it is read.
 */
#pragma once

#include "cli/ending.h"
#include "cli/part.h"

/* Where the file is. */
enum ending store_path(struct arena *, const char **out) MUST_USE;

enum ending store_lock(struct arena *, int *lock) MUST_USE;
void store_unlock(int lock);

/* Nothing yet is an object without members; a file that is no JSON is left alone, FAILED. */
enum ending store_read(struct arena *, struct json_object **out) MUST_USE;
enum ending store_write(struct arena *, struct json_object *) MUST_USE;

/* Any file of that kind; NULL if it is not there or no JSON. One that others may read is closed to them. */
struct json_object *store_read_file(struct arena *, const char *path);

/* CLORP_name, or as the older product had it, CLAWRK_name. */
const char *store_environment(struct arena *, const char *name);
