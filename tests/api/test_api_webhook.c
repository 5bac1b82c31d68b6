/* Events of one payment, in every order and from everywhere at once: the same entries come of it. */
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "money/withdrawal.h"
#include "support/call.h"
#include "support/suite.h"

#define SECRET "whsec_test"

enum { EVENTS = 4, ORDERS = 24, PROCESSES = 16, REPLAYS = 10000 };

static void open_with_stripe(void)
{
	struct config *config = settings_mutable();

	world_open();
	config->stripe_key = "sk_test_none";
	config->stripe_webhook_secret = SECRET;
}

static const char *signature_of(const char *body)
{
	long long now = (long long)time(NULL);
	const char *bytes = format("%lld.%s", now, body);
	struct digest digest = digest_keyed(SECRET, bytes, strlen(bytes));
	const char *hex = "";

	for (int i = 0; i < SHA256_BYTES; i++)
		hex = format("%s%02x", hex, digest.bytes[i]);
	return format("t=%lld,v1=%s", now, hex);
}

static struct answer_seen come(const char *body)
{
	return call(POST, "/api/stripe/webhook", NULL, body, .signature = signature_of(body));
}

static const char *event(const char *id, const char *type, const char *object)
{
	return format("{\"id\":\"evt_%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":1700000000,"
		      "\"livemode\":false,\"data\":{\"object\":%s}}",
		      id, type, object);
}

/* What happens to payment n: paid, refunded in part, disputed for the rest, the dispute won. */
static const char *told(struct id user, int n, int which)
{
	switch (which) {
	case 0:
		return event(format("paid%d", n), "checkout.session.completed",
			     format("{\"id\":\"cs_%d\",\"mode\":\"payment\",\"payment_status\":\"paid\",\"currency\":\"usd\","
				    "\"amount_total\":1000,\"payment_intent\":\"pi_%d\","
				    "\"metadata\":{\"kind\":\"wallet_topup\",\"user_id\":\"%s\"}}",
				    n, n, user.text));
	case 1:
		return event(
			format("back%d", n), "charge.refunded",
			format("{\"id\":\"ch_%d\",\"payment_intent\":\"pi_%d\",\"amount_refunded\":200,\"refunds\":"
			       "{\"data\":[{\"id\":\"re_%d\",\"amount\":200,\"status\":\"succeeded\"}]}}",
			       n, n, n));
	case 2:
		return event(format("asked%d", n), "charge.dispute.created",
			     format("{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":800,"
				    "\"status\":\"needs_response\"}",
				    n, n));
	default:
		return event(format("won%d", n), "charge.dispute.closed",
			     format("{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":800,"
				    "\"status\":\"won\"}",
				    n, n));
	}
}

/* The n-th order of four. */
static void put_in_order(int n, int out[EVENTS])
{
	int left[EVENTS] = { 0, 1, 2, 3 }, kinds = ORDERS;

	for (int i = 0; i < EVENTS; i++) {
		kinds /= EVENTS - i;

		int at = n / kinds;

		n %= kinds;
		out[i] = left[at];
		memmove(left + at, left + at + 1, sizeof(*left) * (size_t)(EVENTS - 1 - at));
	}
}

static int64_t delta_of(struct id user, const char *reason)
{
	return look_number(format("SELECT COALESCE(SUM(delta), 0) FROM entries WHERE account_id = '%s' "
				  "AND reason = '%s'", user.text, reason));
}

static void check_entries(struct id user, int n)
{
	ck_assert_int_eq(delta_of(user, format("topup:cs_%d", n)), 1000);
	ck_assert_int_eq(delta_of(user, format("topup-refund:re_%d", n)), -200);
	ck_assert_int_eq(delta_of(user, format("dispute:dp_%d", n)), -800);
	ck_assert_int_eq(delta_of(user, format("dispute-won:dp_%d", n)), 800);
	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM entries WHERE account_id = '%s'",
					    user.text)), EVENTS);
	ck_assert_int_eq(look_balance(user), 800);
}

