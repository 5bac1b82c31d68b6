#include <string.h>

#include "base/text.h"
#include "people/name.h"
#include "support/expect.h"
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

START_TEST(a_name_is_one_line_in_one_direction)
{
	static const struct {
		const char *name, *made; /* NULL: it may be */
	} cases[] = {
		{ "Ann", NULL },
		{ "Zoë O'Hara-Núñez", NULL },
		{ "שלום", NULL },
		{ "مر\u200Cحبا", NULL },		/* letters that do not join */
		{ "\U0001F469\u200D\U0001F4BB", NULL }, /* one picture of two */
		{ "", "somebody" },
		{ " \u200B\u2800 ", "somebody" },
		{ "\u202Egnp.nnA", "gnp.nnA" },
		{ "\u2067Ann\u2069", "Ann" },
		{ "A\u200En\u200Fn\u061C", "Ann" },
		{ "Ann\nthe operator", "Annthe operator" },
		{ "A\u2028nn\xC2\x85", "Ann" },
		{ "A\x1b[2Jnn", "A[2Jnn" },
		{ "\xff", "somebody" },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		expect(cases[i].made ? ERR_INVALID : OK, name_check(cases[i].name));
		ck_assert_str_eq(name_of_stranger(arena, cases[i].name),
				 cases[i].made ? cases[i].made : cases[i].name);
	}
	ck_assert_str_eq(failure_note()->field, "name");
}
END_TEST

START_TEST(a_strangers_name_is_cut_to_sixty_characters)
{
	struct text long_one = text_start(arena, 200);

	for (int i = 0; i < 61; i++)
		text_add_string(&long_one, "é");
	ck_assert_uint_eq(text_characters(name_of_stranger(arena, long_one.bytes)), 60);
}
END_TEST

SUITE("name", before, after, a_name_is_one_line_in_one_direction,
      a_strangers_name_is_cut_to_sixty_characters)
