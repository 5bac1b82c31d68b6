/* A route of the API, asked for inside of a message, by whoever sent that. */
#pragma once

#include "mcp/message.h"
#include "mcp/tool.h"

/* A request of its own in the exchange's name, to be filled in; and to be answered, as if it had come by itself. */
struct request inner_request(const struct exchange *, int method, const char *path);

/* "/api/jobs/{id}/claim" with the id put in. */
const char *inner_path(struct arena *, const char *pattern, const char *id);

/* A tool's result, from what the route answered: an error of the API is a result with isError. */
struct rpc_answer answer_tool(const struct exchange *, struct json structured, const char *then,
			      bool is_error);
struct json tool_result(struct arena *, struct json structured, const char *then, bool is_error);

/* Is what the route refused with HTTP's to say: the credential lacks a scope? Then *out is the answer. */
bool inner_lacks_scope(const struct exchange *, const struct request *inner, enum error,
		       struct rpc_answer *out);
