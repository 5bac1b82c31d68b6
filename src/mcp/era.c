#include "mcp/era.h"

#include <string.h>

#include "base/base64.h"
#include "base/text.h"

#define BATCHES "2025-03-26"
#define MODERN "2026-07-28"

static const struct json nothing = { "", 0 };

static const char *const handshakes[] = { ERA_HANDSHAKE, "2025-06-18", BATCHES };

bool era_has_handshake(const char *version)
{
	for (int i = 0; i < COUNT(handshakes); i++)
		if (strcmp(handshakes[i], version) == 0)
			return true;
	return false;
}

bool era_takes_batches(const struct request *http)
{
	return !*http->mcp_version || strcmp(http->mcp_version, BATCHES) == 0;
}

struct json era_versions(struct arena *arena)
{
	struct json list[1 + COUNT(handshakes)] = { js_string(arena, MODERN) };

	for (int i = 0; i < COUNT(handshakes); i++)
		list[i + 1] = js_string(arena, handshakes[i]);
	return js_array(arena, list, COUNT(list));
}

static struct rpc_answer unknown_version(const struct exchange *on, const char *version)
{
	struct arena *arena = on->http->arena;

	return answer_error(on, 400, RPC_VERSION, "Unsupported protocol version",
			    js_object(arena, "supported", era_versions(arena), "requested", version));
}

/* What a header may hold instead of the text itself. */
static bool says(struct arena *arena, const char *header, const char *text)
{
	const char *own = text_trim(arena, header);

	return strcmp(own, text) == 0 ||
	       strcmp(own, arena_printf(arena, "=?base64?%s?=", base64_write(arena, text))) == 0;
}

/* The parameter that Mcp-Name repeats, for the methods that have one. */
static const char *name_of(const struct exchange *on)
{
	static const struct {
		const char *method, *parameter;
	} names[] = {
		{ "tools/call", "name" },     { "tasks/get", "taskId" },
		{ "tasks/cancel", "taskId" }, { "tasks/update", "taskId" },
		{ "resources/read", "uri" },  { "prompts/get", "name" },
	};

	for (int i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].method, on->method) == 0)
			return js_member_text(on->params, names[i].parameter);
	return NULL;
}

/* The name of the header that does not repeat the body, or NULL. */
static const char *wrong_header(const struct exchange *on, const char *version)
{
	const struct request *http = on->http;
	const char *name = name_of(on);

	if (strcmp(text_trim(http->arena, http->mcp_version), version) != 0)
		return "MCP-Protocol-Version";
	if (strcmp(text_trim(http->arena, http->mcp_method), on->method) != 0)
		return "Mcp-Method";
	return name && !says(http->arena, http->mcp_name, name) ? "Mcp-Name" : NULL;
}

static bool modern_read(struct exchange *on, const char *version, struct rpc_answer *refusal)
{
	struct arena *arena = on->http->arena;
	const struct js_node *meta = js_member(on->params, "_meta");
	const char *wrong;

	on->is_modern = true;
	if (!version) {
		*refusal = answer_error(
			on, 400, RPC_PARAMS,
			"params._meta must have io.modelcontextprotocol/protocolVersion", nothing);
		return false;
	}
	wrong = wrong_header(on, version);
	if (wrong) {
		*refusal = answer_error(on, 400, RPC_HEADER,
					arena_printf(arena,
						     "Header mismatch: %s must repeat what "
						     "the body says",
						     wrong),
					nothing);
		return false;
	}
	if (strcmp(version, MODERN) != 0) {
		*refusal = unknown_version(on, version);
		return false;
	}
	if (js_kind_of(js_member(meta, "io.modelcontextprotocol/clientCapabilities")) != JS_OBJECT) {
		*refusal = answer_error(
			on, 400, RPC_PARAMS,
			"params._meta must have io.modelcontextprotocol/clientCapabilities",
			nothing);
		return false;
	}
	return true;
}

bool era_read(struct exchange *on, struct rpc_answer *refusal)
{
	const char *header = on->http->mcp_version;
	const char *version = js_member_text(js_member(on->params, "_meta"),
					     "io.modelcontextprotocol/protocolVersion");

	if (!version && (!*header || era_has_handshake(header)))
		return true;
	if (!version && strcmp(header, MODERN) != 0) {
		*refusal = unknown_version(on, header);
		return false;
	}
	return modern_read(on, version, refusal);
}
