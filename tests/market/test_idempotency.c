#include <string.h>

#include "queue/idempotency.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

/* Take the name; if it is fresh, keep an answer; then end as told. */
struct turn {
	struct named_request name;
	const char *answer;
	enum error end;
	struct kept kept;
};

static enum error do_turn(struct db *db, void *arg)
{
	struct turn *turn = arg;

	TRY(idempotency_take(db, &turn->name, &turn->kept));
	if (!turn->kept.status)
		idempotency_keep(db, &turn->name, 201, turn->answer);
	return turn->end;
}

static struct named_request name_of(struct id user, const char *scope, const char *body)
{
	return (struct named_request){ .user = user,
				       .request = id_new(),
				       .scope = digest_of(scope, strlen(scope)),
				       .body = digest_of(body, strlen(body)) };
}

static enum error take_on(struct db *db, struct turn *turn)
{
	turn->name.request = id_new(); /* each turn is a request of its own */
	return db_transact(db, DB_TRANSACTION, do_turn, turn);
}

static void check_fresh(struct named_request name)
{
	struct turn turn = { .name = name, .answer = "{}" };

	expect(OK, take_on(world_db(), &turn));
	ck_assert_int_eq(turn.kept.status, 0);
}

static void check_kept(struct named_request name, const char *answer)
{
	struct turn turn = { .name = name, .answer = "{\"never\":1}" };

	expect(OK, take_on(world_db(), &turn));
	ck_assert_int_eq(turn.kept.status, 201);
	ck_assert_str_eq(turn.kept.body, answer);
}

START_TEST(the_first_answer_is_given_again)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b"), .answer = "{\"first\":true}" };

	expect(OK, take_on(world_db(), &turn));
	ck_assert_int_eq(turn.kept.status, 0);
	for (int i = 0; i < 3; i++)
		check_kept(turn.name, "{\"first\":true}");
}
END_TEST

START_TEST(the_same_name_with_another_body_is_refused)
{
	struct id user = given_user();
	struct turn other = { .name = name_of(user, "a", "c") };

	check_fresh(name_of(user, "a", "b"));
	expect(ERR_IDEMPOTENCY_MISMATCH, take_on(world_db(), &other));
	check_kept(name_of(user, "a", "b"), "{}");
}
END_TEST

START_TEST(another_scope_or_another_user_is_another_name)
{
	struct id user = given_user();

	check_fresh(name_of(user, "a", "b"));
	check_fresh(name_of(user, "A", "b"));
	check_fresh(name_of(given_user(), "a", "b"));
}
END_TEST

START_TEST(what_failed_keeps_no_answer)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b"),
			     .answer = "{}",
			     .end = ERR_NOT_OPEN };

	expect(ERR_NOT_OPEN, take_on(world_db(), &turn));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM idempotency_keys"), 0);
	check_fresh(turn.name);
}
END_TEST

START_TEST(an_answer_is_kept_for_a_day)
{
	struct named_request name = name_of(given_user(), "a", "b");

	check_fresh(name);
	sql("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 1435 MINUTE");
	check_kept(name, "{}");
	sql("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 10 MINUTE");
	name.body = digest_of("other", 5);
	check_fresh(name);
	check_kept(name, "{}");
}
END_TEST

/* Inside: the other connection holds the name in an open transaction. */
static enum error meet_twin(struct db *other, void *arg)
{
	struct turn *turn = arg, twin = *turn;

	TRY(do_turn(other, turn));
	TRY(db_flush(other));
	expect(ERR_IDEMPOTENCY_IN_PROGRESS, take_on(world_db(), &twin));
	return OK;
}

START_TEST(a_twin_that_is_still_running_is_not_waited_for)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b"), .answer = "{\"twin\":1}" };
	struct db *other = db_create();
	int64_t started = monotonic_ms();

	db_use(other, world_arena());
	expect(OK, db_transact(other, DB_TRANSACTION, meet_twin, &turn));
	ck_assert_int_lt(monotonic_ms() - started, 2000);
	check_kept(turn.name, "{\"twin\":1}");
	db_free(other);
}
END_TEST

START_TEST(only_old_answers_are_swept_away)
{
	struct id user = given_user();
	int swept = -1;

	check_fresh(name_of(user, "old", ""));
	sql("UPDATE idempotency_keys SET created_at = NOW(3) - INTERVAL 25 HOUR");
	check_fresh(name_of(user, "new", ""));
	expect(OK, deadline_sweep(world_db(), &swept));
	ck_assert_int_eq(swept, 1);
	check_kept(name_of(user, "new", ""), "{}");
	expect(OK, deadline_sweep(world_db(), &swept));
	ck_assert_int_eq(swept, 0);
}
END_TEST

