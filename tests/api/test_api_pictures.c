/* What pictures show, over the API: the same as the database has, and to nobody more than that one may see. */
#include <string.h>

#include "base/config.h"
#include "drop/hours.h"
#include "picture/arena.h"
#include "picture/axis.h"
#include "picture/flow.h"
#include "picture/grades.h"
#include "picture/history.h"
#include "picture/window.h"
#include "support/call.h"
#include "support/expect.h"
#include "support/figure.h"
#include "support/suite.h"

static struct figure_seen draw(const char *path, struct person who)
{
	struct answer_seen seen = call(GET, path, who.key, NULL);

	check_status(seen, 200);
	ck_assert_str_eq(seen.content_type, "image/svg+xml");
	ck_assert_ptr_nonnull(strstr(header_of(&seen, "Content-Security-Policy"), "'sha256-"));
	return figure_read(seen.body, strlen(seen.body));
}

static struct figure_seen everybodys_window(struct id job)
{
	struct window window = { .count = 0 };

	expect(OK, window_read(world_db(), job, ID_NONE, &window));

	struct picture p = window_picture(world_arena(), &window);

	return figure_check(world_arena(), &p);
}

/* A sender's drop with an answer, a place that was given back, and one that is held. */
struct scene {
	struct person sender, first, second, third, stranger;
	struct id job;
};

static struct scene given_scene(int64_t cents)
{
	struct scene s = { given_person(.cents = 200000),
			   given_person(),
			   given_person(),
			   given_person(),
			   given_person(),
			   ID_NONE };
	struct claim claim;

	s.job = given_drop(.sender = s.sender.id, .cents = cents);
	expect(OK, act_claim(s.job, s.first.id, &claim));
	expect(OK, act_claim(s.job, s.second.id, &claim));
	expect(OK, act_submit(s.job, s.first.id, NULL));
	expect(OK, act_release(s.job, s.second.id));
	expect(OK, act_claim(s.job, s.third.id, &claim));
	return s;
}

static void end(const struct scene *s)
{
	age(s->job, 301);
	(void)act_pass();
}

/* ------------------------------------------------------------ the window */

START_TEST(before_the_end_the_sender_sees_all_places_and_a_competitor_its_own)
{
	struct scene s = given_scene(100);
	const char *figures = path_of(s.job, "figures"), *svg = path_of(s.job, "window.svg");
	struct answer_seen seen;

	sql("UPDATE submissions s JOIN jobs j ON j.id = s.job_id SET s.created_at = j.window_closes_at "
	    "- INTERVAL j.time_limit_seconds SECOND + INTERVAL 34000 MICROSECOND");
	seen = call(GET, figures, s.sender.key, NULL);
	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, "window.places"), 3);
	ck_assert(true_at(&seen, "window.complete"));
	ck_assert_str_eq(text_at(&seen, "window.places.0.state"), "submitted");
	ck_assert_str_eq(text_at(&seen, "window.places.1.state"), "released");
	ck_assert_str_eq(text_at(&seen, "window.places.2.state"), "live");
	ck_assert_int_eq(number_at(&seen, "window.claims_count"), 2);
	ck_assert_int_eq(number_at(&seen, "window.submissions_count"), 1);
	ck_assert(null_at(&seen, "window.closed_at"));
	ck_assert_int_eq(length_at(&seen, "grades"), 0);

	struct figure_seen picture = draw(svg, s.sender);

	check_line(&picture, "word\t2 of 5 places taken, 1 answer");
	check_line(&picture, "word\tPlace 1: answered 34 ms");

	seen = call(GET, figures, s.second.key, NULL);
	ck_assert_int_eq(length_at(&seen, "window.places"), 1);
	ck_assert(!true_at(&seen, "window.complete"));
	ck_assert(true_at(&seen, "window.places.0.mine"));
	picture = draw(svg, s.third);
	check_line(&picture, "word\tYour place: at work, at most until 5:00");
	ck_assert(!figure_has(&picture, "word\tPlace 1: answered 34 ms"));
}
END_TEST

