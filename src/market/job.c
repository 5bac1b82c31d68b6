#include "market/job.h"

#include <string.h>

/*
 * A lapsed claim holds no place, and a lapsed hold is none, whether or not
 * anything has moved it yet: what is stored is corrected while a lapse is due.
 */
#define LAPSED "(j.status = 'held' AND j.held_until <= NOW(3))"
#define STATUS "IF(" LAPSED ", 'queued', j.status)"
#define JOB_COLUMNS \
	"j.id, j.kind, " STATUS " AS status, j.sender, j.pack, j.prompt, " \
	"j.title, j.description, j.requirements, j.env_vars, j.attachments, j.price_cents, " \
	"j.fee_cents, j.prize_cents, j.time_limit_seconds, " \
	"j.max_claims, IF(j.status = 'open' AND j.next_lapse_at <= NOW(3), " \
	"(SELECT COUNT(*) FROM claims l WHERE l.job_id = j.id AND (l.status = 'submitted' " \
	"OR (l.status = 'live' AND l.expires_at > NOW(3)))), j.claims_count) AS claims_count, " \
	"j.submissions_count, j.cancellation_requested, j.window_closes_at, j.grade, " \
	"j.grade_rationale, j.winning_submission_id, j.failure_reason, j.judging_by, " \
	"j.judging_until, j.agreement, j.receiver, " \
	"j.receiver_agent_id, IF(" LAPSED ", NULL, j.held_by_agent_id) AS held_by_agent_id, " \
	"IF(" LAPSED ", NULL, j.held_until) AS held_until, " \
	"j.accepted_at, j.deadline_at, j.attempt_count, IF(j.kind = 'hire', (SELECT " \
	"JSON_ARRAYAGG(p.agent_id ORDER BY p.created_at LIMIT 1000) FROM presentations p " \
	"WHERE p.job_id = j.id), NULL) AS presented_to_agents, j.status = 'submitted' AS is_sealed, " \
	"COALESCE(w.output_text, d.output_text) AS output_text, " \
	"COALESCE(w.output_attachments, d.output_attachments) AS output_attachments, " \
	"COALESCE(w.user_id, d.user_id) AS author, j.created_at, j.updated_at"
#define JOB_TABLES \
	"jobs j LEFT JOIN submissions w ON w.id = j.winning_submission_id " \
	"LEFT JOIN deliveries d ON d.id = j.delivery_id "

bool job_kind_exists(const char *name)
{
	return strcmp(name, "drop") == 0 || strcmp(name, "hire") == 0;
}

static struct json json_or(const char *text, const char *otherwise)
{
	const char *chosen = text ? text : otherwise;

	return (struct json){ chosen, strlen(chosen) };
}

static struct job from_row(const struct rows *row)
{
	return (struct job){
		.id = row_id(row, "id"),
		.kind = row_text(row, "kind"),
		.status = row_text(row, "status"),
		.sender = row_id(row, "sender"),
		.pack = row_text(row, "pack"),
		.prompt = row_text(row, "prompt"),
		.title = row_text(row, "title"),
		.description = row_text(row, "description"),
		.requirements = row_text(row, "requirements"),
		.env_vars = json_or(row_text(row, "env_vars"), "{}"),
		.attachments = json_or(row_text(row, "attachments"), "[]"),
		.price_cents = row_money(row, "price_cents"),
		.fee_cents = row_money(row, "fee_cents"),
		.prize_cents = row_money(row, "prize_cents"),
		.time_limit_seconds = row_int(row, "time_limit_seconds"),
		.max_claims = row_int(row, "max_claims"),
		.claims_count = row_int(row, "claims_count"),
		.submissions_count = row_int(row, "submissions_count"),
		.cancellation_requested = row_bool(row, "cancellation_requested"),
		.window_closes_at = row_time(row, "window_closes_at"),
		.grade = row_text(row, "grade"),
		.grade_rationale = row_text(row, "grade_rationale"),
		.winning_submission_id = row_id(row, "winning_submission_id"),
		.failure_reason = row_text(row, "failure_reason"),
		.judging_by = row_text(row, "judging_by"),
		.judging_until = row_time(row, "judging_until"),
		.agreement = row_text(row, "agreement"),
		.receiver = row_id(row, "receiver"),
		.receiver_agent_id = row_id(row, "receiver_agent_id"),
		.held_by_agent_id = row_id(row, "held_by_agent_id"),
		.held_until = row_time(row, "held_until"),
		.accepted_at = row_time(row, "accepted_at"),
		.deadline_at = row_time(row, "deadline_at"),
		.attempt_count = row_int(row, "attempt_count"),
		.presented_to_agents = json_or(row_text(row, "presented_to_agents"), "[]"),
		.is_sealed = row_bool(row, "is_sealed"),
		.output_text = row_text(row, "output_text"),
		.output_attachments = json_or(row_text(row, "output_attachments"), "[]"),
		.created_at = row_time(row, "created_at"),
		.updated_at = row_time(row, "updated_at"),
	};
}

