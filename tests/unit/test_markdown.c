/* Markdown of strangers: what it becomes, and what it never does. */
#include <string.h>

#include "base/text.h"
#include "html/markdown.h"
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

static const char *strangers(const char *text)
{
	return markdown_of_strangers(arena, text).text;
}

static void check_is(const char *text, const char *html)
{
	ck_assert_str_eq(strangers(text), html);
}

/* So much of the same in a row. */
static char *repeated(const char *text, int count)
{
	size_t length = strlen(text);
	char *out = arena_alloc(arena, length * (size_t)count + 1);

	for (int i = 0; i < count; i++)
		memcpy(out + length * (size_t)i, text, length);
	return out;
}

START_TEST(what_is_written_plainly_reads_plainly)
{
	check_is("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n");
	check_is("- a\n- b", "<ul>\n<li>a\n</li>\n<li>b\n</li>\n</ul>\n");
	check_is("3. a", "<ol start=\"3\">\n<li>a\n</li>\n</ol>\n");
	check_is("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n");
	check_is("~~a~~\n\n---", "<p><del>a</del></p>\n<hr>\n");
	check_is("```c\nif (a < b)\n```",
		 "<pre tabindex=\"0\"><code>if (a &lt; b)\n</code></pre>\n");
	check_is("| a |\n|---|\n| b |",
		 "<div class=\"wide\" tabindex=\"0\"><table>\n<tr><th scope=\"col\">a</th></tr>\n"
		 "<tr><td>b</td></tr>\n</table></div>\n");
}
END_TEST

START_TEST(a_strangers_heading_is_none_of_the_pages)
{
	check_is("# a", "<p class=\"heading\">a</p>\n");
}
END_TEST

START_TEST(html_shows_as_the_text_that_it_is)
{
	check_is("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n");
	check_is("<script>alert(1)</script>",
		 "<pre tabindex=\"0\"><code>&lt;script&gt;alert(1)&lt;/script&gt;\n</code></pre>\n");
	check_is("&lt;script&gt; &#60;b&#62;", "<p>&lt;script&gt; &lt;b&gt;</p>\n");
}
END_TEST

START_TEST(links_lead_to_the_web_and_to_mail_alone)
{
	static const char *const dead[] = {
		"[a](javascript:alert(1))",
		"[a](JaVaScRiPt:alert(1))",
		"[a](java&#10;script:alert(1))",
		"[a](&#x6A;avascript:alert(1))",
		"[a](data:text/html;base64,PHNjcmlwdD4=)",
		"[a](vbscript:x)",
		"[a](file:///etc/passwd)",
		"[a](//evil.example)",
		"[a](/logout)",
		"[a]( javascript:alert(1))",
		"[a](<javascript:alert(1)>)",
		"[a][b]\n\n[b]: javascript:alert(1)",
		"<javascript:alert(1)>",
		"[a](\x01javascript:alert(1))",
	};

	check_is("[a](https://x.example/?b&c \"t\")",
		 "<p><a href=\"https://x.example/?b&amp;c\" rel=\"nofollow ugc noopener\">a</a></p>\n");
	check_is("<mailto:a@x.example>",
		 "<p><a href=\"mailto:a@x.example\" rel=\"nofollow ugc noopener\">mailto:a@x.example</a></p>\n");
	for (int i = 0; i < COUNT(dead); i++)
		ck_assert_msg(!strstr(strangers(dead[i]), "<a"), "%s: %s", dead[i],
			      strangers(dead[i]));
}
END_TEST

START_TEST(no_attribute_is_left_by_a_quote)
{
	const char *html = strangers("[a](https://x.example/\"onmouseover=alert(1))");

	ck_assert_ptr_nonnull(strstr(html, "href=\"https://x.example/&quot;onmouseover=alert(1)\""));
	html = strangers("[a](<https://x.example/' onmouseover='alert(1)>)");
	ck_assert_ptr_nonnull(strstr(html, "&#39; onmouseover=&#39;"));
}
END_TEST

START_TEST(a_picture_is_a_link_and_fetches_nothing)
{
	check_is("![a cat](https://x.example/cat.png)",
		 "<p><a href=\"https://x.example/cat.png\" rel=\"nofollow ugc noopener\">a cat</a></p>\n");
	check_is("![](https://x.example/cat.png)",
		 "<p><a href=\"https://x.example/cat.png\" rel=\"nofollow ugc noopener\">picture</a></p>\n");
	check_is("![a](data:image/png;base64,AAAA)", "<p>a</p>\n");
}
END_TEST

