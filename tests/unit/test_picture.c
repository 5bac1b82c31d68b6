/* Pictures of figures that are made up here: each number in them is in the table, at either end of what there can be. */
#include <stdio.h>
#include <string.h>

#include "picture/arena.h"
#include "picture/axis.h"
#include "picture/flow.h"
#include "picture/grades.h"
#include "picture/history.h"
#include "picture/window.h"
#include "support/figure.h"
#include "support/suite.h"

static struct arena *arena;

static void open_arena(void)
{
	arena = arena_create();
}

static void close_arena(void)
{
	arena_free(arena);
}

/* 2026-04-05 12:00:00, and so many seconds later */
static struct instant after(int64_t seconds)
{
	return (struct instant){ 1775390400000 + seconds * 1000 };
}

/* ------------------------------------------------------------ scales and words */

START_TEST(a_scale_ends_at_a_round_number_that_holds_the_value)
{
	static const struct {
		int64_t value, end;
	} cases[] = {
		{ 0, 1 },	{ 1, 1 },	{ 2, 2 },
		{ 3, 3 },	{ 7, 8 },	{ 1001, 2000 },
		{ 5000, 5000 }, { 5001, 6000 }, { INT64_MAX, INT64_MAX },
	};

	for (int i = 0; i < COUNT(cases); i++)
		ck_assert_int_eq(axis_end(cases[i].value), cases[i].end);
}
END_TEST

START_TEST(a_place_on_a_scale_stays_on_it)
{
	ck_assert_int_eq(axis_share(5, 0, 10).parts, WHOLE / 2);
	ck_assert_int_eq(axis_share(-5, 0, 10).parts, 0);
	ck_assert_int_eq(axis_share(50, 0, 10).parts, WHOLE);
	ck_assert_int_eq(axis_share(7, 7, 7).parts, WHOLE / 2);
	ck_assert_int_eq(axis_share(INT64_MAX, 0, INT64_MAX).parts, WHOLE);
	ck_assert_int_eq(axis_pixels(INT64_MAX / 2, INT64_MAX, 100), 49);
	ck_assert_int_eq(axis_pixels(3, 0, 100), 0);
}
END_TEST

START_TEST(numbers_have_names)
{
	ck_assert_str_eq(axis_number(arena, -1234567), "-1,234,567");
	ck_assert_str_eq(axis_number(arena, 999), "999");
	ck_assert_str_eq(axis_duration(arena, 125999), "2:05");
	ck_assert_str_eq(axis_duration(arena, 3600000), "1:00:00");
	ck_assert_str_eq(axis_duration(arena, -1), "0:00");
	ck_assert_str_eq(axis_duration(arena, 0), "0:00");
	ck_assert_str_eq(axis_duration(arena, 34), "34 ms");
	ck_assert_str_eq(axis_duration(arena, 1000), "0:01");
	ck_assert_str_eq(axis_percent(arena, 1, 0), "0 %");
	ck_assert_str_eq(axis_percent(arena, 2, 3), "66 %");
	ck_assert_str_eq(axis_count(arena, 0, "answer", "answers"), "no answers");
	ck_assert_str_eq(axis_count(arena, 1, "answer", "answers"), "1 answer");
	ck_assert_str_eq(share_text(arena, share(1234)), "12.34%");
}
END_TEST

/* ------------------------------------------------------------ the pictures */

START_TEST(a_window_shows_its_places_and_what_became_of_them)
{
	struct window_place places[] = {
		{ after(10), after(125), "submitted", false },
		{ after(20), after(75), "released", false },
		{ after(30), after(330), "lapsed", false },
		{ after(100), after(400), "live", true },
	};
	struct window w = { .status = "open",
			    .opened_at = after(0),
			    .closes_at = after(600),
			    .now = after(340),
			    .max_claims = 5,
			    .claims_count = 2,
			    .submissions_count = 1,
			    .shows_all = true,
			    .places = places,
			    .count = COUNT(places) };
	struct picture p = window_picture(arena, &w);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\t2 of 5 places taken, 1 answer; 4:20 left of 10:00.");
	check_line(&seen, "row\tOpened\t0:00\t2026-04-05 12:00:00 UTC");
	check_line(&seen, "row\tPlace 1: answered\t2:05\t2026-04-05 12:02:05 UTC");
	check_line(&seen, "row\tPlace 2: given back\t1:15\t2026-04-05 12:01:15 UTC");
	check_line(&seen, "row\tPlace 3: ran out\t5:30\t2026-04-05 12:05:30 UTC");
	check_line(&seen, "row\tYour place: at work, at most until\t6:40\t2026-04-05 12:06:40 UTC");
	check_line(&seen, "row\tEnd of the window\t10:00\t2026-04-05 12:10:00 UTC");
	check_line(&seen, "word\tPlace 1: answered 2:05");
	ck_assert_int_eq(figure_count(&seen, "row"), 1 + 2 + 2 * COUNT(places));
}
END_TEST

