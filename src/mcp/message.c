#include "mcp/message.h"

#include <string.h>

#define TASKS "io.modelcontextprotocol/tasks"

static const struct json nothing = { "", 0 };

struct json server_info(struct arena *arena)
{
	return js_object(arena, "name", "clorp", "title", "clorp", "version", PACKAGE_VERSION);
}

struct rpc_answer answer_nothing(void)
{
	return (struct rpc_answer){ .status = 202, .body = nothing };
}

/* The modern era's results say what they are, and of which server. */
static struct json result_of(const struct exchange *on, const char *type, struct json members)
{
	struct arena *arena = on->http->arena;
	struct json own = js_members(arena, "resultType", type, "_meta",
				     js_object(arena, "io.modelcontextprotocol/serverInfo",
					       server_info(arena)));

	return on->is_modern ? js_merge(arena, own, members) : js_merge(arena, members, nothing);
}

static struct rpc_answer answer_as(const struct exchange *on, const char *type, struct json members)
{
	return (struct rpc_answer){
		.status = 200,
		.body = js_object(on->http->arena, "jsonrpc", "2.0", "id", on->id, "result",
				  result_of(on, type, members)),
		};
}

struct rpc_answer answer_result(const struct exchange *on, struct json members)
{
	return answer_as(on, "complete", members);
}

struct rpc_answer answer_task(const struct exchange *on, struct json members)
{
	return answer_as(on, "task", members);
}

static struct json error_json(struct arena *arena, struct json id, enum rpc_code code,
			      const char *message, struct json data)
{
	struct json error = js_members(arena, "code", (int64_t)code, "message", message);
	struct json more = data.length ? js_members(arena, "data", data) : nothing;

	return js_object(arena, "jsonrpc", "2.0", "id", id.length ? id : js_raw("null"), "error",
			 js_merge(arena, error, more));
}

struct rpc_answer answer_error(const struct exchange *on, int status, enum rpc_code code,
			       const char *message, struct json data)
{
	return (struct rpc_answer){
		.status = status,
		.body = error_json(on->http->arena, on->id, code, message, data),
	};
}

struct rpc_answer answer_bad_params(const struct exchange *on, const char *message)
{
	return answer_error(on, 200, RPC_PARAMS, message, nothing);
}

static bool is_id(const struct js_node *node)
{
	return js_kind_of(node) == JS_TEXT || js_kind_of(node) == JS_WHOLE;
}

/* null is no id in MCP, and a member that is null and one that is missing look the same. */
static bool has_null_id(struct arena *arena, const struct js_node *node)
{
	struct js_pairs pairs = js_pairs_of(arena, node);

	for (int i = 0; i < pairs.count; i++)
		if (strcmp(pairs.list[i].name, "id") == 0 && !pairs.list[i].value)
			return true;
	return false;
}

static bool is_answer(const struct js_node *node)
{
	return js_member(node, "result") || js_member(node, "error");
}

static const char *complaint(struct arena *arena, const struct js_node *node)
{
	const char *version = js_member_text(node, "jsonrpc");
	const struct js_node *id = js_member(node, "id"), *params = js_member(node, "params");

	if (js_kind_of(node) != JS_OBJECT)
		return "a message is an object";
	if (!version || strcmp(version, "2.0") != 0)
		return "jsonrpc must be \"2.0\"";
	if (is_answer(node))
		return NULL;
	if (!js_member_text(node, "method"))
		return "method must be a string";
	if (has_null_id(arena, node) || (id && !is_id(id)))
		return "id must be a string or a whole number";
	if (params && js_kind_of(params) != JS_OBJECT)
		return "params must be an object";
	return NULL;
}

static bool declares_tasks(const struct js_node *params)
{
	const struct js_node *meta = js_member(params, "_meta");
	const struct js_node *can = js_member(meta, "io.modelcontextprotocol/clientCapabilities");

	return js_kind_of(js_member(js_member(can, "extensions"), TASKS)) == JS_OBJECT;
}

bool message_read(struct request *http, const struct js_node *node, struct exchange *out,
		  struct rpc_answer *refusal)
{
	const struct js_node *id = js_member(node, "id"), *params = js_member(node, "params");
	const char *wrong = complaint(http->arena, node);

	*out = (struct exchange){
		.http = http,
		.method = is_answer(node) ? NULL : js_member_text(node, "method"),
		.id = id && is_id(id) ? js_render(http->arena, id) : nothing,
		.params = params,
		.has_tasks = declares_tasks(params),
	};
	if (wrong)
		*refusal = answer_error(out, 400, RPC_REQUEST, wrong, nothing);
	return !wrong;
}
