/* tools/call: the arguments become the request of the tool's route, and its answer the tool's. */
#include "mcp/call.h"

#include <string.h>

#include "api/body.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/text.h"
#include "mcp/mcp.h"
#include "mcp/task.h"

static const struct json nothing = { "", 0 };

struct request inner_request(const struct exchange *on, int method, const char *path)
{
	struct request inner = *on->http;

	inner.method = (enum method)method;
	inner.path = path;
	inner.query = inner.body = inner.if_none_match = "";
	if (!on->is_single) /* the header names one request, not each of a batch */
		inner.idempotency_key = "";
	inner.accept = "application/json";
	inner.body_length = 0;
	inner.route = NULL;
	inner.json = NULL;
	inner.reply = (struct reply){ .status = 0 };
	return inner;
}

const char *inner_path(struct arena *arena, const char *pattern, const char *id)
{
	const char *place = strstr(pattern, "{id}");

	if (!place)
		return pattern;
	return arena_printf(arena, "%.*s%s%s", (int)(place - pattern), pattern, id,
			    place + strlen("{id}"));
}

/* ------------------------------------------------------------ the arguments */

/* As the route would have it in its URL. */
static enum error write_parameter(struct text *out, const char *name, const struct js_node *value)
{
	enum js_kind kind = js_kind_of(value);
	const char *text = "";

	if (kind == JS_NULL)
		return OK;
	if (kind == JS_TEXT)
		(void)js_text_of(value, &text);
	else if (kind == JS_WHOLE)
		text = js_render(out->arena, value).text;
	else
		return failure_in(name, "%s must be a string or a whole number", name);
	text_add_string(out, arena_printf(out->arena, "%s%s=%s", out->length ? "&" : "",
					  query_escape(out->arena, name),
					  query_escape(out->arena, text)));
	return OK;
}

static void write_field(struct text *out, const char *name, const struct js_node *value)
{
	struct json pair = js_members(out->arena, name, js_render(out->arena, value));

	if (out->length)
		text_add_char(out, ',');
	text_add(out, pair.text, pair.length);
}

/* Arguments that are the call's own, and no field of the route. */
static bool is_taken(const struct tool *tool, const char *name)
{
	return (strcmp(name, "job_id") == 0 && strstr(tool->path, "{id}")) ||
	       (strcmp(name, "idempotency_key") == 0 && tool_is_named(tool));
}

static enum error write_arguments(struct text *out, const struct tool *tool,
				  const struct js_node *arguments)
{
	struct js_pairs pairs = js_pairs_of(out->arena, arguments);

	for (int i = 0; i < pairs.count; i++) {
		const char *name = pairs.list[i].name;

		if (is_taken(tool, name))
			continue;
		if (tool_lacks(tool, name) || (tool->means && strcmp(name, tool->means) == 0))
			return failure_in(name, "this tool takes no %s", name);
		if (tool->says && strcmp(name, tool->says) == 0)
			name = tool->means;
		if (tool->method == GET)
			TRY(write_parameter(out, name, pairs.list[i].value));
		else
			write_field(out, name, pairs.list[i].value);
	}
	return OK;
}

static enum error read_key(const struct js_node *arguments, const char **out)
{
	const struct js_node *key = js_member(arguments, "idempotency_key");
	const char *text = "";

	if (!key)
		return OK;
	if (!js_text_of(key, &text) || text_characters(text) > IDEMPOTENCY_KEY_MOST)
		return failure_in("idempotency_key",
				  "idempotency_key must be a string of at most %d characters",
				  IDEMPOTENCY_KEY_MOST);
	*out = text;
	return OK;
}

static enum error read_job(const struct js_node *arguments, struct request *inner)
{
	const char *text = js_member_text(arguments, "job_id");
	struct id id;

	if (!text || !id_read(text, &id))
		return failure_in("job_id", "job_id must be a job's id");
	inner->path = inner_path(inner->arena, inner->path, id.text);
	return OK;
}

static enum error prepare(struct request *inner, const struct tool *tool,
			  const struct js_node *arguments)
{
	struct text out = text_start(inner->arena, 500);

	if (strstr(tool->path, "{id}"))
		TRY(read_job(arguments, inner));
	if (tool_is_named(tool))
		TRY(read_key(arguments, &inner->idempotency_key));
	if (tool->fixed)
		text_add_string(&out, tool->fixed);
	TRY(write_arguments(&out, tool, arguments));
	if (tool->method == GET) {
		inner->query = out.bytes;
		return OK;
	}

	struct json body = js_merge(inner->arena, (struct json){ out.bytes, out.length }, nothing);

	inner->body = body.text;
	inner->body_length = body.length;
	return OK;
}

