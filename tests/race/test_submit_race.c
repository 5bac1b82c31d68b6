#include "drop/ranking.h"
#include "judge/local.h"
#include "race/rival.h"
#include "support/suite.h"

enum { ROUNDS = 48, PLACES = 5 };

/* Who meets in each round. */
enum part { SUBMITTER, CLOCK, SECOND_CLOCK, CANCELLER, PARTS };

/* What one round is about: so many answers are in, and the window ends about now. */
static const struct scene {
	int submitted;
	bool claimed;	  /* the last submitter holds a claim */
	int window_ms;	  /* after the start; far away: never */
	int64_t lease_ms; /* so short that a judge is overtaken by the clock */
} scenes[] = {
	{ 4, true, 8, 1000 },  { 4, true, 8, 1 },      { 4, true, 60000, 1000 },
	{ 4, true, 60000, 1 }, { 4, false, 8, 1 },     { 0, true, 8, 1000 },
	{ 0, false, 8, 1000 }, { 0, false, 60000, 1 },
};

struct rounds {
	struct gate gate;
	struct id jobs[ROUNDS], senders[ROUNDS], users[ROUNDS];
	enum error outcomes[ROUNDS][PARTS];
};

static const struct scene *scene_of(int round)
{
	return &scenes[round % COUNT(scenes)];
}

static void arrange(struct rounds *rounds, int round)
{
	const struct scene *scene = scene_of(round);

	rounds->senders[round] = given_user(.cents = 100);
	rounds->jobs[round] = given_drop(.sender = rounds->senders[round]);
	rounds->users[round] = given_user();
	for (int i = 0; i < scene->submitted; i++)
		ck_assert_int_eq(act_submit(rounds->jobs[round], given_user(), NULL), OK);
	if (scene->claimed)
		ck_assert_int_eq(act_claim(rounds->jobs[round], rounds->users[round], NULL), OK);
}

/* The window's end is set by one of them when all are there. */
static void start_round(struct rounds *rounds, int round, bool first)
{
	settings_mutable()->judge_lease_ms = scene_of(round)->lease_ms;
	gate_pass(&rounds->gate);
	if (first)
		sql("UPDATE jobs SET window_closes_at = SYSDATE(3) + INTERVAL %d MICROSECOND "
		    "WHERE id = '%s'", scene_of(round)->window_ms * 1000, rounds->jobs[round].text);
	gate_pass(&rounds->gate);
	dawdle(12000);
}

static enum error pass_twice(void)
{
	(void)act_pass();
	dawdle(6000);
	(void)act_pass();
	return OK;
}

static enum error act(const struct rounds *rounds, int round, enum part part)
{
	struct id job = rounds->jobs[round];

	switch (part) {
	case SUBMITTER: return act_submit(job, rounds->users[round], NULL);
	case CANCELLER: return act_cancel(job, rounds->senders[round]);
	case CLOCK:
	case SECOND_CLOCK:
	case PARTS: break;
	}
	return pass_twice();
}

static enum error play(int i, void *context)
{
	struct rounds *rounds = context;

	for (int round = 0; round < ROUNDS; round++) {
		start_round(rounds, round, i == 0);
		rounds->outcomes[round][i] = act(rounds, round, (enum part)i);
	}
	return OK;
}

static bool is_one_of(enum error e, const enum error *list)
{
	for (; *list; list++)
		if (*list == e)
			return true;
	return e == OK;
}

/*
 * CONFLICT: the answer is in, but the clock overtook its judging. COOLDOWN:
 * the claim ends with the window, and the clock took it first.
 */
static const enum error submitter_may[] = { ERR_WINDOW_CLOSED, ERR_NOT_OPEN, ERR_CONFLICT,
					    ERR_COOLDOWN, OK };
static const enum error canceller_may[] = { ERR_RANKING, ERR_WRONG_STATE, OK };

static void check_round(const struct rounds *rounds, int round)
{
	const enum error *outcomes = rounds->outcomes[round];
	bool submitted = outcomes[SUBMITTER] == OK || outcomes[SUBMITTER] == ERR_CONFLICT;
	int expected = scene_of(round)->submitted + submitted;
	struct job job = look_job(rounds->jobs[round]);

	ck_assert_msg(is_one_of(outcomes[SUBMITTER], submitter_may),
		      "round %d: the submitter got %s", round, error_name(outcomes[SUBMITTER]));
	ck_assert_msg(is_one_of(outcomes[CANCELLER], canceller_may),
		      "round %d: the canceller got %s", round, error_name(outcomes[CANCELLER]));
	ck_assert_msg(job.submissions_count == expected, "round %d: %lld answers, %d told so",
		      round, (long long)job.submissions_count, expected);
	ck_assert_msg(strcmp(job.status, expected	       ? "completed"
					 : outcomes[CANCELLER] ? "failed"
							       : "cancelled") == 0,
		      "round %d: %d answers, cancel %s, and it is %s", round, expected,
		      error_name(outcomes[CANCELLER]), job.status);
	ck_assert_int_eq(look_balance(rounds->senders[round]), expected ? 0 : 100);
}

