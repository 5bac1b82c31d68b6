/* Drops, wallets, keys and agents under lost COMMITs: see operation.h. */
#include "people/signup.h"
#include "race/operation.h"
#include "race/rival.h"

/* ------------------------------------------------------ arranging */

static void a_rich_user(struct scene *scene)
{
	scene->client = client_of(given_user(.cents = 1000));
}

static void a_poor_user(struct scene *scene)
{
	scene->client = client_of(given_user());
}

static void a_pending_drop(struct scene *scene)
{
	a_poor_user(scene);
	scene->job = given_drop(.sender = scene->client.user, .unpaid = true);
}

static enum error grant(struct scene *scene);

static void a_pending_drop_and_money(struct scene *scene)
{
	a_pending_drop(scene);
	ck_assert_int_eq(grant(scene), OK);
}

static void an_open_drop_of_another(struct scene *scene)
{
	a_poor_user(scene);
	scene->job = given_drop();
}

static void a_claimed_drop(struct scene *scene)
{
	an_open_drop_of_another(scene);
	ck_assert_int_eq(act_claim(scene->job, scene->client.user, NULL), OK);
}

static void a_drop_claimed_long_ago(struct scene *scene)
{
	a_claimed_drop(scene);
	age(scene->job, 100);
}

static void a_drop_with_four_answers(struct scene *scene)
{
	an_open_drop_of_another(scene);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(act_submit(scene->job, given_user(), NULL), OK);
}

static void an_open_drop(struct scene *scene)
{
	a_rich_user(scene);
	scene->job = given_drop(.sender = scene->client.user, .cents = 1000);
}

static void a_drop_with_a_claim(struct scene *scene)
{
	an_open_drop(scene);
	ck_assert_int_eq(act_claim(scene->job, given_user(), NULL), OK);
}

static void a_drop_that_is_over(struct scene *scene)
{
	an_open_drop(scene);
	age(scene->job, 400);
}

static void an_answered_drop_that_is_over(struct scene *scene)
{
	an_open_drop(scene);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(act_submit(scene->job, given_user(), NULL), OK);
	age(scene->job, 400);
}

static void a_drop_whose_judge_died(struct scene *scene)
{
	an_answered_drop_that_is_over(scene);
	sql("UPDATE jobs SET status = 'ranking', closed_at = window_closes_at, next_lapse_at = NULL, "
	    "lease_token = '%s', lease_expires_at = SYSDATE(3) - INTERVAL 1 SECOND WHERE id = '%s'",
	    id_new().text, scene->job.text);
}

static void a_user_with_all_keys_but_one(struct scene *scene)
{
	a_poor_user(scene);
	for (int i = 0; i < KEYS_MOST - 2; i++)
		(void)client_of(scene->client.user);
}

static void a_user_with_an_agent(struct scene *scene)
{
	a_poor_user(scene);
	scene->path_id = id_new();
	sql("INSERT INTO agents (id, owner_id, name, created_at) VALUES ('%s', '%s', 'Ada', NOW(3))",
	    scene->path_id.text, scene->client.user.text);
}

static void two_ids(struct scene *scene)
{
	scene->path_id = id_new();
	scene->job = id_new();
}

static void a_second_key(struct scene *scene)
{
	a_poor_user(scene);
	scene->path_id = id_new();
	sql("INSERT INTO api_keys (id, user_id, key_hash, name, last_four, created_at) VALUES "
	    "('%s', '%s', UNHEX(SHA2('%s', 256)), 'second', 'kkkk', NOW(3))", scene->path_id.text,
	    scene->client.user.text, scene->path_id.text);
}

static void a_named_request(struct scene *scene)
{
	a_rich_user(scene);
	scene->client.name = "once, please";
}

/* ------------------------------------------------------ what no route does */

struct gift {
	struct id user, grant;
	struct money balance;
};

static enum error give(struct db *db, void *arg)
{
	struct gift *gift = arg;

	return ledger_grant(db, gift->grant, gift->user, cents(500), &gift->balance);
}

static enum error grant(struct scene *scene)
{
	struct gift gift = { scene->client.user, id_new(), cents(0) };

