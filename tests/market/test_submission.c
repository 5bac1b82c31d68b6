#include <string.h>

#include "base/config.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

enum { HOUR = 3600 };

#define PROMPT "Name three rivers of Europe."
#define PADDED_PROMPT " \t" PROMPT " \r\n"

static int64_t balances(void)
{
	return look_number("SELECT SUM(balance_cents) FROM accounts WHERE balance_cents IS NOT NULL");
}

/* ------------------------------------------------------------ a place */

START_TEST(a_claim_becomes_a_submission)
{
	struct id job = given_drop(), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	expect(OK, act_submit(job, user, NULL));
	ck_assert_int_eq(look_job(job).claims_count, 1);
	ck_assert_int_eq(look_job(job).submissions_count, 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM claims WHERE status = 'submitted'"), 1);
	check_audit();
}
END_TEST

START_TEST(without_a_claim_a_free_place_is_given)
{
	struct id job = given_drop();

	expect(OK, act_submit(job, given_user(), NULL));
	ck_assert_int_eq(look_job(job).claims_count, 1);
	check_audit();
}
END_TEST

START_TEST(without_a_free_place_only_claimants_submit)
{
	struct id job = given_drop(), holder = given_user();

	expect(OK, act_claim(job, holder, NULL));
	for (int i = 0; i < 4; i++)
		expect(OK, act_claim(job, given_user(), NULL));
	expect(ERR_DROP_FULL, act_submit(job, given_user(), NULL));
	expect(OK, act_submit(job, holder, NULL));
	check_audit();
}
END_TEST

START_TEST(a_place_that_ran_out_is_free_for_a_submission)
{
	struct id job = given_drop(.seconds = HOUR);

	for (int i = 0; i < 5; i++)
		expect(OK, act_claim(job, given_user(), NULL));
	age(job, 301);
	expect(OK, act_submit(job, given_user(), NULL));
	ck_assert_int_eq(look_job(job).claims_count, 1);
	check_audit();
}
END_TEST

START_TEST(a_lapsed_claimant_submits_after_the_cooldown_if_a_place_is_free)
{
	struct id job = given_drop(.seconds = HOUR), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	age(job, 301);
	expect(ERR_COOLDOWN, act_submit(job, user, NULL));
	age(job, 60);
	expect(OK, act_submit(job, user, NULL));
	check_audit();
}
END_TEST

START_TEST(nobody_submits_to_their_own_drop)
{
	struct id sender = given_user(.cents = 100), job = given_drop(.sender = sender);

	expect(ERR_OWN_DROP, act_submit(job, sender, NULL));
	check_audit();
}
END_TEST

START_TEST(a_submission_is_final)
{
	struct id job = given_drop(), user = given_user();

	expect(OK, act_submit(job, user, "The Rhine, the Danube and the Volga."));
	expect(ERR_ALREADY_SUBMITTED, act_submit(job, user, "The Po, the Elbe and the Oder."));
	expect(ERR_ALREADY_SUBMITTED, act_claim(job, user, NULL));
	age(job, 301);
	(void)act_pass();
	expect(ERR_ALREADY_SUBMITTED, act_submit(job, user, "The Po, the Elbe and the Oder."));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions"), 1);
	check_audit();
}
END_TEST

START_TEST(a_drop_that_is_over_takes_no_submissions)
{
	struct id sender = given_user(.cents = 300), cancelled = given_drop(.sender = sender);
	struct id late = given_drop(.sender = sender), over = given_drop(.sender = sender);

	expect(OK, act_cancel(cancelled, sender));
	expect(OK, act_submit(over, given_user(), NULL));
	age(over, 301);
	(void)act_pass();
	age(late, 300);
	expect(ERR_NOT_OPEN, act_submit(cancelled, given_user(), NULL));
	expect(ERR_NOT_OPEN, act_submit(over, given_user(), NULL));
	expect(ERR_WINDOW_CLOSED, act_submit(late, given_user(), NULL));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ not an answer */

START_TEST(what_says_nothing_of_its_own_is_no_answer)
{
	static const char *const refused[] = {
		"",	    " ",     " \n\t\r\n", PROMPT, PADDED_PROMPT, "\u3164", "\u2800 \u2800",
		"\u200F\n", "\uFE0F"
	};
	struct id job = given_drop(.prompt = PADDED_PROMPT), user = given_user();

	for (int i = 0; i < COUNT(refused); i++)
		expect(ERR_NOT_AN_ANSWER, act_submit(job, user, refused[i]));
	ck_assert_int_eq(look_job(job).submissions_count, 0);
	expect(OK, act_submit(job, user, "the Rhine, the Danube and the Volga!"));
	check_audit();
}
END_TEST

/* A refusal would tell that the sealed answer stands. */
START_TEST(a_rivals_very_text_is_taken_and_comes_last)
{
	static const char *const texts[] = {
		"The Rhine, the Danube and the Volga are three.",
		"\n The Rhine, the Danube and the Volga are three. ",
		"Three rivers of Europe: the Po, the Ebro and the Oder."
	};
	struct id job = given_drop(.prompt = PROMPT), users[COUNT(texts)];

	for (int i = 0; i < COUNT(texts); i++)
		expect(OK, act_submit(job, users[i] = given_user(), texts[i]));
	age(job, 301);
	ck_assert_int_eq(act_pass().settled, 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE grade <> 'F' AND `rank` < 3"), 2);
	ck_assert_int_eq(look_balance(users[1]), 0);

	struct submission copy;

	expect(OK, submission_find(world_db(), job, users[1], &copy));
	ck_assert_str_eq(copy.grade, "F");
	ck_assert_int_eq(copy.rank.number, 3);
	ck_assert_str_eq(copy.rationale, "It repeats an earlier answer to the letter.");
	check_audit();
}
END_TEST

START_TEST(a_refused_answer_costs_no_place_and_no_claim)
{
	struct id job = given_drop(), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	expect(ERR_NOT_AN_ANSWER, act_submit(job, user, " "));
	expect(ERR_NOT_AN_ANSWER, act_submit(job, given_user(), " "));
	ck_assert_int_eq(look_job(job).claims_count, 1);
	expect(OK, act_submit(job, user, NULL));
	check_audit();
}
END_TEST

START_TEST(one_text_may_answer_two_drops)
{
	struct id first = given_drop(), second = given_drop();

	expect(OK, act_submit(first, given_user(), "The Rhine, the Danube and the Volga."));
	expect(OK, act_submit(second, given_user(), "The Rhine, the Danube and the Volga."));
	check_audit();
}
END_TEST

/* Two answers that compare alike under SQL's collations, or after a cut, are two. */
START_TEST(texts_are_compared_byte_by_byte)
{
	struct id job = given_drop();

	expect(OK, act_submit(job, given_user(), "The river Rhone"));
	expect(OK, act_submit(job, given_user(), "the RIVER rhone"));
	expect(OK, act_submit(job, given_user(), "The river Rh\xC3\xB4ne"));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ closing */

START_TEST(the_fifth_submission_closes_the_drop_and_settles_it)
{
	struct id sender = given_user(.cents = 500),
		  job = given_drop(.sender = sender, .cents = 500);

	for (int i = 0; i < 4; i++)
		expect(OK, act_submit(job, given_user(), NULL));
	ck_assert_str_eq(look_job(job).status, "open");
	expect(OK, act_submit(job, given_user(), NULL));

	struct job over = look_job(job);

	ck_assert_str_eq(over.status, "completed");
	ck_assert_int_eq(over.submissions_count, 5);
	ck_assert(!id_is_none(over.winning_submission_id));
	ck_assert_ptr_nonnull(over.grade);
	ck_assert_ptr_nonnull(over.grade_rationale);
	ck_assert_int_eq(balances(), 400);
	check_audit();
}
END_TEST

START_TEST(a_drop_closes_at_the_places_it_was_created_with)
{
	struct id job;

	settings_mutable()->max_claims = 2;
	job = given_drop();
	settings_mutable()->max_claims = 5;
	expect(OK, act_submit(job, given_user(), NULL));
	expect(OK, act_submit(job, given_user(), NULL));
	ck_assert_str_eq(look_job(job).status, "completed");
	check_audit();
}
END_TEST

START_TEST(every_submission_is_ranked_graded_and_told_why)
{
	struct id job = given_drop();

	for (int i = 0; i < 5; i++)
		expect(OK, act_submit(job, given_user(), NULL));
	ck_assert_int_eq(look_number("SELECT SUM(`rank`) FROM submissions"), 15);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE grade IS NULL "
				     "OR rationale IS NULL OR rationale = ''"),
				     0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions s JOIN jobs j "
				     "ON j.winning_submission_id = s.id AND j.grade = s.grade "
				     "WHERE s.`rank` = 1"),
				     1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ sealed */

struct look {
	struct id job, user;
	struct submission_list list;
	struct submission own;
	struct job seen;
};

static enum error do_list(struct db *db, void *arg)
{
	struct look *look = arg;

	return submission_list(db, look->job, &look->list);
}

static enum error do_find(struct db *db, void *arg)
{
	struct look *look = arg;

	TRY(job_find(db, look->job, look->user, &look->seen));
	return submission_find(db, look->job, look->user, &look->own);
}

static void check_sealed(struct id job, int count, bool sealed)
{
	struct look look = { .job = job };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_list, &look));
	ck_assert_int_eq(look.list.count, count);
	for (int i = 0; i < count; i++) {
		ck_assert((look.list.submissions[i].output_text == NULL) == sealed);
		ck_assert(look.list.submissions[i].rank.known == !sealed);
		if (!sealed)
			ck_assert_int_eq(look.list.submissions[i].rank.number, i + 1);
	}
}

static struct look look_as(struct id job, struct id user)
{
	struct look look = { .job = job, .user = user };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_find, &look));
	return look;
}