START_TEST(every_order_comes_to_the_same)
{
	for (int n = 0; n < ORDERS; n++) {
		struct id user = given_user(.name = "payer");
		int order[EVENTS];

		put_in_order(n, order);
		for (int i = 0; i < EVENTS; i++)
			check_status(come(told(user, n, order[i])), 200);
		check_entries(user, n);
		for (int i = EVENTS - 1; i >= 0; i--)
			check_status(come(told(user, n, order[i])), 200);
		check_entries(user, n);
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events WHERE status <> 'handled'"),
				     0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE frozen_at IS NOT NULL"), 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ every event, in every order of four */

static const char *event_of_account(const char *id, const char *type, const char *account,
				    const char *object)
{
	return format("{\"id\":\"evt_%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":1700000000,"
		      "\"account\":\"%s\",\"livemode\":false,\"data\":{\"object\":%s}}",
		      id, type, account, object);
}

static const char *session(const char *id, const char *type, struct id user, int n,
			   const char *status)
{
	return event(id, type,
		     format("{\"id\":\"cs_%d\",\"mode\":\"payment\",\"payment_status\":\"%s\",\"currency\":\"usd\","
			    "\"amount_total\":1000,\"payment_intent\":\"pi_%d\","
			    "\"metadata\":{\"kind\":\"wallet_topup\",\"user_id\":\"%s\"}}",
			    n, status, n, user.text));
}

static const char *paid_by(const char *id, struct id user, int n, const char *kind)
{
	return event(
		id, "payment_intent.succeeded",
		format("{\"id\":\"pi_%d\",\"amount_received\":1000,\"currency\":\"usd\",\"customer\":\"cus_%d\","
		       "\"payment_method\":\"pm_%d\",\"metadata\":{\"kind\":\"%s\",\"user_id\":\"%s\","
		       "\"outbox_id\":\"%s\"}}",
		       n, n, n, kind, user.text, user.text));
}

static const char *refund(const char *id, const char *type, int n, const char *status)
{
	return event(id, type,
		     format("{\"id\":\"re_%d\",\"payment_intent\":\"pi_%d\",\"amount\":200,"
			    "\"status\":\"%s\"}",
			    n, n, status));
}

/* Money that takes its time, leaves its card, and goes back in part. */
static const char *told_slow(struct id user, int n, int which)
{
	switch (which) {
	case 0:
		return session(format("done%d", n), "checkout.session.completed", user, n, "unpaid");
	case 1:
		return session(format("slow%d", n), "checkout.session.async_payment_succeeded",
			       user, n, "paid");
	case 2: return paid_by(format("card%d", n), user, n, "wallet_topup");
	default: return refund(format("back%d", n), "refund.created", n, "succeeded");
	}
}

/* An automatic payment; a refund of it that the bank sends back; a dispute that is lost. */
static const char *told_automatic(struct id user, int n, int which)
{
	switch (which) {
	case 0: return paid_by(format("auto%d", n), user, n, "auto_topup");
	case 1: return refund(format("back%d", n), "refund.updated", n, "pending");
	case 2: return refund(format("failed%d", n), "refund.failed", n, "failed");
	default:
		return event(
			format("lost%d", n), "charge.dispute.closed",
			format("{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":800,\"status\":\"lost\"}",
			       n, n));
	}
}

/* Payments that come to nothing. */
static const char *told_failed(struct id user, int n, int which)
{
	switch (which) {
	case 0:
		return session(format("done%d", n), "checkout.session.completed", user, n, "unpaid");
	case 1:
		return session(format("fail%d", n), "checkout.session.async_payment_failed", user,
			       n, "unpaid");
	case 2: return session(format("over%d", n), "checkout.session.expired", user, n, "unpaid");
	default:
		return event(
			format("no%d", n), "payment_intent.payment_failed",
			format("{\"id\":\"pi_x%d\",\"last_payment_error\":{\"code\":\"card_declined\"},"
			       "\"metadata\":{\"kind\":\"auto_topup\",\"user_id\":\"%s\",\"outbox_id\":\"%s\"}}",
			       n, user.text, user.text));
	}
}

/* A card that comes and goes, an account that changes and is lost. */
static const char *told_standing(struct id user, int n, int which)
{
	(void)user;
	switch (which) {
	case 0:
		return event(
			format("set%d", n), "setup_intent.succeeded",
			format("{\"id\":\"seti_%d\",\"customer\":\"cus_%d\",\"payment_method\":\"pm_%d\"}",
			       n, n, n));
	case 1:
		return event(format("off%d", n), "payment_method.detached",
			     format("{\"id\":\"pm_%d\"}", n));
	case 2:
		return event_of_account(
			format("new%d", n), "account.updated", format("acct_%d", n),
			format("{\"id\":\"acct_%d\",\"payouts_enabled\":true,\"capabilities\":{\"transfers\":\"active\"}}",
			       n));
	default:
		return event_of_account(format("gone%d", n), "account.application.deauthorized",
					format("acct_%d", n),
					"{\"id\":\"ca_1\",\"object\":\"application\"}");
	}
}

/* A withdrawal that comes back, and payments beside it. */
static const char *told_reversed(struct id user, int n, int which)
{
	switch (which) {
	case 0:
		return event(
			format("tr%d", n), "transfer.reversed",
			format("{\"id\":\"tr_%d\",\"reversed\":true,\"metadata\":{\"withdrawal_id\":\"%s\"}}",
			       n, user.text));
	case 1: return paid_by(format("auto%d", n), user, n, "auto_topup");
	case 2:
		return event(format("asked%d", n), "charge.dispute.created",
			     format("{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":800,"
				    "\"status\":\"needs_response\"}",
				    n, n));
	default:
		return event_of_account(format("bad%d", n), "account.updated", format("acct_%d", n),
					format("{\"id\":\"acct_%d\",\"payouts_enabled\":false}", n));
	}
}

/* What the events meet: a page that is open, a charge under way, a transfer that was sent. Ids are the user's. */
static void arrange(struct id user, int n)
{
	const char *id = user.text;

	sql("UPDATE users SET stripe_customer_id = 'cus_%d', stripe_account_id = 'acct_%d', "
	    "stripe_account_status = 'active' WHERE id = '%s'", n, n, id);
	sql("INSERT INTO topups (id, user_id, kind, amount_cents, status, created_at, updated_at) "
	    "VALUES ('cs_%d', '%s', 'checkout', 1000, 'open', NOW(3), NOW(3))", n, id);
	sql("INSERT INTO outbox (id, kind, user_id, subject, amount_cents, target, source, idempotency_key, "
	    "status, next_attempt_at, key_since, created_at, updated_at) VALUES ('%s', 'automatic', '%s', "
	    "'%s', 1000, 'cus', 'pm', 'automatic:%s', 'waiting', NOW(3), NOW(3), NOW(3), NOW(3))", id, id, id, id);
}

/* With how its disputes stand. */
static const char *state_of(struct id user)
{
	struct rows *rows;

	ck_assert_int_eq(db_query(world_db(), &rows,
		"SELECT CONCAT_WS(' ', "
		"(SELECT GROUP_CONCAT(SUBSTRING_INDEX(reason, ':', 1), delta ORDER BY reason SEPARATOR ' ') "
		"FROM entries WHERE account_id = u.id AND reason NOT LIKE 'grant:%'), "
		"(SELECT CONCAT('page=', GROUP_CONCAT(status)) FROM topups WHERE user_id = u.id AND kind = 'checkout'), "
		"(SELECT CONCAT('charge=', GROUP_CONCAT(status)) FROM outbox WHERE user_id = u.id AND kind = 'automatic'), "
		"(SELECT CONCAT('asked=', COUNT(*)) FROM outbox WHERE user_id = u.id AND kind = 'account'), "
		"CONCAT('card=', COALESCE(LEFT(payment_method, 2), 'none')), "
		"CONCAT('account=', stripe_account_status), "
		"(SELECT CONCAT('disputes=', GROUP_CONCAT(status)) FROM disputes WHERE user_id = u.id), IF(frozen_at IS NULL, NULL, 'frozen')) AS state "
		"FROM users u WHERE u.id = ?", user),
		OK);
	ck_assert(rows_next(rows));
	return row_text(rows, "state");
}

static const struct story {
	const char *(*told)(struct id, int, int);
	const char *end;
} stories[] = {
	{ told,
	  "dispute-won800 dispute-800 topup-refund-200 topup1000 page=credited charge=waiting asked=0 "
	  "card=none account=active disputes=won" },
	{ told_slow,
	  "topup-refund-200 topup1000 page=credited charge=waiting asked=0 card=pm account=active" },
	{ told_automatic,
	  "autotopup1000 dispute-800 topup-refund-failed200 topup-refund-200 page=open "
	  "charge=done asked=0 card=none account=active disputes=lost" },
	{ told_failed, "page=closed charge=declined asked=0 card=none account=active" },
	{ told_standing, "page=open charge=waiting asked=1 card=none account=lost" },
	{ told_reversed, "autotopup1000 dispute-800 payout800 withdrawal-reversal500 withdrawal-500 "
			 "page=open charge=done asked=1 card=none account=pending disputes=open" },
};

static struct id given_winner(void)
{
	struct id user = given_user(.name = "winner"), job = given_drop(.cents = 1000);

	ck_assert_int_eq(act_submit(job, user, NULL), OK);
	age(job, 301);
	(void)act_pass();
	ck_assert_int_eq(look_balance(user), 800);
	return user;
}

static enum error withdraw(struct db *db, void *user)
{
	struct withdrawal withdrawal;
	struct money available;

	return withdrawal_create(db, *(struct id *)user, *(struct id *)user, cents(500),
				 &withdrawal, &available);
}

/* Under the user's id, so that a story can name it. */
static void given_withdrawal(struct id user)
{
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, withdraw, &user), OK);
	sql("UPDATE withdrawals SET status = 'completed', stripe_transfer_id = 'tr_%s' WHERE id = '%s'",
	    user.text, user.text);
	sql("UPDATE outbox SET status = 'done', next_attempt_at = NULL WHERE subject = '%s' AND kind = 'transfer'",
	    user.text);
}

