#include "hire/skill.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/text.h"
#include "language/vocabulary.h"

/* How far the thing asked for stands behind the verb. */
enum { NOUN_REACH = 8 };
enum role { ROLE_ASK = 1, ROLE_CODE, ROLE_TEXT, ROLE_INTO, ROLE_FROM, ROLE_DATA, ROLE_TRANSLATE };

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

static const struct vocabulary_row roles[] = {
	{ ROLE_ASK, "write implement create build code fix refactor develop provide give need make debug port optimize rewrite "
	  "generate schreibe schreib implementiere erstelle écris crée escribe crea напиши реализуй" },
	{ ROLE_CODE, "implement function script program regex query snippet class method makefile dockerfile oneliner component "
	  "algorithm sql bash html css code funktion skript programm fonction" },
	{ ROLE_TEXT, "report review article email mail essay post description summary documentation readme plan list story poem "
	  "haiku tutorial explanation announcement letter pitch tweet text explain describe summarize summarise translate "
	  "compare research changelog release note message guide name slogan tagline recipe outline joke headline" },
	{ ROLE_INTO, "as in to into output valid only format strict als comme como ins auf en на" },
	{ ROLE_FROM, "from parse read load this these aus" },
	{ ROLE_DATA, "object array only format document list file" },
	{ ROLE_TRANSLATE, "translate translation übersetze übersetzen übersetzung traduis traduire traduce traducir traduza переведи перевод" },
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
static const char *const formats[][2] = {
	{ "json", "JSON" }, { "csv", "CSV" }, { "xml", "XML" }, { "table", "a table" },
};

/* A programming language, and another name of it. */
static const char *const dialects[][2] = {
	{ "C", NULL }, { "C++", "cpp" }, { "C#", "csharp" }, { "Python", NULL }, { "JavaScript", "js" }, { "TypeScript", "ts" },
	{ "Java", NULL }, { "Go", "golang" }, { "Rust", NULL }, { "Ruby", NULL }, { "PHP", NULL }, { "Bash", "shell" },
	{ "SQL", NULL }, { "regex", NULL }, { "HTML", NULL }, { "CSS", NULL },
};

/* What a language is called, beginning with its English name. */
static const char *const tongues[] = {
	"English englisch englische anglais inglés английский английском", "German deutsch deutsche allemand alemán немецкий",
	"French französisch französische français francés французский", "Spanish spanisch spanische espagnol español испанский",
	"Italian italienisch italien italiano итальянский", "Portuguese portugiesisch portugais portugués português",
	"Dutch niederländisch néerlandais", "Russian russisch russe ruso русский русском", "Japanese japanisch japonais japonés",
	"Chinese mandarin chinesisch chinois chino китайский", "Korean koreanisch coréen coreano", "Arabic arabisch arabe árabe",
	"Greek griechisch grec griego",
};
/* clang-format on */

/* A prompt, as far as it is looked at. */
struct look {
	const struct words *words;
	int last;
	const char *text;
	struct table roles;
};

static enum role role_at(const struct look *l, int at)
{
	return (enum role)table_find(&l->roles, l->words->list[at].stem);
}

static bool is(const struct look *l, int at, const char *name)
{
	const struct word *word = &l->words->list[at];

	return strlen(name) == word->length && !strncasecmp(l->text + word->at, name, word->length);
}

/* Of code and text, whichever is named first behind a verb that asks. */
static bool asks_code_at(const struct look *l, int at)
{
	for (int i = at; i < l->last && i <= at + NOUN_REACH; i++) {
		enum role role = role_at(l, i);

		if (role == ROLE_CODE || role == ROLE_TEXT)
			return role == ROLE_CODE;
	}
	return false;
}

static bool asks_code(const struct look *l)
{
	for (int i = 0; i < l->last; i++) {
		enum role role = role_at(l, i);

		if ((i == 0 || role == ROLE_ASK) && asks_code_at(l, role == ROLE_ASK ? i + 1 : i))
			return true;
		if (role == ROLE_TEXT)
			return false; /* the first thing asked for decides */
	}
	return false;
}

/* "as JSON", "a JSON array", not "from JSON": the nearest such word before decides. */
static bool asks_data_at(const struct look *l, int at)
{
	for (int i = at - 1; i >= 0 && i >= at - 3; i--)
		if (role_at(l, i) == ROLE_INTO || role_at(l, i) == ROLE_FROM)
			return role_at(l, i) == ROLE_INTO;
	return at + 1 < l->words->count && role_at(l, at + 1) == ROLE_DATA;
}

static struct look look_of(struct arena *arena, const struct words *words, int first,
			   const char *text)
{
	return (struct look){ words, first < words->count ? first : words->count, text,
			      vocabulary_of(arena, roles, COUNT(roles)) };
}

const char *format_asked(struct arena *arena, const struct words *words, int first, const char *text)
{
	struct look look = look_of(arena, words, first, text);

	for (int i = 0; i < look.last && !asks_code(&look); i++)
		for (int f = 0; f < COUNT(formats); f++)
			if (is(&look, i, formats[f][0]) && asks_data_at(&look, i))
				return formats[f][1];
	return NULL;
}

/* Names of one or two letters count as they are written; signs behind them belong to them. */
static bool names_dialect(const struct look *l, int at, const char *name)
{
	size_t length = strlen(name), letters = strcspn(name, "+#");
	const char *written = l->text + l->words->list[at].at;

	if (l->words->list[at].length != letters)
		return false;
	if ((letters <= 2 ? strncmp(written, name, length) : strncasecmp(written, name, length)) != 0)
		return false;
	return length > letters || !written[length] || !strchr("+#'", written[length]);
}

/* The one that is named, NULL if none or several are. */
static const char *dialect_asked(const struct look *l)
{
	const char *asked = NULL;

	for (int i = 0; i < l->last; i++)
		for (int d = 0; d < COUNT(dialects); d++) {
			if (!names_dialect(l, i, dialects[d][0]) &&
			    !(dialects[d][1] && names_dialect(l, i, dialects[d][1])))
				continue;
			if (asked && asked != dialects[d][0])
				return NULL;
			asked = dialects[d][0];
		}
	return asked;
}

/* "in French style" asks for no French: behind the name comes grammar, or the clause ends. */
static bool ends_phrase(const struct look *l, int at)
{
	const struct word *word = &l->words->list[at];

	return at + 1 >= l->words->count ||
	       l->words->list[at + 1].flags & (WORD_GRAMMAR | WORD_NUMBER) ||
	       ispunct((unsigned char)l->text[word->at + word->length]) ||
	       l->text[word->at + word->length] == '\n';
}

/* "into French", "ins Deutsche": its English name. */
static const char *tongue_asked(struct arena *arena, const struct look *l)
{
	struct vocabulary_row rows[COUNT(tongues)];

	for (int i = 0; i < COUNT(tongues); i++)
		rows[i] = (struct vocabulary_row){ (uint32_t)i + 1, tongues[i] };

	struct table names_known = vocabulary_of(arena, rows, COUNT(rows));

	for (int i = 1; i < l->last; i++) {
		uint32_t name = table_find(&names_known, l->words->list[i].stem);

		if (name && ends_phrase(l, i) &&
		    (role_at(l, i - 1) == ROLE_INTO || (i > 1 && role_at(l, i - 2) == ROLE_INTO)))
			return arena_copy(arena, tongues[name - 1], strcspn(tongues[name - 1], " "));
	}
	return NULL;
}

static void add(struct text *text, const char *name)
{
	if (text->length)
		text_add_string(text, ", ");
	text_add_string(text, name);
}

static void add_tongue(struct text *text, struct arena *arena, bool translates, const char *tongue)
{
	if (translates && tongue)
		add(text, arena_printf(arena, "translation into %s", tongue));
	else if (translates)
		add(text, "translation");
	else if (tongue)
		add(text, arena_printf(arena, "writing in %s", tongue));
}

struct skills skills_of(struct arena *arena, const struct words *words, int first,
			const char *prompt)
{
	struct look look = look_of(arena, words, first, prompt);
	struct table table = vocabulary_of(arena, words_of_skills, COUNT(words_of_skills));
	struct text text = text_start(arena, 100);
	struct skills skills = { .code = asks_code(&look) };
	const char *dialect = dialect_asked(&look);
	bool found[SKILL_COUNT] = { false };

	for (int i = 0; i < look.last; i++) {
		found[table_find(&table, words->list[i].stem)] = true;
		skills.translates |= role_at(&look, i) == ROLE_TRANSLATE;
	}
	skills.research = found[SKILL_RESEARCH] && !skills.code && !skills.translates;
	found[SKILL_RESEARCH] = skills.research;
	if (skills.code)
		add(&text, dialect ? arena_printf(arena, "%s programming", dialect) : "programming");
	add_tongue(&text, arena, skills.translates, tongue_asked(arena, &look));
	for (int i = 1; i < SKILL_COUNT; i++)
		if (found[i])
			add(&text, names[i]);
	skills.edits = found[SKILL_EDITING] || found[SKILL_SUMMARY] || found[SKILL_EXTRACTION];
	skills.names = text.length ? text.bytes : NULL;
	return skills;
}
