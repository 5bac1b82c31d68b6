/* A file goes out: by nginx, where it can read the store (X-Accel-Redirect), else through the worker. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/hash.h"
#include "base/text.h"
#include "files/kind.h"
#include "files/store.h"
#include "files/upload.h"
#include "market/sight.h"

/* What a header's quoted string may not have stands as _; the name itself follows in RFC 8187's way. */
static const char *disposition_of(struct request *req, const struct upload *upload)
{
	const char *inlined = query_find(req, "inline");
	bool shown = inlined && strcmp(inlined, "1") == 0 && kind_is_inert(upload->content_type);
	char *plain = arena_copy(req->arena, upload->name, strlen(upload->name));

	for (char *c = plain; *c; c++)
		if (*c < ' ' || *c > '~' || strchr("\"\\%;", *c))
			*c = '_';
	return arena_printf(req->arena, "%s; filename=\"%s\"; filename*=UTF-8''%s",
			    shown ? "inline" : "attachment", plain,
			    query_escape(req->arena, upload->name));
}

/* Part of a file: from, and how many bytes. */
struct part {
	int64_t from, length;
	bool is_whole;
};

static enum error out_of_range(struct request *req, int64_t size)
{
	req->content_range = arena_printf(req->arena, "bytes */%lld", (long long)size);
	return failure(ERR_RANGE, "the file has %lld bytes", (long long)size);
}

/* "-5": the last five. */
static enum error read_suffix(struct request *req, const char *text, int64_t size, struct part *out)
{
	int64_t count = 0;

	if (!text_to_int(text, &count) || count < 0)
		return OK;
	if (count == 0)
		return out_of_range(req, size);
	count = count > size ? size : count;
	*out = (struct part){ size - count, count, false };
	return OK;
}

/* One range of bytes (RFC 9110 14.1.2); what is none, or several, is as good as not there. */
static enum error read_range(struct request *req, int64_t size, const char *etag, struct part *out)
{
	static const char unit[] = "bytes=";
	char *text = arena_printf(req->arena, "%s", req->range), *dash;
	int64_t from = 0, to = size - 1;

	*out = (struct part){ 0, size, true };
	if (strncmp(text, unit, sizeof(unit) - 1) != 0 ||
	    (*req->if_range && strcmp(req->if_range, etag) != 0))
		return OK;
	text += sizeof(unit) - 1;
	if (*text == '-')
		return read_suffix(req, text + 1, size, out);
	dash = strchr(text, '-');
	if (!dash)
		return OK;
	*dash = '\0';
	if (!text_to_int(text, &from) || (dash[1] && !text_to_int(dash + 1, &to)) || from > to)
		return dash[1] == '\0' && from >= size && text_to_int(text, &from)
			       ? out_of_range(req, size)
			       : OK;
	if (from >= size)
		return out_of_range(req, size);
	to = to >= size ? size - 1 : to;
	*out = (struct part){ from, to - from + 1, false };
	return OK;
}

static void close_file(void *fd)
{
	(void)close(*(int *)fd);
}

static enum error reply_file(struct request *req, const struct upload *upload, struct part part)
{
	int *fd = ARENA_NEW(req->arena, int);

	TRY(store_open(req->arena, upload->sha256, fd));
	arena_defer(req->arena, close_file, fd);
	req->reply.file = (struct reply_file){ *fd, part.from, part.length };
	req->reply.status = part.is_whole ? 200 : 206;
	if (!part.is_whole)
		reply_header(req, "Content-Range",
			     arena_printf(req->arena, "bytes %lld-%lld/%lld", (long long)part.from,
					  (long long)(part.from + part.length - 1),
					  (long long)upload->size));
	return OK;
}

/* With an ETag and ranges of our own: nginx has its own for what it reads itself. */
static enum error send_through(struct request *req, const struct upload *upload)
{
	const char *etag = arena_printf(req->arena, "\"%s\"", digest_hex(upload->sha256).text);
	struct part part;

	TRY(read_range(req, upload->size, etag, &part));
	reply_header(req, "ETag", etag);
	reply_header(req, "Accept-Ranges", "bytes");
	reply_header(req, "Content-Security-Policy", "sandbox; default-src 'none'");
	if (strcmp(req->if_none_match, "*") == 0 || strstr(req->if_none_match, etag)) {
		req->reply.status = 304;
		return OK;
	}
	return reply_file(req, upload, part);
}

enum error api_file_find(struct request *req)
{
	struct upload upload;

	TRY(upload_find(req->db, req->path_id, &upload));
	if (!id_equal(upload.user, req->user))
		TRY(sight_check_file(req->db, upload.key, req->user));
	req->reply = (struct reply){ .status = 200,
				     .content_type = upload.content_type,
				     .body = { "", 0 },
				     .cache = "private, no-cache" };
	reply_header(req, "Content-Disposition", disposition_of(req, &upload));
	if (!*req->files_at)
		return send_through(req, &upload);
	reply_header(req, "X-Accel-Redirect",
		     arena_printf(req->arena, "%s%s", req->files_at,
				  store_name(req->arena, upload.sha256)));
	return OK;
}