START_TEST(everybody_sees_counts_and_after_the_end_places_without_names)
{
	struct scene s = given_scene(100);
	struct figure_seen seen = everybodys_window(s.job);

	ck_assert_int_eq(figure_count(&seen, "row"), 3); /* its head, its beginning, its end */
	check_line(&seen, "word\t2 of 5 places taken, 1 answer");
	end(&s);
	seen = everybodys_window(s.job);
	check_line(&seen, "word\tPlace 3: ran out 5:00");
	check_audit();
}
END_TEST

START_TEST(a_stranger_sees_no_picture_of_a_job_that_is_hidden)
{
	static const char *const names[] = { "figures", "window.svg", "grades.svg", "money.svg" };
	struct scene s = given_scene(100);
	struct person poor = given_person();
	struct id unpaid = given_drop(.sender = poor.id, .unpaid = true);

	for (int i = 0; i < COUNT(names); i++) {
		check_error(call(GET, path_of(s.job, names[i]), s.stranger.key, NULL), 404,
			    "not_found");
		check_error(call(GET, path_of(s.job, names[i]), NULL, NULL), 401,
			    "authentication_required");
		check_error(call(GET, path_of(unpaid, names[i]), s.stranger.key, NULL), 404,
			    "not_found");
	}

	check_status(call(GET, path_of(s.job, "money.svg"), s.sender.key, NULL), 200);

	struct answer_seen seen = call(GET, path_of(unpaid, "figures"), poor.key, NULL);

	check_status(seen, 200);
	ck_assert(null_at(&seen, "window"));
	ck_assert_int_eq(number_at(&seen, "money.paid_cents"), 0);
	check_error(call(GET, path_of(unpaid, "window.svg"), poor.key, NULL), 404, "not_found");
}
END_TEST

/* Who looks at a picture has not read the drop's secrets: giving the place back stays free. */
START_TEST(a_picture_counts_nothing_against_a_claimant)
{
	struct person who = given_person();
	struct id job = given_drop(.env_vars = "{\"TOKEN\":\"s\"}");
	struct claim claim;

	expect(OK, act_claim(job, who.id, &claim));
	check_status(call(GET, path_of(job, "figures"), who.key, NULL), 200);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM claims WHERE env_vars_read_at IS NOT NULL"), 0);
}
END_TEST

static struct answer_seen browse(const char *path)
{
	return call(GET, path, NULL, NULL, .accept = "text/html");
}

START_TEST(public_pages_show_pictures_and_stay_the_same_while_nothing_happens)
{
	struct scene s = given_scene(100);
	const char *page = format("/drops/%s", s.job.text);
	struct answer_seen seen = browse(page), again;

	check_status(seen, 200);
	ck_assert_ptr_nonnull(
		strstr(seen.body,
		       "<strong>The window of this drop</strong> 2 of 5 places taken, 1 answer"));
	ck_assert_ptr_nonnull(
		strstr(seen.body, "<strong>Where the money went</strong> Of $1.00: $1.00 held"));
	ck_assert_ptr_null(strstr(seen.body, "Place 1"));
	sql("DO SLEEP(1.1)");
	again = browse(page);
	ck_assert_str_eq(header_of(&seen, "ETag"), header_of(&again, "ETag"));
	end(&s);
	seen = browse(page);
	ck_assert_ptr_nonnull(strstr(seen.body, "Place 1: answered"));
	ck_assert_ptr_nonnull(strstr(seen.body, "<strong>The field&#39;s grades</strong> 1 answer"));
	ck_assert_ptr_null(strstr(seen.body, s.first.id.text));
	seen = browse("/status");
	ck_assert_ptr_nonnull(
		strstr(seen.body, "</strong> 1 drop won in the last 30 days, for $0.80"));
	ck_assert_ptr_nonnull(strstr(seen.body, "All of 1 drop judged by the built-in judge."));
}
END_TEST

/* ------------------------------------------------------------ grades and money */

