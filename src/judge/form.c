#include "judge/form.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "language/part.h"

/* The inside of the first fence, or the whole. */
static const char *without_fence(const char *text, const char **end)
{
	const char *fence = strstr(text, "```"), *line, *close;

	*end = text + strlen(text);
	if (!fence || !(line = strchr(fence, '\n')) || !(close = strstr(line, "```")))
		return text;
	*end = close;
	return line + 1;
}

/* A place in JSON: the brackets that are to be closed, and whether a string is open. */
struct nesting {
	char open[64];
	int depth;
	bool string, broken;
};

static void nesting_step(struct nesting *n, char c)
{
	if (c == '"')
		n->string = !n->string;
	if (n->string)
		return;
	if (c == '{' || c == '[') {
		n->broken |= n->depth == COUNT(n->open);
		if (!n->broken)
			n->open[n->depth++] = c == '{' ? '}' : ']';
	} else if (c == '}' || c == ']') {
		n->broken |= n->depth == 0 || n->open[n->depth - 1] != c;
		n->depth -= n->depth > 0;
	}
}

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && isspace((unsigned char)*at))
		at++;
	return at;
}

/* Brackets that close in order, strings that end, and nothing else around. */
static bool is_json(const char *at, const char *end)
{
	struct nesting n = { .depth = 0 };

	at = skip_space(at, end);
	if (end - at < 2 || (*at != '{' && *at != '['))
		return false;
	do {
		if (n.string && *at == '\\' && at + 1 < end)
			at++;
		else
			nesting_step(&n, *at);
		at++;
	} while (at < end && n.depth && !n.broken);
	return !n.broken && n.depth == 0 && skip_space(at, end) == end;
}

static bool is_separator(char c)
{
	return c == ',' || c == ';' || c == '\t';
}

static int commas_in(const char *at, const char *end)
{
	int commas = 0;
	bool quoted = false;

	for (; at < end; at++) {
		quoted ^= *at == '"';
		commas += !quoted && is_separator(*at);
	}
	return commas;
}

/* A person leaves a blank behind a comma that stands between no digits. */
static bool is_tight(const char *at, const char *end)
{
	const char *line = skip_space(at, end), *stop = line + strcspn(line, "\n");

	for (at = line + 1; at < stop && at < end; at++)
		if (is_separator(*at) &&
		    (isspace((unsigned char)at[1]) || isdigit((unsigned char)at[-1])))
			return false;
	return line < end;
}

/* At least two lines, all with as many separators. */
static bool is_csv(const char *at, const char *end)
{
	int columns = 0, rows = 0;

	while (at < end) {
		size_t length = strcspn(at, "\n");
		const char *stop = at + length < end ? at + length : end;

		if (has_word(at, stop)) {
			int commas = commas_in(at, stop);

			if (!commas || (rows && commas != columns))
				return false;
			columns = commas;
			rows++;
		}
		at = stop + 1;
	}
	return rows >= 2;
}

static bool is_table(const char *text)
{
	int rows = 0;

	for (const char *at = text; *at; at += *at == '\n') {
		size_t length = strcspn(at, "\n");

		rows += memchr(at, '|', length) != NULL;
		at += length;
	}
	return rows >= 2;
}

/* Nothing but rows between bars, as no program has. */
static bool is_grid(const char *text)
{
	int rows = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		const char *end = text + strcspn(text, "\n"), *start = skip_space(text, end);

		while (end > start && isspace((unsigned char)end[-1]))
			end--;
		if (start == end)
			continue;
		if (*start != '|' || end[-1] != '|')
			return false;
		rows++;
	}
	return rows >= 2;
}

/* Signs that prose has few of, in a fence or in a good part of the lines. */
static bool is_code(const char *text)
{
	int signs = 0, length = 0;

	if (strstr(text, "```"))
		return true;
	for (; *text; text++) {
		signs += strchr("(){}[]=;<>+*/\\_$&|^`", *text) != NULL;
		length += !isspace((unsigned char)*text);
	}
	return signs * 25 >= length && signs >= 2;
}

bool format_holds(enum format format, const char *text)
{
	const char *end, *inside = without_fence(text, &end);

	switch (format) {
	case FORMAT_TEXT: return true;
	case FORMAT_CODE: return is_code(text) && !is_grid(text);
	case FORMAT_JSON: return is_json(inside, end);
	case FORMAT_CSV: return is_csv(inside, end);
	case FORMAT_XML: return memchr(inside, '<', (size_t)(end - inside)) && strstr(inside, "</");
	case FORMAT_TABLE: return is_table(text) || strstr(text, "<td") || is_csv(inside, end);
	}
	return true;
}

bool format_is_data(const char *text)
{
	const char *end, *inside = without_fence(text, &end);

	return is_json(inside, end) || (is_csv(inside, end) && is_tight(inside, end));
}
