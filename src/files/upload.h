/* Uploads: a user's file, by a key, before and after it hangs on something. */
#pragma once

#include "db/db.h"
#include "files/spool.h"

enum { FILE_NAME_BYTES = 255 };

struct upload {
	struct id key, user;
	const char *name, *content_type;
	int64_t size;
	struct digest sha256;
	struct instant expires_at; /* 0: it hangs on something */
};

/* Fit to be a file's name: INVALID for a path, dots alone, and what language/plain.h keeps off. */
enum error upload_check_name(const char *name) MUST_USE;

/* How much a user may still upload. */
struct allowance {
	int64_t used_bytes, most_bytes; /* of all files together */
	int64_t file_bytes;		/* of one */
};

/*
 * May the user upload so many bytes now (-1: nobody knows yet how many)? Counts nothing. TOO_LARGE,
 * QUOTA_EXCEEDED, RATE_LIMITED, STORAGE_FULL.
 */
enum error upload_check(struct db *, struct id user, int64_t size, struct allowance *out) MUST_USE;

struct new_upload {
	struct id key, user;
	const char *name;
	struct spool spool;
};

/*
 * Keep it. Locks quota, blob and user. Needs a transaction. RATE_LIMITED, QUOTA_EXCEEDED, STORAGE_FULL.
 * Run again after a lost COMMIT: answers from what stands.
 */
enum error upload_create(struct db *, const struct new_upload *, struct upload *out) MUST_USE;

/* Of a row with id, user_id, name, size, sha256, expires_at, content_type. */
struct upload upload_from_row(const struct rows *);

/* NOT_FOUND. */
enum error upload_find(struct db *, struct id key, struct upload *out) MUST_USE;
