#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "queue/inbox.h"

static enum error read_type(struct request *req, const char **out)
{
	const char *type = query_filter(req, "type");

	if (type && !news_is_type(type))
		return failure_in("type", "there is no event of that type: see docs/events.md");
	*out = type;
	return OK;
}

static struct json event_json(struct arena *arena, const struct inbox_event *event)
{
	return js_object(arena,
		"id", event->id,
		"type", event->type,
		"created_at", event->created_at,
		"data", js_raw(event->data));
}

enum error api_event_list(struct request *req)
{
	struct page page = { .limit = 0 };
	struct inbox inbox = { .count = 0 };
	const char *type = NULL;

	TRY(query_page_after(req, &page));
	TRY(read_type(req, &type));
	TRY(inbox_read(req->db, req->user, type, &page, &inbox));

	struct json *items = ARENA_ARRAY(req->arena, struct json, inbox.count);

	for (int i = 0; i < inbox.count; i++)
		items[i] = event_json(req->arena, &inbox.events[i]);
	return reply_list(req, "events", js_array(req->arena, items, inbox.count),
			  cursor_after_seq(req, inbox.next));
}
