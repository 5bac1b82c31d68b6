/* JSON-RPC 2.0, as far as MCP goes: a message that came in, and the answers that there are. */
#pragma once

#include "api/request.h"
#include "json/any.h"
#include "json/write.h"

enum rpc_code {
	RPC_PARSE = -32700,
	RPC_REQUEST = -32600,
	RPC_METHOD = -32601,
	RPC_PARAMS = -32602,
	RPC_INTERNAL = -32603,
	RPC_HEADER = -32020,	 /* a header is missing, or says something else than the body */
	RPC_CAPABILITY = -32021, /* what the client did not declare is needed */
	RPC_VERSION = -32022
};

/* One message, what it came in, and what its era asks of the answer. */
struct exchange {
	struct request *http;
	const char *method; /* NULL: the message is an answer to something, which nobody asked */
	struct json id;	    /* as it came; empty for a notification */
	const struct js_node *params;
	bool is_modern; /* 2026-07-28: stateless */
	bool is_single; /* not one of a batch: then HTTP's status may say how it went */
	bool has_tasks; /* the client declared the extension, in this very request */
};

struct rpc_answer {
	int status;	  /* HTTP's */
	struct json body; /* empty: there is nothing to say */
	bool is_sent;	  /* the HTTP reply is complete already: it is a refusal of HTTP's own */
};

/* False if it is no JSON-RPC message: *refusal says why then. */
bool message_read(struct request *, const struct js_node *, struct exchange *out,
		  struct rpc_answer *refusal);

/* The result's members (js_members), to which the era's own are added. */
struct rpc_answer answer_result(const struct exchange *, struct json members);
struct rpc_answer answer_task(const struct exchange *,
			      struct json members); /* a task in the result's place */
struct rpc_answer answer_nothing(void);

/* An error of the protocol; `data` may be empty. */
struct rpc_answer answer_error(const struct exchange *, int status, enum rpc_code,
			       const char *message, struct json data);

/* The same where HTTP's status is the era's usual one. */
struct rpc_answer answer_bad_params(const struct exchange *, const char *message);

/* {"name":"clorp","version":...} */
struct json server_info(struct arena *);
