#include "market/job.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/kind.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/shape.h"
#include "api/upload.h"
#include "base/config.h"
#include "base/text.h"
#include "drop/drop.h"
#include "drop/pack.h"
#include "hire/brief.h"
#include "hire/hire.h"
#include "json/known.h"
#include "market/title.h"
#include "people/agent.h"
#include "queue/quota.h"

enum { ENV_ENTRIES = 64, ENV_BYTES = 32 * 1024, HOUR = 3600 };

/* The fields of both models stand in every job: those of the other kind are null or empty. */
struct json job_json(struct arena *arena, const struct job *job)
{
	return js_object(arena,
		"id", job->id,
		"kind", job->kind,
		"status", job->status,
		"prompt", job->prompt,
		"title", job->title,
		"description", job->description,
		"requirements", job->requirements,
		"pack", job->pack,
		"sender", job->sender,
		"receiver", job->receiver,
		"receiver_agent_id", job->receiver_agent_id,
		"held_by_agent_id", job->held_by_agent_id,
		"price_cents", job->price_cents,
		"prize_cents", job->prize_cents,
		"fee_cents", job->fee_cents,
		"time_limit_seconds", job->time_limit_seconds,
		"window_closes_at", job->window_closes_at,
		"held_until", job->held_until,
		"accepted_at", job->accepted_at,
		"deadline_at", job->deadline_at,
		"attempt_count", job->attempt_count,
		"cancellation_requested", job->cancellation_requested,
		"max_claims", job->max_claims,
		"claims_count", job->claims_count,
		"submissions_count", job->submissions_count,
		"grade", job->grade,
		"grade_rationale", job->grade_rationale,
		"failure_reason", job->failure_reason,
		"judging_by", job->judging_by,
		"judging_until", job->judging_until,
		"agreement", job->agreement,
		"winning_submission_id", job->winning_submission_id,
		"output_text", job->output_text,
		"output_attachments", job->output_attachments,
		"env_vars", job->env_vars,
		"attachments", job->attachments,
		"presented_to_agents", job->presented_to_agents,
		"created_at", job->created_at,
		"updated_at", job->updated_at);
}

struct run_body {
	const char *prompt, *pack, *kind;
	struct json env_vars;
	struct upload_keys attachments;
	struct maybe price_cents, time_limit_seconds;
	bool confirmed, pay_when_funded;
	struct id agent;
};

static const struct js_field run_fields[] = {
	FIELD(run_body, prompt, js_text, .required = true, .min = 1, .max = PROMPT_CHARACTERS),
	FIELD(run_body, pack, js_text),
	FIELD(run_body, kind, js_text),
	FIELD_AS("envVars", run_body, env_vars, js_string_map, .most_items = ENV_ENTRIES,
		 .most_bytes = ENV_BYTES),
	FIELD(run_body, attachments, js_upload_keys),
	FIELD(run_body, price_cents, js_int),
	FIELD(run_body, time_limit_seconds, js_int),
	FIELD(run_body, confirmed, js_bool),
	FIELD(run_body, pay_when_funded, js_bool),
	FIELD_AS("agentId", run_body, agent, js_id),
};
BODY(body_run, run_fields);

/*
 * run spends money: a name that it does not know may have been meant to say how much.
 * What estimates answer comes back with the confirmation of some clients, and older
 * ones sent what was derived from the prompt: that says nothing new.
 */
static const struct js_word run_words[] = {
	{ "needs_confirmation", NULL },
	{ "estimated_price_cents", NULL },
	{ "estimated_time_limit_seconds", NULL },
	{ "title", NULL },
	{ "description", NULL },
	{ "requirements", NULL },
	{ "acceptance_criteria", NULL },
	{ "criteria", NULL },
	{ "intent", NULL },
	{ "skill", NULL },
	{ "amount", "price_cents" },
	{ "amount_cents", "price_cents" },
	{ "bounty", "price_cents" },
	{ "bounty_cents", "price_cents" },
	{ "budget", "price_cents" },
	{ "budget_cents", "price_cents" },
	{ "cents", "price_cents" },
	{ "prize", "price_cents" },
	{ "prize_cents", "price_cents" },
	{ "reward", "price_cents" },
	{ "reward_cents", "price_cents" },
	{ "deadline", "time_limit_seconds" },
	{ "duration", "time_limit_seconds" },
	{ "duration_seconds", "time_limit_seconds" },
	{ "seconds", "time_limit_seconds" },
	{ "timeout", "time_limit_seconds" },
	{ "window", "time_limit_seconds" },
	{ "window_seconds", "time_limit_seconds" },
	{ "task", "prompt" },
	{ "text", "prompt" },
	{ "category", "pack" },
	{ "type", "kind" },
	{ "environment", "envVars" },
	{ "variables", "envVars" },
	{ "files", "attachments" },
	{ "agent", "agentId" },
};