/* ------------------------------------------------------------ the answer */

struct json tool_result(struct arena *arena, struct json structured, const char *then, bool is_error)
{
	struct json content[2] = {
		js_object(arena, "type", "text", "text", structured.text),
			  js_object(arena, "type", "text", "text", then ? then : ""),
		};

	return js_members(arena, "content", js_array(arena, content, then ? 2 : 1),
			  "structuredContent", structured, "isError", is_error);
}

struct rpc_answer answer_tool(const struct exchange *on, struct json structured, const char *then,
			      bool is_error)
{
	return answer_result(on, tool_result(on->http->arena, structured, then, is_error));
}

/* A host may get a token that can do more, so HTTP says it where it can: RFC 6750 3.1. */
bool inner_lacks_scope(const struct exchange *on, const struct request *inner, enum error e,
		       struct rpc_answer *out)
{
	if (e != ERR_INSUFFICIENT_SCOPE || !on->is_single)
		return false;
	on->http->reply = inner->reply;
	*out = (struct rpc_answer){ .status = inner->reply.status, .is_sent = true };
	return true;
}

static const char *retry_after(const struct reply *reply)
{
	for (int i = 0; i < reply->header_count; i++)
		if (strcmp(reply->headers[i].name, "Retry-After") == 0)
			return reply->headers[i].value;
	return NULL;
}

/* The API's own error, and how long to wait, which it says in a header. */
static struct rpc_answer answer_refusal(const struct exchange *on, const struct request *inner)
{
	const char *seconds = retry_after(&inner->reply);
	struct json body = inner->reply.body;

	if (seconds)
		body = js_raw(arena_printf(inner->arena, "%.*s,\"retry_after_seconds\":%s}",
					   (int)body.length - 1, body.text, seconds));
	return answer_tool(on, body, NULL, true);
}

/* The members of the second answer; none if it is refused: then there is nothing of that kind. */
static struct json beside(const struct exchange *on, const struct tool *tool,
			  const struct request *first)
{
	struct arena *arena = on->http->arena;
	struct request second = inner_request(on, GET,
					      inner_path(arena, tool->beside, first->path_id.text));

	if (serve_inside(&second))
		return nothing;
	return js_raw(arena_copy(arena, second.reply.body.text + 1, second.reply.body.length - 2));
}

static struct json structured(const struct exchange *on, const struct tool *tool,
			      const struct request *inner)
{
	struct arena *arena = on->http->arena;

	if (!tool->inside)
		return inner->reply.body;
	return js_merge(arena, js_members(arena, tool->inside, inner->reply.body),
					  tool->beside ? beside(on, tool, inner) : nothing);
}

static struct rpc_answer call(struct exchange *on, const struct tool *tool)
{
	struct request inner = inner_request(on, tool->method, tool->path);
	enum error e = prepare(&inner, tool, js_member(on->params, "arguments"));
	struct rpc_answer refusal;

	if (e)
		reply_error(&inner, e);
	else
		e = serve_inside(&inner);
	if (inner_lacks_scope(on, &inner, e, &refusal))
		return refusal;
	if (inner.reply.status >= 400)
		return answer_refusal(on, &inner);
	if (inner.reply.status == 201 && tool->is_task && on->has_tasks && on->is_modern)
		return task_begun(on, inner.reply.body);
	return answer_tool(on, structured(on, tool, &inner),
			   inner.reply.status == 201 ? tool->then : NULL, false);
}

struct rpc_answer mcp_answer_call(struct exchange *on)
{
	const char *name = js_member_text(on->params, "name");
	const struct js_node *arguments = js_member(on->params, "arguments");
	const struct tool *tool = name ? tool_find(name) : NULL;

	if (!name)
		return answer_bad_params(on, "params.name must be a tool's name");
	if (!tool)
		return answer_bad_params(on,
					 arena_printf(on->http->arena, "Unknown tool: %s", name));
	if (arguments && js_kind_of(arguments) != JS_OBJECT)
		return answer_bad_params(on, "params.arguments must be an object");
	return call(on, tool);
}
