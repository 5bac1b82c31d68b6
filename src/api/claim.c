#include "drop/claim.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/hire.h"
#include "api/reply.h"
#include "api/shape.h"
#include "hire/hold.h"

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

/* Where there is no such drop there may be a hire: see hire.c. It asks who calls before anything else. */
static enum error ask_hires(struct request *req, enum error (*of_hire)(struct request *))
{
	TRY(request_know_caller(req));
	return of_hire(req);
}

enum error api_claim_take(struct request *req)
{
	struct actor who = { .user = ID_NONE };
	struct claim claim;

	TRY(body_read_actor(req, &who));

	enum error e = claim_take(req->db, req->path_id, &who, &claim);

	if (e == ERR_NOT_FOUND)
		return ask_hires(req, hire_claim);
	TRY(e);
	return reply(req, 201, claim_json(req->arena, &claim));
}

static enum error release(struct request *req, enum error (*of_hire)(struct request *))
{
	struct actor who = { .user = ID_NONE };
	struct claim claim;

	TRY(body_read_actor(req, &who));

	enum error e = claim_release(req->db, req->path_id, &who, &claim);

	if (e == ERR_NOT_FOUND)
		return ask_hires(req, of_hire);
	TRY(e);
	return reply(req, 200, claim_json(req->arena, &claim));
}

enum error api_claim_release(struct request *req)
{
	return release(req, api_hold_reject);
}

enum error api_claim_fail(struct request *req)
{
	return release(req, hire_give_up);
}

/* What competes for the caller's attention now: places in drops, then hires held or at work on. */
enum error api_claim_list(struct request *req)
{
	struct contest_view *views = NULL;
	struct engagement *engagements = NULL;
	int places = 0, hires = 0;
	const char *none = NULL;

	TRY(claim_list(req->db, req->user, &views, &places));
	TRY(hold_list(req->db, req->user, &engagements, &hires));

	struct json *items = ARENA_ARRAY(req->arena, struct json, places + hires);

	for (int i = 0; i < places; i++)
		items[i] = js_object(req->arena,
			"id", views[i].job,
			"status", views[i].status,
			"title", views[i].title,
			"created_at", views[i].created_at,
			"window_closes_at", views[i].window_closes_at,
			"claim", claim_json(req->arena, &views[i].claim));
	for (int i = 0; i < hires; i++)
		items[places + i] = js_object(req->arena,
			"id", engagements[i].job,
			"status", engagements[i].status,
			"title", engagements[i].title,
			"created_at", engagements[i].created_at,
			"window_closes_at", engagements[i].ends_at,
			"claim", none);
	return reply(req, 200, js_array(req->arena, items, places + hires));
}
