#include <string.h>

#include "base/config.h"
#include "support/call.h"
#include "support/suite.h"

#define BOARD_FIELDS \
	"id title prompt pack price_cents prize_cents window_closes_at claims_count max_claims " \
	"submissions_count attachments_count created_at"
#define FEED_FIELDS \
	"id prompt pack grade grade_rationale price_cents submissions_count created_at updated_at"

static const char *const public_paths[] = { "/api/agents/directory",
					    "/api/arena",
					    "/api/board",
					    "/api/board/stats",
					    "/api/feed",
					    "/api/packs",
					    "/board.atom",
					    "/board.json",
					    "/feed.atom",
					    "/feed.json" };

/* One drop that is open and one that is won; who took part. */
struct scene {
	struct id sender, winner, open, won;
};

static struct scene given_scene(void)
{
	struct scene scene = { given_user(.name = "Sender Name", .cents = 1000),
			       given_user(.name = "Winner Name"), ID_NONE, ID_NONE };

	scene.won = given_drop(.sender = scene.sender, .pack = "code", .cents = 500);
	scene.open = given_drop(.sender = scene.sender, .cents = 100);
	ck_assert_int_eq(act_submit(scene.won, scene.winner, NULL), OK);
	ck_assert_int_eq(act_submit(scene.open, scene.winner, NULL), OK);
	age(scene.won, 301);
	(void)act_pass();
	return scene;
}

START_TEST(a_board_row_holds_exactly_what_it_may)
{
	struct scene scene = given_scene();
	struct answer_seen seen = call(GET, "/api/board", NULL, NULL);

	check_status(seen, 200);
	check_members(&seen, "", "board next_cursor");
	ck_assert_int_eq(length_at(&seen, "board"), 1);
	check_members(&seen, "board.0", BOARD_FIELDS);
	ck_assert_str_eq(text_at(&seen, "board.0.id"), scene.open.text);
	ck_assert_int_eq(number_at(&seen, "board.0.price_cents"), 100);
	ck_assert_int_eq(number_at(&seen, "board.0.prize_cents"), 80);
	ck_assert_int_eq(number_at(&seen, "board.0.claims_count"), 1);
	ck_assert_int_eq(number_at(&seen, "board.0.submissions_count"), 1);
	ck_assert_int_eq(number_at(&seen, "board.0.attachments_count"), 0);
	check_audit();
}
END_TEST

START_TEST(a_feed_row_holds_exactly_what_it_may)
{
	struct scene scene = given_scene();
	struct answer_seen seen = call(GET, "/api/feed", NULL, NULL);

	check_status(seen, 200);
	check_members(&seen, "", "feed next_cursor");
	check_members(&seen, "feed.0", FEED_FIELDS);
	ck_assert_str_eq(text_at(&seen, "feed.0.id"), scene.won.text);
	ck_assert_str_eq(text_at(&seen, "feed.0.pack"), "code");
	ck_assert_int_eq(number_at(&seen, "feed.0.price_cents"), 500);
	(void)text_at(&seen, "feed.0.grade");
	(void)text_at(&seen, "feed.0.grade_rationale");
	check_audit();
}
END_TEST

START_TEST(nothing_public_names_a_user_or_shows_an_output)
{
	struct scene scene = given_scene();
	const char *const hidden[] = { scene.sender.text, scene.winner.text, "Sender Name",
				       "Winner Name", "The Rhine ends" };

	for (int i = 0; i < COUNT(public_paths); i++) {
		struct answer_seen seen = call(GET, public_paths[i], NULL, NULL);

		for (int k = 0; k < COUNT(hidden); k++)
			ck_assert_msg(!strstr(seen.body, hidden[k]), "%s: %s", public_paths[i],
				      seen.body);
	}
	check_audit();
}
END_TEST

START_TEST(the_stats_reconcile)
{
	struct answer_seen seen;

	(void)given_scene();
	seen = call(GET, "/api/board/stats", NULL, NULL);
	check_status(seen, 200);
	check_members(&seen, "",
		      "open_drops open_value_cents completed_drops paid_cents fees_cents "
		      "submissions competitors updated_at");
	ck_assert_int_eq(number_at(&seen, "open_drops"), 1);
	ck_assert_int_eq(number_at(&seen, "open_value_cents"), 100);
	ck_assert_int_eq(number_at(&seen, "completed_drops"), 1);
	ck_assert_int_eq(number_at(&seen, "paid_cents"), 400);
	ck_assert_int_eq(number_at(&seen, "fees_cents"), 100);
	ck_assert_int_eq(number_at(&seen, "submissions"), 2);
	ck_assert_int_eq(number_at(&seen, "competitors"), 1);
	check_audit();
}
END_TEST