static bool is_drop(const struct job *job)
{
	return strcmp(job->kind, "drop") == 0;
}

/* Who only holds a hire has promised nothing yet. */
static bool may_read_env_vars(const struct job *job)
{
	return job->is_sender || job->is_receiver || (is_drop(job) && job->competes);
}

static void blank_what_is_hidden(struct job *job)
{
	if (!may_read_env_vars(job))
		job->env_vars = json_or(NULL, "{}");
	if (!job->is_sender && !job->competes) {
		job->attachments = json_or(NULL, "[]");
		job->receiver = job->receiver_agent_id = job->held_by_agent_id = ID_NONE;
		job->presented_to_agents = json_or(NULL, "[]");
	}
	if (!job->has_won && (job->is_sealed || !job->is_sender)) {
		job->output_text = NULL;
		job->output_attachments = json_or(NULL, "[]");
	}
}

static enum error find(struct db *db, struct id id, struct id viewer, struct job *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "job",
		"SELECT " JOB_COLUMNS ", c.id AS claim_id, (c.id IS NOT NULL OR EXISTS (SELECT 1 FROM presentations p "
		"WHERE p.user_id = ? AND p.job_id = j.id)) AS has_claimed, (c.status = 'submitted' "
		"OR (c.status = 'live' AND c.expires_at > NOW(3)) OR j.receiver = ? "
		"OR (j.held_by = ? AND j.held_until > NOW(3))) AS competes FROM " JOB_TABLES
		"LEFT JOIN claims c ON c.job_id = j.id AND c.user_id = ? WHERE j.id = ?",
		viewer, viewer, viewer, viewer, id));

	struct job job = from_row(rows);

	job.is_sender = id_equal(job.sender, viewer);
	job.has_claimed = row_bool(rows, "has_claimed");
	job.competes = row_bool(rows, "competes");
	job.is_receiver = id_equal(job.receiver, viewer);
	job.claim = row_id(rows, "claim_id");
	job.has_won = id_equal(row_id(rows, "author"), viewer);
	*out = job;
	return OK;
}

static enum error find_visible(struct db *db, struct id id, struct id viewer, struct job *out)
{
	struct job job = { .is_sender = false };

	TRY(find(db, id, viewer, &job));
	if (!job.is_sender && !job.has_claimed)
		return failure(ERR_NOT_FOUND, "there is no such job");
	*out = job;
	return OK;
}

/*
 * Written down before it is shown, under the claim's lock: who gives the place back at
 * this moment either has read them, which counts, or does not get to.
 */
static enum error note_reading(struct db *db, struct job *job)
{
	if (job->is_sender || !is_drop(job) || !job->competes ||
	    strcmp(job->env_vars.text, "{}") == 0)
		return OK;
	TRY(db_exec(db, "UPDATE claims SET env_vars_read_at = COALESCE(env_vars_read_at, SYSDATE(3)) "
			"WHERE id = ? AND status IN ('live', 'submitted')", job->claim));
	job->competes = db_affected(db) > 0;
	return OK;
}

enum error job_find(struct db *db, struct id id, struct id viewer, struct job *out)
{
	struct job job = { .is_sender = false };

	TRY(find_visible(db, id, viewer, &job));
	TRY(note_reading(db, &job));
	blank_what_is_hidden(&job);
	*out = job;
	return OK;
}

enum error job_look(struct db *db, struct id id, struct id viewer, struct job *out)
{
	struct job job = { .is_sender = false };

