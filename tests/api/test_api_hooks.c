/* Webhooks, as their users make and change them. What is sent to them is e2e's. */
#include "base/config.h"
#include "support/call.h"
#include "support/expect.h"
#include "support/suite.h"

#define URL "\"url\":\"https://example.org/in\""

static struct answer_seen make(struct person user, const char *body)
{
	return call(POST, "/api/webhooks", user.key, body);
}

static const char *path_to(const struct answer_seen *made, const char *rest)
{
	return format("/api/webhooks/%s%s", text_at(made, "id"), rest);
}

START_TEST(a_webhook_is_made_shown_changed_and_deleted)
{
	struct person user = given_person();
	struct answer_seen made = make(user, "{" URL "}");

	check_status(made, 201);
	check_members(&made, "",
		      "id url types pack min_price_cents enabled disabled_reason failures "
		      "created_at updated_at secret");
	ck_assert_str_eq(text_at(&made, "types.0"), "*");

	struct answer_seen seen = call(GET, path_to(&made, ""), user.key, NULL);

	check_members(&seen, "",
		      "id url types pack min_price_cents enabled disabled_reason failures "
		      "created_at updated_at");
	seen = call(
		PATCH, path_to(&made, ""), user.key,
		"{\"types\":[\"drop.opened\",\"drop.failed\"],\"pack\":\"code\",\"enabled\":false}");
	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, "types"), 2);
	ck_assert_str_eq(text_at(&seen, "types.0"), "drop.failed");
	ck_assert_str_eq(text_at(&seen, "types.1"), "drop.opened");
	ck_assert_str_eq(text_at(&seen, "pack"), "code");
	ck_assert(!true_at(&seen, "enabled"));
	seen = call(PATCH, path_to(&made, ""), user.key,
		    "{\"types\":[],\"pack\":\"\",\"enabled\":true}");
	ck_assert_str_eq(text_at(&seen, "types.0"), "*");
	ck_assert(null_at(&seen, "pack") && true_at(&seen, "enabled"));
	seen = call(GET, "/api/webhooks", user.key, NULL);
	ck_assert_int_eq(length_at(&seen, "webhooks"), 1);
	check_status(call(DELETE, path_to(&made, ""), user.key, NULL), 200);
	check_error(call(GET, path_to(&made, ""), user.key, NULL), 404, "not_found");
}
END_TEST

START_TEST(a_webhook_is_its_users_alone)
{
	struct person user = given_person(), other = given_person();
	struct answer_seen made = make(user, "{" URL "}");
	struct answer_seen list = call(GET, "/api/webhooks", other.key, NULL);

	ck_assert_int_eq(length_at(&list, "webhooks"), 0);
	check_error(call(GET, path_to(&made, ""), other.key, NULL), 404, "not_found");
	check_error(call(GET, path_to(&made, "/deliveries"), other.key, NULL), 404, "not_found");
	check_error(call(PATCH, path_to(&made, ""), other.key, "{}"), 404, "not_found");
	check_error(call(POST, path_to(&made, "/test"), other.key, NULL), 404, "not_found");
	check_error(call(DELETE, path_to(&made, ""), other.key, NULL), 404, "not_found");
}
END_TEST

START_TEST(what_is_no_address_or_no_event_is_refused)
{
	static const struct {
		const char *body, *field;
	} bad[] = {
		{ "{}", "url" },
		{ "{\"url\":\"http://example.org/\"}", "url" },
		{ "{\"url\":\"ftp://example.org/\"}", "url" },
		{ "{\"url\":\"https://\"}", "url" },
		{ "{\"url\":\"https:///path\"}", "url" },
		{ "{\"url\":\"https://me:secret@example.org/\"}", "url" },
		{ "{\"url\":\"https://example.org/a b\"}", "url" },
		{ "{\"url\":\"https://example.org/\\u00e4\"}", "url" },
		{ "{" URL ",\"types\":[\"drop.eaten\"]}", "types" },
		{ "{" URL ",\"types\":\"drop.failed\"}", "types" },
		{ "{" URL ",\"pack\":\"none\"}", "pack" },
		{ "{" URL ",\"min_price_cents\":-1}", "min_price_cents" },
	};
	struct person user = given_person();

	for (int i = 0; i < COUNT(bad); i++)
		check_error_in(make(user, bad[i].body), 400, "invalid_request", bad[i].field);
}
END_TEST

START_TEST(a_secret_is_not_kept_under_an_idempotency_key)
{
	struct person user = given_person();
	struct answer_seen first = call(POST, "/api/webhooks", user.key, "{" URL "}",
					.idempotency_key = "once");
	struct answer_seen again = call(POST, "/api/webhooks", user.key, "{" URL "}",
					.idempotency_key = "once");

	ck_assert(!null_at(&first, "secret"));
	ck_assert_str_eq(text_at(&again, "id"), text_at(&first, "id"));
	ck_assert(null_at(&again, "secret"));
}
END_TEST

START_TEST(a_test_is_a_delivery_and_is_counted)
{
	struct person user = given_person();
	struct answer_seen made = make(user, "{" URL "}");
	struct answer_seen sent = call(POST, path_to(&made, "/test"), user.key, NULL);

	check_status(sent, 202);

	struct answer_seen list = call(GET, path_to(&made, "/deliveries"), user.key, NULL);

	check_members(&list, "deliveries.0",
		      "event_id type status attempts next_attempt_at answer "
		      "error took_ms created_at updated_at");
	ck_assert_str_eq(text_at(&list, "deliveries.0.event_id"), text_at(&sent, "event_id"));
	ck_assert_str_eq(text_at(&list, "deliveries.0.type"), "webhook.test");
	for (int i = 1; i < 20; i++)
		check_status(call(POST, path_to(&made, "/test"), user.key, NULL), 202);
	check_error(call(POST, path_to(&made, "/test"), user.key, NULL), 429, "rate_limited");
	list = call(GET, path_to(&made, "/deliveries?limit=5"), user.key, NULL);
	ck_assert_int_eq(length_at(&list, "deliveries"), 5);
	list = call(GET,
		    path_to(&made, format("/deliveries?cursor=%s", text_at(&list, "next_cursor"))),
		    user.key, NULL);
	ck_assert_int_eq(length_at(&list, "deliveries"), 15);
}
END_TEST

START_TEST(a_key_that_only_reads_sends_nothing_elsewhere)
{
	struct person user = given_person();
	struct answer_seen key = call(POST, "/api/keys", user.key, "{\"scopes\":[\"read\"]}");
	struct person reader = { user.id, text_at(&key, "key") };

	check_error(make(reader, "{" URL "}"), 403, "insufficient_scope");
	check_status(call(GET, "/api/webhooks", reader.key, NULL), 200);
}
END_TEST

SUITE("api_hooks", world_open, world_close, a_webhook_is_made_shown_changed_and_deleted,
      a_webhook_is_its_users_alone, what_is_no_address_or_no_event_is_refused,
      a_secret_is_not_kept_under_an_idempotency_key, a_test_is_a_delivery_and_is_counted,
      a_key_that_only_reads_sends_nothing_elsewhere)
