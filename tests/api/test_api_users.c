#include <string.h>

#include "api/lane.h"
#include "base/seat.h"
#include "base/share.h"
#include "support/call.h"
#include "support/suite.h"

START_TEST(a_profile_is_for_its_user_alone)
{
	static const char *const bad_names[] = { "{\"name\":\" \"}", "{\"name\":\"\\u202egnp.eoZ\"}",
						 "{\"name\":\"Zoe\\nthe operator\"}" };
	struct person who = given_person(.name = "Zoe", .cents = 250), other = given_person();
	const char *path = format("/api/users/%s", who.id.text);
	struct answer_seen seen = call(GET, path, who.key, NULL);

	check_status(seen, 200);
	check_members(
		&seen, "",
		"id balance_cents credits name avatar_url personality stripe_customer_id "
		"stripe_account_id stripe_account_status auto_topup_enabled "
		"auto_topup_amount_cents auto_topup_threshold_cents has_payment_method limits created_at");
	check_members(&seen, "limits", "claims claims_held hires hires_held why");
	ck_assert_int_eq(number_at(&seen, "limits.claims"), 2);
	ck_assert_int_eq(number_at(&seen, "limits.hires"), 1);
	ck_assert_int_eq(number_at(&seen, "limits.claims_held"), 0);
	ck_assert_ptr_nonnull(text_at(&seen, "limits.why"));
	ck_assert_str_eq(text_at(&seen, "id"), who.id.text);
	ck_assert_int_eq(number_at(&seen, "balance_cents"), 250);
	ck_assert_int_eq(number_at(&seen, "credits"), 0);
	ck_assert_str_eq(text_at(&seen, "name"), "Zoe");
	ck_assert(!true_at(&seen, "auto_topup_enabled") && !true_at(&seen, "has_payment_method"));
	ck_assert(null_at(&seen, "stripe_account_status") &&
		  null_at(&seen, "auto_topup_amount_cents"));
	for (int i = 0; i < COUNT(bad_names); i++)
		check_error_in(call(PATCH, path, who.key, bad_names[i]), 400, "invalid_request",
			       "name");
	check_error(call(GET, path, other.key, NULL), 403, "forbidden");
	check_error(call(GET, format("/api/users/%s", id_new().text), who.key, NULL), 403,
		    "forbidden");
}
END_TEST

START_TEST(nobody_has_more_than_two_requests_in_stripes_lane_or_twenty_a_minute)
{
	struct person who = given_person(), other = given_person();
	static const char path[] = "/api/wallet/topup", none[] = "{}";

	for (int place = 1; place <= 2; place++) {
		check_status(call(POST, path, who.key, none), 400);
		sql("INSERT INTO quotas (name, subject, taken, expires_at) VALUES ('stripe.place.%d', "
		    "UNHEX(SHA2('%s', 256)), 1, NOW(3) + INTERVAL 1 MINUTE)", place, who.id.text);
	}
	check_error(call(POST, path, who.key, none), 429, "rate_limited");
	check_status(call(POST, path, other.key, none), 400);
	sql("DELETE FROM quotas WHERE name LIKE 'stripe.place.%%'");
	for (int i = 2; i < 20; i++)
		check_status(call(POST, path, who.key, none), 400);
	check_error(call(POST, path, who.key, none), 429, "rate_limited");
	check_status(call(POST, path, other.key, none), 400);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM quotas WHERE name LIKE 'stripe.place.%'"),
				     0);
}
END_TEST

START_TEST(all_users_together_leave_a_worker_of_stripes_lane_free)
{
	struct person who = given_person();
	static const char path[] = "/api/wallet/topup", none[] = "{}";
	int seats[LANE_WORKERS - 1];

	for (int i = 0; i < COUNT(seats); i++) {
		check_status(call(POST, path, who.key, none), 400);
		ck_assert(seat_take(world_arena(), "lane", COUNT(seats), &seats[i]));
	}
	check_error(call(POST, path, who.key, none), 503, "busy");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM quotas WHERE name LIKE 'stripe.place.%'"),
				     0);
	seat_leave(seats[1]);
	check_status(call(POST, path, who.key, none), 400);
	seat_leave(seats[0]);
	seat_leave(seats[2]);
	share_forget(world_arena(), "lane");
}
END_TEST

START_TEST(whoami_says_who_the_key_is)
{
	struct person who = given_person(.name = "Zoe", .cents = 250);
	struct answer_seen seen = call(POST, "/api/whoami", who.key, NULL);

	check_status(seen, 200);
	check_members(&seen, "", "user");
	check_members(&seen, "user", "id balance_cents name");
	ck_assert_str_eq(text_at(&seen, "user.id"), who.id.text);
	ck_assert_int_eq(number_at(&seen, "user.balance_cents"), 250);
}
END_TEST

START_TEST(the_status_page_is_a_bare_array_of_what_i_compete_in)
{
	struct person who = given_person();
	struct id job = given_drop(.prompt = "Name a river.", .seconds = 3600);
	struct answer_seen seen = call(GET, "/api/users/status", who.key, NULL);

	ck_assert_int_eq(length_at(&seen, ""), 0);
	check_status(call(POST, path_of(job, "claim"), who.key, NULL), 201);
	seen = call(GET, "/api/users/status", who.key, NULL);
	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, ""), 1);
	check_members(&seen, "0", "id status title created_at window_closes_at claim");
	check_members(&seen, "0.claim",
		      "id job_id user_id agent_id expires_at submitted created_at");
	ck_assert_str_eq(text_at(&seen, "0.id"), job.text);
	ck_assert_str_eq(text_at(&seen, "0.title"), "Name a river");
	ck_assert_str_eq(text_at(&seen, "0.claim.user_id"), who.id.text);
	age(job, 301);
	seen = call(GET, "/api/users/status", who.key, NULL);
	ck_assert_int_eq(length_at(&seen, ""), 0);
	check_audit();
}
END_TEST

SUITE("api users", world_open, world_close, a_profile_is_for_its_user_alone,
      nobody_has_more_than_two_requests_in_stripes_lane_or_twenty_a_minute,
      all_users_together_leave_a_worker_of_stripes_lane_free, whoami_says_who_the_key_is,
      the_status_page_is_a_bare_array_of_what_i_compete_in)
