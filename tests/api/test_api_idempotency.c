#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/call.h"
#include "support/suite.h"

#define RUN "{\"prompt\":\"Name a river.\",\"confirmed\":true}"

static struct answer_seen named(const char *path, struct person who, const char *body,
				const char *name)
{
	return call(POST, path, who.key, body, .idempotency_key = name);
}

static void check_replayed(struct answer_seen seen, const struct answer_seen *first)
{
	ck_assert_int_eq(seen.status, first->status);
	ck_assert_str_eq(seen.body, first->body);
	ck_assert_ptr_nonnull(header_of(&seen, "Idempotency-Replayed"));
	ck_assert_str_eq(header_of(&seen, "Idempotency-Replayed"), "true");
}

static void check_first(const struct answer_seen *seen, int status)
{
	check_status(*seen, status);
	ck_assert_ptr_null(header_of(seen, "Idempotency-Replayed"));
}

START_TEST(a_named_request_is_done_once_and_answered_again)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen first = named("/api/jobs/run", who, RUN, "once");

	check_first(&first, 201);
	for (int i = 0; i < 3; i++)
		check_replayed(named("/api/jobs/run", who, RUN, "once"), &first);
	ck_assert_int_eq(look_balance(who.id), 900);
	check_audit();
}
END_TEST

START_TEST(without_a_name_each_request_is_a_new_one)
{
	struct person who = given_person(.cents = 1000);

	check_status(call(POST, "/api/jobs/run", who.key, RUN), 201);
	check_status(call(POST, "/api/jobs/run", who.key, RUN), 201);
	ck_assert_int_eq(look_balance(who.id), 800);
	check_audit();
}
END_TEST

START_TEST(the_same_name_with_another_body_is_a_422)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen first = named("/api/jobs/run", who, RUN, "once");

	check_error(named("/api/jobs/run", who, "{\"prompt\":\"Name a lake.\"}", "once"), 422,
		    "idempotency_mismatch");
	check_replayed(named("/api/jobs/run", who, RUN, "once"), &first);
	check_audit();
}
END_TEST

START_TEST(a_name_is_good_for_one_user_and_one_path)
{
	struct person who = given_person(.cents = 1000), other = given_person(.cents = 1000);
	struct id one = given_drop(), two = given_drop();
	struct answer_seen seen = named("/api/jobs/run", who, RUN, "once");

	check_first(&seen, 201);
	seen = named("/api/jobs/run", other, RUN, "once");
	check_first(&seen, 201);
	seen = named(path_of(one, "claim"), who, NULL, "once");
	check_first(&seen, 201);
	seen = named(path_of(two, "claim"), who, NULL, "once");
	check_first(&seen, 201);
	seen = named("/api/jobs/run", who, RUN, "Once");
	check_first(&seen, 201);
	check_audit();
}
END_TEST

START_TEST(a_name_has_255_characters_at_most)
{
	struct person who = given_person(.cents = 1000);
	char name[258] = "";

	memset(name, 'n', 256);
	check_error(named("/api/jobs/run", who, RUN, name), 400, "invalid_request");
	name[255] = '\0';
	check_status(named("/api/jobs/run", who, RUN, name), 201);
	check_audit();
}
END_TEST

START_TEST(the_402_of_run_is_kept)
{
	struct person who = given_person(.cents = 7);
	struct answer_seen first = named("/api/jobs/run", who, RUN, "once");

	check_first(&first, 402);
	check_replayed(named("/api/jobs/run", who, RUN, "once"), &first);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs"), 1);
	check_audit();
}
END_TEST

START_TEST(the_402_of_pay_is_not_kept)
{
	struct person who = given_person(.cents = 7);
	struct id job = given_drop(.sender = who.id, .unpaid = true);
	struct answer_seen seen = named(path_of(job, "pay"), who, NULL, "once");

	check_first(&seen, 402);
	sql("UPDATE jobs SET sender = '%s'", given_user().text);
	seen = named(path_of(job, "pay"), who, NULL, "once");
	check_first(&seen, 404);
	sql("UPDATE jobs SET sender = '%s', price_cents = 5, fee_cents = 1, prize_cents = 4", who.id.text);
	seen = named(path_of(job, "pay"), who, NULL, "once");
	check_first(&seen, 200);
	check_replayed(named(path_of(job, "pay"), who, NULL, "once"), &seen);
	ck_assert_int_eq(look_balance(who.id), 2);
	check_audit();
}
END_TEST

