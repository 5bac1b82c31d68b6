#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/tally.h"
#include "base/text.h"
#include "drop/ranking.h"
#include "judge/local.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

#define BAD_PROMPT "This one is for the judge that stumbles."

static struct {
	int complaints;
	struct id job;
	enum error e;
} heard;

static void hear(struct id job, enum error e)
{
	heard.complaints++;
	heard.job = job;
	heard.e = e;
}

static bool takes_no_time; /* the judge of pass_with */

static struct moved pass_with(judge_fn *judge)
{
	const struct judges judges = { .rank = judge, .takes_no_time = takes_no_time };
	struct moved moved = { 0 };

	heard.complaints = 0;
	expect(OK, deadline_enforce(world_db(), &judges,
				    &(struct deadline_limits){ 1000, 60000, NULL }, hear, &moved));
	return moved;
}

static void check_status(struct id job, const char *status)
{
	ck_assert_str_eq(look_job(job).status, status);
}

/* A drop whose window is over, with so many submissions. */
static struct id given_due_drop(struct id sender, const char *prompt, int submissions)
{
	struct id job = given_drop(.sender = sender, .prompt = prompt);

	for (int i = 0; i < submissions; i++)
		expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	return job;
}

/* ------------------------------------------------------------ windows */

START_TEST(a_window_without_submissions_fails_and_is_refunded)
{
	struct id sender = given_user(.cents = 100), job = given_due_drop(sender, NULL, 0);

	ck_assert_int_eq(act_pass().failed, 1);
	check_status(job, "failed");
	ck_assert_str_eq(look_job(job).failure_reason, "no_submissions");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(claims_without_submissions_do_not_save_a_drop)
{
	struct id sender = given_user(.cents = 100), job = given_drop(.sender = sender);

	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 301);
	ck_assert_int_eq(act_pass().failed, 1);
	ck_assert_str_eq(look_job(job).failure_reason, "no_submissions");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM cooldowns"), 1);
	check_audit();
}
END_TEST

START_TEST(one_submission_is_enough_to_complete_a_drop)
{
	struct id sender = given_user(.cents = 100), job = given_due_drop(sender, NULL, 1);
	struct moved moved = act_pass();

	ck_assert_int_eq(moved.closed, 1);
	ck_assert_int_eq(moved.settled, 1);
	check_status(job, "completed");
	ck_assert_int_eq(look_balance(sender), 0);
	check_audit();
}
END_TEST

START_TEST(what_is_not_due_is_left_alone)
{
	struct id job = given_drop(), other = given_drop(.unpaid = true);
	struct moved moved;

	expect(OK, act_submit(job, given_user(), NULL));
	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 200);
	moved = act_pass();
	ck_assert_int_eq(moved.lapsed + moved.closed + moved.settled + moved.failed + moved.cancelled,
			 0);
	check_status(job, "open");
	check_status(other, "pending_payment");
	check_audit();
}
END_TEST

START_TEST(many_that_are_due_are_told_from_few)
{
	bool much = true;

	for (int i = 0; i < 3; i++)
		(void)given_due_drop(given_user(.cents = 100), NULL, 0);
	(void)given_drop();
	expect(OK, deadline_is_much(world_db(), 4, &much));
	ck_assert(!much);
	expect(OK, deadline_is_much(world_db(), 3, &much));
	ck_assert(much);
}
END_TEST

START_TEST(a_second_pass_finds_nothing_more_to_move)
{
	struct moved moved;

	(void)given_due_drop(given_user(.cents = 100), NULL, 0);
	(void)given_due_drop(given_user(.cents = 100), NULL, 2);
	(void)act_pass();
	moved = act_pass();
	ck_assert_int_eq(moved.lapsed + moved.closed + moved.settled + moved.failed + moved.cancelled,
			 0);
	check_audit();
}
END_TEST

START_TEST(a_lapse_is_recorded_once_with_a_cooldown)
{
	struct id job = given_drop(.seconds = 3600);

	expect(OK, act_claim(job, given_user(), NULL));
	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 301);
	ck_assert_int_eq(act_pass().lapsed, 1);
	ck_assert_int_eq(act_pass().lapsed, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM cooldowns"), 2);
	ck_assert_int_eq(look_number("SELECT claims_count FROM jobs"), 0);
	check_audit();
}
END_TEST

