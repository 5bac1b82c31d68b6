/* The pages that workers make: what they show, to whom, and that nothing of strangers' is markup in them. */
#include <string.h>

#include "base/config.h"
#include "queue/heartbeat.h"
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

static void check_trouble(struct answer_seen seen, int status, const char *words)
{
	check_status(seen, status);
	ck_assert_str_eq(seen.content_type, "text/html; charset=utf-8");
	ck_assert_msg(strstr(seen.body, words) != NULL, "%s is not in %s", words, seen.body);
	ck_assert_ptr_nonnull(strstr(seen.body, "<code>request-under-test</code>"));
	ck_assert_str_eq(header_of(&seen, "Cache-Control"), "no-store");
	ck_assert_ptr_nonnull(header_of(&seen, "Content-Security-Policy"));
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
	check_shows(seen, "<dt>drop won</dt><dd>1</dd>");
	check_shows(seen, "<p class=\"facts-line\">Anything · 5 places free");
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

START_TEST(the_boards_page_is_the_board)
{
	struct id sender = given_user(.cents = 2000);
	struct id cheap = given_drop(.sender = sender, .cents = 100);
	struct id dear = given_drop(.sender = sender, .pack = "code", .cents = 700);
	struct answer_seen all = look("/board"), some = look("/board?min_price_cents=500&pack=");

	check_shows(all, cheap.text);
	check_shows(all, dear.text);
	check_shows(some, dear.text);
	ck_assert_ptr_null(strstr(some.body, cheap.text));
	check_shows(some, "<option value=\"500\" selected>");
	check_shows(look("/board?pack=wild"), "<option value=\"wild\" selected>Anything\n");
	check_shows(look("/board?pack=roast&grade=S"), "See the whole board");
}
END_TEST

START_TEST(a_lists_pages_follow_each_other)
{
	struct id sender = given_user(.cents = 1000);
	struct id first = given_drop(.sender = sender, .pack = "code", .cents = 100);
	struct answer_seen page, next;

	(void)given_drop(.sender = sender, .pack = "code", .cents = 100);
	page = look("/board?limit=1&pack=code");
	ck_assert_ptr_null(strstr(page.body, first.text));

	const char *link = strstr(page.body, "rel=\"next\" href=\"");

	ck_assert_ptr_nonnull(link);
	link += strlen("rel=\"next\" href=\"");
	ck_assert_ptr_nonnull(strstr(link, "pack=code&amp;cursor="));
	next = look(format("/board?pack=code&cursor=%.*s",
			   (int)strcspn(strstr(link, "cursor=") + 7, "\""),
			   strstr(link, "cursor=") + 7));
	check_shows(next, first.text);
	check_shows(next, "Back to the latest");
}
END_TEST

START_TEST(the_feeds_page_is_the_feed)
{
	struct id sender = given_user(.cents = 1000);
	struct id won = given_drop(.sender = sender, .pack = "code", .cents = 500);

	check_shows(look("/feed"), "Nothing was won yet");
	ck_assert_int_eq(act_submit(won, given_user(), NULL), OK);
	age(won, 301);
	(void)act_pass();
	check_shows(look("/feed?pack=code"), format("<a href=\"/drops/%s\">", won.text));
	check_shows(look("/feed?pack=code"), "data-grade=");
	check_shows(look("/feed?pack=roast"), "No reveal is like that");
}
END_TEST

START_TEST(a_drops_page_goes_from_window_to_reveal)
{
	struct id sender = given_user(.cents = 1000), winner = given_user(.name = "Winner Name");
	struct id drop = given_drop(.sender = sender, .cents = 500);
	const char *path = format("/drops/%s", drop.text);

	check_shows(look(path), "data-status=\"open\"");
	check_shows(look(path), "0 of 5 taken");
	check_shows(look(path), "$4.00 <small>goes to the best answer");
	ck_assert_int_eq(act_submit(drop, winner, NULL), OK);
	check_shows(look(path), "1 of 5 taken");
	age(drop, 301);
	(void)act_pass();

	struct answer_seen seen = look(path);

	check_shows(seen, "data-status=\"completed\"");
	check_shows(seen, "data-grade=");
	check_shows(seen, "went to the best answer");
	ck_assert_ptr_null(strstr(seen.body, "Winner Name"));
	ck_assert_ptr_null(strstr(seen.body, winner.text));
	ck_assert_ptr_null(strstr(seen.body, sender.text));
	ck_assert_ptr_null(strstr(seen.body, "The Rhine ends"));
}
END_TEST

static struct answer_seen read_as(const char *path, const char *key)
{
	const char *body = format("{\"key\":\"%s\"}", key);
	struct answer_seen seen = call(POST, "/api/session", NULL, body,
				       .origin = settings()->public_url);
	const char *cookie = header_of(&seen, "Set-Cookie");

	check_status(seen, 201);
	return call(GET, path, NULL, NULL, .accept = BROWSER,
		    .cookie = format("%.*s", (int)strcspn(cookie, ";"), cookie));
}

START_TEST(the_winning_answer_is_a_page_for_its_sender_and_its_author)
{
	struct person sender = given_person(.cents = 1000), winner = given_person(),
		      stranger = given_person();
	struct id drop = given_drop(.sender = sender.id, .cents = 500);
	const char *path = format("/drops/%s/answer", drop.text);

	check_trouble(read_as(path, sender.key), 404, "or none yet");
	check_status(call(POST, path_of(drop, "submit"), winner.key,
			  "{\"text\":\"The **Rhine** ends in the North Sea, the Danube in the Black Sea; "
			  "[more](javascript:alert(1)) <script>alert(1)</script>\"}"),
		     200);
	age(drop, 301);
	(void)act_pass();
	check_shows(look(path), "<h1>Sign in</h1>");
	check_shows(read_as(path, sender.key), "The <strong>Rhine</strong> ends");
	check_shows(read_as(path, winner.key), "&lt;script&gt;");
	ck_assert_ptr_null(strstr(read_as(path, sender.key).body, "javascript:"));
	check_trouble(read_as(path, stranger.key), 404, "There is no such job");
}
END_TEST

/* Whom a rival leads there has not read the drop's secrets: giving the place back stays free. */
START_TEST(looking_for_an_answer_counts_nothing_against_a_claimant)
{
	struct person who = given_person();
	struct id drop = given_drop(.env_vars = "{\"TOKEN\":\"s\"}");

	check_status(call(POST, path_of(drop, "claim"), who.key, NULL), 201);
	check_trouble(read_as(format("/drops/%s/answer", drop.text), who.key), 404, "or none yet");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM claims WHERE env_vars_read_at IS NOT NULL"), 0);
}
END_TEST

START_TEST(a_drop_without_a_winner_shows_no_prompt)
{
	struct id drop = given_drop(.sender = given_user(.cents = 1000), .cents = 500);

	age(drop, 301);
	(void)act_pass();

	struct answer_seen seen = look(format("/drops/%s", drop.text));

	check_shows(seen, "Nobody answered in time.");
	ck_assert_ptr_null(strstr(seen.body, "id=\"prompt\""));
}
END_TEST

START_TEST(a_drop_that_was_never_open_has_no_page)
{
	struct person poor = given_person();
	struct answer_seen posted = call(POST, "/api/jobs/run", poor.key,
					 "{\"prompt\":\"Name three rivers.\",\"confirmed\":true}");

	check_status(posted, 402);
	check_status(look(format("/drops/%s", text_at(&posted, "id"))), 404);
	check_status(look("/drops/0197f7a0-0000-7000-8000-000000000000"), 404);
}
END_TEST

START_TEST(what_strangers_wrote_is_text_in_a_page)
{
	static const char *const bad[] = { "<script>", "<img", "<svg onload", "\" onmouseover" };
	const char *body =
		"{\"prompt\":\"<script>alert(1)</script><img src=x onerror=alert(1)>"
		"<svg onload=alert(1)> \\\" onmouseover=\\\"alert(1)\",\"confirmed\":true}";
	struct answer_seen posted = call(POST, "/api/jobs/run", given_person(.cents = 1000).key,
					 body);
	const char *const paths[] = { "/", "/board", format("/drops/%s", text_at(&posted, "id")) };

	check_status(posted, 201);
	for (int i = 0; i < COUNT(paths); i++) {
		struct answer_seen seen = look(paths[i]);

		check_shows(seen, "&lt;script&gt;alert(1)");
		for (int k = 0; k < COUNT(bad); k++)
			ck_assert_msg(!strstr(seen.body, bad[k]) ||
					      strstr(seen.body, "<script type=\"module\"") ==
						      strstr(seen.body, bad[k]),
				      "%s has %s", paths[i], bad[k]);
	}
}
END_TEST

START_TEST(the_status_says_in_words_how_it_is)
{
	struct answer_seen seen = look("/status");

	check_shows(seen, "Does not work:</strong> nobody closes windows");
	ck_assert_str_eq(header_of(&seen, "Cache-Control"), "no-store");
	ck_assert_int_eq(heartbeat_beat(world_db(), false), OK);
	check_shows(look("/status"), "<h1>All is well</h1>");
}
END_TEST

START_TEST(what_goes_wrong_is_a_page_where_one_was_asked_for)
{
	const char *nowhere = "/drops/0197f7a0-0000-7000-8000-000000000000";

	check_trouble(look(nowhere), 404, "There is no such drop.");
	check_trouble(look("/board?pack=%3Cb%3E"), 400, "There is no pack of that name");
	check_trouble(look("/nowhere"), 404, "There is nothing at this address.");
	check_error(call(GET, nowhere, NULL, NULL), 404, "not_found");
	check_error(call(GET, "/api/nowhere", NULL, NULL, .accept = BROWSER), 404, "not_found");
	check_error_in(call(GET, "/api/board?pack=none", NULL, NULL, .accept = BROWSER), 400,
		       "invalid_request", "pack");
}
END_TEST

START_TEST(a_page_asks_for_the_address_where_no_code_came)
{
	struct answer_seen seen = look("/reset");

	check_shows(seen, "name=\"email\"");
	check_shows(look("/reset?code=x"), "name=\"new\"");
	seen = call(POST, "/reset", NULL, "email=nobody", .accept = BROWSER);
	ck_assert_ptr_nonnull(strstr(seen.body, "sends no mail"));
}
END_TEST

START_TEST(public_pages_may_be_kept_and_have_tags)
{
	static const char *const paths[] = { "/", "/board", "/feed" };

	for (int i = 0; i < COUNT(paths); i++) {
		struct answer_seen seen = look(paths[i]);
		const char *tag = header_of(&seen, "ETag");

		check_status(seen, 200);
		ck_assert_ptr_nonnull(strstr(header_of(&seen, "Cache-Control"), "public, max-age=1"));
		seen = call(GET, paths[i], NULL, NULL, .accept = BROWSER, .if_none_match = tag);
		check_status(seen, 304);
		ck_assert_str_eq(seen.body, "");
	}
}
END_TEST

SUITE("api pages", world_open, world_close, the_front_page_shows_board_feed_and_numbers,
      the_door_answers_programs_with_json_and_browsers_with_a_page, the_boards_page_is_the_board,
      a_lists_pages_follow_each_other, the_feeds_page_is_the_feed,
      a_drops_page_goes_from_window_to_reveal,
      the_winning_answer_is_a_page_for_its_sender_and_its_author,
      looking_for_an_answer_counts_nothing_against_a_claimant,
      a_drop_without_a_winner_shows_no_prompt, a_drop_that_was_never_open_has_no_page,
      what_strangers_wrote_is_text_in_a_page, the_status_says_in_words_how_it_is,
      what_goes_wrong_is_a_page_where_one_was_asked_for,
      a_page_asks_for_the_address_where_no_code_came, public_pages_may_be_kept_and_have_tags)
