#include "market/claim.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "api/shape.h"

struct json claim_json(struct arena *arena, const struct claim *claim)
{
	return js_object(arena,
		"id", claim->id,
		"job_id", claim->job_id,
		"user_id", claim->user_id,
		"agent_id", claim->agent_id,
		"expires_at", claim->expires_at,
		"submitted", claim->submitted,
		"created_at", claim->created_at);
}

struct claim_body { struct id agent; };

static const struct js_field claim_fields[] = {
	FIELD_AS("agentId", claim_body, agent, js_id),
};

static enum error read_claimant(struct request *req, struct claimant *out)
{
	struct claim_body body = { .agent = ID_NONE };

	TRY(body_read_fields(req, claim_fields, &body));
	*out = (struct claimant){ req->user, body.agent, req->draws[0] };
	return OK;
}

enum error api_claim_take(struct request *req)
{
	struct claimant who = { .user = ID_NONE };
	struct claim claim;

	TRY(read_claimant(req, &who));
	TRY(claim_take(req->db, req->path_id, &who, &claim));
	return reply(req, 201, claim_json(req->arena, &claim));
}

enum error api_claim_release(struct request *req)
{
	struct claimant who = { .user = ID_NONE };
	struct claim claim;

	TRY(read_claimant(req, &who));
	TRY(claim_release(req->db, req->path_id, &who, &claim));
	return reply(req, 200, claim_json(req->arena, &claim));
}

enum error api_claim_list(struct request *req)
{
	struct contest_view *views = NULL;
	int count = 0;

	TRY(claim_list(req->db, req->user, &views, &count));

	struct json *items = ARENA_ARRAY(req->arena, struct json, count);

	for (int i = 0; i < count; i++)
		items[i] = js_object(req->arena,
			"id", views[i].job,
			"status", views[i].status,
			"title", views[i].title,
			"created_at", views[i].created_at,
			"window_closes_at", views[i].window_closes_at,
			"claim", claim_json(req->arena, &views[i].claim));
	return reply(req, 200, js_array(req->arena, items, count));
}
