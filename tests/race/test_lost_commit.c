/*
 * A COMMIT whose answer never comes: it was not carried out, or it was, or the
 * old session is still at it while the request is run again. Each operation,
 * asked for as a client asks, must have one effect and give the answer that
 * the client would have got.
 */
#include "race/client.h"
#include "race/rival.h"
#include "support/proxy.h"
#include "support/suite.h"

enum { COMMANDS_MOST = 60 };

static const struct { enum proxy_fault fault; const char *words; } faults[] = {
	{ PROXY_SWALLOW, "swallowed" }, { PROXY_MUTE, "unanswered" }, { PROXY_LATE, "late" },
};

/* Who and what an operation is about; SQL finds them as @job, @user and @path. */
struct scene {
	struct id job, path_id;
	struct client client;
};

struct operation {
	void (*arrange)(struct scene *);
	enum error (*act)(struct scene *);	/* what no route does; NULL: a request */
	enum method method;
	const char *path, *body;		/* %s in the path is scene.path_id */
	int status;
	const char *says;			/* part of the answer's body */
	struct { const char *sql; int64_t number; } effects[5];
};

static struct reply ask(const struct scene *scene, const struct operation *o)
{
	const char *at = strstr(o->path, "%s");
	const char *path = !at ? o->path : arena_printf(world_arena(), "%.*s%s%s",
		(int)(at - o->path), o->path, scene->path_id.text, at + 2);

	return client_ask(&scene->client, o->method, path, o->body);
}

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

struct gift { struct id user, grant; struct money balance; };

static enum error give(struct db *db, void *arg)
{
	struct gift *gift = arg;

	return ledger_grant(db, gift->grant, gift->user, cents(500), &gift->balance);
}

static enum error grant(struct scene *scene)
{
	struct gift gift = { scene->client.user, id_new(), cents(0) };

	TRY(db_transact(world_db(), DB_WRITE, give, &gift));
	return gift.balance.cents == 500 ? OK : ERR_BROKEN;
}

static enum error add_user(struct db *db, void *arg)
{
	const struct scene *scene = arg;
	struct key key;

	TRY(user_create(db, scene->path_id, "newcomer"));
	return key_create(db, scene->job, scene->path_id, "first", scene->client.key, &key);
}

static enum error add(struct scene *scene)
{
	key_draw(scene->client.key);
	return db_transact(world_db(), DB_WRITE, add_user, scene);
}

static enum error pass(struct scene *scene)
{
	(void)scene;
	(void)act_pass();
	return OK;
}

/* What a lost COMMIT has put off is met by one of the next passes. */
static void pass_until_over(const struct scene *scene)
{
	int64_t end = monotonic_ms() + 5000;

	while (look_number("SELECT status IN ('open', 'ranking') FROM jobs WHERE id = @job")) {
		ck_assert_msg(monotonic_ms() < end, "drop %s is never over", scene->job.text);
		(void)act_pass();
	}
}

/* ------------------------------------------------------ the test */

static void name_in_sql(const struct scene *scene)
{
	sql("SET @job = '%s', @user = '%s', @path = '%s'", scene->job.text, scene->client.user.text,
	    scene->path_id.text);
}

static struct scene arrange(const struct operation *o)
{
	struct scene scene = { .client = { .name = "" } };

	o->arrange(&scene);
	if (id_is_none(scene.path_id))
		scene.path_id = scene.job;
	name_in_sql(&scene);
	return scene;
}

static void check_answer(const struct operation *o, const struct reply *reply, const char *when)
{
	ck_assert_msg(reply->status == o->status, "%s: %d %s", when, reply->status,
		      reply->body.text);
	ck_assert_msg(!o->says || strstr(reply->body.text, o->says), "%s: no %s in %s", when, o->says,
		      reply->body.text);
}

static void perform(const struct operation *o, struct scene *scene, const char *when)
{
	if (o->act) {
		enum error e = o->act(scene);

		ck_assert_msg(e == OK, "%s: %s: %s", when, error_name(e), failure_note()->text);
		return;
	}

	struct reply reply = ask(scene, o);

	check_answer(o, &reply, when);
}

static void check_effects(const struct operation *o, const char *when)
{
	for (int i = 0; i < COUNT(o->effects) && o->effects[i].sql; i++) {
		int64_t number = look_number(o->effects[i].sql);

		ck_assert_msg(number == o->effects[i].number, "%s: %s: %lld, not %lld", when,
			      o->effects[i].sql, (long long)number, (long long)o->effects[i].number);
	}
	check_audit();
}