START_TEST(grades_are_for_all_once_it_is_completed_and_those_of_the_table)
{
	struct scene s = given_scene(100);
	struct grades grades = { .count = 0 };

	expect(OK, act_submit(s.job, s.third.id,
			      "The Danube ends in the Black Sea, past Galati and Tulcea."));
	expect(OK, grades_read(world_db(), s.job, ID_NONE, &grades));
	ck_assert_int_eq(grades.count, 0);
	end(&s);
	expect(OK, grades_read(world_db(), s.job, ID_NONE, &grades));
	ck_assert_int_eq(grades.count, 2);

	struct answer_seen seen = call(GET, path_of(s.job, "figures"), s.first.key, NULL);
	struct figure_seen picture = draw(path_of(s.job, "grades.svg"), s.sender);

	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(number_at(&seen, format("grades.%d.rank", i)), i + 1);
		ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM submissions WHERE `rank` = %d "
						    "AND grade = '%s'", i + 1,
						    text_at(&seen, format("grades.%d.grade", i)))), 1);
		check_line(&picture,
			   format("word\t%s", text_at(&seen, format("grades.%d.grade", i))));
	}
	ck_assert_int_ne(true_at(&seen, "grades.0.mine"), true_at(&seen, "grades.1.mine"));
	check_audit();
}
END_TEST

/* To the cent, by the ledger. */
static void check_money(struct id job, struct person who, int64_t prize, int64_t fee,
			int64_t refund, int64_t held)
{
	struct answer_seen seen = call(GET, path_of(job, "figures"), who.key, NULL);
	struct flow flow = { .paid = { 0 } };

	ck_assert_int_eq(number_at(&seen, "money.prize_cents"), prize);
	ck_assert_int_eq(number_at(&seen, "money.fee_cents"), fee);
	ck_assert_int_eq(number_at(&seen, "money.refund_cents"), refund);
	ck_assert_int_eq(number_at(&seen, "money.held_cents"), held);
	ck_assert_int_eq(number_at(&seen, "money.paid_cents"), prize + fee + refund + held);
	expect(OK, flow_read(world_db(), job, &flow));

	struct picture p = flow_picture(world_arena(), &flow);
	struct figure_seen picture = figure_check(world_arena(), &p);

	check_line(&picture,
		   format("row\tTo the winner\t%s", money_text(world_arena(), cents(prize))));
	check_line(&picture, format("row\tTo the house\t%s", money_text(world_arena(), cents(fee))));
	check_line(&picture,
		   format("row\tBack to the sender\t%s", money_text(world_arena(), cents(refund))));
}

START_TEST(money_is_where_the_ledger_says)
{
	struct scene s = given_scene(99999);

	check_money(s.job, s.sender, 0, 0, 0, 99999);
	end(&s);
	check_money(s.job, s.sender, 80000, 19999, 0, 0);
	check_money(s.job, s.first, 80000, 19999, 0, 0);
	ck_assert_int_eq(look_number("SELECT SUM(e.delta) FROM entries e JOIN accounts a ON a.id = e.account_id "
				     "WHERE a.name = 'fees'"),
		19999);
	ck_assert_int_eq(look_balance(s.first.id), 80000);

	struct person sender = given_person(.cents = 100);
	struct id vain = given_drop(.sender = sender.id, .cents = 100);

	age(vain, 301);
	(void)act_pass();
	check_money(vain, sender, 0, 0, 100, 0);
	check_audit();
}
END_TEST

START_TEST(what_was_taken_back_is_for_the_parties_alone)
{
	struct scene s = given_scene(500);
	const char *path = format("/drops/%s", s.job.text);

	end(&s);
	sql("INSERT INTO disputes (id, user_id, amount_cents, status, created_at, closed_at) "
	    "VALUES ('dp_1', '%s', 500, 'lost', NOW(3), NOW(3))", s.sender.id.text);
	sql("INSERT INTO dispute_decisions (dispute_id, job_id, act, taken_cents, created_at) "
	    "VALUES ('dp_1', '%s', 'clawed-back', 150, NOW(3))", s.job.text);

	struct answer_seen seen = call(GET, path_of(s.job, "figures"), s.first.key, NULL);

	ck_assert_int_eq(number_at(&seen, "money.prize_cents"), 400);
	ck_assert_int_eq(number_at(&seen, "money.clawed_back_cents"), 150);
	seen = call(GET, path, NULL, NULL, .accept = "text/html");
	check_status(seen, 200);
	ck_assert_ptr_nonnull(strstr(seen.body, "$4.00"));
	ck_assert_ptr_null(strstr(seen.body, "aken back"));
}
END_TEST

