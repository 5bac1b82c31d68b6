#include "language/part.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

bool has_word(const char *at, const char *end)
{
	for (; at < end; at++)
		if (isalnum((unsigned char)*at) || (unsigned char)*at >= 0x80)
			return true;
	return false;
}

size_t bullet_length(const char *line)
{
	static const char *const bullets[] = {
		"- ", "* ", "+ ", "\xE2\x80\xA2", "\xE3\x83\xBB", "\xE2\x80\x93 ", "\xE2\x80\x94 ",
	};
	size_t digits = 0;

	for (int i = 0; i < COUNT(bullets); i++)
		if (!strncmp(line, bullets[i], strlen(bullets[i])))
			return strlen(bullets[i]);
	while (isdigit((unsigned char)line[digits]))
		digits++;
	if (!digits && isalpha((unsigned char)line[0]) && line[1] == ')')
		digits = 1;
	if (digits == 0 || digits > 3 || (line[digits] != '.' && line[digits] != ')') ||
	    !is_space(line[digits + 1]))
		return 0;
	return digits + 2;
}

static size_t wide_end(const char *at)
{
	static const char *const marks[] = { "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F" };

	for (int i = 0; i < COUNT(marks); i++)
		if (!strncmp(at, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

/* "e.g. this", "U.S." and "1.5" go on; so does what begins in lower case. */
static bool goes_on(const char *at, const char *start, const char *next)
{
	if (*next && !is_space(*next))
		return true;
	while (*next == ' ' || *next == '\t')
		next++;
	return *at == '.' && ((at - start >= 2 && at[-2] == '.') || islower((unsigned char)*next));
}

/* Bytes of the mark that ends a sentence here, with what closes behind it; 0 if none does. */
static size_t sentence_end(const char *at, const char *start)
{
	const char *next = at + 1;

	if (*at != '.' && *at != '!' && *at != '?')
		return wide_end(at);
	while (*next && strchr(".!?)\"'*", *next))
		next++;
	return goes_on(at, start, next) ? 0 : (size_t)(next - at);
}

static const char *skip_blanks(const char *at, bool *blank_line)
{
	int breaks = 0;

	for (; is_space(*at); at++)
		breaks += *at == '\n';
	*blank_line = breaks > 1;
	return at;
}

bool part_next(const char **text, struct part *out)
{
	struct part part = { 0 };
	const char *at = skip_blanks(*text, &part.after_blank);
	bool line_start = at == *text || at[-1] == '\n' || memchr(*text, '\n', (size_t)(at - *text));
	size_t bullet = line_start ? bullet_length(at) : 0, mark = 0;

	if (!*at)
		return false;
	part.item = bullet > 0;
	part.start = skip_blanks(at + bullet, &(bool){ false });
	for (at = part.start; *at && *at != '\n'; at++)
		if ((mark = sentence_end(at, part.start)) > 0)
			break;
	at += mark;
	*text = at;
	while (at > part.start && is_space(at[-1]))
		at--;
	part.length = (size_t)(at - part.start);
	part.heading = line_start && part.length && !mark && (part.start[0] == '#' || at[-1] == ':');
	*out = part;
	return true;
}
