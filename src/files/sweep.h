/* Taking away what nobody refers to: uploads that hang on nothing, bytes that nobody owns, bodies left behind. */
#pragma once

#include <signal.h>

#include "db/db.h"

struct swept {
	int uploads, blobs, strays, left;
};

/*
 * One round of it: at most so many uploads and so many blobs, and one of the store's folders. Not inside a transaction. Any number of
 * processes may do so at once. An error of the database or of the directory: the next round goes on.
 */
enum error files_sweep(struct db *, int most, const volatile sig_atomic_t *stop,
		       struct swept *out) MUST_USE;

/* What files_check finds. */
struct file_finding {
	const char *what; /* "missing", "size", "bytes", "stray", "left" */
	struct digest sha256;
	int64_t count;
};

/*
 * Compare tables and store both ways: each blob that an upload refers to has its file, of its size, and, with
 * `bytes`, with its hash; each file has its blob. Calls tell for each that does not. Not inside a transaction.
 */
typedef void file_teller(void *arg, const struct file_finding *);
enum error files_check(struct db *, bool bytes, file_teller *, void *arg, int *findings) MUST_USE;