static void tell(const struct story *story, int n)
{
	bool sent = story->told == told_reversed;
	struct id user = sent ? given_winner() : given_user(.name = "payer");
	int order[EVENTS];

	arrange(user, n);
	if (sent)
		given_withdrawal(user);
	put_in_order(n % ORDERS, order);
	for (int i = 0; i < EVENTS; i++)
		check_status(come(story->told(user, n, order[i])), 200);
	ck_assert_str_eq(state_of(user), story->end);
	for (int i = EVENTS - 1; i >= 0; i--)
		check_status(come(story->told(user, n, order[i])), 200);
	ck_assert_str_eq(state_of(user), story->end);
}

START_TEST(every_event_in_every_order_of_four_comes_to_the_same)
{
	settings_mutable()->payout_hold_seconds = 0;
	for (int i = 0; i < COUNT(stories); i++)
		for (int n = 0; n < ORDERS; n++)
			tell(&stories[i], i * ORDERS + n);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events WHERE status = 'parked'"),
				     0);
	check_audit();
}
END_TEST

START_TEST(a_thin_event_and_a_ping_are_taken_and_left_alone)
{
	static const char *const bodies[] = {
		"{\"id\":\"evt_thin\",\"object\":\"v2.core.event\",\"type\":\"v1.billing.meter.no_meter_found\","
		"\"livemode\":false,\"created\":\"2026-04-05T12:00:00.000Z\",\"related_object\":null}",
		"{\"id\":\"evt_ping\",\"object\":\"v2.core.event\",\"type\":\"v2.core.event_destination.ping\"}",
		"{\"object\":\"v2.core.event_notification\",\"type\":\"v2.money\"}",
		"{\"object\":\"event\",\"type\":\"ping\"}",
		"\xEF\xBB\xBF{\"type\":\"ping\"}",
	};

	for (int i = 0; i < COUNT(bodies); i++) {
		struct answer_seen seen = come(bodies[i]);

		check_status(seen, 200);
		ck_assert_str_eq(text_at(&seen, "outcome"), "ignored");
		check_error(call(POST, "/api/stripe/webhook", NULL, bodies[i],
				 .signature = "t=1,v1=00"),
			    400, "invalid_request");
	}
	check_error(come("{\"object\":\"v1.something\",\"type\":\"x\"}"), 400, "invalid_request");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events"), 0);
}
END_TEST

