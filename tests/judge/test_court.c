/* What jurors make of drops and hires: the ladder, several of them, and what they are fooled by. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/config.h"
#include "base/instant.h"
#include "base/text.h"
#include "judge/court.h"
#include "judge/dice.h"
#include "support/expect.h"
#include "support/jury.h"
#include "support/suite.h"

enum { DROPS = 500, FIELD_COUNT = 5 };

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
	jury_start();
}

static void after(void)
{
	arena_free(arena);
}

static const int field[] = { 40, 90, 20, 75, 60 };
static const int places[] = { 4, 1, 5, 2, 3 };

/* contest.h's promises, and that nothing of a label or of what is not seen goes out. */
static void check_promises(const struct judgement *judgement, int count)
{
	static const char grades[] = "SABCDF";
	int at[16];

	memset(at, -1, sizeof(at));
	for (int i = 0; i < count; i++) {
		const struct verdict *v = &judgement->verdicts[i];

		ck_assert(v->rank >= 1 && v->rank <= count && at[v->rank] == -1);
		ck_assert(v->grade && strchr(grades, v->grade));
		ck_assert(*v->rationale != '\0');
		at[v->rank] = (int)(strchr(grades, v->grade) - grades);
		ck_assert(!strstr(v->rationale, "\u202e") && !strchr(v->rationale, '\a'));
	}
	for (int rank = 2; rank <= count; rank++)
		ck_assert_int_ge(at[rank], at[rank - 1]);
	ck_assert_str_eq(judgement->remarks[judgement->remark_count - 1].type, "result");
}

static struct judgement judge(int number, const int *qualities, int count)
{
	struct contest contest = jury_contest(arena, number, qualities, count);
	struct judgement judgement;

	contest.budget_ms = 30000;
	expect(OK, court_judge(arena, &contest, &judgement));
	check_promises(&judgement, count);
	return judgement;
}

static bool has_remark(const struct judgement *judgement, const char *text)
{
	for (int i = 0; i < judgement->remark_count; i++)
		if (strstr(judgement->remarks[i].content, text))
			return true;
	return false;
}

START_TEST(a_good_juror_is_asked_twice_and_believed)
{
	jury_seat(1, "good");

	struct judgement judgement = judge(1, field, COUNT(field));

	for (int i = 0; i < COUNT(field); i++)
		ck_assert_int_eq(judgement.verdicts[i].rank, places[i]);
	ck_assert_int_eq(judgement.verdicts[1].grade, 'S');
	ck_assert_int_eq(jury_calls("good"), 2);
	ck_assert_str_eq(judgement.agreement, "unanimous");
	ck_assert(has_remark(&judgement, "Judged by good."));
	ck_assert(strstr(judgement.verdicts[0].notes, "true: As it is.") != NULL);
	ck_assert_msg(strstr(judgement.verdicts[0].rationale, "than no. 1 does.") != NULL, "%s",
		      judgement.verdicts[0].rationale);
}
END_TEST

/* A field of so many qualities in a random order, 20 apart. */
static void draw_field(int number, int *qualities, int count)
{
	struct dice dice = dice_of("fields", "of the test", number);

	dice_shuffle(&dice, qualities, count);
	for (int i = 0; i < count; i++)
		qualities[i] = 10 + 18 * qualities[i];
}

struct tally {
	int first, all;
};

/* How often the best comes first, and all where they belong. */
static struct tally sweep(int count)
{
	struct tally tally = { 0, 0 };
	int qualities[FIELD_COUNT];

	for (int n = 0; n < DROPS; n++) {
		struct arena_mark mark = arena_mark(arena);
		int right = 0, best = 0;
		struct judgement judgement;

		draw_field(n, qualities, count);
		judgement = judge(n, qualities, count);
		for (int i = 0; i < count; i++) {
			right += judgement.verdicts[i].rank == count - (qualities[i] - 10) / 18;
			best = qualities[i] > qualities[best] ? i : best;
		}
		tally.first += judgement.verdicts[best].rank == 1;
		tally.all += right == count;
		arena_rewind(arena, mark);
	}
	return tally;
}

static struct tally sweep_and_say(const char *model, int count)
{
	struct tally tally;
	int before = jury_calls(model);

