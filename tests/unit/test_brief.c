#include <string.h>

#include "base/attr.h"
#include "base/config.h"
#include "base/text.h"
#include "hire/brief.h"
#include "support/suite.h"

enum { NOISE_ROUNDS = 1000, NOISE_MAX = 400, PROMPT_MAX = 20000 };

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
}

static void after(void)
{
	arena_free(arena);
}

static const struct {
	const char *prompt, *description, *requirements;
	int price, seconds;
} cases[] = {
	{ "What should I pack for a two day hike in the Alps in October?",
	  "What should I pack for a two day hike in the Alps in October?", NULL, 500, 3600 },
	{ "  Plan a\n weekend   in Porto.  ", "Plan a weekend in Porto.", NULL, 500, 3600 },
	{ "Write a haiku about rain.", "Write a haiku about rain.", "Skills: creative writing", 300,
	  1800 },
	{ "Write a C function that reverses a singly linked list in place. It must not allocate memory. Add a comment.",
	  "Write a C function that reverses a singly linked list in place. Add a comment.",
	  "Skills: C programming\nIt must not allocate memory.", 700, 5400 },
	{ "Compare five alternatives to Slack for a club of forty people. Each one needs a link to its price list.",
	  "Compare five alternatives to Slack for a club of forty people.",
	  "Skills: research\n5 alternatives\nEach one needs a link to its price list.", 750, 6000 },
	{ "Suggest exactly seven names for a bakery that opens at night. Only English words.",
	  "Suggest exactly seven names for a bakery that opens at night.",
	  "Exactly 7 names\nOnly English words.", 400, 3000 },
	{ "Translate into French: The meeting must start at nine. Bring a laptop.",
	  "Translate into French: The meeting must start at nine. Bring a laptop.",
	  "Skills: translation into French", 500, 3600 },
	{ "Fix the grammar:\n  he go to school\n  and forget his books",
	  "Fix the grammar:\n  he go to school\n  and forget his books", "Skills: editing", 500,
	  3600 },
	{ "Write an article about heat pumps in 800 to 1000 words.",
	  "Write an article about heat pumps in 800 to 1000 words.", "800 to 1000 words", 800, 6300 },
	{ "Extract names and prices as JSON: Apples cost $3, pears $4.",
	  "Extract names and prices as JSON: Apples cost $3, pears $4.",
	  "Skills: data extraction\nFormat: JSON", 500, 3600 },
	{ "Describe our new toothbrush for the shop.\n\nRequirements:\n- friendly tone\n- at most 80 words\n\nThanks a lot!",
	  "Describe our new toothbrush for the shop.\nThanks a lot!",
	  "friendly tone\nat most 80 words", 500, 3600 },
	{ "Schreibe eine E-Mail an den Vermieter auf Deutsch. Sie soll höchstens 100 Wörter haben.",
	  "Schreibe eine E-Mail an den Vermieter auf Deutsch.",
	  "Skills: writing in German\nSie soll höchstens 100 Wörter haben.", 500, 3600 },
	{ "Переведи на английский: добрый вечер, дорогие друзья",
	  "Переведи на английский: добрый вечер, дорогие друзья",
	  "Skills: translation into English", 500, 3600 },
	{ "I need a text on bees. I want it to be cheerful. Should it mention honey?",
	  "I need a text on bees. I want it to be cheerful. Should it mention honey?", NULL, 500,
	  3600 },
	{ "Draft a release note for v1.5, e.g. what changed. Avoid jargon.",
	  "Draft a release note for v1.5, e.g. what changed.", "Avoid jargon.", 500, 3600 },
	{ "Plan a party:\n- cake\n- music\n- lights", "Plan a party:\n- cake\n- music\n- lights",
	  NULL, 500, 3600 },
	{ "x", "x", NULL, 500, 3600 },
	{ "", "", NULL, 500, 3600 },
};

START_TEST(a_brief_sorts_a_prompt_into_work_and_demands)
{
	for (int i = 0; i < COUNT(cases); i++) {
		struct brief brief = brief_of(arena, cases[i].prompt);

		ck_assert_str_eq(brief.description, cases[i].description);
		ck_assert_pstr_eq(brief.requirements, cases[i].requirements);
		ck_assert_msg(brief.price.cents == cases[i].price, "%s: %d cents", cases[i].prompt,
			      (int)brief.price.cents);
		ck_assert_msg(brief.time_limit_seconds == cases[i].seconds, "%s: %d s",
			      cases[i].prompt, (int)brief.time_limit_seconds);
	}
}
END_TEST