	TRY(find_visible(db, id, viewer, &job));
	blank_what_is_hidden(&job);
	job.env_vars = json_or(NULL, "{}");
	*out = job;
	return OK;
}

enum error job_check_sender(struct db *db, struct id id, struct id user)
{
	struct job job = { .is_sender = false };

	TRY(find_visible(db, id, user, &job));
	return job.is_sender ? OK : failure(ERR_FORBIDDEN, "only the sender of a job may do that");
}

enum error job_check_kind(struct db *db, struct id id, struct id user, const char *kind)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "job",
		"SELECT kind FROM jobs j WHERE id = ? AND (sender = ? OR window_closes_at IS NOT NULL "
		"OR EXISTS (SELECT 1 FROM presentations p WHERE p.user_id = ? AND p.job_id = j.id))",
		id, user, user));
	if (strcmp(row_text(rows, "kind"), kind) != 0)
		return failure(ERR_WRONG_KIND, "this job is a %s, and only a %s has that",
			       row_text(rows, "kind"), kind);
	return OK;
}

/* Under what else than its name a status may be stored. */
static const char *stored_too(const char *status)
{
	return strcmp(status, "queued") == 0 ? "held" : status;
}

/* A job may have a megabyte of texts: a page ends where they come to so many bytes. */
enum { PAGE_BYTES = 4 << 20 };

#define JOB_BYTES \
	"LENGTH(j.prompt) + COALESCE(LENGTH(j.env_vars), 0) + COALESCE(LENGTH(j.description), 0) " \
	"+ COALESCE(LENGTH(j.requirements), 0) + COALESCE(LENGTH(w.output_text), " \
	"LENGTH(d.output_text), 0) AS bytes"
#define LIST(columns, filter) \
	"SELECT " columns " FROM " JOB_TABLES "WHERE j.sender = ? " filter "AND j.id < ? " \
	"AND (? IS NULL OR j.kind = ?) ORDER BY j.id DESC LIMIT ? OFFSET ?"
#define OF_STATUS "AND j.status IN (?, ?) AND " STATUS " = ? "

/* The filter's values stand in all four. */
#define FIND_LIST(columns, most) \
	(status \
	 ? db_query(db, &rows, LIST(columns, OF_STATUS), sender, status, \
			   stored_too(status), status, page->before_id, kind, kind, most, offset) \
			 : db_query(db, &rows, LIST(columns, ""), sender, page->before_id, kind, kind, most, \
			   offset))

/* How many of these rows are a page: one at least. */
static int rows_of_page(struct rows *rows, int most)
{
	int64_t bytes = 0;
	int count = 0;

	while (count < most && rows_next(rows)) {
		bytes += row_int(rows, "bytes");
		if (count > 0 && bytes > PAGE_BYTES)
			break;
		count++;
	}
	return count;
}

enum error job_list(struct db *db, struct id sender, const char *status, const char *kind,
		    const struct page *page, struct job_list *out)
{
	struct rows *rows;
	int64_t offset = page->offset;

	TRY(FIND_LIST(JOB_BYTES, page->limit + 1));

	int count = rows_of_page(rows, page->limit);
	struct job_list list = { ARENA_ARRAY(db_arena(db), struct job, count), 0,
				 rows_count(rows) > count };

	TRY(FIND_LIST(JOB_COLUMNS, count));
	while (list.count < count && rows_next(rows)) {
		struct job *job = &list.jobs[list.count++];

		*job = from_row(rows);
		job->is_sender = true;
		blank_what_is_hidden(job);
	}
	*out = list;
	return OK;
}

enum error job_list_waiting(struct db *db, struct id sender, int most, struct id *out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows, "SELECT id FROM jobs WHERE sender = ? AND status = 'pending_payment' "
				"AND pay_when_funded ORDER BY id LIMIT ?", sender, most));
	while (n < most && rows_next(rows))
		out[n++] = row_id(rows, "id");
	*count = n;
	return OK;
}

enum error job_list_unanswered(struct db *db, struct id sender, int most, struct id *out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows, "SELECT id FROM jobs WHERE sender = ? "
				"AND status IN ('open', 'queued', 'held') AND submissions_count = 0 "
				"ORDER BY id LIMIT ?", sender, most));
	while (n < most && rows_next(rows))
		out[n++] = row_id(rows, "id");
	*count = n;
	return OK;
}
