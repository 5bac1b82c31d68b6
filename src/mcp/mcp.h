/*
 * The Model Context Protocol, for hosts of language models: POST /mcp.
 *
 * What is said by JSON-RPC here is done by the API's own routes: a tool (tool.c) names the route that it
 * stands for, its arguments become that route's request, and the answer comes back as it is. So the
 * room holds no rule, no SQL and no table; what it does hold is the protocol:
 *
 *	message.c   one JSON-RPC message, and what may be answered to it
 *	era.c       which of the protocol's versions it speaks, and whether its headers say the same
 *	tool.c      the tools, as a table; tool_schema.c what they take and answer, from the API's description
 *	call.c      a tool's call as a route's request
 *	task.c      the Tasks extension: a drop is a task, by the same id
 *	mcp.c       the methods, as a table; batches
 *
 * Both eras are answered at one address, by one JSON object a request, and nothing is kept in between:
 * https://modelcontextprotocol.io/specification/2026-07-28 (stateless), and what came before it with a
 * handshake, 2025-11-25, 2025-06-18 and 2025-03-26. Tasks: github.com/modelcontextprotocol/ext-tasks.
 */
#pragma once

#include "mcp/message.h"

/* What a message may ask for. Each fills in what is answered, and never fails: a failure is an answer. */
struct rpc_answer mcp_answer_call(struct exchange *);
struct rpc_answer mcp_answer_task_get(struct exchange *);
struct rpc_answer mcp_answer_task_cancel(struct exchange *);
struct rpc_answer mcp_answer_task_update(struct exchange *);