/* The other way round is in tests/e2e. */
START_TEST(a_live_server_takes_no_event_of_a_test)
{
	static const char *const keys[] = { "sk_live_none", "rk_live_none" };
	struct id user = given_user(.name = "payer");

	for (int i = 0; i < COUNT(keys); i++) {
		settings_mutable()->stripe_key = keys[i];

		struct answer_seen seen = come(told(user, i, 0));

		check_status(seen, 200);
		ck_assert_str_eq(text_at(&seen, "outcome"), "other mode");
	}
	ck_assert_int_eq(look_balance(user), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events"), 0);
	check_audit();
}
END_TEST

/* A refund that leaves more of the payment gone than the wallet holds, whichever comes first. */
START_TEST(what_is_short_is_short_in_every_order)
{
	for (int n = 0; n < 2; n++) {
		struct id user = given_user(.name = "spender", .cents = 0);

		check_status(come(told(user, n, 0)), 200);
		(void)given_drop(.sender = user, .cents = 900);
		check_status(come(told(user, n, n ? 3 : 2)), 200);
		check_status(come(told(user, n, n ? 2 : 3)), 200);
		ck_assert_int_eq(look_balance(user), 100);
		ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE frozen_at IS NOT NULL "
					     "OR shortage_cents <> 0"),
					     0);
	}
	check_audit();
}
END_TEST