	TRY(db_transact(world_db(), DB_TRANSACTION, give, &gift));
	return gift.balance.cents == 500 ? OK : ERR_BROKEN;
}

static enum error add_user(struct db *db, void *arg)
{
	const struct scene *scene = arg;
	struct key key;

	TRY(signup_create(db, &(struct newcomer){ .user = scene->path_id, .name = "newcomer" }));
	return key_create(db,
			  &(struct new_key){ .id = scene->job,
					     .user = scene->path_id,
					     .name = "first",
					     .secret = scene->client.key },
			  &key);
}

static enum error add(struct scene *scene)
{
	secret_draw(SECRET_KEY, scene->client.key);
	return db_transact(world_db(), DB_TRANSACTION, add_user, scene);
}

#define ANSWER \
	"{\"text\": \"The Rhine ends in the North Sea, the Danube in the Black Sea and " \
	"the Volga in the Caspian Sea.\"}"
#define RUN "{\"prompt\": \"Name three rivers.\", \"confirmed\": true}"
#define BALANCE "SELECT balance_cents FROM accounts WHERE id = @user"
#define DROPS "SELECT COUNT(*) FROM jobs WHERE sender = @user AND status = "
#define STATUS "SELECT COUNT(*) FROM jobs WHERE id = @job AND status = "
#define CLAIMS "SELECT COUNT(*) FROM claims WHERE job_id = @job AND status = "
#define PLACES "SELECT claims_count FROM jobs WHERE id = @job"
#define ANSWERS "SELECT COUNT(*) FROM submissions WHERE job_id = @job AND user_id = @user"
#define SETTLED "SELECT COUNT(*) FROM settlements WHERE job_id = @job"
#define COOLDOWNS "SELECT COUNT(*) FROM cooldowns WHERE job_id = @job"
#define KEPT "SELECT COUNT(*) FROM idempotency_keys WHERE user_id = @user AND status = 201"
#define TRANSFERS "SELECT COUNT(*) FROM entries WHERE account_id = @user"

/* clang-format off */
OPERATION(a_paid_run_opens_one_drop,
	.arrange = a_rich_user, .method = POST, .path = "/api/jobs/run", .body = RUN,
	.status = 201, .says = "\"status\":\"open\"",
	.effects = { { BALANCE, 900 }, { DROPS "'open'", 1 }, { DROPS "'pending_payment'", 0 } })

OPERATION(an_unpaid_run_stands_once,
	.arrange = a_poor_user, .method = POST, .path = "/api/jobs/run", .body = RUN,
	.status = 402, .says = "\"payment_required\":true",
	.effects = { { BALANCE, 0 }, { DROPS "'pending_payment'", 1 }, { DROPS "'open'", 0 } })

OPERATION(a_drop_is_paid_once,
	.arrange = a_pending_drop_and_money, .method = POST, .path = "/api/jobs/%s/pay",
	.status = 200, .says = "\"status\":\"open\"",
	.effects = { { BALANCE, 400 }, { STATUS "'open'", 1 }, { TRANSFERS, 2 } })

OPERATION(a_claim_takes_one_place,
	.arrange = an_open_drop_of_another, .method = POST, .path = "/api/jobs/%s/claim",
	.status = 201, .says = "\"submitted\":false",
	.effects = { { CLAIMS "'live'", 1 }, { PLACES, 1 } })

OPERATION(a_claim_is_refreshed_in_its_place,
	.arrange = a_claimed_drop, .method = POST, .path = "/api/jobs/%s/claim",
	.status = 201, .says = "\"submitted\":false",
	.effects = { { CLAIMS "'live'", 1 }, { PLACES, 1 } })

OPERATION(a_place_is_given_back_once,
	.arrange = a_claimed_drop, .method = POST, .path = "/api/jobs/%s/release",
	.status = 200, .says = "\"submitted\":false",
	.effects = { { CLAIMS "'released'", 1 }, { PLACES, 0 }, { COOLDOWNS, 0 } })

