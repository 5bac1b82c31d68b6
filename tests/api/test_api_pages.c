/* The pages that workers make: what they show, to whom, and that nothing of strangers' is markup in them. */
#include <string.h>

#include "support/call.h"
#include "support/suite.h"

#define BROWSER "text/html,application/xhtml+xml,*/*;q=0.8"

static struct answer_seen look(const char *path)
{
	return call(GET, path, NULL, NULL, .accept = BROWSER);
}

static void check_shows(struct answer_seen seen, const char *words)
{
	check_status(seen, 200);
	ck_assert_str_eq(seen.content_type, "text/html; charset=utf-8");
	ck_assert_msg(strstr(seen.body, words) != NULL, "%s is not in %s", words, seen.body);
}

START_TEST(the_front_page_shows_board_feed_and_numbers)
{
	struct id sender = given_user(.cents = 1000), winner = given_user();
	struct id won = given_drop(.sender = sender, .pack = "code", .cents = 500);
	struct id open = given_drop(.sender = sender, .cents = 100);

	ck_assert_int_eq(act_submit(won, winner, NULL), OK);
	age(won, 301);
	(void)act_pass();

	struct answer_seen seen = look("/");

	check_shows(seen, format("<a href=\"/drops/%s\">", open.text));
	check_shows(seen, format("<a href=\"/drops/%s\">", won.text));
	check_shows(seen, "<dt>paid to winners</dt><dd>$4.00</dd>");
	check_shows(seen, "$0.80 <small>");
	ck_assert_ptr_null(strstr(seen.body, winner.text));
}
END_TEST

START_TEST(the_door_answers_programs_with_json_and_browsers_with_a_page)
{
	struct answer_seen json = call(GET, "/", NULL, NULL), page = look("/");

	ck_assert_str_eq(json.content_type, "application/json");
	ck_assert_str_eq(header_of(&json, "Vary"), "Accept");
	ck_assert_str_eq(header_of(&page, "Vary"), "Accept");
	check_shows(page, "<h1>");
	ck_assert_ptr_nonnull(strstr(header_of(&page, "Content-Security-Policy"),
				     "require-trusted-types-for 'script'"));
	ck_assert_str_ne(header_of(&json, "ETag"), header_of(&page, "ETag"));
}
END_TEST

SUITE("api pages", world_open, world_close, the_front_page_shows_board_feed_and_numbers,
      the_door_answers_programs_with_json_and_browsers_with_a_page)