START_TEST(a_pass_stops_after_as_many_items_as_it_may_move)
{
	struct moved moved = { 0 };

	for (int i = 0; i < 3; i++)
		(void)given_due_drop(given_user(.cents = 100), NULL, 0);
	expect(OK, deadline_enforce(world_db(), &(struct judges){ judge_local, NULL },
				    &(struct deadline_limits){ 2, 60000, NULL }, hear, &moved));
	ck_assert_int_eq(moved.failed, 2);
	expect(OK, deadline_enforce(world_db(), &(struct judges){ judge_local, NULL },
				    &(struct deadline_limits){ 1000, 0, NULL }, hear, &moved));
	ck_assert_int_eq(moved.failed, 0);
	ck_assert_int_eq(act_pass().failed, 1);
	check_audit();
}
END_TEST

START_TEST(the_wait_is_until_the_next_thing_is_due)
{
	int64_t ms = -1;
	struct id job;

	expect(OK, deadline_wait(world_db(), 5000, &ms));
	ck_assert_int_eq(ms, 5000);
	job = given_drop(.seconds = 300);
	expect(OK, deadline_wait(world_db(), 1000000, &ms));
	ck_assert_int_ge(ms, 290000);
	ck_assert_int_le(ms, 300000);
	expect(OK, act_claim(job, given_user(), NULL));
	age(job, 299);
	expect(OK, deadline_wait(world_db(), 1000000, &ms));
	ck_assert_int_le(ms, 1000);
	age(job, 5);
	expect(OK, deadline_wait(world_db(), 1000000, &ms));
	ck_assert_int_eq(ms, 0);
	(void)act_pass();
	expect(OK, deadline_wait(world_db(), 5000, &ms));
	ck_assert_int_eq(ms, 5000);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ judges */

static const char *const reasons[] = { "first", "second", "third", "fourth", "fifth" };

/* Ranks in the order of entries, all of one grade. */
static enum error grade_all(struct arena *arena, const struct contest *contest, char grade,
			    struct judgement *out)
{
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, contest->count);
	static const struct remark remarks[] = { { "info", "looked" }, { "result", "done" } };

	for (int i = 0; i < contest->count; i++)
		verdicts[i] = (struct verdict){ i + 1, grade, reasons[i], NULL };
	*out = (struct judgement){ verdicts, "as told", remarks, 2, NULL };
	return OK;
}

static enum error judge_a(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	return grade_all(arena, contest, 'A', out);
}

static enum error judge_f(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	return grade_all(arena, contest, 'F', out);
}

START_TEST(a_judge_that_takes_no_time_closes_and_settles_in_one_go)
{
	struct id winner, sender = given_user(.cents = 500), job;

	job = given_drop(.sender = sender, .cents = 500);
	expect(OK, act_submit(job, winner = given_user(), NULL));
	expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	takes_no_time = true;

	struct moved moved = pass_with(judge_a);

	ck_assert_int_eq(moved.closed, 1);
	ck_assert_int_eq(moved.settled, 1);
	check_status(job, "completed");
	ck_assert_str_eq(look_job(job).judging_by, "built-in judge");
	ck_assert_int_eq(look_balance(winner), 400);
	ck_assert_int_eq(look_number("SELECT closed_at IS NOT NULL AND next_lapse_at IS NULL FROM jobs"), 1);

	job = given_due_drop(sender = given_user(.cents = 100), NULL, 2);
	ck_assert_int_eq(pass_with(judge_f).settled, 1);
	check_status(job, "failed");
	ck_assert_int_eq(look_balance(sender), 100);
	check_audit();
}
END_TEST

START_TEST(rank_one_takes_the_whole_prize)
{
	struct id sender = given_user(.cents = 500), users[3], job;

	job = given_drop(.sender = sender, .cents = 500);
	for (int i = 0; i < 3; i++)
		expect(OK, act_submit(job, users[i] = given_user(), NULL));
	age(job, 301);
	ck_assert_int_eq(pass_with(judge_a).settled, 1);
	ck_assert_int_eq(look_balance(users[0]), 400);
	ck_assert_int_eq(look_balance(users[1]) + look_balance(users[2]), 0);
	ck_assert_str_eq(look_job(job).grade, "A");
	ck_assert_str_eq(look_job(job).grade_rationale, "as told");
	ck_assert_int_eq(look_number("SELECT GROUP_CONCAT(seq ORDER BY seq SEPARATOR '') FROM job_logs"), 12);
	check_audit();
}
END_TEST

/* It would give the first prize to whatever came second. */
static enum error judge_second(struct arena *arena, const struct contest *contest,
			       struct judgement *out)
{
	static const struct verdict verdicts[] = { { 2, 'B', "first", NULL },
						   { 1, 'S', "second", NULL } };

	(void)arena;
	ck_assert_int_eq(contest->count, 2);
	*out = (struct judgement){ verdicts, "as told", NULL, 0, NULL };
	return OK;
}

