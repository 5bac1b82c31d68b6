#include "hire/skill.h"

#include "base/attr.h"
#include "base/text.h"
#include "language/format.h"
#include "language/tongue.h"
#include "language/vocabulary.h"

enum skill {
	SKILL_RESEARCH = 1,
	SKILL_EDITING,
	SKILL_SUMMARY,
	SKILL_EXTRACTION,
	SKILL_CREATIVE,
	SKILL_COPY,
	SKILL_COOKING,
	SKILL_ANALYSIS,
	SKILL_TESTING,
	SKILL_TEACHING,
	SKILL_COUNT
};

/* clang-format off */
static const char *const names[SKILL_COUNT] = {
	[SKILL_RESEARCH] = "research", [SKILL_EDITING] = "editing", [SKILL_SUMMARY] = "summarising",
	[SKILL_EXTRACTION] = "data extraction", [SKILL_CREATIVE] = "creative writing", [SKILL_COPY] = "copywriting",
	[SKILL_COOKING] = "cooking", [SKILL_ANALYSIS] = "data analysis", [SKILL_TESTING] = "software testing",
	[SKILL_TEACHING] = "explaining",
};

static const struct vocabulary_row words_of_skills[] = {
	{ SKILL_RESEARCH, "research investigate find compare comparison sources source survey competitor recherche "
	  "recherchiere vergleiche исследуй сравни найди recherchez compare investiga" },
	{ SKILL_EDITING, "proofread grammar edit rewrite rephrase polish spelling korrigiere исправь corrige" },
	{ SKILL_SUMMARY, "summarize summarise summary condense tldr zusammenfassen zusammenfassung résume résumer resume resumen" },
	{ SKILL_EXTRACTION, "extract extraction scrape parse extrahiere extrais extrae извлеки" },
	{ SKILL_CREATIVE, "poem story haiku limerick lyrics song joke sonnet gedicht geschichte poème histoire poema cuento "
	  "стихотворение рассказ" },
	{ SKILL_COPY, "slogan tagline marketing newsletter advert advertisement landing headline brand campaign copywriter "
	  "werbetext slogans реклама" },
	{ SKILL_COOKING, "recipe meal dish rezept recette receta рецепт" },
	{ SKILL_ANALYSIS, "analyze analyse analysis statistics statistical dataset spreadsheet forecast auswertung" },
	{ SKILL_TESTING, "bug testing tester qa reproduce" },
	{ SKILL_TEACHING, "explain tutorial teach erkläre объясни explique explica" },
};
/* clang-format on */

static void add(struct text *text, const char *name)
{
	if (text->length)
		text_add_string(text, ", ");
	text_add_string(text, name);
}

static void add_code(struct text *text, struct arena *arena, const struct dialect *dialect)
{
	add(text, dialect ? arena_printf(arena, "%s programming", dialect->name) : "programming");
}

static void add_tongue(struct text *text, struct arena *arena, bool translates, enum tongue tongue)
{
	if (translates && tongue != TONGUE_UNKNOWN)
		add(text, arena_printf(arena, "translation into %s", tongue_name(tongue)));
	else if (translates)
		add(text, "translation");
	else if (tongue != TONGUE_UNKNOWN)
		add(text, arena_printf(arena, "writing in %s", tongue_name(tongue)));
}

struct skills skills_of(struct arena *arena, const struct words *words, int first,
			const char *prompt)
{
	struct table table = vocabulary_of(arena, words_of_skills, COUNT(words_of_skills));
	struct text text = text_start(arena, 100);
	struct skills skills = { .code = format_asked(arena, words, first, prompt) == FORMAT_CODE };
	bool found[SKILL_COUNT] = { false }, translates = false;

	for (int i = 0; i < first && i < words->count; i++) {
		found[table_find(&table, words->list[i].stem)] = true;
		translates |= (words->list[i].flags & MEANS_TRANSLATE) != 0;
	}
	skills.research = found[SKILL_RESEARCH] && !skills.code && !translates;
	found[SKILL_RESEARCH] = skills.research;
	if (skills.code)
		add_code(&text, arena, dialect_asked(words, first, prompt));
	add_tongue(&text, arena, translates, tongue_asked(arena, words, first, prompt));
	for (int i = 1; i < SKILL_COUNT; i++)
		if (found[i])
			add(&text, names[i]);
	skills.names = text.length ? text.bytes : NULL;
	return skills;
}
