#include <string.h>

#include "base/text.h"
#include "market/title.h"
#include "support/suite.h"

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
}

static void after(void)
{
	arena_free(arena);
}

#define TEN "aaaaaaaaa " /* ten characters, a space at the end */

START_TEST(a_title_is_what_the_prompt_begins_with)
{
	static const struct {
		const char *prompt, *title;
	} cases[] = {
		{ "Name a river.", "Name a river" },
		{ "Name a river. Then a lake.", "Name a river" },
		{ "Name a river\nand a lake", "Name a river" },
		{ "Name a river\r\nand a lake", "Name a river" },
		{ "  \n Name a river  ", "Name a river" },
		{ "Why does main.c crash? It did not.", "Why does main.c crash?" },
		{ "Fix main.c and test.h today. Please.", "Fix main.c and test.h today" },
		{ "Version 1.5 is out", "Version 1.5 is out" },
		{ "Stop! Go.", "Stop!" },
		{ "Read main.c.", "Read main.c" },
		{ "x", "x" },
		{ "Ask Dr. Watson about it. Then go.", "Ask Dr. Watson about it" },
		{ "Call Mr. and Mrs. Smith. Now.", "Call Mr. and Mrs. Smith" },
		{ "Quote J. R. Smith (vs. Jones). Soon.", "Quote J. R. Smith (vs. Jones)" },
		{ "Use a format, e.g. JSON. Be brief.", "Use a format, e.g. JSON" },
		{ "Ask the Dr.", "Ask the Dr" },
		{ "1. Name a river. 2. Name a lake.", "1. Name a river" },
		{ "Count to 10. Then stop.", "Count to 10" },
		{ "Really?! Yes.", "Really?!" },
		{ "\u5199\u4E00\u9996\u8BD7\u3002\u8981\u77ED\u3002", "\u5199\u4E00\u9996\u8BD7" },
		{ "\u4F60\u597D\uFF01\u518D\u89C1", "\u4F60\u597D\uFF01" },
		{ "\u4F55\u3067\u3059\u304B\uFF1F\u306F\u3044", "\u4F55\u3067\u3059\u304B\uFF1F" },
		{ "\u0928\u0926\u0940 \u0932\u093F\u0916\u094B\u0964 \u0905\u092C",
		  "\u0928\u0926\u0940 \u0932\u093F\u0916\u094B" },
		{ "\u0645\u0627 \u0647\u0630\u0627\u061F \u0642\u0644",
		  "\u0645\u0627 \u0647\u0630\u0627\u061F" },
		{ "\u3002", "\u3002" },
		{ TEN TEN TEN TEN TEN TEN TEN TEN "tail", "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa "
							  "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa" },
		{ TEN TEN TEN TEN TEN TEN TEN "seven tail",
		  "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa "
		  "aaaaaaaaa aaaaaaaaa aaaaaaaaa seven tail" },
		{ TEN TEN TEN TEN TEN TEN TEN "seven tails",
		  "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa "
		  "aaaaaaaaa aaaaaaaaa aaaaaaaaa seven" },
	};

	for (int i = 0; i < (int)(sizeof(cases) / sizeof(cases[0])); i++)
		ck_assert_str_eq(title_of(arena, cases[i].prompt), cases[i].title);
}
END_TEST

START_TEST(a_title_never_has_more_than_eighty_characters)
{
	struct text prompt = text_start(arena, 1000);

	for (int i = 0; i < 200; i++)
		text_add_string(&prompt, "\xE2\x82\xAC");
	ck_assert_uint_eq(text_characters(title_of(arena, prompt.bytes)), TITLE_CHARACTERS);
	ck_assert_uint_eq(strlen(title_of(arena, prompt.bytes)), 3 * TITLE_CHARACTERS);
}
END_TEST

START_TEST(a_title_cut_at_a_word_ends_without_a_mark_of_it)
{
	const char *title = title_of(arena, TEN TEN TEN TEN TEN TEN TEN TEN TEN "end.");

	ck_assert_ptr_null(strstr(title, "..."));
	ck_assert_ptr_null(strstr(title, "\xE2\x80\xA6"));
	ck_assert_int_ne(title[strlen(title) - 1], ' ');
}
END_TEST

SUITE("title", before, after, a_title_is_what_the_prompt_begins_with,
      a_title_never_has_more_than_eighty_characters, a_title_cut_at_a_word_ends_without_a_mark_of_it)
