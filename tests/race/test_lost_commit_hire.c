/* Hires under lost COMMITs: see operation.h. */
#include "race/operation.h"
#include "race/rival.h"
#include "support/expect.h"
#include "support/hires.h"

/* ------------------------------------------------------ arranging */

static void a_sender(struct scene *scene)
{
	scene->client = client_of(given_user(.cents = 500));
}

static void an_agent(struct scene *scene)
{
	scene->client = client_of(given_user());
}

/* Whose junk spends an attempt: who is new is spared it. */
static void a_proven_agent(struct scene *scene)
{
	scene->client = client_of(given_user(.proven = true));
}

static void a_waiting_hire(struct scene *scene)
{
	an_agent(scene);
	scene->job = given_hire();
}

static void two_waiting_hires(struct scene *scene)
{
	a_waiting_hire(scene);
	(void)given_hire();
}

static void a_lapsed_hold(struct scene *scene)
{
	a_waiting_hire(scene);
	expect(OK, act_hold(scene->job, given_user()));
	age_hire(scene->job, 31);
}

static void a_held_hire(struct scene *scene)
{
	a_waiting_hire(scene);
	expect(OK, act_hold(scene->job, scene->client.user));
}

static void an_accepted_hire(struct scene *scene)
{
	an_agent(scene);
	scene->job = given_accepted(scene->client.user);
}

static void a_hire_accepted_long_ago(struct scene *scene)
{
	an_accepted_hire(scene);
	age_hire(scene->job, 100);
}

static void an_overdue_hire(struct scene *scene)
{
	an_accepted_hire(scene);
	age_hire(scene->job, 3601);
}

static void an_unpaid_hire_and_money(struct scene *scene)
{
	a_sender(scene);
	scene->job = given_hire(.sender = scene->client.user, .cents = 501, .unpaid = true);
	sql("UPDATE jobs SET price_cents = 500, fee_cents = 150, prize_cents = 350 WHERE id = '%s'",
	    scene->job.text);
}

static void an_own_waiting_hire(struct scene *scene)
{
	a_sender(scene);
	scene->job = given_hire(.sender = scene->client.user);
}

static void an_own_accepted_hire(struct scene *scene)
{
	struct id worker = given_user();

	an_own_waiting_hire(scene);
	expect(OK, act_hold(scene->job, worker));
	expect(OK, act_accept(scene->job, worker));
}

static void a_proven_agents_hire(struct scene *scene)
{
	a_proven_agent(scene);
	scene->job = given_accepted(scene->client.user);
}

static void a_hire_on_its_last_attempt(struct scene *scene)
{
	static const bool no = false;

	a_proven_agent(scene);
	scene->job = given_hire();
	for (int i = 0; i < HIRE_ATTEMPTS - 1; i++) {
		struct id worker = given_user();

		expect(OK, act_hold(scene->job, worker));
		expect(OK, act_accept(scene->job, worker));
		expect(OK, act_deliver(scene->job, worker, NULL, &no));
	}
	expect(OK, act_hold(scene->job, scene->client.user));
	expect(OK, act_accept(scene->job, scene->client.user));
}

/* As if the process had died between the delivery and its verification. */
static void a_delivery_whose_verifier_died(struct scene *scene)
{
	an_accepted_hire(scene);
	sql("INSERT INTO deliveries (id, job_id, user_id, agent_id, attempt, output_text, created_at) "
	    "SELECT UUID(), id, receiver, receiver_agent_id, 1, 'The Rhine ends in the North Sea, the "
	    "Danube in the Black Sea and the Volga in the Caspian Sea.', NOW(3) FROM jobs WHERE id = '%s'",
	    scene->job.text);
	sql("UPDATE jobs SET status = 'submitted', submitted_at = NOW(3), delivery_id = (SELECT id FROM "
	    "deliveries WHERE job_id = '%s'), lease_token = UUID(), lease_expires_at = NOW(3) WHERE id = '%s'",
	    scene->job.text, scene->job.text);
}

/* ------------------------------------------------------ the operations */

#define RUN \
	"{\"prompt\": \"Name three rivers.\", \"kind\": \"hire\", \"price_cents\": 500, " \
	"\"confirmed\": true}"
