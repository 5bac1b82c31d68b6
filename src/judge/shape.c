#include "judge/shape.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

struct line {
	const char *start, *end;
};

static bool starts_with(struct line line, const char *prefix)
{
	size_t length = strlen(prefix);

	return (size_t)(line.end - line.start) >= length && !memcmp(line.start, prefix, length);
}

static struct line without_indent(struct line line)
{
	while (line.start < line.end && (*line.start == ' ' || *line.start == '\t'))
		line.start++;
	while (line.end > line.start && isspace((unsigned char)line.end[-1]))
		line.end--;
	return line;
}

/* "- x", "* x", "• x", "3. x", "3) x" */
static bool is_item(struct line line)
{
	const char *at = line.start;

	if (starts_with(line, "- ") || starts_with(line, "* ") || starts_with(line, "+ ") ||
	    starts_with(line, "\xE2\x80\xA2") || starts_with(line, "\xE3\x83\xBB"))
		return true;
	while (at < line.end && isdigit((unsigned char)*at))
		at++;
	return at > line.start && at - line.start <= 3 && at + 1 < line.end &&
	       (*at == '.' || *at == ')') && isspace((unsigned char)at[1]);
}

/* The bytes of what a template leaves to be filled in, "{name}" or "[Your Name]"; 0 if it is none. */
static size_t blank_length(const char *at, const char *end)
{
	const char *inside = at + 1;

	if (*at != '{' && *at != '[')
		return 0;
	while (inside < end && (isalpha((unsigned char)*inside) || strchr(" _'", *inside)))
		inside++;
	return inside < end && inside - at > 1 && *inside == (*at == '{' ? '}' : ']')
		       ? (size_t)(inside - at + 1)
		       : 0;
}

/* A call's bracket, an option, a dollar that is no price; what lists and sums in prose have
 * ("milk (2 l)", "**Monday**", "bread + butter") is none. */
static bool is_sign(const char *at, struct line line)
{
	char before = ' ', behind = ' ';

	if (at > line.start)
		before = at[-1];
	if (at + 1 < line.end)
		behind = at[1];
	switch (*at) {
	case '\0': return false;
	case '(': return isalnum((unsigned char)before) || before == '_';
	case '-': return before == ' ' && isalpha((unsigned char)behind);
	case '$': return !isdigit((unsigned char)behind);
	case ';': return behind != ' ' || at + 1 == line.end;
	}
	return strchr("{}[]=<>\\_|", *at) != NULL;
}

/* Prose has few signs; a line with more than one in fourteen of them is code. A fence alone makes
 * no code of words. */
static ptrdiff_t signs_in(struct line line)
{
	ptrdiff_t signs = 0;

	for (const char *at = line.start; at < line.end; at++) {
		size_t blank = blank_length(at, line.end);

		if (blank)
			at += blank - 1;
		else
			signs += is_sign(at, line);
	}
	return signs;
}

/* No sentence opens a brace at its end or closes one at its start; in a fence none ends in a
 * semicolon either. */
static bool is_code(struct line line, bool fenced)
{
	ptrdiff_t signs = signs_in(line);

	return line.end[-1] == '{' || *line.start == '}' || (fenced && line.end[-1] == ';') ||
	       (signs >= 2 && signs * 14 >= line.end - line.start);
}

static bool ends_sentence(const char *at, const char *end)
{
	if (*at != '.' && *at != '!' && *at != '?')
		return !strncmp(at, "\xE3\x80\x82", 3) || !strncmp(at, "\xEF\xBC\x81", 3) ||
		       !strncmp(at, "\xEF\xBC\x9F", 3);
	return at + 1 == end || isspace((unsigned char)at[1]) || at[1] == '"' || at[1] == ')' ||
	       at[1] == '*';
}

static void line_scan(struct shape *shape, struct line line)
{
	bool digits = false;

	for (const char *at = line.start; at < line.end; at++) {
		bool digit = *at >= '0' && *at <= '9';

		shape->figures += digit && !digits;
		digits = digit || (digits && (*at == '.' || *at == ','));
		shape->sentences += ends_sentence(at, line.end);
		shape->links += *at == ':' && line.end - at > 2 && at[1] == '/' && at[2] == '/';
	}
}

static void line_add(struct shape *shape, struct line line, bool fenced)
{
	shape->lines++;
	shape->items += is_item(line);
	shape->headings += *line.start == '#';
	shape->code_lines += is_code(line, fenced);
	line_scan(shape, line);
}

struct shape shape_of(const char *text)
{
	struct shape shape = { 0 };
	bool fenced = false, blank = true;
	char last = 0;

	while (*text) {
		struct line line = without_indent((struct line){ text, text + strcspn(text, "\n") });

		text += strcspn(text, "\n");
		text += *text == '\n';
		if (line.start == line.end) {
			blank = true;
			continue;
		}
		shape.paragraphs += blank;
		blank = false;
		if (starts_with(line, "```")) {
			fenced = !fenced;
			shape.fences += fenced;
		} else {
			line_add(&shape, line, fenced);
			last = line.end[-1];
		}
	}
	if (last == ';') /* as prose never ends */
		shape.code_lines = shape.lines;
	return shape;
}

bool shape_is_code(const struct shape *shape)
{
	return shape->code_lines > 0 && shape->code_lines * 3 >= shape->lines;
}
