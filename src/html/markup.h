/*
 * Pages. What stands in a page is either markup, which only this program's own literals
 * are, or text, which is escaped as it is put in: the type decides, so nothing
 * that people wrote reaches a page as markup.
 */
#pragma once

#include "base/arena.h"
#include "base/value.h"

struct markup {
	const char *text;
	size_t length;
};

/* A literal of ours, taken as it is. */
#define MARKUP(literal) ((struct markup)MARKUP_INIT(literal))
#define MARKUP_INIT(literal) \
	{ \
		"" literal, sizeof("" literal) - 1 \
	}

/* One part of a page. */
struct markup_part {
	struct markup markup; /* as it is, if it is there */
	const char *text;     /* to be escaped */
};

static inline struct markup_part markup_part_of(struct markup markup)
{
	return (struct markup_part){ .markup = markup };
}

static inline struct markup_part markup_text_of(const char *text)
{
	return (struct markup_part){ .text = text ? text : "" };
}

#define MARKUP_PART(x) \
	_Generic((x),                                                                           \
	struct markup: markup_part_of, char *: markup_text_of, const char *: markup_text_of)(x),

/* markup(arena, MARKUP("<p>"), name, MARKUP("</p>")): parts in a row. Text is escaped for content and for quoted attributes. */
#define markup(arena, ...) \
	markup_join((arena), (const struct markup_part[]){ EACH(MARKUP_PART, __VA_ARGS__) }, \
		    0 EACH(VALUE_COUNT, __VA_ARGS__))

struct markup markup_join(struct arena *, const struct markup_part *, int count);