START_TEST(outputs_are_sealed_until_the_drop_is_completed)
{
	struct id job = given_drop(), author = given_user();

	expect(OK, act_submit(job, author, "The Rhine, the Danube and the Volga."));
	expect(OK, act_submit(job, given_user(), NULL));
	check_sealed(job, 2, true);
	ck_assert_str_eq(look_as(job, author).own.output_text,
			 "The Rhine, the Danube and the Volga.");
	ck_assert_ptr_null(look_as(job, author).seen.output_text);
	ck_assert_ptr_null(look_job(job).output_text);
	age(job, 301);
	(void)act_pass();
	check_sealed(job, 2, false);
	check_audit();
}
END_TEST

START_TEST(the_winning_text_shows_to_the_sender_and_the_winner_alone)
{
	struct id job = given_drop(), users[2] = { given_user(), given_user() };
	int winners = 0;

	for (int i = 0; i < 2; i++)
		expect(OK, act_submit(job, users[i], NULL));
	age(job, 301);
	(void)act_pass();
	ck_assert_ptr_nonnull(look_job(job).output_text);
	for (int i = 0; i < 2; i++) {
		struct look look = look_as(job, users[i]);
		bool won = look.own.rank.number == 1;

		ck_assert((look.seen.output_text != NULL) == won);
		ck_assert_ptr_nonnull(look.own.output_text);
		ck_assert_ptr_nonnull(look.own.grade);
		if (won)
			ck_assert_str_eq(look.seen.output_text, look_job(job).output_text);
		winners += won;
	}
	ck_assert_int_eq(winners, 1);
	check_audit();
}
END_TEST