/* What took a parser's square of these would not end before the suite's own time is over. */
START_TEST(what_has_no_end_is_shown_as_it_was_written)
{
	const struct {
		const char *text;
		int times;
	} rows[] = { { "x", 200 * 1024 },    { ">", 10000 },	     { "- ", 10000 },
		     { "1. ", 10000 },	     { "> - ", 10000 },	     { "![[]()", 30000 },
		     { "[", 200 * 1024 },    { "*a_", 60000 },	     { "`a", 100000 },
		     { "<!A ", 50000 },	     { "[a](<b", 30000 },    { "| a ", 50000 },
		     { "- a\n", 50000 },     { "> a\n", 50000 },     { "a\n\n", 60000 },
		     { "[a]: /b\n", 25000 }, { "![[]()\n\n", 25000 } };

	for (int i = 0; i < COUNT(rows); i++)
		ck_assert_ptr_nonnull(strangers(repeated(rows[i].text, rows[i].times)));
	ck_assert_ptr_nonnull(
		strstr(strangers(repeated("x", 200 * 1024)), "<div class=\"written\">"));
}
END_TEST

/* Each use of a reference is written out, so few lines could become a page without end. */
START_TEST(what_is_referred_to_does_not_multiply)
{
	const char *uses = repeated(repeated("[a] ", 200), 1);
	const char *text = arena_printf(arena, "%s\n\n[a]: https://x.example/%s\n",
					repeated(arena_printf(arena, "%s\n\n", uses), 13),
					repeated("y", 12000));
	const char *small = "A [river][r].\n\n[r]: https://x.example/rhine\n";

	ck_assert_uint_lt(strlen(strangers(text)), 4 * strlen(text));
	ck_assert_uint_lt(strlen(strangers(arena_printf(arena, "%s\n\n[a]: https://x.example/%s\n",
							repeated("[a]\n\n", 4000),
							repeated("y", 900)))),
			  8 << 20);
	ck_assert_ptr_nonnull(strstr(strangers(small), "<a href=\"https://x.example/rhine\""));
}
END_TEST

/* Two lines say how wide it is, and a letter each how long: so little text could fill a machine. */
START_TEST(a_table_does_not_multiply)
{
	static const char *const ends[] = { "\n", "\r", "\r\n" };
	const char *small = "| a | b |\n|---|---|\n| c |\n";

	for (int i = 0; i < COUNT(ends); i++) {
		const char *end = ends[i];
		const char *text = arena_printf(arena, "%s%s%s%s%s", repeated("a|", 900), end,
						repeated("-|", 900), end,
						repeated(arena_printf(arena, "a%s", end), 2000));

		ck_assert_uint_lt(strlen(strangers(text)), 4 * strlen(text));
	}
	ck_assert_ptr_nonnull(strstr(strangers(small), "<td>c</td><td></td>"));
}
END_TEST

/* A list goes on over empty lines, so each of these is asked of every list that is open. */
START_TEST(a_deep_list_does_not_wait_for_ever)
{
	struct text deep = text_start(arena, 4096);

	for (int i = 0; i < 300; i++)
		text_add_string(&deep, arena_printf(arena, "%*s- a\n\n", 2 * i, ""));
	text_add_string(&deep, repeated("\n", 100000));
	ck_assert_ptr_nonnull(strstr(strangers(deep.bytes), "<div class=\"written\">"));
}
END_TEST

START_TEST(every_end_of_a_line_is_one)
{
	const char *nest = repeated("- ", 4000);

	check_is("- a\r- b", "<ul>\n<li>a\n</li>\n<li>b\n</li>\n</ul>\n");
	ck_assert_ptr_nonnull(
		strstr(strangers(arena_printf(arena, "x\r%sa", nest)), "<div class=\"written\">"));
	ck_assert_ptr_nonnull(strstr(strangers(repeated("a *b*\r\n\r\n", 10)), "<em>b</em>"));
}
END_TEST

START_TEST(a_nest_has_a_bottom)
{
	struct text deep = { 0 };
	int quotes = 0;

	deep = text_start(arena, 4096);
	for (int i = 0; i < 60; i++) {
		for (int k = 0; k < 2 * i; k++)
			text_add_char(&deep, ' ');
		text_add_string(&deep, "- a\n");
	}
	for (const char *at = strangers(deep.bytes); (at = strstr(at, "<ul>")); at++)
		quotes++;
	ck_assert_int_le(quotes, 12);
	ck_assert_int_ge(quotes, 10);
}
END_TEST

START_TEST(a_document_of_ours_has_anchors_and_leads_within_the_site)
{
	ck_assert_str_eq(markdown_of_ours(arena, "## A b\n\n[c](#A-b) [d](d.md) <!-- e -->").text,
			 "<h2 id=\"A-b\">A b</h2>\n<p><a href=\"#A-b\">c</a> d </p>\n");
}
END_TEST

SUITE("markdown", open_arena, close_arena, what_is_written_plainly_reads_plainly,
      a_strangers_heading_is_none_of_the_pages, html_shows_as_the_text_that_it_is,
      links_lead_to_the_web_and_to_mail_alone, no_attribute_is_left_by_a_quote,
      a_picture_is_a_link_and_fetches_nothing, what_has_no_end_is_shown_as_it_was_written,
      what_is_referred_to_does_not_multiply, a_table_does_not_multiply,
      a_deep_list_does_not_wait_for_ever, every_end_of_a_line_is_one, a_nest_has_a_bottom,
      a_document_of_ours_has_anchors_and_leads_within_the_site)
