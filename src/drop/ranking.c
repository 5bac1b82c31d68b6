#include "drop/ranking.h"

#include <string.h>

#include "base/config.h"
#include "base/tally.h"
#include "base/text.h"
#include "drop/drop.h"
#include "files/attachment.h"
#include "files/kind.h"
#include "market/cooldown.h"
#include "market/joblog.h"
#include "market/jobnews.h"
#include "market/judging.h"
#include "money/totals.h"

enum { ENTRIES_MOST = 100 }; /* the most places that settings allow a drop */

struct author {
	struct id submission, user, agent;
};

struct run {
	struct id job, token;
	struct contest contest;
	const struct author *authors; /* of the contest's entries; judges never see them */
	const struct author *copiers; /* of what repeats an earlier answer to the letter: last, and F */
	int copy_count, cut_count;
	struct judgement judgement;
	int64_t judged_ms;
	bool closes; /* the drop was open until now, and the built-in judge judges as it closes */
};

static struct entry entry_from_row(struct arena *arena, const struct rows *row)
{
	const char *text = row_text(row, "text");

	return (struct entry){
		.id = row_id(row, "id"),
		.text = text ? arena_copy(arena, text, text_fit(text, ENTRY_BYTES)) : "",
		.is_cut = row_bool(row, "is_cut"),
		.files = (int)row_int(row, "files_count"),
		.created_at = row_time(row, "created_at"),
	};
}

static void queue_entries(struct db *db, const struct run *run, struct rows **rows)
{
	db_queue_query(db, rows,
		"SELECT s.id, s.user_id, s.agent_id, LEFT(s.output_text, ?) AS text, "
		"COALESCE(LENGTH(s.output_text), 0) > ? AS is_cut, s.files_count, s.created_at, "
		"HEX(s.text_hash) AS hash FROM submissions s WHERE s.job_id = ? "
		"ORDER BY s.created_at, s.id LIMIT ?",
		ENTRY_BYTES, ENTRY_BYTES, run->job, ENTRIES_MOST);
}

/* What stands in text files is part of the answer: behind its text, each from its beginning. */
static enum error read_files(struct db *db, struct entry *entry, struct run *run)
{
	struct readable files;

	TRY(attachments_read(db, entry->id, &files));
	run->cut_count += files.is_cut && !entry->is_cut;
	entry->is_cut = entry->is_cut || files.is_cut;
	entry->files -= files.count;
	entry->text = arena_printf(db_arena(db), "%s%s%s", entry->text,
				   *entry->text && files.count ? "\n\n" : "", files.text);
	return OK;
}

/*
 * A copy is told by its hash alone (of the text without the white space around it, and of
 * its files' bytes), and never reaches a judge: so none can like it.
 */
static bool is_copy(const char *hash, const char *const *earlier, int count)
{
	for (int i = 0; i < count && hash; i++)
		if (earlier[i] && strcmp(earlier[i], hash) == 0)
			return true;
	return false;
}

static enum error read_entries(struct db *db, struct rows *rows, struct run *run)
{
	struct arena *arena = db_arena(db);
	struct entry *entries = ARENA_ARRAY(arena, struct entry, rows_count(rows));
	struct author *authors = ARENA_ARRAY(arena, struct author, rows_count(rows));
	struct author *copiers = ARENA_ARRAY(arena, struct author, rows_count(rows));
	const char **hashes = ARENA_ARRAY(arena, const char *, rows_count(rows));
	int n = 0;

	for (int i = 0; rows_next(rows); i++) {
		struct author author = { row_id(rows, "id"), row_id(rows, "user_id"),
					 row_id(rows, "agent_id") };

		hashes[i] = row_text(rows, "hash");
		if (is_copy(hashes[i], hashes, i)) {
			copiers[run->copy_count++] = author;
			continue;
		}
		authors[n] = author;
		entries[n] = entry_from_row(arena, rows);
		run->cut_count += entries[n].is_cut;
		if (entries[n].files > 0)
			TRY(read_files(db, &entries[n], run));
		n++;
	}
	run->authors = authors;
	run->copiers = copiers;
	run->contest.entries = entries;
	run->contest.count = n;
	return OK;
}

static enum error load(struct db *db, void *arg)
{
	struct run *run = arg;
	struct rows *rows, *entries;

	queue_entries(db, run, &entries);
	TRY(db_find(db, &rows, "drop", "SELECT prompt, pack FROM jobs WHERE id = ?", run->job));
	run->copy_count = run->cut_count = 0;
	run->contest = (struct contest){
		.job = run->job,
		.budget_ms = run->contest.budget_ms,
		.prompt = row_text(rows, "prompt"),
		.pack = row_text(rows, "pack"),
	};
	return read_entries(db, entries, run);
}

enum error ranking_contest(struct db *db, struct id job, struct contest *out)
{
	struct run run = { .job = job };

	TRY(db_transact(db, DB_AUTOCOMMIT, load, &run));
	*out = run.contest;
	return OK;
}