static int64_t clamp(struct maybe wanted, int64_t otherwise, int64_t min, int64_t max)
{
	int64_t n = wanted.known ? wanted.number : otherwise;

	return n < min ? min : n > max ? max : n;
}

static enum error check_run(const struct run_body *body)
{
	if (text_is_blank(body->prompt))
		return failure_in("prompt", "prompt must not be blank");
	if (!pack_find(body->pack))
		return failure_in("pack", "there is no pack of that name: see /api/packs");
	if (!job_kind_exists(body->kind))
		return failure_in("kind", "kind must be drop or hire");
	return OK;
}

/* What the sender leaves open is the pack's for a drop, and derived from the prompt for a hire. */
static struct order drop_order(const struct request *req, const struct run_body *body)
{
	const struct config *c = settings();

	return (struct order){
		.title = title_of(req->arena, body->prompt),
		.pack = body->pack,
		.price = cents(clamp(body->price_cents, pack_price(pack_find(body->pack)).cents,
				     c->price_min_cents, c->price_max_cents)),
		.time_limit_seconds = clamp(body->time_limit_seconds, c->window_default_seconds,
					    c->window_min_seconds, c->window_max_seconds),
	};
}

static struct order hire_order(const struct request *req, const struct run_body *body)
{
	const struct config *c = settings();
	struct brief brief = brief_of(req->arena, body->prompt);

	return (struct order){
		.title = brief.title,
		.description = brief.description,
		.requirements = brief.requirements,
		.price = cents(clamp(body->price_cents, brief.price.cents, c->price_min_cents,
				     c->price_max_cents)),
		.time_limit_seconds = clamp(body->time_limit_seconds, brief.time_limit_seconds,
					    c->hire_time_min_seconds, c->hire_time_max_seconds),
	};
}

/* What differs between the kinds when a job is posted. */
struct posting {
	const char *kind;
	struct order (*order)(const struct request *, const struct run_body *);
	enum error (*create)(struct db *, const struct order *, bool *paid, struct shortfall *);
};

static const struct posting postings[] = {
	{ "drop", drop_order, drop_create },
	{ "hire", hire_order, hire_create },
};

static const struct posting *posting_of(const char *kind)
{
	return &postings[strcmp(kind, "hire") == 0];
}

static struct order order_of(const struct request *req, const struct posting *posting,
			     const struct run_body *body)
{
	struct order order = posting->order(req, body);

	order.job = req->draws[DRAW_REQUEST];
	order.transfer = req->draws[DRAW_BESIDE];
	order.sender = req->user;
	order.prompt = body->prompt;
	order.env_vars = body->env_vars;
	order.pay_when_funded = body->pay_when_funded;
	return order;
}

/* Nothing has changed: the same Idempotency-Key may confirm. */
static enum error reply_estimate(struct request *req, const struct order *order)
{
	struct json common = js_members(req->arena,
		"needs_confirmation", (bool)true,
		"prompt", order->prompt,
		"title", order->title,
		"estimated_price_cents", order->price,
		"estimated_time_limit_seconds", order->time_limit_seconds);
	struct json own = order->pack
		? js_members(req->arena, "pack", order->pack)
			     : js_members(req->arena, "description", order->description,
			     "requirements", order->requirements);

	req->reply.keep = KEEP_NOTHING;
	return reply(req, 200, js_merge(req->arena, common, own));
}

/*
 * A 402 is an answer, not a failure: the job stands, unpaid, and a top-up that
 * was started on the way is committed with it.
 */