/* ------------------------------------------------------------ the wallet */

START_TEST(a_wallets_picture_is_its_ledger)
{
	struct scene s = given_scene(500);
	struct answer_seen none = call(GET, "/api/wallet/history", s.first.key, NULL);

	ck_assert_int_eq(length_at(&none, "points"), 0);
	ck_assert(true_at(&none, "complete"));
	end(&s);

	struct id won = s.job;

	ck_assert_int_eq(act_run(s.first.id, "Name a lake.", 150, 300, &s.job), OK);

	struct answer_seen seen = call(GET, "/api/wallet/history", s.first.key, NULL);

	check_status(seen, 200);
	ck_assert_int_eq(length_at(&seen, "points"), 2);
	ck_assert_str_eq(text_at(&seen, "points.0.reason"), format("payout:%s", won.text));
	ck_assert_int_eq(number_at(&seen, "points.0.balance_cents"), 400);
	ck_assert_int_eq(number_at(&seen, "points.0.earned_cents"), 400);
	ck_assert_str_eq(text_at(&seen, "points.1.reason"), format("job:%s", s.job.text));
	ck_assert_int_eq(number_at(&seen, "points.1.delta"), -150);
	ck_assert_int_eq(number_at(&seen, "points.1.balance_cents"), 250);

	struct figure_seen picture = draw("/api/wallet/history.svg", s.first);

	check_line(&picture, "word\t$4.00");
	check_line(&picture, "word\tearned of it");
}
END_TEST

START_TEST(only_the_latest_entries_are_drawn_and_what_was_before_them_is_said)
{
	struct person who = given_person(.cents = 1);
	struct history h = { .count = 0 };

	sql("INSERT INTO transfers (id, reason, created_at) SELECT UUID(), CONCAT('grant:<b>\"&', seq), NOW(3) "
	    "FROM seq_1_to_299");
	sql("INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, balance_after, created_at) "
	    "SELECT UUID(), t.id, '%s', 1, t.reason, SUBSTRING_INDEX(t.reason, '&', -1) + 1, "
	    "SUBSTRING_INDEX(t.reason, '&', -1) + 1, NOW(3) FROM transfers t WHERE t.reason LIKE 'grant:<b>%%'",
	    who.id.text);
	expect(OK, history_read(world_db(), who.id, &h));
	ck_assert_int_eq(h.count, HISTORY_MOST);
	ck_assert(h.more);
	ck_assert_int_eq(h.balance_before.cents, 100);
	ck_assert_int_eq(h.points[0].balance.cents, 101);
	ck_assert_int_eq(h.points[HISTORY_MOST - 1].balance.cents, 300);
}
END_TEST

/* ------------------------------------------------------------ the arena */

/* Won that many days and hours ago, by jurors that agreed so, or by none. */
static void given_won(int hours, const char *agreement)
{
	struct scene s = given_scene(500);

	end(&s);
	sql("UPDATE jobs SET completed_at = NOW(3) - INTERVAL %d HOUR, agreement = NULLIF('%s', '') "
	    "WHERE id = '%s'", hours, agreement, s.job.text);
}