START_TEST(a_brief_has_the_titles_rule)
{
	ck_assert_str_eq(brief_of(arena, "Plan a trip. Go far.").title, "Plan a trip");
}
END_TEST

static void check_bounds(const struct brief *brief)
{
	ck_assert_uint_le(text_characters(brief->description), DESCRIPTION_CHARACTERS);
	ck_assert(!brief->requirements || *brief->requirements);
	ck_assert_uint_le(text_characters(brief->requirements ? brief->requirements : ""),
			  REQUIREMENTS_CHARACTERS);
	ck_assert_int_ge(brief->price.cents, settings()->price_min_cents);
	ck_assert_int_le(brief->price.cents, settings()->price_max_cents);
	ck_assert_int_ge(brief->time_limit_seconds, TIME_LIMIT_MIN);
	ck_assert_int_le(brief->time_limit_seconds, TIME_LIMIT_MAX);
}

static const char *given_repeated(const char *unit)
{
	struct text text = text_start(arena, PROMPT_MAX);

	while (text.length + strlen(unit) < PROMPT_MAX)
		text_add_string(&text, unit);
	return text.bytes;
}

START_TEST(a_long_prompt_keeps_to_the_bounds)
{
	static const char *const units[] = {
		"It must have at least 900 words. ",
		"\xE2\x82\xAC",
		"write code. ",
		"a",
		"- only\n",
		"東京で一日観光する。",
		"\n\n:\n",
	};

	for (int i = 0; i < COUNT(units); i++) {
		struct brief brief = brief_of(arena, given_repeated(units[i]));

		check_bounds(&brief);
	}
}
END_TEST

START_TEST(more_work_never_costs_less)
{
	static const char *const rising[] = {
		"Write a haiku about rain.",
		"Write about rain in Norway for the school paper.",
		"Write about rain in Norway for the school paper in 900 words.",
		"Research rain in Norway and list twelve sources. At least 900 words. It must cover Bergen. It must cover Oslo.",
	};

	for (int i = 1; i < COUNT(rising); i++) {
		struct brief less = brief_of(arena, rising[i - 1]),
			     more = brief_of(arena, rising[i]);

		ck_assert_msg(less.price.cents < more.price.cents, "%s", rising[i]);
		ck_assert_msg(less.time_limit_seconds < more.time_limit_seconds, "%s", rising[i]);
	}
}
END_TEST

START_TEST(a_price_is_within_the_settings)
{
	settings_mutable()->price_min_cents = 5000;
	ck_assert_int_eq(brief_of(arena, "Write a haiku.").price.cents, 5000);
	settings_mutable()->price_min_cents = 100;
	settings_mutable()->price_max_cents = 200;
	ck_assert_int_eq(brief_of(arena, "Write a haiku.").price.cents, 200);
}
END_TEST

/* A fixed row of bytes that looks like none (xorshift), so that a failure comes back. */
static const char *given_noise(uint64_t *state)
{
	static const char common[] = " \n.:-?!1e\"";
	char *noise = arena_alloc(arena, NOISE_MAX + 1);

	for (int i = 0; i < NOISE_MAX; i++) {
		*state ^= *state << 13;
		*state ^= *state >> 7;
		*state ^= *state << 17;
		noise[i] = *state & 64 ? common[(*state >> 32) % 10] : (char)(*state >> 40);
	}
	return noise;
}

START_TEST(any_bytes_have_a_brief)
{
	uint64_t state = 20260405;

	for (int round = 0; round < NOISE_ROUNDS; round++) {
		struct arena_mark mark = arena_mark(arena);
		struct brief brief = brief_of(arena, given_noise(&state));

		check_bounds(&brief);
		arena_rewind(arena, mark);
	}
}
END_TEST

SUITE("brief", before, after, a_brief_sorts_a_prompt_into_work_and_demands,
      a_brief_has_the_titles_rule, a_long_prompt_keeps_to_the_bounds, more_work_never_costs_less,
      a_price_is_within_the_settings, any_bytes_have_a_brief)