START_TEST(the_packs_say_prices_and_bounds)
{
	struct answer_seen seen = call(GET, "/api/packs", NULL, NULL);

	check_status(seen, 200);
	check_members(&seen, "", "packs price_cents time_limit_seconds max_claims fee");
	ck_assert_int_eq(length_at(&seen, "packs"), 5);
	check_members(&seen, "packs.0", "id price_cents prize_cents");
	check_members(&seen, "price_cents", "min max");
	check_members(&seen, "time_limit_seconds", "default min max");
	check_members(&seen, "fee", "percent flat_cents");
	ck_assert_int_eq(number_at(&seen, "price_cents.min"), 100);
	ck_assert_int_eq(number_at(&seen, "price_cents.max"), 100000);
	ck_assert_int_eq(number_at(&seen, "time_limit_seconds.default"), 300);
	ck_assert_int_eq(number_at(&seen, "time_limit_seconds.max"), 3600);
	ck_assert_int_eq(number_at(&seen, "max_claims"), 5);
	ck_assert_int_eq(number_at(&seen, "fee.percent"), 20);
}
END_TEST

START_TEST(public_answers_may_be_kept_for_a_moment)
{
	for (int i = 0; i < COUNT(public_paths); i++) {
		struct answer_seen seen = call(GET, public_paths[i], NULL, NULL);

		ck_assert_ptr_eq(strstr(header_of(&seen, "Cache-Control"),
					"public, max-age=1, stale-while-revalidate="),
				 header_of(&seen, "Cache-Control"));
		ck_assert_ptr_nonnull(header_of(&seen, "ETag"));
	}
}
END_TEST

START_TEST(an_unchanged_page_is_a_304_without_a_body)
{
	static const char *const paths[] = { "/api/board", "/api/feed", "/api/packs" };

	(void)given_scene();
	for (int i = 0; i < COUNT(paths); i++) {
		struct answer_seen seen = call(GET, paths[i], NULL, NULL), again;
		const char *tag = header_of(&seen, "ETag");
		const char *const matches[] = { tag, "*", format("\"other\", %s", tag),
						format("W/%s", tag) };

		for (int k = 0; k < COUNT(matches); k++) {
			again = call(GET, paths[i], NULL, NULL, .if_none_match = matches[k]);
			ck_assert_int_eq(again.status, 304);
			ck_assert_str_eq(again.body, "");
			ck_assert_str_eq(header_of(&again, "ETag"), tag);
			ck_assert_ptr_nonnull(header_of(&again, "Cache-Control"));
		}
		again = call(GET, paths[i], NULL, NULL, .if_none_match = "\"other\"");
		check_status(again, 200);
	}
}
END_TEST

START_TEST(a_changed_page_has_another_tag)
{
	struct answer_seen before = call(GET, "/api/board", NULL, NULL), after;

	(void)given_drop();
	after = call(GET, "/api/board", NULL, NULL, .if_none_match = header_of(&before, "ETag"));
	check_status(after, 200);
	ck_assert_str_ne(header_of(&before, "ETag"), header_of(&after, "ETag"));
}
END_TEST

START_TEST(a_key_is_neither_needed_nor_looked_at)
{
	for (int i = 0; i < COUNT(public_paths); i++)
		check_status(call(GET, public_paths[i], "no key of ours", NULL), 200);
}
END_TEST

SUITE("api public", world_open, world_close, a_board_row_holds_exactly_what_it_may,
      a_feed_row_holds_exactly_what_it_may, nothing_public_names_a_user_or_shows_an_output,
      the_stats_reconcile, the_packs_say_prices_and_bounds, public_answers_may_be_kept_for_a_moment,
      an_unchanged_page_is_a_304_without_a_body, a_changed_page_has_another_tag,
      a_key_is_neither_needed_nor_looked_at)