	jury_seat(1, model);
	tally = sweep(count);
	printf("ladder, %s, fields of %d: the best first in %d, the whole order right in %d of %d, %d calls\n",
	       model, count, tally.first, tally.all, DROPS, jury_calls(model) - before);
	return tally;
}

/* 50 put any entry but the last on the first place if it is shown first; 18 are between two. */
START_TEST(a_juror_that_favours_a_place_finds_the_true_order)
{
	struct tally tally = sweep_and_say("position:50", FIELD_COUNT);

	ck_assert_int_ge(tally.first * 100, DROPS * 95);
	tally = sweep_and_say("linear:6", FIELD_COUNT);
	ck_assert_int_ge(tally.first * 100, DROPS * 95);
}
END_TEST

/* For ./dev bench judge: what a single call would make of it is in the name. */
START_TEST(other_leanings_are_reported)
{
	static const char *const models[] = { "position:19", "position:100",	      "linear:12",
					      "linear:20",   "position:30+linear:10", "noise:40",
					      "noise:80" };

	for (int m = 0; getenv("CLORP_TEST_SWEEP") && m < COUNT(models); m++)
		for (int count = 2; count <= FIELD_COUNT; count++)
			(void)sweep_and_say(models[m], count);
}
END_TEST

START_TEST(a_juror_that_favours_a_criterion_is_asked_with_others_first)
{
	struct judgement judgement;
	struct contest contest = jury_contest(arena, 3, (int[]){ 50, 70 }, 2);
	struct entry *entries = ARENA_ARRAY(arena, struct entry, 2);

	/* to each list of four criteria there is one call that begins with the first, and one with the last */
	memcpy(entries, contest.entries, sizeof(*entries) * 2);
	entries[0].text = arena_printf(arena, "%s [likes true]", entries[0].text);
	contest.entries = entries;
	jury_seat(1, "criteria:15");
	expect(OK, court_judge(arena, &contest, &judgement));
	ck_assert_int_eq(judgement.verdicts[1].rank, 1);
}
END_TEST

START_TEST(who_always_takes_the_first_is_split_and_drawn)
{
	int won[2] = { 0, 0 };

	jury_seat(1, "first");
	for (int n = 0; n < 40; n++) {
		struct judgement judgement = judge(n, (int[]){ 10, 90 }, 2);

		ck_assert_str_eq(judgement.agreement, "split");
		ck_assert(has_remark(&judgement, "left to the draw"));
		won[judgement.verdicts[1].rank == 1]++;
	}
	ck_assert(won[0] > 5 && won[1] > 5);
	ck_assert_int_eq(jury_calls("first"), 40 * 4); /* two orders, and head to head both ways */
}
END_TEST

START_TEST(arrival_changes_nothing)
{
	struct contest contest = jury_contest(arena, 4, field, COUNT(field));
	struct entry *turned = ARENA_ARRAY(arena, struct entry, COUNT(field));
	struct judgement straight, back;

	jury_seat(1, "linear:30");
	expect(OK, court_judge(arena, &contest, &straight));
	for (int i = 0; i < COUNT(field); i++)
		turned[i] = contest.entries[COUNT(field) - 1 - i];
	contest.entries = turned;
	expect(OK, court_judge(arena, &contest, &back));
	for (int i = 0; i < COUNT(field); i++)
		ck_assert_int_eq(straight.verdicts[i].rank,
				 back.verdicts[COUNT(field) - 1 - i].rank);
}
END_TEST

START_TEST(a_juror_that_contradicts_itself_weighs_less)
{
	jury_seat(1, "good");
	jury_seat(2, "first");

	struct judgement judgement = judge(5, field, COUNT(field));

	ck_assert_int_eq(judgement.verdicts[1].rank, 1);
	ck_assert(has_remark(&judgement, "Judged by good, first."));
}
END_TEST

START_TEST(dissent_is_logged)
{
	struct contest contest = jury_contest(arena, 6, (int[]){ 50, 90, 30 }, 3);
	struct entry *entries = ARENA_ARRAY(arena, struct entry, 3);
	struct judgement judgement;

	memcpy(entries, contest.entries, sizeof(*entries) * 3);
	entries[2].text = arena_printf(arena,
				       "%s And once more: the dead branches, then those that cross.",
				       entries[2].text);
	contest.entries = entries;
	jury_seat(1, "good");
	jury_seat(2, "good+fence");
	jury_seat(3, "verbose");
	expect(OK, court_judge(arena, &contest, &judgement));
	ck_assert_int_eq(judgement.verdicts[1].rank, 1);
	ck_assert_str_eq(judgement.agreement, "majority");
	ck_assert(has_remark(&judgement, "It would have put entry 3 first."));
}
END_TEST

