/*
 * json-c takes NaN, Infinity, comments, single quotes, trailing commas, lone
 * surrogates (as U+FFFD) and raw control characters. One pass over the tokens
 * refuses them.
 */
#include "json/strict.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/*
 * A value costs json-c a hundred times its bytes: four megabytes of empty
 * arrays would be a gigabyte. No body of ours has more than some hundred.
 */
enum { VALUES_MOST = 10000 };

struct scan {
	const unsigned char *at, *end;
	const char *complaint;
	bool after_comma; /* nothing but white space since a comma */
	int values;
};

static bool complain(struct scan *scan, const char *complaint)
{
	scan->complaint = complaint;
	return false;
}

static int hex_digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

/* The four digits of a \u escape, or -1. */
static int unit(struct scan *scan)
{
	int number = 0;

	for (int i = 0; i < 4; i++, scan->at++) {
		int digit = scan->at < scan->end ? hex_digit(*scan->at) : -1;

		if (digit < 0)
			return -1;
		number = number * 16 + digit;
	}
	return number;
}

static bool is_high(int number)
{
	return number >= 0xD800 && number <= 0xDBFF;
}

static bool is_low(int number)
{
	return number >= 0xDC00 && number <= 0xDFFF;
}

static bool unicode_escape(struct scan *scan)
{
	int first = unit(scan);

	if (first < 0)
		return complain(scan, "a \\u escape needs four hexadecimal digits");
	if (first == 0)
		return complain(scan, "a text holds a NUL character");
	if (is_low(first))
		return complain(scan, "a text holds half of a surrogate pair");
	if (!is_high(first))
		return true;
	if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
		return complain(scan, "a text holds half of a surrogate pair");
	scan->at += 2;
	return is_low(unit(scan)) || complain(scan, "a text holds half of a surrogate pair");
}

static bool escape(struct scan *scan)
{
	if (scan->at == scan->end)
		return complain(scan, "a text does not end");

	unsigned char c = *scan->at++;

	if (c == 'u')
		return unicode_escape(scan);
	return (c && strchr("\"\\/bfnrt", c)) || complain(scan, "a text holds an unknown escape");
}

/*
 * The bytes that follow the lead byte; RFC 3629 narrows the range of the first
 * of them so that overlong forms, surrogates and what lies past U+10FFFF fall out.
 */
static bool multibyte(struct scan *scan, unsigned char lead)
{
	int follow = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
	unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;

	if (lead < 0xC2 || lead > 0xF4)
		return complain(scan, "the body is not UTF-8");
	for (int i = 0; i < follow; i++, scan->at++, low = 0x80, high = 0xBF)
		if (scan->at == scan->end || *scan->at < low || *scan->at > high)
			return complain(scan, "the body is not UTF-8");
	return true;
}

static bool string(struct scan *scan)
{
	while (scan->at < scan->end) {
		unsigned char c = *scan->at++;

		if (c == '"')
			return true;
		if (c < ' ')
			return complain(scan, "a text holds a raw control character");
		if (c == '\\' && !escape(scan))
			return false;
		if (c >= 0x80 && !multibyte(scan, c))
			return false;
	}
	return complain(scan, "a text does not end");
}

static bool word(struct scan *scan)
{
	static const char *const words[] = { "true", "false", "null" };

	for (int i = 0; i < 3; i++) {
		size_t length = strlen(words[i]);

		if ((size_t)(scan->end - scan->at) >= length &&
		    memcmp(scan->at, words[i], length) == 0) {
			scan->at += length;
			return true;
		}
	}
	return complain(scan, "there is a word that JSON does not have");
}

static const unsigned char *skip_digits(struct scan *scan)
{
	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
		scan->at++;
	return scan->at;
}

static bool number(struct scan *scan)
{
	if (*scan->at == '-')
		scan->at++;

	const unsigned char *whole = scan->at;

	if (skip_digits(scan) == whole || (*whole == '0' && scan->at - whole > 1))
		return complain(scan, "a number is malformed");
	if (scan->at < scan->end && *scan->at == '.') {
		const unsigned char *fraction = ++scan->at;

		if (skip_digits(scan) == fraction)
			return complain(scan, "a number is malformed");
	}
	if (scan->at < scan->end && (*scan->at | 32) == 'e') {
		scan->at++;
		if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
			scan->at++;

		const unsigned char *exponent = scan->at;

		if (skip_digits(scan) == exponent)
			return complain(scan, "a number is malformed");
	}
	return true;
}

static bool token(struct scan *scan)
{
	unsigned char c = *scan->at;

	if (c == '"') {
		scan->at++;
		return string(scan);
	}
	if (c == '-' || (c >= '0' && c <= '9'))
		return number(scan);
	if (c && strchr("{}[],: \t\r\n", c)) {
		if ((c == '}' || c == ']') && scan->after_comma)
			return complain(scan, "there is a comma with nothing after it");
		scan->at++;
		return true;
	}
	return word(scan);
}

const char *strict_complaint(const char *bytes, size_t length)
{
	struct scan scan = { (const unsigned char *)bytes, (const unsigned char *)bytes + length,
			     NULL, false, 0 };

	while (scan.at < scan.end) {
		unsigned char first = *scan.at;

		if (!token(&scan))
			break;
		if (!strchr("}],: \t\r\n", first) && ++scan.values > VALUES_MOST)
			return "it holds too many values";
		if (!strchr(" \t\r\n", first))
			scan.after_comma = first == ',';
	}
	return scan.complaint;
}

static bool fits(const unsigned char *digits, size_t length)
{
	char text[24];
	int64_t number;

	if (length >= sizeof(text))
		return false;
	memcpy(text, digits, length);
	text[length] = '\0';
	return text_to_int(text, &number);
}

static void soften(unsigned char *start, const unsigned char *end)
{
	for (const unsigned char *at = start; at < end; at++)
		if (strchr(".eE", *at))
			return;
	if (fits(start, (size_t)(end - start)))
		return;
	/* Its last two digits become an exponent; what it was worth does not matter any more. */
	start[end - start - 2] = 'e';
	start[end - start - 1] = '0';
}

void strict_keep_overflows(char *bytes, size_t length)
{
	struct scan scan = { (const unsigned char *)bytes, (const unsigned char *)bytes + length,
			     NULL, false, 0 };

	while (scan.at < scan.end) {
		unsigned char *start = (unsigned char *)bytes +
				       (scan.at - (const unsigned char *)bytes);

		if (!token(&scan))
			return;
		if (*start == '-' || (*start >= '0' && *start <= '9'))
			soften(start, scan.at);
	}
}
