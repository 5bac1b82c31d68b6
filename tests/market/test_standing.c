/* What costs standing, what earns it, and what squatters and senders of junk come to. */
#include "market/standing.h"

#include <string.h>

#include "audit/review.h"
#include "people/closing.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

enum { DAY = 86400, FIELD = 5 };

#define JUNK "asdf"
#define SECRET "{\"TOKEN\":\"secret\"}"

static const bool no = false;

static struct standing standing_of(struct id user)
{
	struct standing standing = { .is_new = true };

	expect(OK, standing_find(world_db(), user, &standing));
	return standing;
}

static struct limits caps_of(struct id user)
{
	struct standing standing = standing_of(user);

	return limits_of(&standing);
}

static void check_caps(struct id user, int64_t claims, int64_t hires)
{
	struct limits limits = caps_of(user);

	ck_assert_int_eq(limits.claims, claims);
	ck_assert_int_eq(limits.hires, hires);
}

/* ------------------------------------------------------------ who is new */

START_TEST(a_new_user_holds_two_claims_and_works_on_one_hire)
{
	struct id user = given_user(), second = given_hire();

	check_caps(user, 2, 1);
	ck_assert_ptr_nonnull(caps_of(user).why);
	for (int i = 0; i < 2; i++)
		expect(OK, act_claim(given_drop(), user, NULL));
	expect(ERR_TOO_MANY_CLAIMS, act_claim(given_drop(), user, NULL));
	(void)given_accepted(user);
	expect(OK, act_hold(second, user));
	expect(ERR_TOO_MANY_HOLDS, act_accept(second, user));
	ck_assert_int_eq(standing_of(user).claims, 2);
	ck_assert_int_eq(standing_of(user).hires, 1);
	check_audit();
}
END_TEST

START_TEST(a_grade_above_f_lifts_the_caps_of_a_new_user)
{
	struct id user = given_user(.proven = true);

	check_caps(user, 10, 20);
	ck_assert_ptr_null(caps_of(user).why);
	check_audit();
}
END_TEST

START_TEST(a_verified_hire_lifts_the_caps_of_a_new_user)
{
	struct id user = given_user(), job = given_accepted(user);

	expect(OK, act_deliver(job, user, NULL, NULL));
	ck_assert_str_eq(look_job(job).status, "verified");
	check_caps(user, 10, 20);
	check_audit();
}
END_TEST

static void check_claims(struct id user, int most)
{
	for (int i = 0; i < most; i++)
		expect(OK, act_claim(given_drop(), user, NULL));
	expect(ERR_TOO_MANY_CLAIMS, act_claim(given_drop(), user, NULL));
	check_audit();
}

static int64_t known_to_be_good(struct id user)
{
	char query[120];

	(void)snprintf(query, sizeof(query),
		       "SELECT proven_at IS NOT NULL FROM users WHERE id = '%s'", user.text);
	return look_number(query);
}

START_TEST(a_claim_notes_that_its_user_was_good_and_later_ones_take_its_word)
{
	struct id good = given_user(.proven = true), new = given_user();

	check_claims(new, 2);
	ck_assert_int_eq(known_to_be_good(new), 0);
	ck_assert_int_eq(known_to_be_good(good), 0);
	expect(OK, act_claim(given_drop(), good, NULL));
	ck_assert_int_eq(known_to_be_good(good), 1);
	check_claims(good, 9);
}
END_TEST

START_TEST(a_claim_knows_of_good_work_and_of_bad_of_either_kind)
{
	struct id by_hire = given_user(), junk = given_user(), drop = given_drop();

	expect(OK, act_deliver(given_accepted(by_hire), by_hire, NULL, NULL));
	check_claims(by_hire, 10);
	expect(OK, act_submit(drop, junk, JUNK));
	expect(OK, act_claim(given_drop(), junk, NULL));
	age(drop, 301);
	(void)act_pass();
	expect(OK, act_claim(given_drop(), junk, NULL));
	ck_assert_int_eq(known_to_be_good(junk), 0);
	check_claims(junk, 0);
}
END_TEST