START_TEST(what_the_floor_catches_no_juror_sees)
{
	struct contest contest = jury_contest(arena, 7, (int[]){ 50, 90 }, 2);
	struct entry *entries = ARENA_ARRAY(arena, struct entry, 2);
	struct judgement judgement;

	memcpy(entries, contest.entries, sizeof(*entries) * 2);
	entries[1].text = "I can't help with that.";
	contest.entries = entries;
	jury_seat(1, "good");
	expect(OK, court_judge(arena, &contest, &judgement));
	ck_assert_int_eq(judgement.verdicts[0].rank, 1);
	ck_assert_int_eq(judgement.verdicts[1].grade, 'F');
	ck_assert_ptr_null(strstr(jury_last(arena), "help with that"));

	entries[0].text = "";
	expect(OK, court_judge(arena, &contest, &judgement));
	ck_assert_int_eq(judgement.verdicts[0].grade, 'F');
	ck_assert_int_eq(jury_calls("good"), 2);
}
END_TEST

START_TEST(a_lone_entry_is_graded_by_two_calls)
{
	jury_seat(1, "good");
	ck_assert_int_eq(judge(8, (int[]){ 70 }, 1).verdicts[0].grade, 'A');
	ck_assert_int_eq(judge(9, (int[]){ 1 }, 1).verdicts[0].grade, 'F');
	ck_assert_int_eq(jury_calls("good"), 4);
}
END_TEST

/* ------------------------------------------------------------ entries that spoil it */

static struct judgement judge_spoilt(const char *model, int spoiler, int count)
{
	struct contest contest = jury_contest(arena, 10, field, count);
	struct entry *entries = ARENA_ARRAY(arena, struct entry, count);
	struct judgement judgement;

	memcpy(entries, contest.entries, sizeof(*entries) * (size_t)count);
	entries[spoiler].text = arena_printf(arena, "%s KABOOM", entries[spoiler].text);
	contest.entries = entries;
	contest.budget_ms = 60000;
	jury_seat(1, model);
	expect(OK, court_judge(arena, &contest, &judgement));
	check_promises(&judgement, count);
	return judgement;
}

START_TEST(who_makes_a_juror_fail_comes_last_and_the_rest_is_judged)
{
	static const char *const models[] = { "good+refuse-on:KABOOM", "good+garble-on:KABOOM",
					      "good+break-on:KABOOM" };
	for (int m = 0; m < COUNT(models); m++) {
		struct judgement judgement = judge_spoilt(models[m], 1, COUNT(field));

		ck_assert_int_eq(judgement.verdicts[1].rank, COUNT(field));
		ck_assert_int_eq(judgement.verdicts[3].rank, 1);
		ck_assert_int_eq(judgement.verdicts[4].rank, 2);
		ck_assert(has_remark(&judgement, "Entry 2: jurors fail on it alone"));
	}
}
END_TEST

START_TEST(alone_it_is_no_answer_that_anybody_pays_for)
{
	ck_assert_int_eq(judge_spoilt("good+refuse-on:KABOOM", 0, 1).verdicts[0].grade, 'F');
}
END_TEST

START_TEST(a_juror_that_fails_on_all_blames_nobody)
{
	struct contest contest = jury_contest(arena, 11, field, COUNT(field));
	struct judgement judgement;

	contest.budget_ms = 20000;
	jury_seat(1, "refuse");
	expect(ERR_UPSTREAM, court_judge(arena, &contest, &judgement));
	ck_assert_uint_eq(court_failed(), 1);
	contest.count = 1;
	expect(ERR_UPSTREAM, court_judge(arena, &contest, &judgement));
}
END_TEST