OPERATION(a_late_release_is_one_no_show,
	.arrange = a_drop_claimed_long_ago, .method = POST, .path = "/api/jobs/%s/release",
	.status = 200,
	.effects = { { CLAIMS "'released'", 1 }, { PLACES, 0 }, { COOLDOWNS, 1 } })

OPERATION(an_answer_is_handed_in_once,
	.arrange = an_open_drop_of_another, .method = POST, .path = "/api/jobs/%s/submit",
	.body = ANSWER, .status = 200, .says = "The Rhine",
	.effects = { { ANSWERS, 1 }, { CLAIMS "'submitted'", 1 }, { PLACES, 1 } })

OPERATION(an_answer_under_a_claim_is_handed_in_once,
	.arrange = a_claimed_drop, .method = POST, .path = "/api/jobs/%s/submit",
	.body = ANSWER, .status = 200, .says = "The Rhine",
	.effects = { { ANSWERS, 1 }, { CLAIMS "'submitted'", 1 }, { PLACES, 1 } })

OPERATION(the_answer_that_fills_a_drop_has_it_paid_out_once,
	.arrange = a_drop_with_four_answers, .method = POST, .path = "/api/jobs/%s/submit",
	.body = ANSWER, .status = 200, .says = "\"ranking\":{\"job\":",
	.effects = { { ANSWERS, 1 }, { STATUS "'completed'", 1 }, { SETTLED, 1 } })

OPERATION(an_open_drop_is_cancelled_once,
	.arrange = an_open_drop, .method = POST, .path = "/api/jobs/%s/cancel",
	.status = 200, .says = "\"status\":\"cancelled\"",
	.effects = { { BALANCE, 1000 }, { STATUS "'cancelled'", 1 }, { SETTLED, 1 } })

OPERATION(a_pending_drop_is_cancelled_once,
	.arrange = a_pending_drop, .method = POST, .path = "/api/jobs/%s/cancel",
	.status = 200, .says = "\"status\":\"cancelled\"",
	.effects = { { BALANCE, 0 }, { STATUS "'cancelled'", 1 }, { SETTLED, 0 } })

OPERATION(a_cancellation_is_requested_once,
	.arrange = a_drop_with_a_claim, .method = POST, .path = "/api/jobs/%s/cancel",
	.status = 200, .says = "\"cancellation_requested\":true",
	.effects = { { BALANCE, 0 }, { STATUS "'open'", 1 }, { SETTLED, 0 } })

OPERATION(the_clock_refunds_an_empty_drop_once,
	.arrange = a_drop_that_is_over, .act = operation_pass,
	.effects = { { BALANCE, 1000 }, { STATUS "'failed'", 1 }, { SETTLED, 1 } })

OPERATION(the_clock_pays_a_winner_once,
	.arrange = an_answered_drop_that_is_over, .act = operation_pass,
	.effects = { { BALANCE, 0 }, { STATUS "'completed'", 1 }, { SETTLED, 1 } })

OPERATION(the_clock_takes_over_from_a_dead_judge_once,
	.arrange = a_drop_whose_judge_died, .act = operation_pass,
	.effects = { { BALANCE, 0 }, { STATUS "'completed'", 1 }, { SETTLED, 1 } })

OPERATION(a_grant_is_booked_once,
	.arrange = a_poor_user, .act = grant,
	.effects = { { BALANCE, 500 }, { TRANSFERS, 1 } })

OPERATION(a_key_is_made_once,
	.arrange = a_poor_user, .method = POST, .path = "/api/keys", .body = "{\"name\": \"new\"}",
	.status = 201, .says = "\"key\":\"clorp_",
	.effects = { { "SELECT COUNT(*) FROM api_keys WHERE user_id = @user AND name = 'new'", 1 } })

OPERATION(the_last_key_a_user_may_have_is_made_once,
	.arrange = a_user_with_all_keys_but_one, .method = POST, .path = "/api/keys",
	.body = "{\"name\": \"new\"}", .status = 201, .says = "\"key\":\"clorp_",
	.effects = { { "SELECT COUNT(*) FROM api_keys WHERE user_id = @user AND name = 'new'", 1 } })

