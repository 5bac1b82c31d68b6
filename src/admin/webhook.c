/* Where users have their events sent: to be looked at, and ended. */
#include "admin/verb.h"
#include "json/write.h"
#include "queue/hook.h"

enum { SHOWN_MOST = 1000 };

struct work {
	struct id id;
	const char *why;
	struct page page;
	struct hook_list list;
};

static enum error list_all(struct db *db, void *arg)
{
	struct work *work = arg;

	return hook_list_all(db, &work->page, &work->list);
}

static struct json hook_json(struct arena *arena, const struct hook *hook)
{
	return js_object(arena, "id", hook->id, "user_id", hook->user_id, "url", hook->url, "types",
			 hook->types, "board", hook->wants_board, "enabled", hook->is_enabled,
			 "disabled_reason", hook->disabled_why, "failures", hook->failures,
			 "created_at", hook->created_at);
}

enum error admin_webhook_list(struct call *call)
{
	struct work work = { .page = { .limit = SHOWN_MOST, .before_id = ID_LAST } };

	TRY(db_transact(call->db, DB_AUTOCOMMIT, list_all, &work));
	for (int i = 0; i < work.list.count; i++)
		say(hook_json(call->arena, &work.list.hooks[i]));
	return OK;
}

static enum error disable(struct db *db, void *arg)
{
	struct work *work = arg;

	return hook_disable(db, work->id, work->why);
}

enum error admin_webhook_disable(struct call *call)
{
	struct work work = { .why = call->why ? call->why : "by the operator" };

	TRY(read_id("WEBHOOK", call->words[0], &work.id));
	TRY(act(call, disable, &work, work.id.text));
	say(js_object(call->arena, "id", work.id, "enabled", (bool)false));
	return OK;
}
