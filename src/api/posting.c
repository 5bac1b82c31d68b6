/* What was sent to a webhook, and something to send to it by way of trial. */
#include "queue/posting.h"

#include <string.h>

#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "queue/quota.h"

enum { TESTS_A_MINUTE = 20 };

enum error api_hook_test(struct request *req)
{
	const struct quota quota = { "webhook-test",
				     digest_of(req->user.text, strlen(req->user.text)),
				     TESTS_A_MINUTE, 60, false };
	struct hook hook;

	TRY(quota_take(req->db, &quota));
	TRY(hook_lock(req->db, req->path_id, req->user, &hook));
	if (!hook.is_enabled)
		return failure(ERR_WRONG_STATE, "the webhook is disabled: enable it first");
	hook_test(req->db, &hook, req->draws[DRAW_REQUEST]);
	return reply(req, 202,
		     js_object(req->arena, "event_id", req->draws[DRAW_REQUEST], "webhook_id", hook.id));
}

static struct json posting_json(struct arena *arena, const struct posting_view *view)
{
	return js_object(arena,
		"event_id", view->event_id,
		"type", view->type,
		"status", view->status,
		"attempts", view->attempts,
		"next_attempt_at", view->next_attempt_at,
		"answer", view->answer,
		"error", view->error,
		"took_ms", view->took_ms,
		"created_at", view->created_at,
		"updated_at", view->updated_at);
}

enum error api_hook_deliveries(struct request *req)
{
	struct page page = { .limit = 0 };
	struct posting_list list = { .count = 0 };
	struct hook hook;

	TRY(query_page(req, CURSOR_ID, &page));
	TRY(hook_find(req->db, req->path_id, req->user, &hook));
	TRY(posting_list(req->db, hook.id, &page, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = posting_json(req->arena, &list.views[i]);
	return reply_list(req, "deliveries", js_array(req->arena, items, list.count),
			  list.more ? cursor_after(req, list.views[list.count - 1].event_id) : NULL);
}