START_TEST(a_copy_is_last_whoever_judges)
{
	static const char *const texts[] = { "one", " one ", "one", "two", "two\n" };
	static const int ranks[] = { 2, 3, 4, 1, 5 };
	struct id users[COUNT(texts)], job = given_drop();

	for (int i = 0; i < COUNT(texts); i++) {
		users[i] = given_user();
		if (i < COUNT(texts) - 1)
			expect(OK, act_submit(job, users[i], texts[i]));
	}
	/* The last by hand: it would be judged at once. */
	sql("INSERT INTO submissions (id, job_id, user_id, output_text, text_hash, created_at) "
	    "SELECT '%s', job_id, '%s', '%s', text_hash, NOW(3) FROM submissions "
	    "WHERE output_text = 'two'", id_new().text, users[4].text, texts[4]);
	age(job, 301);
	ck_assert_int_eq(pass_with(judge_second).settled, 1);
	for (int i = 0; i < COUNT(texts); i++) {
		struct submission submission;

		expect(OK, submission_find(world_db(), job, users[i], &submission));
		ck_assert_int_eq(submission.rank.number, ranks[i]);
		ck_assert_int_eq(strcmp(submission.grade, "F") == 0, ranks[i] > 2);
		ck_assert_int_eq(look_balance(users[i]), ranks[i] == 1 ? 80 : 0);
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM job_logs WHERE content LIKE "
				     "'3 of 5 answers repeat an earlier one%%'"),
				     1);
}
END_TEST

static enum error judge_short(struct arena *arena, const struct contest *contest,
			      struct judgement *out)
{
	ck_assert_uint_eq(strlen(contest->entries[0].text), ENTRY_BYTES - 1);
	ck_assert(contest->entries[0].is_cut && !contest->entries[1].is_cut);
	ck_assert_uint_eq(strlen(contest->entries[1].text), ENTRY_BYTES);
	return judge_a(arena, contest, out);
}

START_TEST(of_a_long_answer_only_the_beginning_is_read_and_the_log_says_so)
{
	struct id job = given_drop();
	struct text longest = text_start(world_arena(), 400000);
	struct text whole = text_start(world_arena(), ENTRY_BYTES);

	text_add_char(&longest, 'x');
	for (int i = 1; i < 200000; i++)
		text_add_string(&longest, "\u00e9");
	for (int i = 0; i < ENTRY_BYTES; i++)
		text_add_char(&whole, 'y');
	expect(OK, act_submit(job, given_user(), longest.bytes));
	expect(OK, act_submit(job, given_user(), whole.bytes));
	age(job, 301);
	ck_assert_int_eq(pass_with(judge_short).settled, 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM job_logs WHERE content = "
				     "'Of 1 of 2 answers only the first 32 KiB of text, 64 KiB of a file and 256 KiB of all files were read.'"),
		1);
	check_audit();
}
END_TEST

START_TEST(a_best_grade_of_f_refunds_and_unseals_nothing)
{
	struct id sender = given_user(.cents = 100), job = given_due_drop(sender, NULL, 2);

	(void)pass_with(judge_f);
	check_status(job, "failed");
	ck_assert_str_eq(look_job(job).failure_reason, "no_acceptable_submission");
	ck_assert_int_eq(look_balance(sender), 100);
	ck_assert_ptr_null(look_job(job).output_text);
	ck_assert(id_is_none(look_job(job).winning_submission_id));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE grade = 'F'"), 2);
	check_audit();
}
END_TEST

START_TEST(the_setting_pay_f_pays_rank_one_all_the_same)
{
	struct id sender = given_user(.cents = 100), job = given_due_drop(sender, NULL, 2);

	settings_mutable()->pay_f = true;
	(void)pass_with(judge_f);
	check_status(job, "completed");
	ck_assert_str_eq(look_job(job).grade, "F");
	ck_assert_int_eq(look_balance(sender), 0);
	check_audit();
}
END_TEST

static enum error judge_dies(struct arena *arena, const struct contest *contest,
			     struct judgement *out)
{
	(void)arena;
	(void)contest;
	(void)out;
	_exit(7);
}

START_TEST(a_judge_that_dies_is_replaced_when_its_lease_is_over)
{
	struct id sender = given_user(.cents = 100), job = given_due_drop(sender, NULL, 2);
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		world_reopen();
		(void)pass_with(judge_dies);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(WEXITSTATUS(status), 7);
	check_status(job, "ranking");
	check_audit();
	sql("UPDATE jobs SET lease_expires_at = NOW(3) + INTERVAL 1 HOUR");
	ck_assert_int_eq(pass_with(judge_a).settled, 0);
	age(job, 3601);
	ck_assert_int_eq(pass_with(judge_a).settled, 1);
	check_status(job, "completed");
	check_audit();
}
END_TEST

