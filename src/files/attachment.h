/* What uploads hang on: a job, a submission, a delivery. Frozen from then on: name, size, type and hash. */
#pragma once

#include "files/upload.h"

enum { ATTACHMENTS_MOST = 20 };

/* Some uploads of one user, in the order in which they were named. */
struct attachments {
	const struct upload *list;
	int count;
	const char *json; /* [{"key":...,"name":...,"size":...,"content_type":...,"sha256":...}]; NULL if none */
};

/* The same as it is stored: "[]" for none. */
struct json attachments_json(const struct attachments *);

/*
 * The user's own, by their keys. Locks them, so that nothing sweeps them, before anything of a job is
 * locked. Needs a transaction. INVALID, naming the field, for a key that is no upload of the user's, that
 * stands twice, or too many.
 */
enum error attachments_find(struct db *, struct id user, const char *field, const struct id *keys,
			    int count, struct attachments *out) MUST_USE;

enum owner { OWNER_JOB, OWNER_SUBMISSION, OWNER_DELIVERY };

/* Hang them on what is there by the same transaction; they stay from now on. Queued. */
void attachments_add(struct db *, enum owner, struct id owner, struct id job,
		     const struct attachments *);

/*
 * What can be read of the owner's text files, for who judges: of each its first EXCERPT_BYTES, with an empty line
 * between, READABLE_BYTES in all; "" if there is none. is_cut: there is more.
 */
enum { READABLE_BYTES = 256 * 1024 };

struct readable {
	const char *text;
	int count; /* of text files */
	bool is_cut;
};
enum error attachments_read(struct db *, struct id owner, struct readable *out) MUST_USE;

/* One digest of all their bytes, with a text before them: what makes one answer the same as another. */
struct digest attachments_digest(struct arena *, const char *text, const struct attachments *);