START_TEST(long_entries_are_cut_alike_until_the_model_can_read_them)
{
	struct contest contest = jury_contest(arena, 12, field, COUNT(field));
	struct entry *entries = ARENA_ARRAY(arena, struct entry, COUNT(field));
	struct judgement judgement;

	memcpy(entries, contest.entries, sizeof(*entries) * COUNT(field));
	for (int i = 0; i < COUNT(field); i++) {
		struct text text = text_start(arena, 20000);

		text_add_string(&text, entries[i].text);
		for (int w = 0; text.length < 15000; w++)
			text_add_string(&text, arena_printf(arena, " Branch %d of tree %d.", w, i));
		entries[i].text = text.bytes;
	}
	contest.entries = entries;
	jury_seat(1, "good+room:30000");
	expect(OK, court_judge(arena, &contest, &judgement));
	for (int i = 0; i < COUNT(field); i++)
		ck_assert_int_eq(judgement.verdicts[i].rank, places[i]);
	ck_assert(strstr(jury_last(arena), "That entry goes on") != NULL);
	ck_assert(has_remark(&judgement, "up to 3000 bytes of each entry"));
}
END_TEST

/* ------------------------------------------------------------ time, and who rests */

START_TEST(the_budget_holds_whatever_the_server_does)
{
	static const char *const models[] = { "hang", "drip", "S503", "S429", "huge", "close" };

	for (int m = 0; m < COUNT(models); m++) {
		struct contest contest = jury_contest(arena, 13, field, COUNT(field));
		struct judgement judgement;
		int64_t began = monotonic_ms();

		contest.budget_ms = 1000;
		jury_seat(1, models[m]);
		expect(ERR_UPSTREAM, court_judge(arena, &contest, &judgement));
		ck_assert_msg(monotonic_ms() - began < 1000 + 5000, "%s: %d ms", models[m],
			      (int)(monotonic_ms() - began));
		ck_assert_uint_eq(court_failed(), 1);
	}
}
END_TEST

/* One after the other they would need twice the time that there is. */
START_TEST(jurors_think_at_the_same_time)
{
	struct contest contest = jury_contest(arena, 17, field, COUNT(field));
	struct judgement judgement;

	jury_seat(1, "good+slow:600");
	jury_seat(2, "good+slow:600+fence");
	jury_seat(3, "good+slow:600+thinktag");
	jury_seat(4, "hang");
	contest.budget_ms = 3000;
	expect(OK, court_judge(arena, &contest, &judgement));
	ck_assert_int_eq(judgement.verdicts[1].rank, 1);
	ck_assert_str_eq(judgement.agreement, "unanimous");
	ck_assert(has_remark(&judgement, "Judged by good+slow:600, good+slow:600+fence, "
					 "good+slow:600+thinktag."));
	ck_assert_uint_eq(court_failed(), 8);
}
END_TEST

START_TEST(what_a_server_refuses_is_known_to_the_next_call)
{
	jury_seat(1, "good+no-seed");
	jury_seat(2, "good");
	(void)judge(18, field, COUNT(field));
	ck_assert_int_eq(jury_calls("good+no-seed"), 3);
	(void)judge(19, field, COUNT(field));
	ck_assert_int_eq(jury_calls("good+no-seed"), 5);
}
END_TEST

START_TEST(a_juror_that_is_away_leaves_the_others)
{
	jury_seat(1, "S401");
	jury_seat(2, "good");

	struct judgement judgement = judge(14, field, COUNT(field));

	ck_assert_int_eq(judgement.verdicts[1].rank, 1);
	ck_assert_uint_eq(court_failed(), 1);
	court_rest(1);
	judgement = judge(15, field, COUNT(field));
	ck_assert_uint_eq(court_failed(), 0);
	ck_assert_int_eq(jury_calls("S401"), 1);
	court_rest(3);

	struct contest contest = jury_contest(arena, 16, field, COUNT(field));

	expect(ERR_UPSTREAM, court_judge(arena, &contest, &judgement));
}
END_TEST

/* ------------------------------------------------------------ what can be checked */