/* The same name again, after all: the answer that was kept is the one that was given. */
static void check_replay(const struct operation *o, struct scene *scene, const char *when)
{
	if (!*scene->client.name)
		return;

	struct reply again = ask(scene, o);

	ck_assert_msg(again.status == o->status &&
		      strcmp(reply_header_of(&again, "Idempotency-Replayed"), "true") == 0,
		      "%s: not replayed: %d %s", when, again.status, again.body.text);
	check_effects(o, when);
}

static bool survives(const struct operation *o, enum proxy_fault fault, enum proxy_target target,
		     int nth, const char *when)
{
	struct scene scene = arrange(o);

	proxy_arm(fault, target, nth);
	perform(o, &scene, when);

	bool struck = proxy_disarm();

	if (o->act == pass)
		pass_until_over(&scene);
	check_effects(o, when);
	check_replay(o, &scene, when);
	return struck;
}

static void lose_each_commit(const struct operation *o)
{
	for (int i = 0; i < COUNT(faults); i++)
		for (int nth = 1; nth < COMMANDS_MOST; nth++) {
			char when[100];

			(void)snprintf(when, sizeof(when), "COMMIT %d %s", nth, faults[i].words);
			if (!survives(o, faults[i].fault, PROXY_COMMITS, nth, when)) {
				ck_assert_msg(nth > 1, "%s: there was none", when);
				break;
			}
		}
}

static void cut_at_each_command(const struct operation *o)
{
	for (int i = 0; faults[i].fault != PROXY_LATE; i++)
		for (int nth = 1; nth < COMMANDS_MOST; nth++) {
			char when[100];

			(void)snprintf(when, sizeof(when), "command %d %s", nth, faults[i].words);
			if (!survives(o, faults[i].fault, PROXY_COMMANDS, nth, when))
				break;
		}
}

/* One operation is two tests: each COMMIT of it is lost, and each command. */
#define OPERATION(sentence, ...)                                               \
	static const struct operation sentence##_operation = { __VA_ARGS__ };   \
	START_TEST(sentence)                                                    \
	{                                                                       \
		lose_each_commit(&sentence##_operation);                        \
	}                                                                       \
	END_TEST                                                                \
	START_TEST(sentence##_however_it_is_cut)                                \
	{                                                                       \
		cut_at_each_command(&sentence##_operation);                     \
	}                                                                       \
	END_TEST

#define ANSWER "{\"text\": \"The Rhine ends in the North Sea, the Danube in the Black Sea and " \
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
	.arrange = a_drop_that_is_over, .act = pass,
	.effects = { { BALANCE, 1000 }, { STATUS "'failed'", 1 }, { SETTLED, 1 } })

OPERATION(the_clock_pays_a_winner_once,
	.arrange = an_answered_drop_that_is_over, .act = pass,
	.effects = { { BALANCE, 0 }, { STATUS "'completed'", 1 }, { SETTLED, 1 } })

OPERATION(the_clock_takes_over_from_a_dead_judge_once,
	.arrange = a_drop_whose_judge_died, .act = pass,
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

#define BOTH(sentence) sentence, sentence##_however_it_is_cut

static void open_behind_proxy(void)
{
	(void)setenv("CLORP_DB_SOCKET", proxy_start(getenv("CLORP_DB_SOCKET")), true);
	world_open();
	settings_mutable()->judge_lease_ms = 200;
}

static void close_behind_proxy(void)
{
	world_close();
	proxy_stop();
}

SUITE("lost_commit", open_behind_proxy, close_behind_proxy,
	BOTH(a_paid_run_opens_one_drop),
	BOTH(an_unpaid_run_stands_once),
	BOTH(a_drop_is_paid_once),
	BOTH(a_claim_takes_one_place),
	BOTH(a_claim_is_refreshed_in_its_place),
	BOTH(a_place_is_given_back_once),
	BOTH(a_late_release_is_one_no_show),
	BOTH(an_answer_is_handed_in_once),
	BOTH(an_answer_under_a_claim_is_handed_in_once),
	BOTH(the_answer_that_fills_a_drop_has_it_paid_out_once),
	BOTH(an_open_drop_is_cancelled_once),
	BOTH(a_pending_drop_is_cancelled_once),
	BOTH(a_cancellation_is_requested_once),
	BOTH(the_clock_refunds_an_empty_drop_once),
	BOTH(the_clock_pays_a_winner_once),
	BOTH(the_clock_takes_over_from_a_dead_judge_once),
	BOTH(a_grant_is_booked_once),
	BOTH(a_key_is_made_once),
	BOTH(the_last_key_a_user_may_have_is_made_once),
	BOTH(a_key_is_revoked_once),
	BOTH(a_user_is_added_once),
	BOTH(an_agent_is_made_once),
	BOTH(an_agent_is_changed_once),
	BOTH(an_agent_is_deleted_once),
	BOTH(a_named_run_is_done_and_kept_once),
	BOTH(a_named_key_is_made_and_kept_once))