/* A judge is a stranger, too: nothing is paid on a judgement that breaks its promise. */
static enum error check(const struct contest *contest, const struct judgement *judgement)
{
	static const char grades[] = "SABCDF";
	const struct verdict *by_rank[ENTRIES_MOST + 1] = { NULL };

	for (int i = 0; i < contest->count; i++) {
		const struct verdict *verdict = &judgement->verdicts[i];

		if (verdict->rank < 1 || verdict->rank > contest->count || by_rank[verdict->rank] ||
		    !verdict->grade || !strchr(grades, verdict->grade))
			return failure(ERR_BROKEN, "the judge's ranks or grades are no ranking");
		by_rank[verdict->rank] = verdict;
	}
	for (int rank = 2; rank <= contest->count; rank++)
		if (strchr(grades, by_rank[rank]->grade) < strchr(grades, by_rank[rank - 1]->grade))
			return failure(ERR_BROKEN, "the judge graded rank %d above rank %d", rank,
				       rank - 1);
	return OK;
}

static const char *letter(struct db *db, char grade)
{
	return arena_copy(db_arena(db), &grade, 1);
}

static int winner_of(const struct run *run)
{
	for (int i = 0; i < run->contest.count; i++)
		if (run->judgement.verdicts[i].rank == 1)
			return i;
	return 0;
}

/* F is no answer: who hands in none has not shown up. */
static void queue_verdict(struct db *db, const struct drop *drop, const struct author *author,
			  const struct verdict *verdict)
{
	db_queue(db, "UPDATE submissions SET grade = ?, `rank` = ?, rationale = ? WHERE id = ?",
		 letter(db, verdict->grade), verdict->rank, verdict->rationale, author->submission);
	if (verdict->grade == 'F')
		cooldown_add(db, author->user, drop->id, LETDOWN_F, drop->now);
}

/* Behind all that a judge has ranked, in the order in which they came. */
static void queue_copies(struct db *db, const struct drop *drop, const struct run *run)
{
	for (int i = 0; i < run->copy_count; i++) {
		struct verdict verdict = { run->contest.count + 1 + i, 'F',
					   "It repeats an earlier answer to the letter.", NULL };

		queue_verdict(db, drop, &run->copiers[i], &verdict);
	}
}

static struct joblog_entry info(const char *content)
{
	return (struct joblog_entry){ .type = "info", .content = content };
}

/* What was done to the answers before a judge saw them, and what that one says. */
static void queue_log(struct db *db, const struct run *run)
{
	const struct judgement *judgement = &run->judgement;
	struct arena *arena = db_arena(db);
	struct joblog_entry *lines = ARENA_ARRAY(arena, struct joblog_entry,
						 3 + judgement->remark_count + run->contest.count);
	int n = 0;

	if (run->cut_count > 0)
		lines[n++] = info(arena_printf(
			arena,
			"Of %d of %d answers only the first %d KiB of text, %d KiB of a file and %d KiB of all files were read.",
			run->cut_count, run->contest.count, ENTRY_BYTES / 1024,
			EXCERPT_BYTES / 1024, READABLE_BYTES / 1024));
	if (run->copy_count > 0)
		lines[n++] = info(
			arena_printf(arena,
				     "%d of %d answers repeat an earlier one to the letter: "
				     "they come last, graded F.",
				     run->copy_count, run->copy_count + run->contest.count));
	for (int i = 0; i < judgement->remark_count; i++)
		lines[n++] = (struct joblog_entry){ .type = judgement->remarks[i].type,
						    .content = judgement->remarks[i].content };
	for (int i = 0; i < run->contest.count; i++)
		if (judgement->verdicts[i].notes)
			lines[n++] = (struct joblog_entry){ run->authors[i].user, "reasoning",
							    judgement->verdicts[i].notes };
	if (run->contest.budget_ms > 0)
		lines[n++] = info(arena_printf(arena, "Judging took %.1f seconds.",
					       (double)run->judged_ms / 1000));
	joblog_add_all(db, run->job, lines, n);
}

static void queue_verdicts(struct db *db, const struct drop *drop, const struct run *run)
{
	for (int i = 0; i < run->contest.count; i++)
		queue_verdict(db, drop, &run->authors[i], &run->judgement.verdicts[i]);
	queue_copies(db, drop, run);
	queue_log(db, run);
}

/* Two values, both NULL of a drop that was closed before. */
#define CLOSING \
	"closed_at = COALESCE(?, closed_at), next_lapse_at = NULL, judging_by = COALESCE(?, judging_by)"

static struct instant closed_at(const struct drop *drop, const struct run *run)
{
	return run->closes ? drop->now : (struct instant){ 0 };
}

static const char *closed_by(const struct run *run)
{
	return run->closes ? JUDGED_BY_ITSELF : NULL;
}