START_TEST(a_task_with_an_answer_is_solved_before_entries_are_seen)
{
	struct contest contest = jury_contest(arena, 17, (int[]){ 90, 40 }, 2);
	struct entry *entries = ARENA_ARRAY(arena, struct entry, 2);
	struct judgement judgement;

	memcpy(entries, contest.entries, sizeof(*entries) * 2);
	contest.prompt =
		"How many apples are in the tree if there are three branches of seven? [answer 21 apples]";
	contest.pack = "scout";
	entries[0].text = "There are 24 apples in the tree on its branches. [q 90]";
	entries[1].text = "There are 21 apples in the tree on its branches. [q 40]";
	contest.entries = entries;
	jury_seat(1, "solves");
	expect(OK, court_judge(arena, &contest, &judgement));
	ck_assert_int_eq(judgement.verdicts[1].rank, 1);
	ck_assert_int_eq(jury_calls("solves"), 3);
}
END_TEST

/* ------------------------------------------------------------ hires */

static enum error verify(const char *text, struct verification *out)
{
	struct assignment asked = { .prompt = "Describe how to prune an old apple tree in winter.",
				    .title = "Prune",
				    .description = "",
				    .requirements = "",
				    .budget_ms = 10000 };
	struct delivery given = { .text = text };

	return court_verify(arena, &asked, &given, out);
}

#define GOOD "Prune the apple tree on a dry winter day: dead branches first. [q 80]"
#define POOR "Prune the apple tree on a dry winter day: dead branches first. [q 20]"

START_TEST(a_delivery_is_verified_twice_and_a_split_by_a_third)
{
	struct verification v;

	jury_seat(1, "picky");
	expect(OK, verify(GOOD, &v));
	ck_assert(v.passed && !strcmp(v.agreement, "unanimous"));
	ck_assert_int_eq(jury_calls("picky"), 3); /* its own answer first */
	expect(OK, verify(POOR, &v));
	ck_assert(!v.passed && !v.is_junk);
	ck_assert_str_eq(v.reason, "It has failed.");
	expect(OK, verify("", &v));
	ck_assert(!v.passed && v.is_junk);
	ck_assert_int_eq(jury_calls("picky"), 6);
	jury_seat(1, "swing");
	expect(OK, verify(GOOD, &v));
	ck_assert_int_eq(jury_calls("swing"), 4);
	ck_assert_str_eq(v.agreement, "majority");
}
END_TEST

START_TEST(several_verify_by_majority_and_the_worker_has_the_benefit)
{
	struct verification v;

	jury_seat(1, "fail");
	jury_seat(2, "pass");
	expect(OK, verify(GOOD, &v));
	ck_assert(v.passed && !strcmp(v.agreement, "split"));
	jury_seat(3, "fail+fence");
	expect(OK, verify(GOOD, &v));
	ck_assert(!v.passed && !strcmp(v.agreement, "majority"));
}
END_TEST

START_TEST(a_delivery_that_breaks_the_verifier_has_not_passed)
{
	struct verification v;

	jury_seat(1, "pass+refuse-on:KABOOM");
	expect(OK, verify(GOOD " KABOOM", &v));
	ck_assert(!v.passed && !v.is_junk);
	expect(OK, verify(GOOD, &v));
	ck_assert(v.passed);
	jury_seat(1, "refuse");
	expect(ERR_UPSTREAM, verify(GOOD, &v));
}
END_TEST

SUITE_WITH("court", before, after, 240, a_good_juror_is_asked_twice_and_believed,
	   a_juror_that_favours_a_place_finds_the_true_order, other_leanings_are_reported,
	   a_juror_that_favours_a_criterion_is_asked_with_others_first,
	   who_always_takes_the_first_is_split_and_drawn, arrival_changes_nothing,
	   a_juror_that_contradicts_itself_weighs_less, dissent_is_logged,
	   what_the_floor_catches_no_juror_sees, a_lone_entry_is_graded_by_two_calls,
	   who_makes_a_juror_fail_comes_last_and_the_rest_is_judged,
	   alone_it_is_no_answer_that_anybody_pays_for, a_juror_that_fails_on_all_blames_nobody,
	   long_entries_are_cut_alike_until_the_model_can_read_them,
	   the_budget_holds_whatever_the_server_does, jurors_think_at_the_same_time,
	   what_a_server_refuses_is_known_to_the_next_call, a_juror_that_is_away_leaves_the_others,
	   a_task_with_an_answer_is_solved_before_entries_are_seen,
	   a_delivery_is_verified_twice_and_a_split_by_a_third,
	   several_verify_by_majority_and_the_worker_has_the_benefit,
	   a_delivery_that_breaks_the_verifier_has_not_passed)