static void check_arena(const struct answer_seen *seen)
{
	int64_t drops = 0, prizes = 0, places = 0, answers = 0;

	ck_assert_int_eq(length_at(seen, "days"), ARENA_DAYS);
	for (int i = 0; i < ARENA_DAYS; i++) {
		drops += number_at(seen, format("days.%d.completed_drops", i));
		prizes += number_at(seen, format("days.%d.prizes_cents", i));
		answers += number_at(seen, format("days.%d.submissions", i));
		places += number_at(seen, format("days.%d.places", i));
	}
	ck_assert_int_eq(drops, 5);
	ck_assert_int_eq(prizes, 5 * 400);
	ck_assert_int_eq(answers, 5);
	ck_assert_int_eq(places, 5 * 5);
	ck_assert_int_eq(number_at(seen, "judged.unanimous"), 1);
	ck_assert_int_eq(number_at(seen, "judged.majority"), 0);
	ck_assert_int_eq(number_at(seen, "judged.split"), 1);
	ck_assert_int_eq(number_at(seen, "judged.built_in"), 3);
	ck_assert_int_ge(number_at(seen, "days.29.completed_drops"), 1);
}

/* Counted or not, by one cron or two: it comes to the same. */
START_TEST(the_month_is_the_same_before_and_after_its_hours_are_counted)
{
	given_won(0, "");
	given_won(2, "");
	given_won(26, "unanimous");
	given_won(27, "split");
	given_won(200, "");
	given_won(24 * 40, "majority"); /* too long ago */

	struct answer_seen seen = call(GET, "/api/arena", NULL, NULL);

	check_status(seen, 200);
	check_arena(&seen);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM hours"), 0);
	for (int i = 0; i < 2; i++) {
		expect(OK, hours_count(world_db()));
		ck_assert_int_eq(look_number("SELECT SUM(drops) FROM hours"), 4);
		ck_assert_int_eq(look_number("SELECT MAX(hour) + INTERVAL 70 MINUTE <= NOW() FROM hours"), 1);
		seen = call(GET, "/api/arena", NULL, NULL);
		check_arena(&seen);
	}
	check_audit();
}
END_TEST

/* A clock that was wrong for a while leaves nothing behind. */
START_TEST(hours_are_right_again_after_a_clock_that_was_not)
{
	given_won(2, "");
	sql("INSERT INTO hours VALUES (DATE_FORMAT(NOW() + INTERVAL 48 HOUR, '%%Y-%%m-%%d %%H:00:00'), "
	    "0, 0, 0, 0, 0, 0, 0)");
	expect(OK, hours_count(world_db()));
	ck_assert_int_eq(look_number("SELECT SUM(drops) FROM hours"), 1);
	given_won(2, ""); /* into an hour that is counted already */
	sql("DELETE FROM hours WHERE hour > NOW() - INTERVAL 130 MINUTE AND hour < NOW()");
	expect(OK, hours_count(world_db()));
	ck_assert_int_eq(look_number("SELECT SUM(drops) FROM hours"), 2);
	check_audit();
}
END_TEST

static enum error count(struct db *db, void *arg)
{
	(void)arg;
	return hours_count(db);
}

static enum error count_hours(int i, void *context)
{
	(void)i;
	return db_transact(world_db(), DB_AUTOCOMMIT, count, context);
}

START_TEST(many_crons_count_an_hour_once)
{
	given_won(26, "unanimous");

	struct race race = race_of(4, count_hours, NULL);

	ck_assert_int_eq(race.outcomes[OK], 4);
	ck_assert_int_eq(look_number("SELECT SUM(drops) FROM hours"), 1);
	check_audit();
}
END_TEST

SUITE("pictures over the API", world_open, world_close,
      before_the_end_the_sender_sees_all_places_and_a_competitor_its_own,
      everybody_sees_counts_and_after_the_end_places_without_names,
      public_pages_show_pictures_and_stay_the_same_while_nothing_happens,
      a_stranger_sees_no_picture_of_a_job_that_is_hidden,
      a_picture_counts_nothing_against_a_claimant,
      grades_are_for_all_once_it_is_completed_and_those_of_the_table, money_is_where_the_ledger_says,
      what_was_taken_back_is_for_the_parties_alone, a_wallets_picture_is_its_ledger,
      only_the_latest_entries_are_drawn_and_what_was_before_them_is_said,
      the_month_is_the_same_before_and_after_its_hours_are_counted,
      hours_are_right_again_after_a_clock_that_was_not, many_crons_count_an_hour_once)
