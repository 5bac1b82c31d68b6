#include "judge/tally.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "language/part.h"

static bool is_continued(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* What stands between white space, if it has a letter or a digit. */
static int words_in(const char *at, const char *end)
{
	int words = 0;

	while (at < end) {
		const char *start = at;

		while (at < end && !isspace((unsigned char)*at))
			at++;
		words += has_word(start, at);
		while (at < end && isspace((unsigned char)*at))
			at++;
	}
	return words;
}

/* What stands between two things of a row. */
static const char *const joints[] = {
	", ",	 "| ",	 "/ ",	",\n",	      " #",	      " and ",
	" und ", " et ", " y ", " \xD0\xB8 ", "\xE3\x80\x81", NULL,
};
/* And between two clauses, each of which may have commas. */
static const char *const breaks[] = { "; ", ";\n", NULL };

static bool is_joint(const char *at, const char *end, const char *const *marks)
{
	if (!strchr(" ,;|/\xE3", *at))
		return false; /* most of a text */
	for (; *marks; marks++) {
		size_t length = strlen(*marks);

		if (*at == **marks && (size_t)(end - at) > length && !strncmp(at, *marks, length))
			return true;
	}
	return false;
}

/* "Foo, Bar and Baz" has three. */
static int parts_in(const char *at, const char *end, const char *const *marks)
{
	int parts = 1;

	for (; at < end; at++)
		parts += is_joint(at, end, marks);
	return parts;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* "# One", "**One**", "One:" */
static bool is_heading(const char *start, const char *end)
{
	return *start == '#' || (!bullet_length(start) && end[-1] == ':') ||
	       (end - start > 4 && start[0] == '*' && start[1] == '*' && end[-1] == '*');
}

/* A bar opens it, or stands between blanks: some write tables without the outer ones. */
static bool is_row(const char *start, const char *end)
{
	return has_word(start, end) &&
	       (*start == '|' || memmem(start, (size_t)(end - start), " | ", 3));
}

static void line_tally(struct tally *tally, const char *line, const char *end)
{
	const char *start = line;

	while (start < end && isspace((unsigned char)*start))
		start++;

	size_t bullet = bullet_length(start);

	tally->lines++;
	tally->words += words_in(start, end);
	tally->parts = larger(tally->parts, parts_in(start, end, joints));
	tally->clauses = larger(tally->clauses, parts_in(start, end, breaks));
	tally->headings += is_heading(start, end);
	tally->rows += is_row(start, end);
	if (!bullet)
		return;
	tally->all_items++;
	tally->items += start - line < 2;
	tally->numbered += isdigit((unsigned char)*start) != 0;
}

static void lines_tally(struct tally *tally, const char *text)
{
	bool blank = true;

	while (*text) {
		const char *end = text + strcspn(text, "\n");

		if (has_word(text, end)) {
			line_tally(tally, text, end);
			tally->paragraphs += blank;
			blank = false;
		} else {
			blank = true;
		}
		text = end + (*end == '\n');
	}
}

/* Items are no sentences unless they end like one; a title that ends in none is none. */
static void sentences_tally(struct tally *tally, const char *text)
{
	struct part part;

	while (part_next(&text, &part))
		tally->sentences += !part.heading && has_word(part.start, part.start + part.length);
}

static void characters_tally(struct tally *tally, const char *text)
{
	size_t length = strlen(text);

	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	for (size_t i = 0; i < length; i++) {
		tally->characters += !is_continued(text[i]);
		tally->objects += text[i] == '{';
	}
}

struct tally tally_of(const char *text)
{
	struct tally tally = { 0 };

	lines_tally(&tally, text);
	sentences_tally(&tally, text);
	characters_tally(&tally, text);
	tally.parts = larger(tally.parts, parts_in(text, text + strlen(text), joints));
	tally.clauses = larger(tally.clauses, parts_in(text, text + strlen(text), breaks));
	return tally;
}

/* Of those from the first to the last, which is nearest to the number wanted. */
static int nearest(const int *counts, int count, int wanted)
{
	int best = 0;

	for (int i = 0; i < count; i++)
		if (abs(counts[i] - wanted) < abs(best - wanted))
			best = counts[i];
	return best;
}

/* A list is what it is, but who asks for three recipes gets a list below each heading. */
static int pieces(const struct tally *t, int wanted)
{
	int listed[] = { t->items, t->numbered >= 2 ? t->numbered : t->items,
			 t->headings >= 2 ? t->headings : t->items };
	int counts[] = { t->numbered,	t->items, t->all_items, t->rows - 1,  t->rows,	t->headings,
			 t->paragraphs, t->lines, t->objects,	t->sentences, t->parts, t->clauses };

	if (t->numbered >= 2 || t->items >= 2)
		return nearest(listed, COUNT(listed), wanted);
	return nearest(counts, COUNT(counts), wanted);
}

int tally_count(const struct tally *tally, enum unit unit, int wanted)
{
	switch (unit) {
	case UNIT_PIECES: return pieces(tally, wanted);
	case UNIT_WORDS: return tally->words;
	case UNIT_SENTENCES: return tally->sentences;
	case UNIT_LINES: return tally->lines;
	case UNIT_PARAGRAPHS: return tally->paragraphs;
	case UNIT_CHARACTERS: return tally->characters;
	}
	return 0;
}

/* Words are counted in more than one way, so a tenth is nobody's fault; "about" is a third. */
static int slack_of(const struct count *count, int number)
{
	if (count->unit == UNIT_WORDS && (count->bound == BOUND_ABOUT || count->bound == BOUND_PLAIN))
		return number / 3 + 3;
	if (count->bound == BOUND_ABOUT)
		return number / 3 + 1;
	return count->unit == UNIT_WORDS ? number / 10 : 0;
}

bool tally_breaks(const struct tally *tally, const struct count *count)
{
	int most = count->most, least = count->least;
	int found = tally_count(tally, count->unit, most ? most : least);

	if (count->unit == UNIT_PIECES && count->bound == BOUND_PLAIN)
		most += most / 2 + 1;
	if (count->unit >= UNIT_SENTENCES && count->bound == BOUND_PLAIN && least == most &&
	    least == 1)
		least = 0;
	if (least && found < least - slack_of(count, least))
		return true;
	return count->most && found > most + slack_of(count, most);
}
