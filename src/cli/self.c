#include "cli/self.h"

enum ending self_find(struct cli *cli, struct json_object **out)
{
	const struct question question = {
		.method = "POST", .path = "/api/whoami", .body = "{}", .reads = true
	};

	return api_ask(cli, &question, out);
}