static enum error reply_unpaid(struct request *req, struct id job, const struct shortfall *shortfall)
{
	enum error e = failure(ERR_PAYMENT_REQUIRED,
			       "the job costs %lld cents and the wallet holds "
			       "%lld: add money, then pay for it",
			       (long long)shortfall->required.cents,
			       (long long)shortfall->available.cents);

	req->error_members = js_members(req->arena,
		"payment_required", (bool)true,
		"required", shortfall->required,
		"available", shortfall->available,
		"id", job,
		"auto_topup_started", shortfall->topup_started);
	reply_error(req, e);
	return OK;
}

/* It is kept for ever and costs nothing: without an end somebody who has no cent could fill the disk. */
static enum error count_unpaid(struct request *req)
{
	const struct quota quota = { "unpaid", digest_of(req->user.text, strlen(req->user.text)),
				     settings()->unpaid_per_hour, HOUR, false };

	return quota_take(req->db, &quota);
}

enum error reply_job(struct request *req, int status, struct id id)
{
	struct job job;

	TRY(job_find(req->db, id, req->user, &job));
	return reply(req, status, job_json(req->arena, &job));
}

enum error api_job_run(struct request *req)
{
	struct run_body body = { .pack = "wild",
				 .kind = settings()->default_kind,
				 .env_vars = js_raw("{}") };
	struct shortfall shortfall = { .required = { 0 } };
	bool paid = false;

	TRY(js_check_known(req->json, run_fields, run_words));
	TRY(body_read_fields(req, run_fields, &body));
	TRY(check_run(&body));
	TRY(agent_check(req->db, body.agent, req->user));

	const struct posting *posting = posting_of(body.kind);
	struct order order = order_of(req, posting, &body);

	TRY(attachments_find(req->db, req->user, "attachments", body.attachments.list,
			     body.attachments.count, &order.attachments));

	if (!body.confirmed)
		return reply_estimate(req, &order);
	TRY(posting->create(req->db, &order, &paid, &shortfall));
	if (paid)
		return reply_job(req, 201, order.job);
	TRY(count_unpaid(req));
	TRY(reply_unpaid(req, order.job, &shortfall));
	req->reply.keep = KEEP_THIS; /* the job was created: the same key must not make another */
	return OK;
}

/* Each kind knows its own jobs only: where the one finds none, the other is asked. */
enum error api_job_pay(struct request *req)
{
	struct shortfall shortfall = { .required = { 0 } };
	struct id job = req->path_id;
	bool paid = false;
	enum error e = drop_pay(req->db, job, req->user, req->draws[DRAW_REQUEST], &paid,
				&shortfall);

	if (e == ERR_NOT_FOUND)
		e = hire_pay(req->db, job, req->user, req->draws[DRAW_REQUEST], &paid, &shortfall);
	TRY(e);
	return paid ? reply_job(req, 200, job) : reply_unpaid(req, job, &shortfall);
}

enum error api_job_cancel(struct request *req)
{
	enum error e = drop_cancel(req->db, req->path_id, req->user, req->draws[DRAW_REQUEST]);

	if (e == ERR_NOT_FOUND)
		e = hire_cancel(req->db, req->path_id, req->user, req->draws[DRAW_REQUEST]);
	TRY(e);
	return reply_job(req, 200, req->path_id);
}

enum error api_job_find(struct request *req)
{
	return reply_job(req, 200, req->path_id);
}

enum error api_job_list(struct request *req)
{
	struct page page = { .limit = 0 };
	struct job_list list = { .count = 0 };
	const char *status = query_filter(req, "status"), *kind = query_filter(req, "kind");

	TRY(query_page(req, CURSOR_ID, &page));
	if (status && !kind_has_status(status))
		return failure_in("status", "there is no such status");
	if (kind && !job_kind_exists(kind))
		return failure_in("kind", "kind must be drop or hire");
	TRY(job_list(req->db, req->user, status, kind, &page, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = job_json(req->arena, &list.jobs[i]);
	return reply_list(req, "jobs", js_array(req->arena, items, list.count),
			  list.more ? cursor_after(req, list.jobs[list.count - 1].id) : NULL);
}
