#include "drop/submission.h"

#include <string.h>

#include "base/text.h"
#include "drop/place.h"
#include "money/suspension.h"
#include "money/totals.h"
#include "people/agent.h"

#define SUBMISSION_COLUMNS \
	"s.id, s.job_id, s.user_id, s.agent_id, s.output_text, s.output_attachments, s.grade, " \
	"s.`rank`, s.rationale, s.created_at"

static struct submission from_row(const struct rows *row)
{
	const char *attachments = row_text(row, "output_attachments");

	return (struct submission){
		.id = row_id(row, "id"),
		.job_id = row_id(row, "job_id"),
		.user_id = row_id(row, "user_id"),
		.agent_id = row_id(row, "agent_id"),
		.output_text = row_text(row, "output_text"),
		.output_attachments = { attachments, strlen(attachments) },
		.grade = row_text(row, "grade"),
		.rank = row_maybe(row, "rank"),
		.rationale = row_text(row, "rationale"),
		.created_at = row_time(row, "created_at"),
	};
}

enum error submission_find(struct db *db, struct id job, struct id user, struct submission *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT " SUBMISSION_COLUMNS " FROM submissions s "
				"WHERE s.job_id = ? AND s.user_id = ?", job, user));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "you have submitted nothing here");
	*out = from_row(rows);
	return OK;
}

enum error submission_list(struct db *db, struct id job, struct submission_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT " SUBMISSION_COLUMNS ", j.status <> 'completed' AS sealed "
		"FROM submissions s JOIN jobs j ON j.id = s.job_id WHERE s.job_id = ? "
		"ORDER BY s.`rank` IS NULL, s.`rank`, s.created_at, s.id", job));

	struct submission_list list = {
		ARENA_ARRAY(db_arena(db), struct submission, rows_count(rows)), 0
	};

	while (rows_next(rows)) {
		struct submission *s = &list.submissions[list.count++];

		*s = from_row(rows);
		if (row_bool(rows, "sealed")) {
			s->output_text = NULL;
			s->output_attachments = (struct json){ "[]", 2 };
		}
	}
	*out = list;
	return OK;
}

static struct part_taken part_from_row(const struct rows *row)
{
	return (struct part_taken){
		.id = row_id(row, "id"),
		.job_id = row_id(row, "job_id"),
		.title = row_text(row, "title"),
		.pack = row_text(row, "pack"),
		.status = row_text(row, "status"),
		.prize_cents = row_money(row, "prize_cents"),
		.grade = row_text(row, "grade"),
		.rank = row_maybe(row, "rank"),
		.rationale = row_text(row, "rationale"),
		.created_at = row_time(row, "created_at"),
	};
}

enum error submission_list_parts(struct db *db, struct id user, const struct page *page,
				 struct part_list *out)
{
	struct rows *rows;
	int64_t most = page->limit + 1, offset = page->offset;

	TRY(db_query(db, &rows,
		"SELECT s.id, s.job_id, j.title, j.pack, j.status, j.prize_cents, s.grade, s.`rank`, "
		"s.rationale, s.created_at FROM submissions s JOIN jobs j ON j.id = s.job_id "
		"WHERE s.user_id = ? AND s.id < ? ORDER BY s.id DESC LIMIT ? OFFSET ?",
		user, page->before_id, most, offset));

	struct part_list list = { ARENA_ARRAY(db_arena(db), struct part_taken, most), 0, false };

	while (list.count < page->limit && rows_next(rows))
		list.parts[list.count++] = part_from_row(rows);
	list.more = rows_count(rows) > page->limit;
	*out = list;
	return OK;
}

static enum error check_place(struct db *db, const struct place *place)
{
	TRY(place_check_open(place));
	if (place->status == CLAIM_LIVE)
		return OK;
	if (place->is_frozen)
		TRY(suspension_check(db, place->user));
	if (place->drop.cancellation_requested)
		return failure(ERR_NOT_OPEN,
			       "the drop takes no new claims: its sender is cancelling it");
	if (place->drop.claims_count >= place->drop.max_claims)
		return failure(ERR_DROP_FULL, "all %lld places are taken, and none is yours",
			       (long long)place->drop.max_claims);
	return OK;
}

/* That a rival has handed in the same is no reason to refuse: that would tell what is sealed. */
static enum error insert(struct db *db, const struct place *place, const struct answer *answer)
{
	const struct drop *drop = &place->drop;
	/* What makes it the same as another: its text without the white space around it, and its files' bytes. */
	struct digest hash = attachments_digest(db_arena(db), answer->work.text,
						&answer->work.attachments);
	const struct value values[] = {
		V(answer->submission), V(drop->id),
		V(answer->user),       V(answer->agent),
		V(answer->work.text),  V(hash),
		V(answer->work.files), V(answer->work.file_count),
		V(drop->now),
	};

	return db_exec_values(
		db,
		"INSERT INTO submissions (id, job_id, user_id, agent_id, output_text, text_hash, "
		"output_attachments, files_count, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		(struct values){ values, COUNT(values) });
}

/* The place is held to the window's end now. */
static void submit_claim(struct db *db, struct place *place, const struct answer *answer)
{
	bool was_live = place->status == CLAIM_LIVE;

	place->status = CLAIM_SUBMITTED;
	place->agent = answer->agent;
	place->expires_at = place->drop.window_closes_at;
	place->last_request = answer->submission;
	place_save_claim(db, place, answer->claim);
	place_update_job(db, place, was_live ? 0 : 1, 1);
}

static void queue_counts(struct db *db, const struct place *place, const struct answer *answer)
{
	if (place->is_new_competitor)
		db_queue(db, "UPDATE users SET competes_since = ? WHERE id = ?", place->drop.now,
			 answer->user);
	totals_add(db, (struct totals){ .submissions = 1, .competitors = place->is_new_competitor });
}

/* Whose it is; and where it named no agent, the claim's. */
static struct answer completed_by(const struct place *place, const struct answer *answer)
{
	struct answer whole = *answer;

	whole.user = place->user;
	if (id_is_none(whole.agent) && place->status == CLAIM_LIVE)
		whole.agent = place->agent;
	return whole;
}

static enum error create(struct db *db, struct place *place, const struct answer *given,
			 bool *closed)
{
	struct answer answer = completed_by(place, given);

	TRY(check_place(db, place));
	TRY(work_check(db, &answer.work, place->drop.id));
	TRY(insert(db, place, &answer));
	attachments_add(db, OWNER_SUBMISSION, answer.submission, place->drop.id,
			&answer.work.attachments);
	submit_claim(db, place, &answer);
	*closed = place->drop.submissions_count + 1 >= place->drop.max_claims;
	if (*closed)
		drop_rank(db, &place->drop, answer.jurors, answer.judge_token);
	*closed = *closed && !answer.jurors;
	queue_counts(db, place, &answer);
	return OK;
}

enum error submission_create(struct db *db, struct id job, const struct answer *answer,
			     struct submission *out, bool *closed)
{
	struct place place;
	bool full = false;

	TRY(place_lock(db, job, answer->user, &place));
	bool stands = place.status == CLAIM_SUBMITTED;

	/* With its own id it stands from an earlier run, whose COMMIT was lost. */
	if (stands && !id_equal(place.last_request, answer->submission))
		return failure(ERR_ALREADY_SUBMITTED, "you have submitted already: it is final");
	TRY(agent_check(db, answer->agent, place.user));
	if (!stands)
		TRY(create(db, &place, answer, &full));
	else
		full = id_equal(place.drop.lease_token, answer->judge_token);
	TRY(submission_find(db, job, place.user, out));
	*closed = full;
	return OK;
}