/* Of a charge's refunds the event has the first page, and in it what came back meanwhile. */
START_TEST(a_charge_tells_of_the_refunds_that_stand_and_cron_asks_for_the_rest)
{
	struct id user = given_user(.name = "payer");

	check_status(come(told(user, 1, 0)), 200);
	check_status(come(event("page", "charge.refunded",
				"{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\",\"refunds\":{\"has_more\":true,\"data\":["
				"{\"id\":\"re_1\",\"amount\":200,\"status\":\"succeeded\"},"
				"{\"id\":\"re_2\",\"amount\":300,\"status\":\"failed\"},"
				"{\"id\":\"re_3\",\"amount\":50,\"status\":\"canceled\"}]}}")),
		     200);
	ck_assert_int_eq(look_balance(user), 800);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'refunds' AND target = 'ch_1'"), 1);
	check_audit();
}
END_TEST

struct replay {
	const char *body;
	int times;
};

static enum error replay(int i, void *context)
{
	const struct replay *replay = context;
	const char *signature = signature_of(replay->body);

	(void)i;
	for (int n = 0; n < replay->times; n++)
		if (call(POST, "/api/stripe/webhook", NULL, replay->body, .signature = signature)
			    .status != 200)
			return ERR_BROKEN;
	return OK;
}

START_TEST(ten_thousand_replays_from_sixteen_at_once_are_one_entry)
{
	struct id user = given_user(.name = "payer");
	struct replay context = { told(user, 1, 0), REPLAYS / PROCESSES };
	struct race race = race_of(PROCESSES, replay, &context);

	ck_assert_int_eq(race.outcomes[OK], PROCESSES);
	ck_assert_int_eq(look_balance(user), 1000);
	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM entries WHERE account_id = '%s'",
					    user.text)), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events"), 1);
	check_audit();
}
END_TEST

struct moment {
	struct id user;
	int n;
};

static enum error one_of_all(int i, void *context)
{
	const struct moment *moment = context;

	return come(told(moment->user, moment->n, i % EVENTS)).status == 200 ? OK : ERR_BROKEN;
}

START_TEST(all_at_once_leave_nothing_parked)
{
	for (int n = 0; n < 40; n++) {
		struct moment moment = { given_user(.name = "payer"), n };
		struct race race = race_of(EVENTS, one_of_all, &moment);

		ck_assert_int_eq(race.outcomes[OK], EVENTS);
		ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events WHERE status <> 'handled'"), 0);
		check_entries(moment.user, n);
	}
	check_audit();
}
END_TEST

/* ------------------------------------------------------ disputes, and what is owed for them */

static const char *dispute_of(int n, const char *type, const char *status)
{
	return event(
		format("dispute%d%s%s", n, type, status), format("charge.dispute.%s", type),
		format("{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":1000,\"status\":\"%s\"}",
		       n, n, status));
}

static void check_wallet(struct id user, int64_t balance, int64_t shortage)
{
	ck_assert_int_eq(look_balance(user), balance);
	ck_assert_int_eq(look_number("SELECT shortage_cents FROM users WHERE name = 'payer'"),
				     shortage);
	ck_assert_int_eq(look_number("SELECT frozen_at IS NOT NULL FROM users WHERE name = 'payer'"),
				     shortage > 0);
	check_audit();
}

static struct id given_payer_who_spent(int64_t amount, struct id *job)
{
	struct id user = given_user(.name = "payer");

	check_status(come(told(user, 1, 0)), 200);
	ck_assert_int_eq(act_run(user, "Name a river.", amount, 60, job), OK);
	check_status(come(dispute_of(1, "created", "needs_response")), 200);
	check_wallet(user, 0, amount);
	return user;
}

