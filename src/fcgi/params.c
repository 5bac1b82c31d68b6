#include "fcgi/params.h"

#include <string.h>

#include "base/text.h"

/* HEAD is a GET whose body nginx leaves out. */
static enum method method_of(const char *name)
{
	static const struct {
		const char *name;
		enum method method;
	} methods[] = {
		{ "GET", GET },	    { "HEAD", GET },	  { "POST", POST },
		{ "PATCH", PATCH }, { "DELETE", DELETE },
	};

	for (int i = 0; i < COUNT(methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			return methods[i].method;
	return OTHER;
}

struct request params_request(struct arena *arena, param_fn *param, const void *from)
{
	struct request req = {
		.arena = arena,
		.method = method_of(param(from, "REQUEST_METHOD")),
		.path = param(from, "DOCUMENT_URI"),
		.query = param(from, "QUERY_STRING"),
		.request_id = param(from, "REQUEST_ID"),
		.authorization = param(from, "HTTP_AUTHORIZATION"),
		.idempotency_key = param(from, "HTTP_IDEMPOTENCY_KEY"),
		.if_none_match = param(from, "HTTP_IF_NONE_MATCH"),
		.accept = param(from, "HTTP_ACCEPT"),
		.last_event_id = param(from, "HTTP_LAST_EVENT_ID"),
		.signature = param(from, "HTTP_STRIPE_SIGNATURE"),
		.cookie = param(from, "HTTP_COOKIE"),
		.origin = param(from, "HTTP_ORIGIN"),
		.fetch_site = param(from, "HTTP_SEC_FETCH_SITE"),
		.user_agent = param(from, "HTTP_USER_AGENT"),
		.mcp_version = param(from, "HTTP_MCP_PROTOCOL_VERSION"),
		.mcp_method = param(from, "HTTP_MCP_METHOD"),
		.mcp_name = param(from, "HTTP_MCP_NAME"),
		.range = param(from, "HTTP_RANGE"),
		.if_range = param(from, "HTTP_IF_RANGE"),
		.body_file = param(from, "REQUEST_BODY_FILE"),
		.files_at = param(from, "FILES_AT"),
		.wants_refusal = *param(from, "WANTS_REFUSAL") != '\0',
		.address = param(from, "REMOTE_ADDR"),
	};

	if (!text_to_int(param(from, "CONTENT_LENGTH"), &req.content_length))
		req.content_length = 0;
	if (!*req.request_id) /* another front than our nginx: an id of our own */
		req.request_id = arena_printf(arena, "%s", id_new().text);
	return req;
}
