#include "mcp/task.h"

#include <string.h>

#include "json/read.h"
#include "mcp/call.h"
#include "mcp/mcp.h"

enum { POLL_MS = 2000 };

static const struct json nothing = { "", 0 };

/* What a task is told by: the job as the API shows it. */
struct view {
	const char *id, *kind, *status, *created_at, *updated_at, *reason, *sender, *closes_at;
	struct maybe taken, places, answers;
	struct json job;
};

static const struct js_field view_fields[] = {
	FIELD(view, id, js_text),
	FIELD(view, kind, js_text),
	FIELD(view, status, js_text),
	FIELD(view, created_at, js_text),
	FIELD(view, updated_at, js_text),
	FIELD(view, sender, js_text),
	FIELD_AS("failure_reason", view, reason, js_text),
	FIELD_AS("window_closes_at", view, closes_at, js_text),
	FIELD_AS("claims_count", view, taken, js_int),
	FIELD_AS("max_claims", view, places, js_int),
	FIELD_AS("submissions_count", view, answers, js_int),
};

/* A job's states, in the extension's words: one that failed has a result too, which says why. */
static const struct {
	const char *job, *task;
} states[] = {
	{ "completed", "completed" },
	{ "failed", "completed" },
	{ "cancelled", "cancelled" },
};

static const char *state_of(const struct view *view)
{
	for (int i = 0; i < COUNT(states); i++)
		if (strcmp(states[i].job, view->status) == 0)
			return states[i].task;
	return "working";
}

static bool view_read(struct arena *arena, struct json job, struct view *out)
{
	struct js_node *node = NULL;

	*out = (struct view){ .closes_at = "", .reason = "", .job = job };
	return !js_parse(arena, job.text, job.length, &node) &&
	       !js_read(arena, node, view_fields, out);
}

static const char *message_of(struct arena *arena, const struct view *view)
{
	if (strcmp(view->status, "open") == 0)
		return arena_printf(
			arena, "%lld of %lld places taken, %lld answers; closes at %s at the latest",
			(long long)view->taken.number, (long long)view->places.number,
			(long long)view->answers.number, view->closes_at);
	if (strcmp(view->status, "ranking") == 0)
		return arena_printf(arena, "%lld answers are being judged",
				    (long long)view->answers.number);
	if (strcmp(view->status, "pending_payment") == 0)
		return "the drop waits for its money";
	if (strcmp(view->status, "failed") == 0)
		return arena_printf(arena, "failed: %s; the price came back", view->reason);
	return view->status;
}

/* Jobs are kept, so a task has no end of its own. */
static struct json task_members(struct arena *arena, const struct view *view)
{
	return js_members(arena, "taskId", view->id, "status", state_of(view), "statusMessage",
			  message_of(arena, view), "createdAt", view->created_at, "lastUpdatedAt",
			  view->updated_at, "ttlMs", (const char *)NULL, "pollIntervalMs",
			  (int64_t)POLL_MS);
}

static struct rpc_answer broken(const struct exchange *on)
{
	return answer_error(on, 200, RPC_INTERNAL, "Internal error", nothing);
}

struct rpc_answer task_begun(const struct exchange *on, struct json job)
{
	struct view view;

	if (!view_read(on->http->arena, job, &view))
		return broken(on);
	return answer_task(on, task_members(on->http->arena, &view));
}

/* ------------------------------------------------------------ what is asked of one */

static struct rpc_answer unknown(const struct exchange *on)
{
	return answer_bad_params(on, "There is no task of that id");
}

/* The task by its id: a drop that the caller has posted. False, and *refusal, for anything else. */
static bool task_find(const struct exchange *on, struct view *out, struct rpc_answer *refusal)
{
	struct arena *arena = on->http->arena;
	const char *text = js_member_text(on->params, "taskId");
	struct id id;

	*refusal = unknown(on);
	if (!on->has_tasks) {
		*refusal = answer_error(
			on, 400, RPC_CAPABILITY, "Missing required client capability",
			js_raw("{\"requiredCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}"));
		return false;
	}
	if (!text || !id_read(text, &id))
		return false;

	struct request inner = inner_request(on, GET, inner_path(arena, "/api/jobs/{id}", id.text));
	enum error e = serve_inside(&inner);

	if (inner_lacks_scope(on, &inner, e, refusal))
		return false;
	if (inner.reply.status >= 500) {
		*refusal = broken(on);
		return false;
	}
	return inner.reply.status == 200 && view_read(arena, inner.reply.body, out) &&
	       strcmp(out->kind, "drop") == 0 && strcmp(out->sender, on->http->user.text) == 0;
}

/* What the call would have answered with, had it waited. */
static struct json result_of(struct arena *arena, const struct view *view)
{
	bool failed = strcmp(view->status, "failed") == 0;

	if (strcmp(state_of(view), "completed") != 0)
		return nothing;
	return js_members(arena, "result",
			  js_merge(arena, js_members(arena, "resultType", "complete"),
				   tool_result(arena, view->job, NULL, failed)));
}

struct rpc_answer mcp_answer_task_get(struct exchange *on)
{
	struct arena *arena = on->http->arena;
	struct rpc_answer refusal;
	struct view view;

	if (!task_find(on, &view, &refusal))
		return refusal;

	struct json task = task_members(arena, &view), result = result_of(arena, &view);

	if (!result.length)
		return answer_result(on, task);
	return answer_result(on, js_raw(arena_printf(arena, "%s,%s", task.text, result.text)));
}

/* Heard is not done: a drop that somebody is at work on goes on (SPEC 4.6), and the task says what becomes of it. */
struct rpc_answer mcp_answer_task_cancel(struct exchange *on)
{
	struct rpc_answer refusal;
	struct view view;

	if (!task_find(on, &view, &refusal))
		return refusal;

	struct request inner = inner_request(on, POST,
					     inner_path(on->http->arena, "/api/jobs/{id}/cancel",
							view.id));

	if (inner_lacks_scope(on, &inner, serve_inside(&inner), &refusal))
		return refusal;
	return inner.reply.status >= 500 ? broken(on) : answer_result(on, nothing);
}

/* Nothing is ever asked of the client, so whatever it tells is of no use. */
struct rpc_answer mcp_answer_task_update(struct exchange *on)
{
	struct rpc_answer refusal;
	struct view view;

	return task_find(on, &view, &refusal) ? answer_result(on, nothing) : refusal;
}
