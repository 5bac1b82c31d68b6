#include "language/letter.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

enum { LETTER_BROKEN = 0xFFFD };

struct range {
	uint32_t first, last;
	enum letter_kind kind;
};

/* In order; what is missing separates words. */
/* clang-format off */
static const struct range ranges[] = {
	{ 0x27, 0x27, LETTER_SILENT }, { 0x30, 0x39, LETTER_PART }, { 0x41, 0x5A, LETTER_PART },
	{ 0x61, 0x7A, LETTER_PART }, { 0xAA, 0xAA, LETTER_PART }, { 0xAD, 0xAD, LETTER_SILENT },
	{ 0xB5, 0xB5, LETTER_PART }, { 0xBA, 0xBA, LETTER_PART }, { 0xC0, 0xD6, LETTER_PART },
	{ 0xD8, 0xF6, LETTER_PART }, { 0xF8, 0x2AF, LETTER_PART },
	{ 0x300, 0x36F, LETTER_SILENT }, { 0x370, 0x52F, LETTER_PART },
	{ 0x531, 0x587, LETTER_PART }, { 0x591, 0x5C7, LETTER_SILENT },
	{ 0x5D0, 0x5EA, LETTER_PART }, { 0x620, 0x64A, LETTER_PART },
	{ 0x64B, 0x65F, LETTER_SILENT }, { 0x660, 0x669, LETTER_PART },
	{ 0x66E, 0x6D3, LETTER_PART }, { 0x900, 0xDFF, LETTER_PART },
	{ 0xE00, 0xEFF, LETTER_IDEOGRAPH }, { 0x1000, 0x109F, LETTER_IDEOGRAPH },
	{ 0x10A0, 0x11FF, LETTER_PART }, { 0x1780, 0x17D3, LETTER_IDEOGRAPH },
	{ 0x1E00, 0x1FFF, LETTER_PART }, { 0x200B, 0x200F, LETTER_SILENT },
	{ 0x2019, 0x2019, LETTER_SILENT }, { 0x202A, 0x202E, LETTER_SILENT },
	{ 0x2060, 0x2064, LETTER_SILENT }, { 0x2600, 0x27BF, LETTER_PICTURE },
	{ 0x3005, 0x3007, LETTER_IDEOGRAPH }, { 0x3041, 0x30FF, LETTER_IDEOGRAPH },
	{ 0x31F0, 0x31FF, LETTER_IDEOGRAPH }, { 0x3400, 0x4DBF, LETTER_IDEOGRAPH },
	{ 0x4E00, 0x9FFF, LETTER_IDEOGRAPH }, { 0xAC00, 0xD7A3, LETTER_PART },
	{ 0xF900, 0xFAFF, LETTER_IDEOGRAPH }, { 0xFE00, 0xFE0F, LETTER_SILENT },
	{ 0xFEFF, 0xFEFF, LETTER_SILENT }, { 0x1F1E6, 0x1FAFF, LETTER_PICTURE },
	{ 0x20000, 0x3FFFF, LETTER_IDEOGRAPH },
};
/* clang-format on */

static int width_of(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first < 0xE0)
		return 2;
	if (first >= 0xE0 && first < 0xF0)
		return 3;
	return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

uint32_t letter_next(const unsigned char **text)
{
	const unsigned char *at = *text;
	int width = width_of(*at);
	uint32_t letter = width == 1 ? *at : *at & (0x7Fu >> width);

	for (int i = 1; i < width; i++) {
		if ((at[i] & 0xC0) != 0x80)
			width = 0; /* cut short; a NUL stops the loop here too */
		else
			letter = letter << 6 | (at[i] & 0x3Fu);
	}
	*text = at + (width ? width : 1);
	return width ? letter : LETTER_BROKEN;
}

/* The Latin letters above 0x100 come in pairs, upper case first, on even or on odd places. */
static uint32_t pair_fold(uint32_t c)
{
	bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);

	if (c == 0x131 || c == 0x138 || c == 0x149)
		return c;
	return odd ? c + (c & 1) : c | 1;
}

/* Upper case that stands at a fixed distance from lower case. */
static const struct {
	uint32_t first, last, distance;
} capitals[] = {
	{ 'A', 'Z', 32 },     { 0xC0, 0xD6, 32 },   { 0xD8, 0xDE, 32 },
	{ 0x391, 0x3A9, 32 }, { 0x400, 0x40F, 80 }, { 0x410, 0x42F, 32 },
};

uint32_t letter_fold(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c >= 0x100 && c <= 0x17E)
		return pair_fold(c);
	for (int i = 0; i < COUNT(capitals) && c >= capitals[i].first; i++)
		if (c <= capitals[i].last) {
			c += capitals[i].distance;
			break;
		}
	return c == 0x451 ? 0x435 : c; /* the Russian yo is mostly written as e */
}

enum letter_kind letter_kind_of(uint32_t c)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	if (c >= 'a' && c <= 'z')
		return LETTER_PART; /* most of what is asked */
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c < ranges[middle].first)
			high = middle;
		else if (c > ranges[middle].last)
			low = middle + 1;
		else
			return ranges[middle].kind;
	}
	return LETTER_NONE;
}
