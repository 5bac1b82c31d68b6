/*
 * Every request that this program sends, sent to Stripe's own stripe-mock: it
 * knows the name and type of each parameter. Run by tests/stripe/mock, which
 * says in $STRIPE_MOCK where it is.
 */
#include <stdlib.h>

#include "base/config.h"
#include "stripe/stripe.h"
#include "support/suite.h"

static struct arena *arena;

static void before(void)
{
	const char *mock = getenv("STRIPE_MOCK");

	ck_assert_msg(mock != NULL, "run me by tests/stripe/mock");
	arena = arena_create();
	settings_mutable()->stripe_key = "sk_test_123";
	settings_mutable()->stripe_api_base = mock;
}

static void after(void)
{
	arena_free(arena);
}

static void check(const char *what, const struct stripe_reply *reply)
{
	ck_assert_msg(reply->outcome == STRIPE_DONE, "%s: %d %s %s", what, reply->status,
		      reply->code, reply->message);
	ck_assert_msg(stripe_text(arena, reply->object, "object") != NULL, "%s: no object", what);
}

static void check_post(const char *path, struct form form)
{
	struct stripe_reply reply;

	ck_assert_int_eq(stripe_post(arena, path, &form, "a-key", 1, &reply), OK);
	check(path, &reply);
}

static void check_get(const char *path)
{
	struct stripe_reply reply;

	ck_assert_int_eq(stripe_get(arena, path, 1, &reply), OK);
	check(path, &reply);
}

START_TEST(every_form_is_one_that_stripe_knows)
{
	const char *url = "https://example.com";

	check_post("/v1/customers", stripe_form_customer(arena, "u", "A & B"));
	check_post("/v1/checkout/sessions", stripe_form_checkout(arena, "u", "cus_1", 500, url));
	check_post("/v1/checkout/sessions", stripe_form_setup_page(arena, "u", "cus_1", url));
	check_post("/v1/setup_intents", stripe_form_setup_intent(arena, "u", "cus_1"));
	check_post("/v1/payment_intents",
		   stripe_form_auto_topup(arena, "u", "cus_1", "pm_1", 500, "o"));
	check_post("/v1/accounts", stripe_form_account(arena, "u"));
	check_post("/v1/account_links", stripe_form_account_link(arena, "acct_1", url));
	check_post("/v1/transfers", stripe_form_transfer(arena, "w", "acct_1", 500));
}
END_TEST

START_TEST(every_list_and_object_that_is_read_is_one_that_stripe_has)
{
	check_get("/v1/accounts/acct_1");
	check_get("/v1/transfers?limit=10&transfer_group=w");
	check_get("/v1/transfers?limit=100&created[gte]=1&starting_after=tr_1");
	check_get("/v1/checkout/sessions?limit=100&created[gte]=1");
	check_get("/v1/payment_intents?limit=100&customer=cus_1&created[gte]=1");
	check_get("/v1/payment_intents/pi_1");
	check_get("/v1/transfers/tr_1");
	check_get("/v1/checkout/sessions/cs_1");
	check_get("/v1/refunds?limit=100&created[gte]=1&starting_after=re_1");
	check_get("/v1/refunds/re_1");
	check_get("/v1/disputes?limit=100&created[gte]=1");
	check_get("/v1/disputes/dp_1");
	check_get("/v1/payment_intents?limit=100&created[gte]=1");
	check_get("/v1/refunds?limit=100&charge=ch_1");
}
END_TEST

START_TEST(a_parameter_that_stripe_does_not_know_is_refused)
{
	struct form form = form_start(arena);
	struct stripe_reply reply;

	form_add(&form, "no_such_parameter", "1");
	ck_assert_int_eq(stripe_post(arena, "/v1/customers", &form, "k", 1, &reply), OK);
	ck_assert_int_eq(reply.outcome, STRIPE_REFUSED);
}
END_TEST

START_TEST(without_a_key_nothing_is_sent)
{
	struct stripe_reply reply;

	settings_mutable()->stripe_key = "";
	ck_assert_int_eq(stripe_get(arena, "/v1/accounts/acct_1", 1, &reply),
			 ERR_STRIPE_NOT_CONFIGURED);
}
END_TEST

SUITE("stripe client", before, after, every_form_is_one_that_stripe_knows,
      every_list_and_object_that_is_read_is_one_that_stripe_has,
      a_parameter_that_stripe_does_not_know_is_refused, without_a_key_nothing_is_sent)