START_TEST(hires_that_are_late_lower_the_cap_of_claims_before_a_clock_has_passed)
{
	struct id user = given_user(.proven = true), known = given_user(.proven = true);

	expect(OK, act_claim(given_drop(), known, NULL));
	ck_assert_int_eq(known_to_be_good(known), 1);
	for (int i = 0; i < 3; i++) {
		struct id late = given_accepted(user), too = given_accepted(known);

		age_hire(late, 3600);
		age_hire(too, 3600);
	}
	check_claims(user, 2);
	check_claims(known, 1);
}
END_TEST

START_TEST(an_answer_graded_f_proves_nothing)
{
	struct id user = given_user(), job = given_drop();

	expect(OK, act_submit(job, user, JUNK));
	age(job, 301);
	(void)act_pass();
	ck_assert_str_eq(look_job(job).status, "failed");
	check_caps(user, 2, 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ no-shows */

START_TEST(an_answer_graded_f_is_a_no_show)
{
	struct id user = given_user(), job = given_drop();

	expect(OK, act_submit(job, user, JUNK));
	ck_assert_int_eq(standing_of(user).no_shows, 0);
	age(job, 301);
	(void)act_pass();
	ck_assert_int_eq(standing_of(user).no_shows, 1);
	check_audit();
}
END_TEST

START_TEST(a_junk_delivery_is_a_no_show_and_an_honest_failure_is_none)
{
	struct id junk = given_user(.proven = true), honest = given_user(.proven = true);

	expect(OK, act_deliver(given_accepted(junk), junk, JUNK, NULL));
	expect(OK, act_deliver(given_accepted(honest), honest, NULL, &no));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM deliveries WHERE NOT passed"), 2);
	ck_assert_int_eq(standing_of(junk).no_shows, 1);
	ck_assert_int_eq(standing_of(honest).no_shows, 0);
	check_audit();
}
END_TEST

START_TEST(a_missed_deadline_is_a_no_show_whether_or_not_a_clock_has_passed)
{
	struct id user = given_user(), job = given_accepted(user);

	age_hire(job, 3600);
	ck_assert_int_eq(standing_of(user).no_shows, 1);
	ck_assert_int_eq(standing_of(user).hires, 0);
	ck_assert_int_eq(act_pass().expired, 1);
	ck_assert_int_eq(standing_of(user).no_shows, 1);
	check_audit();
}
END_TEST

START_TEST(three_no_shows_of_any_kind_lower_both_caps_for_a_day)
{
	struct id user = given_user(.proven = true), late = given_accepted(user),
		  drop = given_drop();
	struct id junk = given_accepted(user);

	age_hire(late, 3600);
	(void)act_pass();
	expect(OK, act_deliver(junk, user, JUNK, NULL));
	check_caps(user, 10, 20);
	expect(OK, act_submit(drop, user, JUNK));
	age(drop, 301);
	(void)act_pass();
	check_caps(user, 2, 1);
	age(drop, DAY);
	check_caps(user, 10, 20);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ env_vars */

static struct job seen_by(struct id job, struct id user)
{
	struct job seen = { .is_sender = false };

	expect(OK, job_find(world_db(), job, user, &seen));
	return seen;
}

static void check_env_vars(struct id job, struct id user, bool shown)
{
	ck_assert_str_eq(seen_by(job, user).env_vars.text, shown ? SECRET : "{}");
}

START_TEST(giving_back_after_reading_the_env_vars_is_a_no_show_however_soon)
{
	struct id job = given_drop(.env_vars = SECRET), reader = given_user(), other = given_user();

	expect(OK, act_claim(job, reader, NULL));
	expect(OK, act_claim(job, other, NULL));
	check_env_vars(job, reader, true);
	expect(OK, act_release(job, reader));
	expect(OK, act_release(job, other));
	ck_assert_int_eq(standing_of(reader).no_shows, 1);
	ck_assert_int_eq(standing_of(other).no_shows, 0);
	expect(ERR_COOLDOWN, act_claim(job, reader, NULL));
	check_env_vars(job, reader, false);
	check_audit();
}
END_TEST

START_TEST(a_drop_without_env_vars_can_be_looked_at_and_given_back)
{
	struct id job = given_drop(), user = given_user();

	expect(OK, act_claim(job, user, NULL));
	(void)seen_by(job, user);
	expect(OK, act_release(job, user));
	ck_assert_int_eq(standing_of(user).no_shows, 0);
	check_audit();
}
END_TEST

START_TEST(a_hire_shows_its_env_vars_from_accepted_on)
{
	struct id job = given_hire(.env_vars = SECRET), worker = given_user();

	expect(OK, act_hold(job, worker));
	check_env_vars(job, worker, false);
	expect(OK, act_accept(job, worker));
	check_env_vars(job, worker, true);
	expect(OK, act_give_up(job, worker));
	check_env_vars(job, worker, false);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ attacks */

/* They take all of two drops; the other eight stay open to whoever means it. */
START_TEST(five_new_accounts_cannot_take_every_place_of_ten_drops)
{
	struct id squatters[FIELD], drops[10];
	int full = 0;

	for (int i = 0; i < FIELD; i++)
		squatters[i] = given_user();
	for (int i = 0; i < COUNT(drops); i++) {
		drops[i] = given_drop(.seconds = 3600);
		for (int k = 0; k < FIELD; k++)
			expect(i < 2 ? OK : ERR_TOO_MANY_CLAIMS,
			       act_claim(drops[i], squatters[k], NULL));
		full += act_claim(drops[i], given_user(), NULL) == ERR_DROP_FULL;
	}
	ck_assert_int_eq(full, 2);
	/* Nor for long: a claim that runs out is a no-show, and three of them leave the cap where it was. */
	for (int i = 0; i < 2; i++)
		age(drops[i], 301);
	for (int k = 0; k < FIELD; k++) {
		ck_assert_int_eq(standing_of(squatters[k]).no_shows, 2);
		expect(ERR_COOLDOWN, act_claim(drops[0], squatters[k], NULL));
	}
	check_audit();
}
END_TEST

/* Each is kept off the hire for an hour with a no-show; the hire waits for the next as if nothing had been. */
START_TEST(three_new_accounts_cannot_burn_the_attempts_of_a_hire)
{
	struct id job = given_hire(), honest = given_user();

	for (int i = 0; i < 3; i++) {
		struct id burner = given_user();

		expect(OK, act_hold(job, burner));
		expect(OK, act_accept(job, burner));
		expect(OK, act_deliver(job, burner, JUNK, NULL));
		ck_assert_int_eq(standing_of(burner).no_shows, 1);
		expect(ERR_COOLDOWN, act_hold(job, burner));
	}
	ck_assert_str_eq(look_job(job).status, "queued");
	ck_assert_int_eq(look_job(job).attempt_count, 0);
	expect(OK, act_hold(job, honest));
	expect(OK, act_accept(job, honest));
	expect(OK, act_deliver(job, honest, NULL, NULL));
	ck_assert_str_eq(look_job(job).status, "verified");
	ck_assert_int_eq(look_balance(honest), 350);
	check_audit();
}
END_TEST

START_TEST(junk_of_who_is_not_new_spends_an_attempt)
{
	struct id user = given_user(.proven = true), job = given_accepted(user);

	expect(OK, act_deliver(job, user, JUNK, NULL));
	ck_assert_int_eq(look_job(job).attempt_count, 1);
	check_audit();
}
END_TEST

START_TEST(one_new_account_cannot_sit_on_twenty_hires_for_a_day)
{
	struct id squatter = given_user();
	int taken = 0;

	for (int i = 0; i < 20; i++) {
		struct id job = given_hire(.seconds = DAY);

		if (act_hold(job, squatter) == OK)
			taken += act_accept(job, squatter) == OK;
	}
	ck_assert_int_eq(taken, 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'accepted'"), 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ what an operator sees and does */

static enum error look_back(struct db *db, void *review)
{
	return review_run(db, 24, review);
}

static bool reviewed(const char *what, struct id user)
{
	struct review review = { .count = 0 };

	expect(OK, db_transact(world_db(), DB_SNAPSHOT, look_back, &review));
	for (int i = 0; i < review.count; i++)
		if (strstr(review.lines[i], what) && strstr(review.lines[i], user.text))
			return true;
	return false;
}

START_TEST(a_review_shows_one_sided_pairs_and_who_did_not_show_up)
{
	struct id sender = given_user(.cents = 300), friend = given_user(), late = given_user();

	for (int i = 0; i < 2; i++) {
		struct id job = given_drop(.sender = sender);

		expect(OK, act_submit(job, friend, NULL));
		ck_assert(!reviewed("\"pair\"", friend));
		age(job, 301);
		(void)act_pass();
	}
	ck_assert(reviewed("\"pair\"", friend) && reviewed("\"pair\"", sender));
	for (int i = 0; i < 3; i++) {
		struct id job = given_drop();

		expect(OK, act_claim(job, late, NULL));
		age(job, 301);
		(void)act_pass();
	}
	ck_assert(reviewed("\"no_shows\"", late) && !reviewed("\"no_shows\"", friend));
	sql("UPDATE users SET suspended_at = NOW(3), suspended_why = 'too many no-shows' "
	    "WHERE id = '%s'", late.text);
	ck_assert(reviewed("\"frozen\"", late));
}
END_TEST

static struct money closing_balance;

static enum error close_one(struct db *db, void *user)
{
	return user_close(db, *(struct id *)user, &closing_balance);
}

START_TEST(a_closed_user_has_no_credential_left_and_keeps_the_books)
{
	struct id user = given_user(.cents = 250), other = given_user();

	sql("INSERT INTO api_keys (id, user_id, key_hash, name, last_four, created_at) VALUES "
	    "(UUID(), '%s', REPEAT('x', 32), 'a', 'aaaa', NOW(3)), "
	    "(UUID(), '%s', REPEAT('y', 32), 'b', 'bbbb', NOW(3))", user.text, other.text);
	sql("INSERT INTO sessions (id, user_id, token_hash, opened_by, created_at, last_used_at, "
	    "expires_at) VALUES (UUID(), '%s', REPEAT('z', 32), 'key', NOW(3), NOW(3), NOW(3))",
	    user.text);
	for (int i = 0; i < 2; i++)
		expect(OK, db_transact(world_db(), DB_TRANSACTION, close_one, &user));
	ck_assert_int_eq(closing_balance.cents, 250);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM api_keys WHERE revoked_at IS NULL"), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM sessions"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM users WHERE closed_at IS NOT NULL"), 1);
	check_audit();
}
END_TEST

SUITE("standing", world_open, world_close, a_review_shows_one_sided_pairs_and_who_did_not_show_up,
      a_closed_user_has_no_credential_left_and_keeps_the_books,
      a_new_user_holds_two_claims_and_works_on_one_hire,
      a_grade_above_f_lifts_the_caps_of_a_new_user, a_verified_hire_lifts_the_caps_of_a_new_user,
      a_claim_notes_that_its_user_was_good_and_later_ones_take_its_word,
      a_claim_knows_of_good_work_and_of_bad_of_either_kind,
      hires_that_are_late_lower_the_cap_of_claims_before_a_clock_has_passed,
      an_answer_graded_f_proves_nothing, an_answer_graded_f_is_a_no_show,
      a_junk_delivery_is_a_no_show_and_an_honest_failure_is_none,
      a_missed_deadline_is_a_no_show_whether_or_not_a_clock_has_passed,
      three_no_shows_of_any_kind_lower_both_caps_for_a_day,
      giving_back_after_reading_the_env_vars_is_a_no_show_however_soon,
      a_drop_without_env_vars_can_be_looked_at_and_given_back,
      a_hire_shows_its_env_vars_from_accepted_on,
      five_new_accounts_cannot_take_every_place_of_ten_drops,
      three_new_accounts_cannot_burn_the_attempts_of_a_hire,
      junk_of_who_is_not_new_spends_an_attempt, one_new_account_cannot_sit_on_twenty_hires_for_a_day)
