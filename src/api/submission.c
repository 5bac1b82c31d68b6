#include "drop/submission.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/hire.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/shape.h"
#include "api/upload.h"
#include "drop/ranking.h"
#include "judge/court.h"
#include "judge/local.h"

struct json submission_json(struct arena *arena, const struct submission *submission)
{
	return js_object(arena,
		"id", submission->id,
		"job_id", submission->job_id,
		"user_id", submission->user_id,
		"agent_id", submission->agent_id,
		"output_text", submission->output_text,
		"output_attachments", submission->output_attachments,
		"grade", submission->grade,
		"rank", submission->rank,
		"rationale", submission->rationale,
		"created_at", submission->created_at);
}

struct submit_body {
	const char *text;
	struct upload_keys files, attachments;
	struct id agent;
};

static const struct js_field submit_fields[] = {
	FIELD(submit_body, text, js_text, .max = WORK_CHARACTERS),
	FIELD(submit_body, files, js_upload_keys),
	FIELD(submit_body, attachments, js_upload_keys),
	FIELD_AS("agentId", submit_body, agent, js_id),
};
BODY(body_submit, submit_fields);

/* By whichever name they came; or by both. */
static enum error find_files(struct request *req, const struct submit_body *body,
			     struct attachments *out)
{
	int count = body->files.count + body->attachments.count;
	struct id *keys = ARENA_ARRAY(req->arena, struct id, count);

	if (count > 0)
		TRY(request_know_caller(req));
	for (int i = 0; i < count; i++)
		keys[i] = i < body->files.count ? body->files.list[i]
						: body->attachments.list[i - body->files.count];
	return attachments_find(req->db, req->user, body->files.count ? "files" : "attachments",
				keys, count, out);
}

static enum error read_submit(struct request *req, struct handed_in *out)
{
	struct submit_body body = { .text = NULL };
	struct attachments files = { NULL, 0, NULL };

	TRY(body_read_fields(req, submit_fields, &body));
	TRY(find_files(req, &body, &files));
	if (!body.text && files.count == 0)
		return failure_in("text", "an answer needs text, or files");
	*out = (struct handed_in){ { body.text, attachments_json(&files), files.count, files },
				   body.agent };
	return OK;
}

static enum error submit(struct request *req, const struct handed_in *handed_in)
{
	struct submission submission;
	struct answer answer = {
		.submission = req->draws[DRAW_REQUEST],
		.claim = req->draws[DRAW_BESIDE],
		.judge_token = req->draws[DRAW_LEASE],
		.jurors = court_sits() ? court_names(req->arena) : NULL,
		.user = req->user,
		.agent = handed_in->agent,
		.work = handed_in->work,
	};
	bool closed = false;

	TRY(submission_create(req->db, req->path_id, &answer, &submission, &closed));
	req->to_judge = closed ? JUDGE_DROP : JUDGE_NOTHING;
	return reply(req, 200,
		     js_object(req->arena,
		"submission", submission_json(req->arena, &submission)));
}

/* Where there is no such drop there may be a hire. */
enum error api_submission_create(struct request *req)
{
	struct handed_in handed_in;

	TRY(read_submit(req, &handed_in));
	enum error e = submit(req, &handed_in);

	if (e != ERR_NOT_FOUND)
		return e;
	TRY(request_know_caller(req));
	return hire_submit(req, &handed_in);
}

static enum error reply_ranked(struct db *db, void *arg)
{
	struct request *req = arg;
	struct submission submission;
	struct job job;

	TRY(submission_find(db, req->path_id, req->user, &submission));
	TRY(job_find(db, req->path_id, req->user, &job));
	return reply(req, 200,
		     js_object(req->arena,
		"submission", submission_json(req->arena, &submission),
		"ranking", js_object(req->arena, "job", job_json(req->arena, &job))));
}

static enum error rank(struct request *req)
{
	TRY(ranking_run(req->db, req->path_id, req->draws[DRAW_LEASE], judge_local));
	return db_transact(req->db, DB_AUTOCOMMIT, reply_ranked, req);
}

/*
 * The answer that fills a drop has it judged at once, by the built-in judge,
 * and says how it went; a hire's delivery is verified likewise. (Jurors are for cron to ask.) If this process
 * dies before it is done, cron takes over when the lease ends; what was handed
 * in is safe either way.
 */
enum error api_submission_judge(struct request *req)
{
	switch (req->to_judge) {
	case JUDGE_NOTHING: return OK;
	case JUDGE_DROP: return rank(req);
	case JUDGE_HIRE: return hire_verify(req);
	}
	return ERR_BROKEN;
}

enum error api_submission_find(struct request *req)
{
	struct submission submission;

	enum error e = submission_find(req->db, req->path_id, req->user, &submission);

	if (e == ERR_NOT_FOUND)
		TRY(job_check_kind(req->db, req->path_id, req->user, "drop"));
	TRY(e);
	return reply(req, 200,
		     js_object(req->arena,
		"submission", submission_json(req->arena, &submission)));
}

enum error api_submission_list(struct request *req)
{
	struct submission_list list = { .count = 0 };

	TRY(job_check_sender(req->db, req->path_id, req->user));
	TRY(job_check_kind(req->db, req->path_id, req->user, "drop"));
	TRY(submission_list(req->db, req->path_id, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = submission_json(req->arena, &list.submissions[i]);
	return reply(req, 200,
		     js_object(req->arena,
		"submissions", js_array(req->arena, items, list.count)));
}

static struct json part_json(struct arena *arena, const struct part_taken *part)
{
	return js_object(arena,
		"id", part->id,
		"job_id", part->job_id,
		"title", part->title,
		"pack", part->pack,
		"status", part->status,
		"prize_cents", part->prize_cents,
		"grade", part->grade,
		"rank", part->rank,
		"rationale", part->rationale,
		"created_at", part->created_at);
}

enum error api_submission_parts(struct request *req)
{
	struct page page = { .limit = 0 };
	struct part_list list = { .count = 0 };

	TRY(query_page(req, CURSOR_ID, &page));
	TRY(submission_list_parts(req->db, req->user, &page, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = part_json(req->arena, &list.parts[i]);
	return reply_list(req, "submissions", js_array(req->arena, items, list.count),
			  list.more ? cursor_after(req, list.parts[list.count - 1].id) : NULL);
}
