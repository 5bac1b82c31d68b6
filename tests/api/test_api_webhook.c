/* Events of one payment, in every order and from everywhere at once: the same entries come of it. */
#include <string.h>
#include <time.h>

#include "base/random.h"
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
		      "\"livemode\":false,\"data\":{\"object\":%s}}", id, type, object);
}

/* What happens to payment n: paid, refunded in part, disputed for the rest, the dispute won. */
static const char *told(struct id user, int n, int which)
{
	switch (which) {
	case 0:
		return event(format("paid%d", n), "checkout.session.completed", format(
			"{\"id\":\"cs_%d\",\"mode\":\"payment\",\"payment_status\":\"paid\",\"currency\":\"usd\","
			"\"amount_total\":1000,\"payment_intent\":\"pi_%d\","
			"\"metadata\":{\"kind\":\"wallet_topup\",\"user_id\":\"%s\"}}", n, n, user.text));
	case 1:
		return event(format("back%d", n), "charge.refunded", format(
			"{\"id\":\"ch_%d\",\"payment_intent\":\"pi_%d\",\"amount_refunded\":200,\"refunds\":"
			"{\"data\":[{\"id\":\"re_%d\",\"amount\":200,\"status\":\"succeeded\"}]}}", n, n, n));
	case 2:
		return event(format("asked%d", n), "charge.dispute.created", format(
			"{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":800,"
			"\"status\":\"needs_response\"}", n, n));
	default:
		return event(format("won%d", n), "charge.dispute.closed", format(
			"{\"id\":\"dp_%d\",\"payment_intent\":\"pi_%d\",\"amount\":800,"
			"\"status\":\"won\"}", n, n));
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
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM stripe_events WHERE status <> 'handled'"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE frozen_at IS NOT NULL"), 0);
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
					     "OR shortage_cents <> 0"), 0);
	}
	check_audit();
}
END_TEST

struct replay { const char *body; int times; };

static enum error replay(int i, void *context)
{
	const struct replay *replay = context;
	const char *signature = signature_of(replay->body);

	(void)i;
	for (int n = 0; n < replay->times; n++)
		if (call(POST, "/api/stripe/webhook", NULL, replay->body, .signature = signature).status != 200)
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

struct moment { struct id user; int n; };

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

SUITE("api webhook", open_with_stripe, world_close,
	every_order_comes_to_the_same,
	what_is_short_is_short_in_every_order,
	ten_thousand_replays_from_sixteen_at_once_are_one_entry,
	all_at_once_leave_nothing_parked)