static enum error pay_winner(struct db *db, const struct drop *drop, const struct run *run,
			     int winner)
{
	TRY(drop_pay_out(db, drop, run->authors[winner].user));
	db_queue(db, "UPDATE jobs SET " CLOSING ", status = 'completed', completed_at = ?, grade = ?, "
		     "grade_rationale = ?, winning_submission_id = ?, agreement = ?, " JUDGING_OVER
		     ", updated_at = ? WHERE id = ?",
		 closed_at(drop, run), closed_by(run), drop->now, letter(db, run->judgement.verdicts[winner].grade),
		 run->judgement.rationale, run->contest.entries[winner].id,
		 run->judgement.agreement, drop->now, drop->id);
	if (!id_is_none(run->authors[winner].agent))
		db_queue(db, "UPDATE agents SET won_count = won_count + 1 WHERE id = ?",
			 run->authors[winner].agent);
	totals_add(db,
		   (struct totals){ .completed_drops = 1, .paid = drop->prize, .fees = drop->fee });
	jobnews_tell_sender(db, drop->id, "drop.completed");
	return OK;
}

/* The best that was handed in is no answer: the sender pays nothing, and nothing is unsealed. */
static enum error refuse_all(struct db *db, const struct drop *drop, const struct run *run)
{
	db_queue(db, "UPDATE jobs SET " CLOSING ", grade = 'F', grade_rationale = ?, agreement = ? "
		     "WHERE id = ?", closed_at(drop, run), closed_by(run), run->judgement.rationale, run->judgement.agreement, drop->id);
	return drop_refund(db, drop, DROP_FAILED, "no_acceptable_submission");
}

static void tell_author(struct db *db, const struct author *author)
{
	db_queue(db,
		NEWS_OF("s.user_id") "JSON_OBJECT(" JOBNEWS_MEMBERS ", 'submission_id', s.id, "
		"'grade', s.grade, 'rank', s.`rank`) FROM submissions s JOIN jobs j ON j.id = s.job_id "
		"WHERE s.id = ?",
		id_new(), "submission.graded", author->submission);
}

/* Last, so that what they are told of the drop is how it ended. */
static void tell_authors(struct db *db, const struct run *run)
{
	for (int i = 0; i < run->contest.count; i++)
		tell_author(db, &run->authors[i]);
	for (int i = 0; i < run->copy_count; i++)
		tell_author(db, &run->copiers[i]);
}

static enum error settle_locked(struct db *db, const struct drop *drop, const struct run *run)
{
	int winner = winner_of(run);

	queue_verdicts(db, drop, run);
	if (run->judgement.verdicts[winner].grade == 'F' && !settings()->pay_f)
		TRY(refuse_all(db, drop, run));
	else
		TRY(pay_winner(db, drop, run, winner));
	tell_authors(db, run);
	return OK;
}

static enum error settle(struct db *db, void *arg)
{
	const struct run *run = arg;
	struct drop drop = { .price = { 0 } };

	TRY(drop_lock(db, run->job, &drop));
	/* An earlier run of this may have been committed: then it is over. */
	if (drop_is_terminal(drop.status) && db_unsure(db))
		return OK;
	if (drop.status != DROP_RANKING || !id_equal(drop.lease_token, run->token))
		return failure(ERR_CONFLICT, "the drop is judged by another");
	return settle_locked(db, &drop, run);
}

static enum error judge_counted(struct arena *arena, judge_fn *judge, struct run *run)
{
	int64_t began = monotonic_ms();
	enum error e = judge(arena, &run->contest, &run->judgement);

	tally_add(e			     ? TALLY_DROP_UNDECIDED
		  : run->judgement.agreement ? TALLY_DROP_JURORS
					     : TALLY_DROP_BUILTIN,
		  monotonic_ms() - began);
	return e;
}

enum error ranking_close(struct db *db, const struct drop *drop, judge_fn *judge, bool *settled)
{
	struct run run = { .job = drop->id };

	*settled = false;
	TRY(load(db, &run));
	if (run.contest.count == 0 || judge_counted(db_arena(db), judge, &run) ||
	    check(&run.contest, &run.judgement))
		return OK;
	run.closes = true;
	*settled = true;
	return settle_locked(db, drop, &run);
}

enum error ranking_run(struct db *db, struct id job, struct id token, judge_fn *judge)
{
	return ranking_run_within(db, job, token, judge, 0);
}

enum error ranking_run_within(struct db *db, struct id job, struct id token, judge_fn *judge,
			      int64_t ms)
{
	struct run run = { .job = job, .token = token, .contest.budget_ms = ms };
	int64_t began = monotonic_ms();

	TRY(db_transact(db, DB_AUTOCOMMIT, load, &run));
	if (run.contest.count == 0)
		return failure(ERR_BROKEN, "a drop without submissions is being ranked");
	TRY(judge_counted(db_arena(db), judge, &run));
	run.judged_ms = monotonic_ms() - began;
	TRY(check(&run.contest, &run.judgement));
	return db_transact(db, DB_TRANSACTION, settle, &run);
}