START_TEST(a_dispute_won_after_its_shortage_was_paid_gives_all_back)
{
	struct id job, user = given_payer_who_spent(700, &job);

	check_status(come(told(user, 2, 0)), 200);
	check_wallet(user, 300, 0);
	check_status(come(dispute_of(1, "closed", "won")), 200);
	check_wallet(user, 1300, 0);
	check_status(come(dispute_of(1, "funds_reinstated", "won")), 200);
	check_status(come(dispute_of(2, "created", "needs_response")), 200);
	check_wallet(user, 300, 0);
}
END_TEST

START_TEST(a_dispute_won_settles_what_another_is_short_of)
{
	struct id job, user = given_payer_who_spent(700, &job);

	check_status(come(told(user, 2, 0)), 200);
	check_status(come(dispute_of(2, "created", "needs_response")), 200);
	check_wallet(user, 0, 700);
	check_status(come(dispute_of(1, "closed", "won")), 200);
	check_wallet(user, 300, 0);
}
END_TEST

START_TEST(an_inquiry_takes_nothing_until_it_is_a_dispute)
{
	struct id user = given_user(.name = "payer");

	check_status(come(told(user, 1, 0)), 200);
	check_status(come(dispute_of(1, "created", "warning_needs_response")), 200);
	check_status(come(dispute_of(1, "updated", "warning_under_review")), 200);
	check_wallet(user, 1000, 0);
	check_status(come(dispute_of(1, "funds_withdrawn", "needs_response")), 200);
	check_status(come(dispute_of(1, "updated", "needs_response")), 200);
	check_wallet(user, 0, 0);
	check_status(come(dispute_of(1, "closed", "lost")), 200);
	check_wallet(user, 0, 0);
}
END_TEST

START_TEST(a_dispute_that_was_headed_off_takes_what_its_transactions_say)
{
	struct id user = given_user(.name = "payer");

	check_status(come(told(user, 1, 0)), 200);
	check_status(come(dispute_of(1, "created", "prevented")), 200);
	check_wallet(user, 1000, 0);
	check_status(come(event("resolved", "charge.dispute.created",
				"{\"id\":\"dp_9\",\"payment_intent\":\"pi_1\",\"amount\":400,\"status\":\"prevented\","
				"\"balance_transactions\":[{\"id\":\"txn_1\",\"amount\":-300}]}")),
		     200);
	check_wallet(user, 700, 0);
	check_status(
		come(event(
			"undone", "charge.dispute.updated",
			"{\"id\":\"dp_9\",\"payment_intent\":\"pi_1\",\"amount\":400,\"status\":\"prevented\","
			"\"balance_transactions\":[{\"id\":\"txn_1\",\"amount\":-300},{\"id\":\"txn_2\",\"amount\":300}]}")),
		200);
	check_wallet(user, 1000, 0);
}
END_TEST

/* Money that comes in by another way is seen to by clorp-cron, which is woken. */
START_TEST(a_refund_into_a_frozen_wallet_wakes_who_settles)
{
	struct id job, user = given_payer_who_spent(1000, &job);

	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'funds'"), 0);
	ck_assert_int_eq(act_cancel(job, user), OK);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'funds'"), 1);
	check_status(come(dispute_of(1, "closed", "won")), 200);
	check_wallet(user, 1000, 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM outbox WHERE kind = 'funds'"), 2);
}
END_TEST

SUITE("api webhook", open_with_stripe, world_close,
      a_dispute_won_after_its_shortage_was_paid_gives_all_back,
      a_dispute_won_settles_what_another_is_short_of, an_inquiry_takes_nothing_until_it_is_a_dispute,
      a_dispute_that_was_headed_off_takes_what_its_transactions_say,
      a_refund_into_a_frozen_wallet_wakes_who_settles, every_order_comes_to_the_same,
      every_event_in_every_order_of_four_comes_to_the_same, a_live_server_takes_no_event_of_a_test,
      a_thin_event_and_a_ping_are_taken_and_left_alone, what_is_short_is_short_in_every_order,
      a_charge_tells_of_the_refunds_that_stand_and_cron_asks_for_the_rest,
      ten_thousand_replays_from_sixteen_at_once_are_one_entry, all_at_once_leave_nothing_parked)
