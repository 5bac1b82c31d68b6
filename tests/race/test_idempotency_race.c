#include "race/client.h"
#include "race/rival.h"
#include "support/suite.h"

#define RUN "{\"prompt\": \"Name three rivers.\", \"confirmed\": true}"
#define OTHER_RUN "{\"prompt\": \"Name three lakes.\", \"confirmed\": true}"
#define DROPS "SELECT COUNT(*) FROM jobs"

enum { TWINS = 12, ROUNDS = 10, IN_PROGRESS = 409 };

struct twins {
	struct gate gate;
	struct client client;
	struct id job;
	int created, in_progress, replayed; /* of all, counted with atomic additions */
};

static void count(int *counter)
{
	(void)__atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST);
}

static enum error judge_answer(struct twins *twins, const struct reply *reply)
{
	bool replayed = *reply_header_of(reply, "Idempotency-Replayed");

	if (reply->status == 201)
		count(replayed ? &twins->replayed : &twins->created);
	else if (reply->status == IN_PROGRESS && strstr(reply->body.text, "idempotency_in_progress"))
		count(&twins->in_progress);
	else
		return ERR_BROKEN;
	return OK;
}

static const char *const round_names[ROUNDS] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" };

static enum error run_rounds(int i, void *context)
{
	struct twins *twins = context;
	struct client client = twins->client;

	(void)i;
	for (int round = 0; round < ROUNDS; round++) {
		client.name = round_names[round];
		gate_pass(&twins->gate);
		dawdle(3000);

		struct reply reply = client_ask(&client, POST, "/api/jobs/run", RUN);

		TRY(judge_answer(twins, &reply));
	}
	return OK;
}

START_TEST(of_twins_at_once_one_runs_and_the_others_are_told_so)
{
	struct twins *twins = shared_memory(sizeof(*twins));

	gate_set(&twins->gate, TWINS);
	twins->client = client_of(given_user(.cents = 100 * ROUNDS));

	struct race race = race_of(TWINS, run_rounds, twins);

	ck_assert_int_eq(race.outcomes[OK], TWINS);
	ck_assert_int_eq(twins->created, ROUNDS);
	ck_assert_int_eq(twins->created + twins->in_progress + twins->replayed, TWINS * ROUNDS);
	ck_assert_int_eq(look_number(DROPS), ROUNDS);
	ck_assert_int_eq(look_balance(twins->client.user), 0);
	check_audit();
}
END_TEST

static enum error run_once(void *context)
{
	struct twins *twins = context;
	struct reply reply = client_ask(&twins->client, POST, "/api/jobs/run", RUN);

	return judge_answer(twins, &reply);
}

/* The first waits for its wallet; whoever asks in the meantime does not. */
START_TEST(a_twin_of_a_running_request_is_answered_at_once)
{
	struct twins *twins = shared_memory(sizeof(*twins));
	int64_t start;

	twins->client = client_of(given_user(.cents = 100));
	twins->client.name = "same";
	row_hold("accounts", twins->client.user);

	struct rival first = rival_start(run_once, twins);

	await_waiting(1);
	start = monotonic_ms();
	ck_assert_int_eq(run_once(twins), OK);
	ck_assert_int_eq(client_ask(&twins->client, POST, "/api/jobs/run", OTHER_RUN).status, 409);
	ck_assert_int_lt(monotonic_ms() - start, 1000);
	ck_assert_int_eq(twins->in_progress, 1);
	row_let_go();
	ck_assert_int_eq(rival_end(first), OK);
	ck_assert_int_eq(twins->created, 1);
	ck_assert_int_eq(run_once(twins), OK);
	ck_assert_int_eq(twins->replayed, 1);
	ck_assert_int_eq(client_ask(&twins->client, POST, "/api/jobs/run", OTHER_RUN).status, 422);
	ck_assert_int_eq(look_number(DROPS), 1);
	check_audit();
}
END_TEST

static enum error claim_named(void *context)
{
	struct twins *twins = context;
	const char *path = arena_printf(world_arena(), "/api/jobs/%s/claim", twins->job.text);
	struct reply reply = client_ask(&twins->client, POST, path, NULL);

	return judge_answer(twins, &reply);
}

/* A name is taken only with its effect: a request that failed leaves it free. */
START_TEST(a_request_that_failed_leaves_its_name_to_the_next)
{
	struct twins *twins = shared_memory(sizeof(*twins));

	struct id holder = given_user();

	twins->client = client_of(given_user());
	twins->client.name = "again";
	twins->job = given_drop();
	sql("UPDATE jobs SET max_claims = 1 WHERE id = '%s'", twins->job.text);
	ck_assert_int_eq(act_claim(twins->job, holder, NULL), OK);
	ck_assert_int_eq(claim_named(twins), ERR_BROKEN); /* the drop is full */
	ck_assert_int_eq(act_release(twins->job, holder), OK);
	ck_assert_int_eq(claim_named(twins), OK);
	ck_assert_int_eq(claim_named(twins), OK);
	ck_assert_int_eq(twins->created, 1);
	ck_assert_int_eq(twins->replayed, 1);
	check_audit();
}
END_TEST

SUITE("idempotency_race", world_open, world_close,
      of_twins_at_once_one_runs_and_the_others_are_told_so,
      a_twin_of_a_running_request_is_answered_at_once,
      a_request_that_failed_leaves_its_name_to_the_next)