#define GOOD \
	"{\"text\": \"The Rhine ends in the North Sea, the Danube in the Black Sea and " \
	"the Volga in the Caspian Sea.\"}"
#define BAD "{\"text\": \"Buy cheap watches now, click here.\"}"
#define BALANCE "SELECT balance_cents FROM accounts WHERE id = @user"
#define STATUS "SELECT COUNT(*) FROM jobs WHERE id = @job AND status = "
#define ATTEMPTS "SELECT attempt_count FROM jobs WHERE id = @job"
#define HELD "SELECT COUNT(*) FROM jobs WHERE status = 'held' AND held_by = @user"
#define SHOWN "SELECT COUNT(*) FROM presentations WHERE user_id = @user AND outcome = "
#define DELIVERIES "SELECT COUNT(*) FROM deliveries WHERE job_id = @job"
#define SETTLED "SELECT COUNT(*) FROM settlements WHERE job_id = @job"
#define COOLDOWNS "SELECT COUNT(*) FROM cooldowns WHERE job_id = @job"

/* clang-format off */
OPERATION(a_paid_run_queues_one_hire,
	.arrange = a_sender, .method = POST, .path = "/api/jobs/run", .body = RUN,
	.status = 201, .says = "\"status\":\"queued\"",
	.effects = { { BALANCE, 0 }, { "SELECT COUNT(*) FROM jobs WHERE sender = @user", 1 },
		     { "SELECT COUNT(DISTINCT t.job_id) FROM job_tokens t JOIN jobs j ON j.id = t.job_id "
		       "WHERE j.sender = @user", 1 } })

OPERATION(an_unpaid_run_stands_once,
	.arrange = an_agent, .method = POST, .path = "/api/jobs/run", .body = RUN,
	.status = 402, .says = "\"payment_required\":true",
	.effects = { { BALANCE, 0 }, { "SELECT COUNT(*) FROM jobs WHERE sender = @user "
				       "AND status = 'pending_payment'", 1 } })

OPERATION(a_hire_is_paid_once,
	.arrange = an_unpaid_hire_and_money, .method = POST, .path = "/api/jobs/%s/pay",
	.status = 200, .says = "\"status\":\"queued\"",
	.effects = { { BALANCE, 0 }, { STATUS "'queued'", 1 } })

OPERATION(a_pull_holds_one_hire,
	.arrange = two_waiting_hires, .method = POST, .path = "/api/jobs/pull", .body = "{}",
	.status = 200, .says = "\"status\":\"held\"",
	.effects = { { HELD, 1 }, { SHOWN "'held'", 1 } })

OPERATION(a_pull_of_what_has_lapsed_holds_it_once,
	.arrange = a_lapsed_hold, .method = POST, .path = "/api/jobs/pull", .body = "{}",
	.status = 200, .says = "\"status\":\"held\"",
	.effects = { { HELD, 1 }, { STATUS "'held'", 1 } })

OPERATION(a_claim_holds_that_very_hire,
	.arrange = two_waiting_hires, .method = POST, .path = "/api/jobs/%s/claim",
	.status = 201, .says = "\"status\":\"held\"",
	.effects = { { HELD, 1 }, { STATUS "'held'", 1 }, { SHOWN "'held'", 1 } })

OPERATION(a_held_hire_is_accepted_once,
	.arrange = a_held_hire, .method = POST, .path = "/api/jobs/%s/accept",
	.status = 200, .says = "\"status\":\"accepted\"",
	.effects = { { STATUS "'accepted'", 1 }, { SHOWN "'accepted'", 1 } })

OPERATION(a_held_hire_is_rejected_once,
	.arrange = a_held_hire, .method = POST, .path = "/api/jobs/%s/reject",
	.status = 200, .says = "\"status\":\"queued\"",
	.effects = { { STATUS "'queued'", 1 }, { SHOWN "'rejected'", 1 }, { ATTEMPTS, 0 } })

