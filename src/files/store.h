/*
 * The directory files.dir: ab/<sha256 in hexadecimal digits> for what is kept, incoming/ for what is on its way.
 * Everything in it is on one file system, so that a name is given, and taken, in one step.
 */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/random.h"

/* "ab/abcdef...", below files.dir. */
const char *store_name(struct arena *, struct digest);

/*
 * Is there room for so many bytes? STORAGE_FULL if not; BROKEN, with a word for the log, if the directory
 * is missing or not ours to write in. Makes what it lacks below files.dir.
 */
enum error store_check(struct arena *, int64_t bytes) MUST_USE;

/*
 * A new file in incoming/: *path and *fd are its. STORAGE_FULL, BROKEN.
 */
enum error store_begin(struct arena *, const char **path, int *fd) MUST_USE;

/*
 * Keep what lies at that path under its hash as well, durably; it is there already: nothing to do. For
 * whoever holds the blob's row. STORAGE_FULL, BROKEN.
 */
enum error store_keep(struct arena *, const char *path, struct digest) MUST_USE;

/* Open for reading. BROKEN if it is not there: its row says that it is. */
enum error store_open(struct arena *, struct digest, int *fd) MUST_USE;

/* Its size, -1 if it is not there. */
int64_t store_size(struct arena *, struct digest);

/* Take it away; it is away already: nothing to do. For whoever holds the blob's row. */
enum error store_remove(struct arena *, struct digest) MUST_USE;

/* What lies in one of the store's 256 folders, of which only the sha256 count; older than so many seconds. */
enum { STORE_FOLDERS = 256 };
struct store_list {
	struct digest *digests;
	int count;
};
struct store_list store_list(struct arena *, int folder, int64_t seconds);

/* What was left behind in incoming/ longer than so many seconds ago; how many. */
int store_count_left(struct arena *, int64_t seconds);
int store_drop_left(struct arena *, int64_t seconds);
