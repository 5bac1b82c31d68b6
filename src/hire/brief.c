/*
 * The prompt falls into parts: sentences and list items. Those that make a
 * demand are requirements, the others and always the first are the
 * description. Material handed over to be worked on stays as it stands.
 */
#include "hire/brief.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/text.h"
#include "hire/estimate.h"
#include "hire/skill.h"
#include "language/demand.h"
#include "language/part.h"
#include "language/vocabulary.h"
#include "market/title.h"

/* A request for something short is short itself. */
enum { BRIEF_WORDS = 15 };
/* Behind so many parts a prompt makes no more demands, which bounds the time it takes. */
enum { PARTS_READ = 300 };
/* Fewer words are no material to work on. */
enum { MATERIAL_MIN = 3 };
enum { ROLE_DEMAND = 1, ROLE_WANT, ROLE_BRIEF };

/* clang-format off */
static const struct vocabulary_row roles[] = {
	{ ROLE_DEMAND, "must should shall require required need ensure avoid only never without mandatory strictly exactly "
	  "minimum maximum least most limit allowed dont muss müssen soll sollte darf mindestens höchstens nur ohne doit "
	  "doivent faut uniquement seulement minimum debe deben solo mínimo máximo должен должна должно нужно только "
	  "минимум максимум" },
	{ ROLE_WANT, "i we id im ich wir je nous quiero necesito мне нам я" },
	{ ROLE_BRIEF, "short brief briefly tagline slogan haiku tweet name nickname title headline joke pun caption motto limerick "
	  "couplet sentence line word hook acronym kurz witz satz zeile коротко слоган шутка хокку" },
};

static const char *const headings[] = {
	"requirement", "constraint", "rule", "must", "criteria", "deliverable", "skills", "format", "anforderung", "exigences",
	"requisitos", "требования",
};
/* clang-format on */

/* A brief while the prompt is read. */
struct draft {
	struct arena *arena;
	struct table roles;
	const char *prompt;
	struct words words;
	int lead; /* words before the material */
	struct text description, requirements;
	bool under_heading; /* of requirements */
	int described, required;
};

static struct words draft_words(struct draft *r, const char *text)
{
	return words_read(r->arena, text, TONGUE_english);
}

static bool names_requirements(const char *heading)
{
	for (int i = 0; i < COUNT(headings); i++)
		if (strcasestr(heading, headings[i]))
			return true;
	return false;
}

/* "I need a poem" is the work; "it needs a title" is a demand. A question demands nothing. */
static bool makes_demand(struct draft *r, const char *text, size_t length)
{
	struct words words = draft_words(r, text);
	struct demand counts[DEMANDS_MAX];

	if (!words.count || text[length - 1] == '?' || r->described + r->required > PARTS_READ)
		return false;
	if (demands_of(r->arena, &words, words.count, text, counts))
		return true;
	if (table_find(&r->roles, words.list[0].stem) == ROLE_WANT)
		return false;
	for (int i = 0; i < words.count; i++)
		if (table_find(&r->roles, words.list[i].stem) == ROLE_DEMAND)
			return true;
	return !(words.list[0].flags & WORD_GRAMMAR) &&
	       format_asked(r->arena, &words, words.count, text);
}

/* In one line, runs of white space as one. */
static void add_line(struct text *text, const char *bytes, const char *between)
{
	bool space = false;

	if (text->length)
		text_add_string(text, between);
	for (; *bytes; bytes++) {
		if (space && !isspace((unsigned char)*bytes))
			text_add_char(text, ' ');
		space = isspace((unsigned char)*bytes);
		if (!space)
			text_add_char(text, *bytes);
	}
}

static void add_requirement(struct draft *r, const char *line)
{
	add_line(&r->requirements, line, "\n");
	r->required++;
}

static void part_place(struct draft *r, const struct part *part)
{
	const char *text = arena_copy(r->arena, part->start, part->length);

	if (part->heading) {
		r->under_heading = names_requirements(text);
		if (r->under_heading)
			return;
	} else if (!part->item && part->after_blank) {
		r->under_heading = false;
	}
	if (part->length && r->described &&
	    (r->under_heading || makes_demand(r, text, part->length))) {
		add_requirement(r, text);
		return;
	}
	if (part->item)
		text = arena_printf(r->arena, "- %s", text);
	add_line(&r->description, text, part->item || part->after_blank ? "\n" : " ");
	r->described++;
}

/* The unit, or what the prompt calls its pieces. */
static const char *named(struct draft *r, const struct demand *count, const struct words *words,
			 const char *text)
{
	const struct word *word = &words->list[count->named];

	if (count->unit != UNIT_PIECES)
		return unit_name(count->unit);
	return arena_copy(r->arena, text + word->at, word->length);
}

/* What the first part demands in numbers, in words of our own: "At most 100 words". */
static void count_place(struct draft *r, const struct demand *count, const char *unit)
{
	static const char *const bounds[] = {
		[BOUND_PLAIN] = "",	    [BOUND_LEAST] = "At least ", [BOUND_MOST] = "At most ",
		[BOUND_EXACT] = "Exactly ", [BOUND_ABOUT] = "About ",
	};

	if (count->least && count->most && count->least != count->most)
		add_requirement(r, arena_printf(r->arena, "%d to %d %s", count->least, count->most,
						unit));
	else
		add_requirement(r, arena_printf(r->arena, "%s%d %s", bounds[count->bound],
						count->least ? count->least : count->most, unit));
}