/* While this one thinks its lease runs out, and another judge settles the drop. */
static enum error judge_slow(struct arena *arena, const struct contest *contest,
			     struct judgement *out)
{
	struct moved moved = { 0 };

	age(contest->job, 3600);
	expect(OK, deadline_enforce(world_db(), &(struct judges){ judge_a, NULL },
				    &(struct deadline_limits){ 1000, 60000, NULL }, hear, &moved));
	ck_assert_int_eq(moved.settled, 1);
	return grade_all(arena, contest, 'F', out);
}

START_TEST(a_slow_judge_whose_lease_was_taken_over_changes_nothing)
{
	struct id sender = given_user(.cents = 100), job = given_due_drop(sender, NULL, 2);
	struct moved moved = pass_with(judge_slow);

	ck_assert_int_eq(moved.settled, 0);
	ck_assert_int_eq(moved.errors, 0);
	check_status(job, "completed");
	ck_assert_str_eq(look_job(job).grade, "A");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE grade = 'A'"), 2);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM job_logs"), 2);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM settlements"), 1);
	check_audit();
}
END_TEST

/* Its lease is another's by now, but that one is not done yet. */
static enum error judge_overtaken(struct arena *arena, const struct contest *contest,
				  struct judgement *out)
{
	sql("UPDATE jobs SET lease_token = '%s', lease_expires_at = NOW(3) + INTERVAL 1 HOUR",
	    id_new().text);
	return grade_all(arena, contest, 'A', out);
}

START_TEST(a_judge_without_the_lease_settles_nothing)
{
	struct id job = given_due_drop(given_user(.cents = 100), NULL, 2);

	ck_assert_int_eq(pass_with(judge_overtaken).settled, 0);
	check_status(job, "ranking");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE grade IS NOT NULL"), 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ judges that break their promise */

static int broken_rule;

static enum error judge_breaking(struct arena *arena, const struct contest *contest,
				 struct judgement *out)
{
	static const struct verdict fields[][3] = {
		{ { 1, 'A', "", NULL }, { 1, 'A', "", NULL }, { 2, 'B', "", NULL } }, /* a tie */
		{ { 1, 'A', "", NULL },
		  { 2, 'B', "", NULL },
		  { 4, 'B', "", NULL } }, /* beyond the field */
		{ { 0, 'A', "", NULL },
		  { 1, 'B', "", NULL },
		  { 2, 'B', "", NULL } }, /* before the first */
		{ { 1, 'C', "", NULL },
		  { 2, 'B', "", NULL },
		  { 3, 'A', "", NULL } }, /* grades against ranks */
		{ { 1, 'A', "", NULL }, { 2, 'C', "", NULL }, { 3, 'B', "", NULL } },
		{ { 1, 'E', "", NULL },
		  { 2, 'F', "", NULL },
		  { 3, 'F', "", NULL } }, /* no grade of ours */
		{ { 1, '\0', "", NULL }, { 2, 'F', "", NULL }, { 3, 'F', "", NULL } },
		{ { -1, 'A', "", NULL }, { 2, 'B', "", NULL }, { 3, 'B', "", NULL } },
	};

	if (strcmp(contest->prompt, BAD_PROMPT) != 0)
		return judge_a(arena, contest, out);
	if (broken_rule == COUNT(fields))
		return failure(ERR_BROKEN, "this judge is out of order");
	*out = (struct judgement){ fields[broken_rule], "", NULL, 0, NULL };
	return OK;
}

enum { BREAKS = 9 };

START_TEST(a_judge_that_breaks_its_promise_pays_nobody_and_blocks_no_neighbour)
{
	for (int i = 0; i < 2 * BREAKS; i++) {
		broken_rule = i % BREAKS;
		takes_no_time = i >= BREAKS;
		struct id sender = given_user(.cents = 200),
			  bad = given_due_drop(sender, BAD_PROMPT, 3);
		struct id good = given_due_drop(sender, NULL, 1);
		struct moved moved = pass_with(judge_breaking);

		ck_assert_int_eq(moved.errors, 1);
		ck_assert_int_eq(moved.settled, 1);
		ck_assert_int_eq(heard.complaints, 1);
		ck_assert_str_eq(heard.job.text, bad.text);
		check_status(bad, "ranking");
		check_status(good, "completed");
		ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions s JOIN jobs j "
					     "ON j.id = s.job_id WHERE j.status = 'ranking' "
					     "AND s.grade IS NOT NULL"),
					     0);
		check_audit();
		age(bad, 3600);
		ck_assert_int_eq(pass_with(judge_a).settled, 1);
		check_status(bad, "completed");
	}
	check_audit();
}
END_TEST