START_TEST(a_window_that_is_over_says_when_it_closed)
{
	struct window w = { .status = "completed",
			    .opened_at = after(0),
			    .closes_at = after(300),
			    .ended_at = after(150),
			    .now = after(9999),
			    .max_claims = 200 };
	struct picture p = window_picture(arena, &w);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\t0 of 200 places taken, no answers; it closed after 2:30 of 5:00.");
	check_line(&seen, "row\tClosed\t2:30\t2026-04-05 12:02:30 UTC");
	ck_assert_int_eq(figure_count(&seen, "row"), 4);
}
END_TEST

START_TEST(grades_are_ranked_and_differ_in_more_than_colour)
{
	struct grade_row rows[] = { { 1, 'S', false }, { 2, 'A', true },  { 3, 'B', false },
				    { 4, 'C', false }, { 5, 'D', false }, { 6, 'F', false } };
	struct grades g = { true, 6, rows, COUNT(rows) };
	struct picture p = grades_picture(arena, &g);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\t6 answers; the best got S.");
	check_line(&seen, "row\tRank 1, the winner\tS");
	check_line(&seen, "row\tRank 2, yours\tA");
	check_line(&seen, "row\tRank 6\tF");
	check_line(&seen, "word\tS");
	check_line(&seen, "word\tF");
}
END_TEST

START_TEST(without_grades_it_says_so)
{
	struct grades g = { .count = 0 };
	struct picture p = grades_picture(arena, &g);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\tNothing has been graded.");
	ck_assert_int_eq(figure_count(&seen, "row"), 0);
}
END_TEST

START_TEST(money_flows_to_the_cent)
{
	static const struct {
		struct flow flow;
		const char *sum;
	} cases[] = {
		{ { { 500 }, { 400 }, { 100 }, { 0 }, { 0 } },
		  "sum\tOf $5.00: $4.00 to the winner; $1.00 to the house." },
		{ { { 1 }, { 0 }, { 1 }, { 0 }, { 0 } }, "sum\tOf $0.01: $0.01 to the house." },
		{ { { 500 }, { 0 }, { 0 }, { 500 }, { 0 } },
		  "sum\tOf $5.00: $5.00 back to the sender." },
		{ { { 100000 }, { 0 }, { 0 }, { 0 }, { 100000 } },
		  "sum\tOf $1,000.00: $1,000.00 held until it ends." },
		{ { { 0 }, { 0 }, { 0 }, { 0 }, { 0 } }, "sum\tNothing was paid for it." },
		{ { { INT64_MAX }, { INT64_MAX - 1 }, { 1 }, { 0 }, { 0 } },
		  "sum\tOf $92,233,720,368,547,758.07: $92,233,720,368,547,758.06 to the winner; "
		  "$0.01 to the house." },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		struct picture p = flow_picture(arena, &cases[i].flow);
		struct figure_seen seen = figure_check(arena, &p);

		check_line(&seen, cases[i].sum);
		check_line(&seen, arena_printf(arena, "row\tPaid by the sender\t%s",
					       money_text(arena, cases[i].flow.paid)));
		check_line(&seen, arena_printf(arena, "row\tTo the winner\t%s",
					       money_text(arena, cases[i].flow.prize)));
		ck_assert_int_eq(figure_count(&seen, "row"), 6);
	}
}
END_TEST

START_TEST(what_was_taken_back_is_a_part_of_the_prize)
{
	struct flow flow = { { 500 }, { 400 }, { 100 }, { 0 }, { 0 }, { 150 } };
	struct picture p = flow_picture(arena, &flow);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\tOf $5.00: $2.50 to the winner; $1.50 taken back from the winner; "
			  "$1.00 to the house.");
	check_line(&seen, "row\tTo the winner\t$4.00");
	check_line(&seen, "row\tTaken back of it\t$1.50");
	ck_assert_int_eq(figure_count(&seen, "row"), 7);
}
END_TEST