START_TEST(the_last_answer_the_clock_and_a_cancellation_leave_one_outcome)
{
	struct rounds *rounds = shared_memory(sizeof(*rounds));

	gate_set(&rounds->gate, PARTS);
	for (int round = 0; round < ROUNDS; round++)
		arrange(rounds, round);

	struct race race = race_of(PARTS, play, rounds);

	ck_assert_int_eq(race.outcomes[OK], PARTS);
	for (int round = 0; round < ROUNDS; round++)
		age(rounds->jobs[round], 3600);
	(void)act_pass();
	for (int round = 0; round < ROUNDS; round++)
		check_round(rounds, round);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ submitters among themselves */

struct field {
	struct gate gate;
	struct id job, users[8];
	const char *text;
};

static struct field *field_of(int submitters)
{
	struct field *field = shared_memory(sizeof(*field));

	gate_set(&field->gate, submitters);
	field->job = given_drop();
	for (int i = 0; i < submitters; i++)
		field->users[i] = given_user();
	return field;
}

static enum error submit(int i, void *context)
{
	struct field *field = context;

	gate_pass(&field->gate);
	return act_submit(field->job, field->users[i], field->text);
}

static enum error submit_as_first(int i, void *context)
{
	(void)i;
	return submit(0, context);
}

START_TEST(five_submitters_at_once_fill_and_complete_the_drop)
{
	struct field *field = field_of(PLACES);
	struct race race = race_of(PLACES, submit, field);

	ck_assert_int_eq(race.outcomes[OK], PLACES);
	ck_assert_str_eq(look_job(field->job).status, "completed");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM settlements"), 1);
	check_audit();
}
END_TEST

START_TEST(of_eight_submitters_at_once_five_are_taken)
{
	struct field *field = field_of(8);
	struct race race = race_of(8, submit, field);

	ck_assert_int_eq(race.outcomes[OK], PLACES);
	ck_assert_int_eq(race.outcomes[ERR_NOT_OPEN] + race.outcomes[ERR_DROP_FULL], 3);
	ck_assert_str_eq(look_job(field->job).status, "completed");
	check_audit();
}
END_TEST

START_TEST(of_two_rivals_with_the_same_text_both_are_taken)
{
	struct field *field = field_of(2);

	field->text = "The Rhine ends in the North Sea.";

	struct race race = race_of(2, submit, field);

	ck_assert_int_eq(race.outcomes[OK], 2);
	ck_assert_int_eq(look_job(field->job).submissions_count, 2);
	age(field->job, 3601);
	ck_assert_int_eq(act_pass().settled, 1);
	/* The later of the two, in whatever order they came. */
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE grade = 'F' AND `rank` = 2 "
				     "AND (created_at, id) > (SELECT MIN(created_at), MIN(id) "
				     "FROM submissions WHERE `rank` = 1)"),
		1);
	check_audit();
}
END_TEST

START_TEST(of_one_users_four_answers_at_once_the_first_is_final)
{
	struct field *field = field_of(4);
	struct race race = race_of(4, submit_as_first, field);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_ALREADY_SUBMITTED], 3);
	ck_assert_int_eq(look_job(field->job).submissions_count, 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------ a judge that was overtaken */

struct judging {
	struct id job, token;
};

static enum error judge_again(int i, void *context)
{
	const struct judging *judging = context;

	(void)i;
	return ranking_run(world_db(), judging->job, judging->token, judge_local);
}

/* The fence: another's lease is worth nothing, and of many who have the right one, one settles. */
START_TEST(of_six_judges_with_one_lease_one_settles)
{
	struct judging judging = { given_drop(), id_new() };

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(act_submit(judging.job, given_user(), NULL), OK);
	sql("UPDATE jobs SET status = 'ranking', closed_at = SYSDATE(3), next_lapse_at = NULL, "
	    "lease_token = '%s', lease_expires_at = SYSDATE(3) + INTERVAL 60 SECOND "
	    "WHERE id = '%s'", judging.token.text, judging.job.text);

	struct judging late = { judging.job, id_new() };

	ck_assert_int_eq(judge_again(0, &late), ERR_CONFLICT);

	struct race race = race_of(6, judge_again, &judging);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_CONFLICT], 5);
	ck_assert_str_eq(look_job(judging.job).status, "completed");
	check_audit();
}
END_TEST

SUITE("submit_race", world_open, world_close,
      the_last_answer_the_clock_and_a_cancellation_leave_one_outcome,
      five_submitters_at_once_fill_and_complete_the_drop,
      of_eight_submitters_at_once_five_are_taken, of_two_rivals_with_the_same_text_both_are_taken,
      of_one_users_four_answers_at_once_the_first_is_final, of_six_judges_with_one_lease_one_settles)
