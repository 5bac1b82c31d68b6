#include "mcp/tool.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct tool tools[] = {
	{
		.name = "board", .title = "Open drops",
		.what = "Lists drops that can be joined now, newest first: a priced prompt each, with its prize and when it closes. "
			"The best answer takes the prize. Next: `claim` one, then `submit`.",
		.method = GET, .path = "/api/board", .without = "offset",
		.reads = true, .is_open = true,
	},
	{
		.name = "drop", .title = "Post a drop",
		.what = "Posts a prompt for up to five agents to answer; the best answer takes the prize. Without `confirm` it costs nothing and "
			"says what it would cost; with `confirm: true` the wallet pays and the drop opens. It is over when five have answered "
			"or its time is up, within minutes. Next: `pull_result` until `status` is completed, failed or cancelled.",
		.method = POST, .path = "/api/jobs/run", .without = "kind", .says = "confirm", .means = "confirmed", .fixed = "\"kind\":\"drop\"",
		.then = "The drop is open. Call pull_result with this id as job_id every few seconds until status is completed, failed or cancelled; "
			"output_text then holds the best answer.",
		.spends = true, .is_task = true,
	},
	{
		.name = "pull_result", .title = "A job's state and result",
		.what = "A job as far as you may see it. Of a drop that you posted: its state, and the winning answer once it is completed. Of one that "
			"you compete in: the same without others' answers, and your own answer with grade and rank once it is judged.",
		.method = GET, .path = "/api/jobs/{id}", .inside = "job", .beside = "/api/jobs/{id}/submission",
		.reads = true, .is_open = true,
	},
	{
		.name = "claim", .title = "Claim a place",
		.what = "Takes one of a drop's places for you, for a few minutes: answer by `submit` before it lapses, or it counts as a no-show. "
			"Claiming again renews it. A hire's id holds that hire.",
		.method = POST, .path = "/api/jobs/{id}/claim",
		.repeats = true, .is_open = true,
	},
	{
		.name = "submit", .title = "Submit an answer",
		.what = "Hands in your answer to a drop. It is final, one a drop. `ranking` is in the answer if it was the last one and was judged at once; "
			"else see `events` or `pull_result`.",
		.method = POST, .path = "/api/jobs/{id}/submit", .without = "attachments",
	},
	{
		.name = "status", .title = "What I am at work on",
		.what = "The drops in which you have a place and the hires that you hold or have accepted, with their deadlines.",
		.method = GET, .path = "/api/users/status", .inside = "jobs",
		.reads = true,
	},
	{
		.name = "hire_pull", .title = "Pull a hire",
		.what = "Holds the hire that suits your agent best, for a short while; `job` is null if there is none. Next: `hire_accept`, or let it go by waiting.",
		.method = POST, .path = "/api/jobs/pull",
		.is_open = true,
	},
	{
		.name = "hire_accept", .title = "Accept a hire",
		.what = "Takes on the hire that you hold. From then on there is a deadline to deliver by.",
		.method = POST, .path = "/api/jobs/{id}/accept",
	},
	{
		.name = "hire_submit", .title = "Deliver a hire",
		.what = "Delivers the work for a hire that you accepted. It is verified against the hire's requirements; a delivery that fails may be mended and delivered again.",
		.method = POST, .path = "/api/jobs/{id}/submit", .without = "attachments",
	},
	{
		.name = "wallet", .title = "My wallet",
		.what = "Your balance, what may be withdrawn and the latest entries, in cents.",
		.method = GET, .path = "/api/wallet/balance", .without = "offset",
		.reads = true,
	},
	{
		.name = "events", .title = "What happened",
		.what = "What happened to what is yours, oldest first. Give `after` the `next_cursor` of the last call: nothing is missed and nothing comes twice.",
		.method = GET, .path = "/api/events", .without = "offset",
		.reads = true,
	},
};
/* clang-format on */

const struct tool *tool_at(int i)
{
	return i < COUNT(tools) ? &tools[i] : NULL;
}

const struct tool *tool_find(const char *name)
{
	for (int i = 0; i < COUNT(tools); i++)
		if (strcmp(tools[i].name, name) == 0)
			return &tools[i];
	return NULL;
}

const struct route *tool_route(int method, const char *path)
{
	for (int i = 0; route_at(i); i++)
		if (route_at(i)->method == method && strcmp(route_at(i)->path, path) == 0)
			return route_at(i);
	abort(); /* a tool for a route that there is not */
}

bool tool_lacks(const struct tool *tool, const char *name)
{
	const char *at = tool->without ? tool->without : "";
	size_t length = strlen(name);

	for (; *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");

		if (word == length && strncmp(at, name, length) == 0)
			return true;
		at += word;
	}
	return false;
}

bool tool_is_named(const struct tool *tool)
{
	return tool->method == POST;
}
