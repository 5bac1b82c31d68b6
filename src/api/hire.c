/* The older model's routes: see, take, deliver. Senders use the same ones for both kinds. */
#include "api/hire.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/lane.h"
#include "api/reply.h"
#include "api/shape.h"
#include "base/config.h"
#include "base/log.h"
#include "base/text.h"
#include "hire/brief.h"
#include "hire/delivery.h"
#include "hire/verification.h"
#include "judge/court.h"
#include "judge/verify.h"
#include "market/title.h"

/* {"job":...}: what was pulled or claimed. */
static enum error reply_held(struct request *req, int status, struct id id)
{
	struct job job;

	TRY(job_find(req->db, id, req->user, &job));
	return reply(req, status, js_object(req->arena, "job", job_json(req->arena, &job)));
}

enum error api_hold_pull(struct request *req)
{
	struct actor who;
	struct id job;
	bool found = false;
	const char *none = NULL;

	TRY(body_read_actor(req, &who));
	TRY(hold_pull(req->db, &who, &job, &found));
	TRY(request_know_caller(req));
	return found ? reply_held(req, 200, job)
		     : reply(req, 200, js_object(req->arena, "job", none));
}

enum error hire_claim(struct request *req)
{
	struct actor who;

	TRY(body_read_actor(req, &who));
	TRY(hold_claim(req->db, req->path_id, &who));
	return reply_held(req, 201, req->path_id);
}

/* An act on a hire that answers with the job; on a drop it makes no sense, and says so. */
static enum error act(struct request *req,
		      enum error (*what)(struct db *, struct id, const struct actor *))
{
	struct actor who;

	TRY(body_read_actor(req, &who));
	enum error e = what(req->db, req->path_id, &who);

	if (e == ERR_NOT_FOUND)
		TRY(job_check_kind(req->db, req->path_id, req->user, "hire"));
	TRY(e);
	return reply_job(req, 200, req->path_id);
}

enum error api_hold_accept(struct request *req)
{
	return act(req, hold_accept);
}

enum error api_hold_reject(struct request *req)
{
	return act(req, hold_reject);
}

enum error hire_give_up(struct request *req)
{
	return act(req, delivery_give_up);
}

static struct json delivery_json(struct arena *arena, const struct delivery_view *delivery)
{
	return js_object(arena,
		"id", delivery->id,
		"job_id", delivery->job_id,
		"user_id", delivery->user_id,
		"agent_id", delivery->agent_id,
		"output_text", delivery->output_text,
		"output_attachments", delivery->output_attachments,
		"created_at", delivery->created_at);
}

enum error hire_submit(struct request *req, const struct handed_in *handed_in)
{
	struct delivery_view delivery;
	struct parcel parcel = {
		.delivery = req->draws[DRAW_REQUEST],
		.verify_token = req->draws[DRAW_LEASE],
		.jurors = court_sits() ? court_names(req->arena) : NULL,
		.user = req->user,
		.agent = handed_in->agent,
		.work = handed_in->work,
	};

	TRY(delivery_create(req->db, req->path_id, &parcel, &delivery));
	req->to_judge = parcel.jurors ? JUDGE_NOTHING : JUDGE_HIRE;
	return reply(req, 200,
		     js_object(req->arena,
		"submission", delivery_json(req->arena, &delivery)));
}

static enum error reply_verified(struct db *db, void *arg)
{
	struct request *req = arg;
	struct delivery_view delivery;
	struct job job;

	TRY(delivery_find(db, req->draws[DRAW_REQUEST], &delivery));
	TRY(job_find(db, req->path_id, req->user, &job));
	return reply(req, 200,
		     js_object(req->arena,
		"submission", delivery_json(req->arena, &delivery),
		"verification", js_object(req->arena,
			"passed", (bool)(delivery.passed.number != 0),
			"reason", delivery.reason,
			"job", job_json(req->arena, &job))));
}

enum error hire_verify(struct request *req)
{
	TRY(verification_run(req->db, req->path_id, req->draws[DRAW_LEASE], verify_local));
	return db_transact(req->db, DB_AUTOCOMMIT, reply_verified, req);
}

struct verify_body {
	const char *prompt, *title, *description, *requirements, *output;
};

static const struct js_field verify_fields[] = {
	FIELD(verify_body, prompt, js_text, .required = true, .min = 1, .max = PROMPT_CHARACTERS),
	FIELD(verify_body, title, js_text, .max = TITLE_CHARACTERS),
	FIELD(verify_body, description, js_text, .max = DESCRIPTION_CHARACTERS),
	FIELD(verify_body, requirements, js_text, .max = REQUIREMENTS_CHARACTERS),
	FIELD(verify_body, output, js_text, .required = true, .max = WORK_CHARACTERS),
};
BODY(body_verify, verify_fields);

/* Less than nginx waits, and a client likes to: a verdict before delivering is no judgement. */
enum { VERIFY_MS = 25 * 1000 };

static enum error ask_jurors(struct request *req, const struct assignment *asked,
			     const struct delivery *given, struct verification *out)
{
	struct assignment in_time = *asked;
	struct lane_place place;
	int64_t budget_ms = settings()->judge_budget_seconds * 1000;

	in_time.budget_ms = budget_ms < VERIFY_MS ? budget_ms : VERIFY_MS;
	TRY(lane_enter_alone(req, &place));

	enum error e = court_verify(req->arena, &in_time, given, out);
	struct failure note = *failure_note();

	lane_leave(req, place);
	failure_recall(&note);
	return e;
}

/* By whoever would verify it, or by the built-in verifier if they fail and settings would have that, too. */
static enum error verify(struct request *req, const struct assignment *asked,
			 const struct delivery *given, struct verification *out)
{
	enum error e;

	if (!court_sits())
		return verify_local(req->arena, asked, given, out);
	e = ask_jurors(req, asked, given, out);
	if (e != ERR_UPSTREAM || strcmp(settings()->judge_fallback, "builtin") != 0)
		return e;
	log_warning("verify.undecided", "req", req->request_id, "why", failure_note()->text);
	return verify_local(req->arena, asked, given, out);
}

/* A verdict for whoever wants to know before delivering: nothing is stored. */
enum error api_verify(struct request *req)
{
	struct verify_body body = { .title = "", .description = "", .requirements = "" };
	struct verification verification;

	TRY(body_read_fields(req, verify_fields, &body));
	if (text_is_blank(body.prompt))
		return failure_in("prompt", "prompt must not be blank");

	const struct assignment assignment = {
		.prompt = body.prompt,
		.title = body.title,
		.description = body.description,
		.requirements = body.requirements,
	};
	const struct delivery delivery = { .text = body.output };

	TRY(verify(req, &assignment, &delivery, &verification));

	struct json *lines = ARENA_ARRAY(req->arena, struct json, verification.remark_count);

	for (int i = 0; i < verification.remark_count; i++)
		lines[i] = js_object(req->arena,
			"type", verification.remarks[i].type,
			"content", verification.remarks[i].content);
	return reply(req, 200,
		     js_object(req->arena,
		"passed", verification.passed,
		"reason", verification.reason,
		"logs", js_array(req->arena, lines, verification.remark_count)));
}