START_TEST(a_wallet_goes_in_steps)
{
	struct history_point points[] = {
		{ after(0), "grant", { 1000 }, { 1000 }, { 0 } },
		{ after(86400), "job", { -300 }, { 700 }, { 0 } },
		{ after(2 * 86400), "payout:0195", { 2400 }, { 3100 }, { 2400 } },
		{ after(3 * 86400), "withdrawal", { -2000 }, { 1100 }, { 400 } },
		{ after(4 * 86400), "<script>&\"'", { -1100 }, { 0 }, { 0 } },
	};
	struct history h = { .points = points, .count = COUNT(points), .now = after(5 * 86400) };
	struct picture p = history_picture(arena, &h);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\t$0.00 now, of which $0.00 is earned; 5 entries since 2026-04-05.");
	check_line(&seen, "row\t2026-04-07 12:00:00 UTC\tpayout\t$24.00\t$31.00\t$24.00");
	check_line(&seen, "row\t2026-04-09 12:00:00 UTC\t<script>&\"'\t-$11.00\t$0.00\t$0.00");
	check_line(&seen, "word\t$40.00");
}
END_TEST

START_TEST(a_wallet_may_have_one_entry_none_or_a_fortune)
{
	struct history_point one = { after(0), "grant", { INT64_MAX }, { INT64_MAX }, { 0 } };
	struct history h = { .points = &one, .count = 1, .more = true, .now = after(0) };
	struct picture p = history_picture(arena, &h);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\t$92,233,720,368,547,758.07 now, of which $0.00 is earned; "
			  "the latest 1 entry since 2026-04-05.");
	h = (struct history){ .now = after(0) };
	p = history_picture(arena, &h);
	seen = figure_check(arena, &p);
	check_line(&seen, "sum\tNothing has gone in or out yet.");
	ck_assert_int_eq(figure_count(&seen, "row"), 0);
}
END_TEST

START_TEST(a_month_is_shown_day_by_day)
{
	struct arena_days a = { .first = { 1772668800000 } };

	for (int i = 3; i < ARENA_DAYS; i++)
		a.days[i] = (struct won){ i % 7 * 9, { i % 5 * 12345 }, i, i * 2, i % 4, i % 2, 0 };

	struct picture p = arena_days_picture(arena, &a);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "row\t2026-03-05\t0\t$0.00\t0\t0");
	check_line(&seen, "row\t2026-04-03\t9\t$493.80\t29\t58");
	check_line(&seen, "word\tat most 54");
	check_line(&seen, "word\tat most 50 %");
	ck_assert_int_eq(figure_count(&seen, "row"), 1 + ARENA_DAYS);
	p = agreement_picture(arena, &a);
	seen = figure_check(arena, &p);
	check_line(&seen, "row\tJurors: all agreed\t40\t74 %");
	check_line(&seen, "row\tJurors: most agreed\t14\t25 %");
	check_line(&seen, "row\tJurors: split\t0\t0 %");
}
END_TEST

START_TEST(an_arena_in_which_nothing_happened_is_a_picture_too)
{
	struct arena_days a = { .first = { 1772668800000 } };
	struct picture p = arena_days_picture(arena, &a);
	struct figure_seen seen = figure_check(arena, &p);

	check_line(&seen, "sum\tNo drop was won in the last 30 days.");
	p = agreement_picture(arena, &a);
	seen = figure_check(arena, &p);
	check_line(&seen, "sum\tNothing was judged in the last 30 days.");
	check_line(&seen, "row\tBuilt-in judge, of all drops\t0\t0 %");
}
END_TEST

SUITE("picture", open_arena, close_arena, a_scale_ends_at_a_round_number_that_holds_the_value,
      a_place_on_a_scale_stays_on_it, numbers_have_names,
      a_window_shows_its_places_and_what_became_of_them, a_window_that_is_over_says_when_it_closed,
      grades_are_ranked_and_differ_in_more_than_colour, without_grades_it_says_so,
      money_flows_to_the_cent, what_was_taken_back_is_a_part_of_the_prize, a_wallet_goes_in_steps,
      a_wallet_may_have_one_entry_none_or_a_fortune, a_month_is_shown_day_by_day,
      an_arena_in_which_nothing_happened_is_a_picture_too)
