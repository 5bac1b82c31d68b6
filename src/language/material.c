#include "language/material.h"

#include <string.h>

/* Fewer words are no material, and something must ask for the work. */
enum { MATERIAL_MIN = 3, LEAD_MIN = 1 };

int material_of(const struct words *words, const char *prompt)
{
	for (int i = LEAD_MIN; i + MATERIAL_MIN <= words->count; i++) {
		const struct word *before = &words->list[i - 1];
		const char *gap = prompt + before->at + before->length;
		const char *end = prompt + words->list[i].at;

		for (; gap < end; gap++)
			if (*gap == ':' || *gap == '"' || *gap == '`' || *gap == '\n' ||
			    !strncmp(gap, "\xE2\x80\x9C", 3) || !strncmp(gap, "\xE2\x80\x9E", 3) ||
			    !strncmp(gap, "\xE3\x80\x8C", 3) || !strncmp(gap, "\xC2\xAB", 2))
				return i;
	}
	return words->count;
}