START_TEST(items_that_are_stuck_do_not_hold_up_those_behind_them)
{
	struct id sender = given_user(.cents = 1000), jobs[3];

	broken_rule = BREAKS - 1;
	for (int i = 0; i < 5; i++)
		(void)given_due_drop(sender, BAD_PROMPT, 1);
	for (int i = 0; i < 3; i++)
		jobs[i] = given_due_drop(sender, NULL, i);
	for (int round = 0; round < 2; round++) {
		(void)pass_with(judge_breaking);
		ck_assert_int_eq(heard.complaints, 5);
		sql("UPDATE jobs SET lease_expires_at = NOW(3) - INTERVAL 1 SECOND "
		    "WHERE status = 'ranking'");
	}
	for (int i = 0; i < 3; i++)
		check_status(jobs[i], i ? "completed" : "failed");
	check_audit();
}
END_TEST

static enum error judge_counting(struct arena *arena, const struct contest *contest,
				 struct judgement *out)
{
	ck_assert_int_eq(contest->count, 3);
	for (int i = 1; i < 3; i++)
		ck_assert(!instant_before(contest->entries[i].created_at,
					  contest->entries[i - 1].created_at));
	ck_assert_str_eq(contest->pack, "code");
	return judge_a(arena, contest, out);
}

START_TEST(a_judge_sees_all_entries_earliest_first)
{
	struct id job = given_drop(.pack = "code");

	for (int i = 0; i < 3; i++)
		expect(OK, act_submit(job, given_user(), NULL));
	age(job, 301);
	ck_assert_int_eq(pass_with(judge_counting).settled, 1);
	check_audit();
}
END_TEST

struct closing {
	struct id job;
	int runs;
};

static enum error close_twice(struct db *db, void *arg)
{
	struct closing *closing = arg;
	struct drop drop;
	bool settled;

	TRY(drop_lock(db, closing->job, &drop));
	TRY(ranking_close(db, &drop, judge_local, &settled));
	ck_assert(settled);
	return ++closing->runs == 2 ? OK : failure(ERR_CONTENDED, "the first time");
}

static uint64_t counted(void)
{
	struct tally_seen seen = tally_see(TALLY_DROP_BUILTIN);
	uint64_t sum = 0;

	for (int i = 0; i < TALLY_BUCKETS; i++)
		sum += seen.within[i];
	return sum;
}

START_TEST(a_judgement_counts_once_however_often_its_transaction_runs)
{
	struct closing closing = { .job = given_due_drop(given_user(.cents = 100), NULL, 2) };
	uint64_t before = counted();

	expect(OK, db_transact(world_db(), DB_TRANSACTION, close_twice, &closing));
	ck_assert_int_eq(closing.runs, 2);
	ck_assert_uint_eq(counted(), before + 1);
	check_status(closing.job, "completed");
	ck_assert_int_eq(pass_with(judge_local).settled, 0);
	ck_assert_uint_eq(counted(), before + 1);
	check_audit();
}
END_TEST

SUITE("deadline", world_open, world_close, a_window_without_submissions_fails_and_is_refunded,
      claims_without_submissions_do_not_save_a_drop, one_submission_is_enough_to_complete_a_drop,
      what_is_not_due_is_left_alone, many_that_are_due_are_told_from_few,
      a_second_pass_finds_nothing_more_to_move, a_lapse_is_recorded_once_with_a_cooldown,
      a_pass_stops_after_as_many_items_as_it_may_move, the_wait_is_until_the_next_thing_is_due,
      a_judge_that_takes_no_time_closes_and_settles_in_one_go, rank_one_takes_the_whole_prize,
      a_copy_is_last_whoever_judges, of_a_long_answer_only_the_beginning_is_read_and_the_log_says_so,
      a_best_grade_of_f_refunds_and_unseals_nothing, the_setting_pay_f_pays_rank_one_all_the_same,
      a_judge_that_dies_is_replaced_when_its_lease_is_over,
      a_slow_judge_whose_lease_was_taken_over_changes_nothing,
      a_judge_without_the_lease_settles_nothing,
      a_judge_that_breaks_its_promise_pays_nobody_and_blocks_no_neighbour,
      items_that_are_stuck_do_not_hold_up_those_behind_them,
      a_judgement_counts_once_however_often_its_transaction_runs,
      a_judge_sees_all_entries_earliest_first)
