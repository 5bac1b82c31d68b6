#include "api/body.h"

#include <stdlib.h>

#include "api/route.h"

enum error body_read_by(struct request *req, const struct js_field *fields, int count, void *out)
{
	if (!req->route->body || req->route->body->fields != fields)
		abort(); /* what clients may send stands in no row of the routes */
	return js_read_fields(req->arena, req->json, fields, count, out);
}

enum error body_check_range(const char *name, int64_t number, int64_t min, int64_t max)
{
	if (number >= min && number <= max)
		return OK;
	return failure_in(name, "%s must be from %lld to %lld", name, (long long)min,
			  (long long)max);
}

struct actor_body {
	struct id agent;
};

static const struct js_field actor_fields[] = {
	FIELD_AS("agentId", actor_body, agent, js_id),
};
BODY(body_actor, actor_fields);

enum error body_read_actor(struct request *req, struct actor *out)
{
	struct actor_body body = { .agent = ID_NONE };

	TRY(body_read_fields(req, actor_fields, &body));
	*out = (struct actor){ req->user, body.agent, req->draws[DRAW_REQUEST] };
	return OK;
}
