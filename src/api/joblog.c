#include "market/joblog.h"

#include <string.h>

#include "api/handlers.h"
#include "api/kind.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/text.h"
#include "market/job.h"

static struct json line_json(struct arena *arena, const struct joblog *line)
{
	return js_object(arena,
		"id", line->id,
		"job_id", line->job_id,
		"type", line->type,
		"content", line->content,
		"created_at", line->created_at);
}

static bool wants_events(const struct request *req)
{
	return strstr(req->accept, "text/event-stream") != NULL;
}

/*
 * Server-sent events, in answers that end: a stream held open would hold a
 * worker. The client comes again by itself after `retry`, with the id of the
 * last line it has; once the job is over and all is told, 204 sends it home.
 */
static enum error reply_events(struct request *req, const struct joblog_list *list, bool is_over)
{
	struct text out = text_start(req->arena, 4096);

	if (list->count == 0 && is_over && *req->last_event_id)
		return reply(req, 204, (struct json){ "", 0 });
	text_add_string(&out, "retry: 2000\n\n");
	for (int i = 0; i < list->count; i++) {
		struct json line = line_json(req->arena, &list->lines[i]);

		text_add_string(&out, arena_printf(req->arena, "id: %s\nevent: %s\ndata: ",
						   list->lines[i].id.text, list->lines[i].type));
		text_add(&out, line.text, line.length);
		text_add_string(&out, "\n\n");
	}
	TRY(reply(req, 200, (struct json){ out.bytes, out.length }));
	req->reply.content_type = "text/event-stream";
	return OK;
}

/* An unknown or malformed Last-Event-ID starts from the beginning, as if there were none. */
static enum error resume(struct request *req, struct page *page)
{
	struct id line;

	if (!id_read(req->last_event_id, &line))
		return OK;

	enum error e = joblog_find(req->db, req->path_id, line, &page->seq);

	return e == ERR_NOT_FOUND ? OK : e;
}

enum error api_joblog_list(struct request *req)
{
	struct page page = { .limit = 0 };
	struct joblog_list list = { .count = 0 };
	struct job job;

	TRY(query_page(req, CURSOR_SEQ, &page));
	TRY(job_find(req->db, req->path_id, req->user, &job));
	if (wants_events(req))
		TRY(resume(req, &page));
	TRY(joblog_list(req->db, req->path_id, req->user, &page, &list));
	if (wants_events(req))
		return reply_events(req, &list, kind_is_over(&job));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = line_json(req->arena, &list.lines[i]);
	return reply_list(req, "logs", js_array(req->arena, items, list.count),
			  list.more ? cursor_after_seq(req, list.lines[list.count - 1].seq) : NULL);
}