START_TEST(an_error_is_not_kept)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen = named("/api/jobs/run", who, "{\"prompt\":\"\"}", "once");

	check_first(&seen, 400);
	seen = named("/api/jobs/run", who, RUN, "once");
	check_first(&seen, 201);
	check_audit();
}
END_TEST

START_TEST(a_secret_is_not_kept)
{
	struct person who = given_person();
	struct answer_seen first = named("/api/keys", who, "{\"name\":\"ci\"}", "once"), again;

	check_first(&first, 201);
	again = named("/api/keys", who, "{\"name\":\"ci\"}", "once");
	check_status(again, 201);
	ck_assert_str_eq(header_of(&again, "Idempotency-Replayed"), "true");
	ck_assert(null_at(&again, "key"));
	ck_assert_str_eq(text_at(&again, "id"), text_at(&first, "id"));
	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM idempotency_keys WHERE body LIKE '%%%s%%'",
					    text_at(&first, "key"))),
		0);
}
END_TEST

START_TEST(a_submission_is_answered_again_after_the_drop_is_over)
{
	struct person who = given_person();
	struct id job = given_drop();
	struct answer_seen first = named(path_of(job, "submit"), who, "{\"text\":\"The Rhine\"}",
					 "once"),
			   again;

	check_first(&first, 200);
	age(job, 301);
	(void)act_pass();
	again = named(path_of(job, "submit"), who, "{\"text\":\"The Rhine\"}", "once");
	check_status(again, 200);
	ck_assert_str_eq(text_at(&again, "submission.id"), text_at(&first, "submission.id"));
	check_audit();
}
END_TEST

START_TEST(an_answer_is_forgotten_after_a_day)
{
	struct person who = given_person(.cents = 1000);
	struct answer_seen seen = named("/api/jobs/run", who, RUN, "once");

	check_first(&seen, 201);
	sql("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 25 HOUR");
	seen = named("/api/jobs/run", who, RUN, "once");
	check_first(&seen, 201);
	ck_assert_int_eq(look_balance(who.id), 800);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ a twin that is still running */

static bool somebody_waits(void)
{
	return look_number("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE <> '' "
			   "AND INFO LIKE '%FOR UPDATE%' AND ID <> CONNECTION_ID()") > 0;
}

/* Claims under a name, and waits for the job's lock that the parent holds. */
static pid_t given_twin(const char *path, struct person who)
{
	pid_t child = fork();

	if (child == 0) {
		world_reopen();
		struct answer_seen seen = named(path, who, "{}", "once");

		_exit(seen.status == 201 ? 0 : 1);
	}
	for (int i = 0; i < 500 && !somebody_waits(); i++)
		usleep(10000);
	return child;
}

START_TEST(a_twin_that_is_still_running_is_a_409)
{
	struct person who = given_person();
	struct id job = given_drop();
	struct answer_seen seen;
	int status = 0;

	sql("START TRANSACTION; SELECT id FROM jobs WHERE id = '%s' FOR UPDATE", job.text);
	pid_t twin = given_twin(path_of(job, "claim"), who);

	seen = named(path_of(job, "claim"), who, "{}", "once");
	sql("COMMIT");
	ck_assert_int_eq(waitpid(twin, &status, 0), twin);
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	check_error(seen, 409, "idempotency_in_progress");
	seen = named(path_of(job, "claim"), who, "{}", "once");
	check_status(seen, 201);
	ck_assert_str_eq(header_of(&seen, "Idempotency-Replayed"), "true");
	ck_assert_int_eq(look_job(job).claims_count, 1);
	check_audit();
}
END_TEST

SUITE("api idempotency", world_open, world_close, a_named_request_is_done_once_and_answered_again,
      without_a_name_each_request_is_a_new_one, the_same_name_with_another_body_is_a_422,
      a_name_is_good_for_one_user_and_one_path, a_name_has_255_characters_at_most,
      the_402_of_run_is_kept, the_402_of_pay_is_not_kept, an_error_is_not_kept,
      a_secret_is_not_kept, a_submission_is_answered_again_after_the_drop_is_over,
      an_answer_is_forgotten_after_a_day, a_twin_that_is_still_running_is_a_409)