OPERATION(giving_up_late_spends_one_attempt,
	.arrange = a_hire_accepted_long_ago, .method = POST, .path = "/api/jobs/%s/fail",
	.status = 200, .says = "\"attempt_count\":1",
	.effects = { { STATUS "'queued'", 1 }, { ATTEMPTS, 1 }, { COOLDOWNS, 1 } })

OPERATION(a_good_delivery_is_paid_once,
	.arrange = an_accepted_hire, .method = POST, .path = "/api/jobs/%s/submit", .body = GOOD,
	.status = 200, .says = "\"status\":\"verified\"",
	.effects = { { BALANCE, 350 }, { STATUS "'verified'", 1 }, { DELIVERIES, 1 }, { SETTLED, 1 },
		     { "SELECT SUM(verified_count) FROM agents WHERE owner_id = @user", 1 } })

OPERATION(a_bad_delivery_spends_one_attempt,
	.arrange = a_proven_agents_hire, .method = POST, .path = "/api/jobs/%s/submit", .body = BAD,
	.status = 200, .says = "\"passed\":false",
	.effects = { { BALANCE, 80 }, { STATUS "'queued'", 1 }, { DELIVERIES, 1 }, { ATTEMPTS, 1 },
		     { COOLDOWNS, 1 } })

OPERATION(the_last_bad_delivery_refunds_once,
	.arrange = a_hire_on_its_last_attempt, .method = POST, .path = "/api/jobs/%s/submit", .body = BAD,
	.status = 200, .says = "\"status\":\"failed\"",
	.effects = { { STATUS "'failed'", 1 }, { DELIVERIES, 3 }, { ATTEMPTS, 3 }, { SETTLED, 1 } })

OPERATION(a_waiting_hire_is_cancelled_once,
	.arrange = an_own_waiting_hire, .method = POST, .path = "/api/jobs/%s/cancel",
	.status = 200, .says = "\"status\":\"cancelled\"",
	.effects = { { BALANCE, 500 }, { STATUS "'cancelled'", 1 }, { SETTLED, 1 } })

OPERATION(a_cancellation_is_requested_once,
	.arrange = an_own_accepted_hire, .method = POST, .path = "/api/jobs/%s/cancel",
	.status = 200, .says = "\"cancellation_requested\":true",
	.effects = { { BALANCE, 0 }, { STATUS "'accepted'", 1 }, { SETTLED, 0 } })

OPERATION(the_clock_spends_one_attempt_on_a_missed_deadline,
	.arrange = an_overdue_hire, .act = operation_pass,
	.effects = { { STATUS "'queued'", 1 }, { ATTEMPTS, 1 }, { COOLDOWNS, 1 } })

OPERATION(the_clock_returns_a_lapsed_hold_once,
	.arrange = a_lapsed_hold, .act = operation_pass,
	.effects = { { STATUS "'queued'", 1 }, { ATTEMPTS, 0 } })

OPERATION(the_clock_takes_over_from_a_dead_verifier_once,
	.arrange = a_delivery_whose_verifier_died, .act = operation_pass,
	.effects = { { BALANCE, 350 }, { STATUS "'verified'", 1 }, { SETTLED, 1 } })
/* clang-format on */

SUITE_WITH("lost_commit_hire", open_behind_proxy, close_behind_proxy, 120,
	   BOTH(a_paid_run_queues_one_hire), BOTH(an_unpaid_run_stands_once),
	   BOTH(a_hire_is_paid_once), BOTH(a_pull_holds_one_hire),
	   BOTH(a_pull_of_what_has_lapsed_holds_it_once), BOTH(a_claim_holds_that_very_hire),
	   BOTH(a_held_hire_is_accepted_once), BOTH(a_held_hire_is_rejected_once),
	   BOTH(giving_up_late_spends_one_attempt), BOTH(a_good_delivery_is_paid_once),
	   BOTH(a_bad_delivery_spends_one_attempt), BOTH(the_last_bad_delivery_refunds_once),
	   BOTH(a_waiting_hire_is_cancelled_once), BOTH(a_cancellation_is_requested_once),
	   BOTH(the_clock_spends_one_attempt_on_a_missed_deadline),
	   BOTH(the_clock_returns_a_lapsed_hold_once),
	   BOTH(the_clock_takes_over_from_a_dead_verifier_once))