/* The first part is the description's whatever it demands: its demands are said again. */
static void first_demands_place(struct draft *r, const struct part *first)
{
	const char *text = arena_copy(r->arena, first->start, first->length);
	struct words words = draft_words(r, text);
	struct demand counts[DEMANDS_MAX];
	int lead = words.count < r->lead ? words.count : r->lead;
	int found = demands_of(r->arena, &words, lead, text, counts);
	const char *format = format_asked(r->arena, &words, lead, text);

	for (int i = 0; i < found; i++)
		count_place(r, &counts[i], named(r, &counts[i], &words, text));
	if (format)
		add_requirement(r, arena_printf(r->arena, "Format: %s", format));
}

/* What is handed over to be worked on begins behind the first colon, quotation mark, fence or line
 * break: the index of its first word, and the number of words if there is none. */
static int material_of(const struct words *words, const char *prompt)
{
	static const char *const marks[] = {
		":", "\"", "`", "\n", "\xE2\x80\x9C", "\xE2\x80\x9E", "\xE3\x80\x8C", "\xC2\xAB"
	};

	for (int i = 1; i + MATERIAL_MIN <= words->count; i++) {
		const struct word *before = &words->list[i - 1];
		const char *gap = prompt + before->at + before->length;

		for (; gap < prompt + words->list[i].at; gap++)
			for (int m = 0; m < COUNT(marks); m++)
				if (!strncmp(gap, marks[m], strlen(marks[m])))
					return i;
	}
	return words->count;
}

/* Where the material begins, the end of the prompt if it hands none over. */
static size_t material_find(struct draft *r)
{
	struct skills skills;

	r->lead = material_of(&r->words, r->prompt);
	skills = skills_of(r->arena, &r->words, r->lead, r->prompt);
	if (r->lead == r->words.count || !(skills.edits || skills.translates)) {
		r->lead = r->words.count;
		return strlen(r->prompt);
	}

	const struct word *last = &r->words.list[r->lead - 1];

	return (size_t)last->at + last->length;
}

static bool wants_brief(const struct draft *r)
{
	for (int i = 0; i < r->lead; i++)
		if (table_find(&r->roles, r->words.list[i].stem) == ROLE_BRIEF)
			return true;
	return false;
}

static void parts_place(struct draft *r, const char *lead)
{
	struct part part;
	bool first = true;

	while (part_next(&lead, &part)) {
		if (first)
			first_demands_place(r, &part);
		first = false;
		part_place(r, &part);
	}
}

/* At most so many characters, never half of one. */
static const char *cut(struct arena *arena, const char *text, int characters)
{
	size_t at = 0;

	for (int seen = 0; text[at]; at++)
		if (((unsigned char)text[at] & 0xC0) != 0x80 && ++seen > characters)
			break;
	return text_trim(arena, arena_copy(arena, text, at));
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static struct estimate estimate_of(const struct draft *r, const struct skills *skills)
{
	struct words lead = { .list = r->words.list, .count = r->lead };
	struct demand counts[DEMANDS_MAX];
	int found = demands_of(r->arena, &lead, r->lead, r->prompt, counts);
	struct effort effort = {
		.instructions = r->lead,
		.material = r->words.count - r->lead,
		.requirements = r->required,
		.code = skills->code,
		.research = skills->research,
	};

	for (int i = 0; i < found; i++) {
		if (counts[i].unit == UNIT_WORDS)
			effort.words = larger(effort.words, counts[i].least);
		if (counts[i].unit == UNIT_PIECES)
			effort.pieces = larger(effort.pieces,
					       larger(counts[i].least, counts[i].most));
	}
	effort.brief = wants_brief(r) && r->lead <= BRIEF_WORDS && !effort.material &&
		       effort.words < BRIEF_WORDS && !skills->code && !skills->research;
	return estimate_price(&effort);
}

struct brief brief_of(struct arena *arena, const char *prompt)
{
	struct draft r = {
		.arena = arena,
		.prompt = prompt,
		.description = text_start(arena, strlen(prompt)),
		.requirements = text_start(arena, 200),
	};

	r.roles = vocabulary_of(arena, roles, COUNT(roles));
	r.words = draft_words(&r, prompt);

	size_t lead = material_find(&r);
	struct skills skills = skills_of(arena, &r.words, r.lead, prompt);

	if (skills.names)
		add_line(&r.requirements, arena_printf(arena, "Skills: %s", skills.names), "");
	parts_place(&r, arena_copy(arena, prompt, lead));
	text_add_string(&r.description, prompt + lead);

	struct estimate estimate = estimate_of(&r, &skills);
	const char *requirements = cut(arena, r.requirements.bytes, REQUIREMENTS_CHARACTERS);

	return (struct brief){
		.title = title_of(arena, prompt),
		.description = cut(arena, r.description.bytes, DESCRIPTION_CHARACTERS),
		.requirements = *requirements ? requirements : NULL,
		.price = estimate.price,
		.time_limit_seconds = estimate.time_limit_seconds,
	};
}
