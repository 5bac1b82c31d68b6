#include "judge/form.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "json/read.h"
#include "language/demand.h"
#include "language/part.h"

/* "In JSON", and what kind of it; asked by such phrases, unless a program is the work. */
static const char *const json_phrases[] = {
	"as json",     "in json",      "valid json", "only json",      "json only",
	"json format", "format: json", "als json",   "en json",	       "au format json",
	"em json",     "formato json", "в json",     "в формате json", "json object",
	"json array",  "a json list",
};
static const char *const csv_phrases[] = { "as csv",	  "in csv",   "csv format",
					   "format: csv", "als csv",  "en csv",
					   "em csv",	  "csv only", "в csv" };
static const char *const program_words[] = { "function",    "script",	"program",  "code",
					     "class ",	    "endpoint", "parser",   "method",
					     "schema",	    "python",	"funktion", "fonction",
					     "función",	    "função",	"функци",   "parse",
					     "convert csv", "api" };

static bool holds(const char *text, const char *const *phrases, int count)
{
	for (int i = 0; i < count; i++) {
		const char *found = strstr(text, phrases[i]);

		if (found && (found == text || !isalpha((unsigned char)found[-1])))
			return true;
	}
	return false;
}

static const char *lower(struct arena *arena, const char *text)
{
	char *out = arena_copy(arena, text, strlen(text));

	for (char *at = out; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return out;
}

/* What a fence holds, where the text is hardly more; the whole text otherwise. */
static const char *unfenced(struct arena *arena, const char *text)
{
	const char *open = strstr(text, "```"), *start = open ? strchr(open, '\n') : NULL;
	const char *end = start ? strstr(start, "```") : NULL;

	return end ? text_trim(arena, arena_copy(arena, start, (size_t)(end - start)))
		   : text_trim(arena, text);
}

static const char *json_broken(struct arena *arena, const char *asked, const char *text)
{
	const char *body = unfenced(arena, text);
	const char *whole = arena_printf(arena, "{\"value\":%s}", body);
	struct js_node *node;

	if ((*body != '{' && *body != '[') || js_parse(arena, whole, strlen(whole), &node))
		return "is not the JSON that was asked for";
	if (*body == '[' && strstr(asked, "json object"))
		return "is a JSON array where an object was asked for";
	if (*body == '{' && strstr(asked, "json array"))
		return "is a JSON object where an array was asked for";
	return NULL;
}

/* The fields of the line that begins here; it moves behind it. A quoted field may hold anything. */
static int csv_fields(const char **at)
{
	int fields = 1;
	bool quoted = false;

	for (; **at && (quoted || **at != '\n'); (*at)++) {
		quoted ^= **at == '"';
		fields += !quoted && (**at == ',' || **at == ';' || **at == '\t');
	}
	*at += **at == '\n';
	return fields;
}

static const char *csv_broken(struct arena *arena, const char *text)
{
	const char *at = unfenced(arena, text);
	int first = csv_fields(&at);

	if (first < 2)
		return "is not the CSV that was asked for";
	while (*at)
		if (*at == '\n')
			at++;
		else if (csv_fields(&at) != first)
			return "is CSV whose rows differ in their number of fields";
	return NULL;
}

/* Words between white space; a script without spaces has none. */
static int spaced_words(const char *text)
{
	int words = 0;

	for (bool in = false; *text; text++) {
		bool space = isspace((unsigned char)*text);

		words += !space && !in;
		in = !space;
	}
	return words;
}

struct tally {
	int words, spaced, lines, items, characters;
	bool paired;
};

static struct tally tally_of(struct arena *arena, const char *text)
{
	struct words words = words_read(arena, text, TONGUE_english);
	struct tally tally = { words.count, spaced_words(text),		0,
			       0,	    (int)text_characters(text), false };

	for (int i = 0; i < words.count; i++)
		tally.paired |= (words.list[i].flags & WORD_PAIR) != 0;
	while (*text) {
		const char *end = text + strcspn(text, "\n");

		text += strspn(text, " \t\r");
		tally.lines += has_word(text, end);
		tally.items += text < end && bullet_length(text) > 0;
		text = *end ? end + 1 : end;
	}
	return tally;
}

/* Outside by either way to count words; by the only way to count the rest. */
static bool is_outside(const struct demand *d, int a, int b)
{
	int less = a < b ? a : b, more = a < b ? b : a;

	return (d->least && more < d->least) || (d->most && less > d->most);
}

static const char *count_broken(struct arena *arena, const struct demand *d, const struct tally *t)
{
	int a = 0, b = 0;

	if (d->bound == BOUND_PLAIN || d->bound == BOUND_ABOUT)
		return NULL;
	switch (d->unit) {
	case UNIT_WORDS:
		a = t->words;
		b = t->spaced;
		break;
	case UNIT_LINES: a = b = t->lines; break;
	case UNIT_ITEMS:
		a = t->items;
		b = t->lines;
		break;
	case UNIT_CHARACTERS: a = b = t->characters; break;
	case UNIT_PIECES:
	case UNIT_SENTENCES:
	case UNIT_PARAGRAPHS: return NULL;
	}
	if ((d->unit == UNIT_WORDS && t->paired) || !is_outside(d, a, b))
		return NULL;
	return arena_printf(arena, "has %d %s where %s%d %s asked for", a, unit_name(d->unit),
			    !d->most	? "at least "
			    : !d->least ? "at most "
					: "",
			    d->least ? d->least : d->most,
			    d->least && d->most && d->least != d->most
				    ? arena_printf(arena, "to %d were", d->most)
				    : "were");
}

const char *form_broken(struct arena *arena, const char *asked, const char *text)
{
	const char *plain = lower(arena, asked), *broken = NULL;
	bool program = holds(plain, program_words, COUNT(program_words));
	struct words words = words_read(arena, asked, TONGUE_english);
	struct demand demands[DEMANDS_MAX];
	int count = demands_of(arena, &words, words.count, asked, demands);

	if (!program && holds(plain, json_phrases, COUNT(json_phrases)))
		broken = json_broken(arena, plain, text);
	else if (!program && holds(plain, csv_phrases, COUNT(csv_phrases)))
		broken = csv_broken(arena, text);
	for (int i = 0; i < count && !broken; i++) {
		struct tally tally = tally_of(arena, text);

		broken = count_broken(arena, &demands[i], &tally);
	}
	return broken;
}