/* ------------------------------------------------------------ outside of a transaction */

static enum error do_hold(struct db *db, void *arg)
{
	struct turn *turn = arg;

	return idempotency_hold(db, &turn->name, &turn->kept);
}

static enum error do_keep(struct db *db, void *arg)
{
	struct turn *turn = arg;

	idempotency_keep(db, &turn->name, 200, turn->answer);
	return OK;
}

static enum error do_let_go(struct db *db, void *arg)
{
	struct turn *turn = arg;

	idempotency_let_go(db, &turn->name);
	return OK;
}

/* Another request that names itself so. */
static struct turn twin_of(const struct turn *turn)
{
	struct turn twin = *turn;

	twin.name.request = id_new();
	twin.answer = "{\"twin\":1}";
	return twin;
}

static enum error hold(struct turn *turn)
{
	return db_transact(world_db(), DB_TRANSACTION, do_hold, turn);
}

START_TEST(a_held_name_is_in_progress_until_its_answer_is_kept)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b"), .answer = "{\"first\":1}" };
	struct turn twin = twin_of(&turn);

	expect(OK, hold(&turn));
	ck_assert_int_eq(turn.kept.status, 0);
	expect(ERR_IDEMPOTENCY_IN_PROGRESS, hold(&twin));
	expect(OK, hold(&turn)); /* itself, after a lost COMMIT */
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_keep, &turn));
	expect(OK, hold(&twin));
	ck_assert_int_eq(twin.kept.status, 200);
	ck_assert_str_eq(twin.kept.body, "{\"first\":1}");
}
END_TEST

START_TEST(a_held_name_is_for_one_body_whatever_becomes_of_its_process)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b") }, other = twin_of(&turn);

	other.name.body = digest_of("c", 1);
	expect(OK, hold(&turn));
	expect(ERR_IDEMPOTENCY_MISMATCH, hold(&other));
	sql("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 131 SECOND");
	expect(ERR_IDEMPOTENCY_MISMATCH, hold(&other));
}
END_TEST

START_TEST(a_name_that_was_left_behind_is_taken_over_after_a_minute)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b"), .answer = "{\"late\":1}" };
	struct turn twin = twin_of(&turn), third = twin_of(&turn);

	expect(OK, hold(&turn));
	sql("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 125 SECOND");
	expect(ERR_IDEMPOTENCY_IN_PROGRESS, hold(&twin));
	sql("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 6 SECOND");
	expect(OK, hold(&twin));
	ck_assert_int_eq(twin.kept.status, 0);
	expect(ERR_IDEMPOTENCY_IN_PROGRESS, hold(&third));

	/* The first was alive after all: it neither keeps nor gives up what is another's now. */
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_keep, &turn));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_let_go, &turn));
	expect(ERR_IDEMPOTENCY_IN_PROGRESS, hold(&third));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_keep, &twin));
	expect(OK, hold(&third));
	ck_assert_str_eq(third.kept.body, "{\"twin\":1}");
}
END_TEST

START_TEST(a_name_that_is_let_go_is_free_for_any_body)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b") }, other = twin_of(&turn);

	other.name.body = digest_of("c", 1);
	expect(OK, hold(&turn));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_let_go, &turn));
	expect(OK, hold(&other));
	ck_assert_int_eq(other.kept.status, 0);
}
END_TEST

static enum error hold_as(int i, void *context)
{
	struct turn turn = twin_of(context);

	(void)i;
	return hold(&turn);
}

START_TEST(of_many_at_once_one_holds_the_name)
{
	struct turn turn = { .name = name_of(given_user(), "a", "b") };
	struct race race = race_of(12, hold_as, &turn);

	ck_assert_int_eq(race.outcomes[OK], 1);
	ck_assert_int_eq(race.outcomes[ERR_IDEMPOTENCY_IN_PROGRESS], 11);
}
END_TEST

SUITE("idempotency", world_open, world_close, the_first_answer_is_given_again,
      the_same_name_with_another_body_is_refused, another_scope_or_another_user_is_another_name,
      what_failed_keeps_no_answer, an_answer_is_kept_for_a_day,
      a_twin_that_is_still_running_is_not_waited_for, only_old_answers_are_swept_away,
      a_held_name_is_in_progress_until_its_answer_is_kept,
      a_held_name_is_for_one_body_whatever_becomes_of_its_process,
      a_name_that_was_left_behind_is_taken_over_after_a_minute,
      a_name_that_is_let_go_is_free_for_any_body, of_many_at_once_one_holds_the_name)
