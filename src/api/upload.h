/* Files in and out, as requests name them. */
#pragma once

#include "api/request.h"
#include "files/attachment.h"
#include "json/read.h"

/* So many bytes are to come; -1 where nobody says. */
int64_t upload_announced(const struct request *);

/* A reader for a table of fields (struct upload_keys): keys, or objects with a `key`. */
struct upload_keys {
	const struct id *list;
	int count;
};
enum error js_upload_keys(struct arena *, const struct js_node *, const struct js_field *, void *);