OPERATION(a_key_is_revoked_once,
	.arrange = a_second_key, .method = DELETE, .path = "/api/keys/%s",
	.status = 200, .says = "\"revoked\":true",
	.effects = { { "SELECT revoked_at IS NOT NULL FROM api_keys WHERE id = @path", 1 } })

OPERATION(a_user_is_added_once,
	.arrange = two_ids, .act = add,
	.effects = { { "SELECT COUNT(*) FROM users WHERE id = @path", 1 },
		     { "SELECT COUNT(*) FROM accounts WHERE id = @path", 1 },
		     { "SELECT COUNT(*) FROM agents WHERE owner_id = @path AND is_default", 1 },
		     { "SELECT COUNT(*) FROM api_keys WHERE user_id = @path", 1 } })

OPERATION(an_agent_is_made_once,
	.arrange = a_poor_user, .method = POST, .path = "/api/agents", .body = "{\"name\": \"Bob\"}",
	.status = 201, .says = "\"name\":\"Bob\"",
	.effects = { { "SELECT COUNT(*) FROM agents WHERE owner_id = @user AND name = 'Bob'", 1 } })

OPERATION(an_agent_is_changed_once,
	.arrange = a_user_with_an_agent, .method = PATCH, .path = "/api/agents/%s",
	.body = "{\"name\": \"Eve\"}", .status = 200, .says = "\"name\":\"Eve\"",
	.effects = { { "SELECT COUNT(*) FROM agents WHERE id = @path AND name = 'Eve'", 1 } })

OPERATION(an_agent_is_deleted_once,
	.arrange = a_user_with_an_agent, .method = DELETE, .path = "/api/agents/%s",
	.status = 200, .says = "\"deleted\":true",
	.effects = { { "SELECT deleted_at IS NOT NULL FROM agents WHERE id = @path", 1 } })

OPERATION(a_named_run_is_done_and_kept_once,
	.arrange = a_named_request, .method = POST, .path = "/api/jobs/run", .body = RUN,
	.status = 201, .says = "\"status\":\"open\"",
	.effects = { { BALANCE, 900 }, { DROPS "'open'", 1 },
		     { KEPT, 1 } })

OPERATION(a_named_key_is_made_and_kept_once,
	.arrange = a_named_request, .method = POST, .path = "/api/keys",
	.body = "{\"name\": \"new\"}", .status = 201, .says = "\"name\":\"new\"",
	.effects = { { "SELECT COUNT(*) FROM api_keys WHERE user_id = @user AND name = 'new'", 1 },
		     { KEPT, 1 } })
/* clang-format on */

SUITE("lost_commit", open_behind_proxy, close_behind_proxy, BOTH(a_paid_run_opens_one_drop),
      BOTH(an_unpaid_run_stands_once), BOTH(a_drop_is_paid_once), BOTH(a_claim_takes_one_place),
      BOTH(a_claim_is_refreshed_in_its_place), BOTH(a_place_is_given_back_once),
      BOTH(a_late_release_is_one_no_show), BOTH(an_answer_is_handed_in_once),
      BOTH(an_answer_under_a_claim_is_handed_in_once),
      BOTH(the_answer_that_fills_a_drop_has_it_paid_out_once), BOTH(an_open_drop_is_cancelled_once),
      BOTH(a_pending_drop_is_cancelled_once), BOTH(a_cancellation_is_requested_once),
      BOTH(the_clock_refunds_an_empty_drop_once), BOTH(the_clock_pays_a_winner_once),
      BOTH(the_clock_takes_over_from_a_dead_judge_once), BOTH(a_grant_is_booked_once),
      BOTH(a_key_is_made_once), BOTH(the_last_key_a_user_may_have_is_made_once),
      BOTH(a_key_is_revoked_once), BOTH(a_user_is_added_once), BOTH(an_agent_is_made_once),
      BOTH(an_agent_is_changed_once), BOTH(an_agent_is_deleted_once),
      BOTH(a_named_run_is_done_and_kept_once), BOTH(a_named_key_is_made_and_kept_once))
