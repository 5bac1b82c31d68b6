/*
 * A body on its way into the store: a file of its own in incoming/ until the request is over, hashed, and on the
 * disk. Either its bytes come in here piece by piece, or nginx has written them there already (where it and the
 * workers are one account). What fails leaves nothing there; what was taken in is dropped by whoever asked for it, when the request is over.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/random.h"

struct spool {
	const char *path;
	int64_t size;
	struct digest sha256;
	const char *content_type, *excerpt; /* see kind.h */
};

/* Gives fewer bytes than there is room for when it ends. */
typedef size_t spool_source(void *stream, char *out, size_t room);

/*
 * From a stream that announces so many bytes, -1: it does not say. INVALID if there are none, or fewer than were
 * announced (who sent them went away); TOO_LARGE above files.max_bytes; STORAGE_FULL; BROKEN.
 */
enum error spool_receive(struct arena *, spool_source *, void *stream, int64_t announced,
			 struct spool *out) MUST_USE;

/* From the file that nginx has made. BROKEN if it is none of those in incoming/. The same errors. */
enum error spool_adopt(struct arena *, const char *path, struct spool *out) MUST_USE;

/* The file in incoming/ goes: what was kept of it has a name of its own. */
void spool_drop(const struct spool *);