START_TEST(who_submitted_nothing_finds_nothing)
{
	struct id job = given_drop();
	struct look look = { .job = job, .user = given_user() };

	expect(OK, act_claim(job, look.user, NULL));
	expect(ERR_NOT_FOUND, db_transact(world_db(), DB_AUTOCOMMIT, do_find, &look));
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ again, after a lost COMMIT */

struct again {
	struct id job;
	struct answer answer;
	struct submission submission;
	bool closed;
};

static enum error do_submit(struct db *db, void *arg)
{
	struct again *again = arg;

	return submission_create(db, again->job, &again->answer, &again->submission, &again->closed);
}

START_TEST(a_submission_that_runs_again_answers_from_what_stands)
{
	struct again again = { .job = given_drop(),
			       .answer = { .submission = id_new(),
					   .claim = id_new(),
					   .judge_token = id_new(),
					   .user = given_user(),
					   .work.text = "The Rhine, the Danube and the Volga.",
					   .work.files = { "[]", 2 } } };

	for (int i = 0; i < 4; i++)
		expect(OK, act_submit(again.job, given_user(), NULL));
	for (int i = 0; i < 2; i++) {
		expect(OK, db_transact(world_db(), DB_TRANSACTION, do_submit, &again));
		ck_assert(again.closed);
		ck_assert(id_equal(again.submission.id, again.answer.submission));
	}
	ck_assert_str_eq(look_job(again.job).status, "ranking");
	ck_assert_int_eq(look_job(again.job).submissions_count, 5);
	check_audit();
}
END_TEST

SUITE("submission", world_open, world_close, a_claim_becomes_a_submission,
      without_a_claim_a_free_place_is_given, without_a_free_place_only_claimants_submit,
      a_place_that_ran_out_is_free_for_a_submission,
      a_lapsed_claimant_submits_after_the_cooldown_if_a_place_is_free,
      nobody_submits_to_their_own_drop, a_submission_is_final,
      a_drop_that_is_over_takes_no_submissions, what_says_nothing_of_its_own_is_no_answer,
      a_rivals_very_text_is_taken_and_comes_last, a_refused_answer_costs_no_place_and_no_claim,
      one_text_may_answer_two_drops, texts_are_compared_byte_by_byte,
      the_fifth_submission_closes_the_drop_and_settles_it,
      a_drop_closes_at_the_places_it_was_created_with,
      every_submission_is_ranked_graded_and_told_why, outputs_are_sealed_until_the_drop_is_completed,
      the_winning_text_shows_to_the_sender_and_the_winner_alone,
      who_submitted_nothing_finds_nothing, a_submission_that_runs_again_answers_from_what_stands)
