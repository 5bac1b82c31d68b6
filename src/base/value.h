/*
 * The one tagged value that crosses every border: into SQL, into JSON, into
 * the log. V() takes only the types named below; a double does not compile.
 *
 * Nothing is NULL by a flag: a NULL text, the nil id and instant 0 are.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/id.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/random.h"

/* Rendered JSON, to be nested in more of it: for replies only. */
struct json {
	const char *text;
	size_t length;
};

/* An integer that may be missing. */
struct maybe {
	bool known;
	int64_t number;
};

struct value {
	enum value_kind {
		VALUE_NULL,
		VALUE_BOOL,
		VALUE_INT,
		VALUE_TEXT,
		VALUE_ID,
		VALUE_TIME,
		VALUE_DIGEST,
		VALUE_JSON
	} kind;
	union {
		int64_t number;
		const char *text;
		struct id id;
		struct instant time;
		struct digest digest;
		struct json json;
	};
};

struct values {
	const struct value *list;
	int count;
};

static inline struct value value_bool(bool b)
{
	return (struct value){ .kind = VALUE_BOOL, .number = b };
}

static inline struct value value_int(int64_t n)
{
	return (struct value){ .kind = VALUE_INT, .number = n };
}

static inline struct value value_maybe(struct maybe n)
{
	return (struct value){ .kind = n.known ? VALUE_INT : VALUE_NULL, .number = n.number };
}

static inline struct value value_text(const char *text)
{
	return (struct value){ .kind = text ? VALUE_TEXT : VALUE_NULL, .text = text };
}

static inline struct value value_id(struct id id)
{
	return (struct value){ .kind = id_is_none(id) ? VALUE_NULL : VALUE_ID, .id = id };
}

static inline struct value value_money(struct money money)
{
	return value_int(money.cents);
}

static inline struct value value_time(struct instant time)
{
	return (struct value){ .kind = time.ms ? VALUE_TIME : VALUE_NULL, .time = time };
}

static inline struct value value_digest(struct digest digest)
{
	return (struct value){ .kind = VALUE_DIGEST, .digest = digest };
}

static inline struct value value_json(struct json json)
{
	return (struct value){ .kind = VALUE_JSON, .json = json };
}

#define V(x) \
	_Generic((x),                                                             \
	bool: value_bool, int: value_int, long: value_int, struct maybe: value_maybe,   \
	char *: value_text, const char *: value_text, struct id: value_id,              \
	struct money: value_money, struct instant: value_time,                          \
	struct digest: value_digest, struct json: value_json)(x)

/*
 * VALUES(a, b, c) is a counted array of values. The preprocessor has no loop:
 * each EACH_ leaves behind an EACH_AGAIN that the next scan expands.
 */
#define PARENS_ ()
#define SCAN(...) SCAN4(SCAN4(SCAN4(SCAN4(__VA_ARGS__))))
#define SCAN4(...) SCAN3(SCAN3(SCAN3(SCAN3(__VA_ARGS__))))
#define SCAN3(...) SCAN2(SCAN2(SCAN2(SCAN2(__VA_ARGS__))))
#define SCAN2(...) __VA_ARGS__
#define EACH(macro, ...) __VA_OPT__(SCAN(EACH_(macro, __VA_ARGS__)))
#define EACH_(macro, x, ...) macro(x) __VA_OPT__(EACH_AGAIN PARENS_(macro, __VA_ARGS__))
#define EACH_AGAIN() EACH_

#define VALUE_ITEM(x) V(x),
#define VALUE_COUNT(x) +1
#define VALUES(...) \
	((struct values){ \
		(const struct value[]){ EACH(VALUE_ITEM, __VA_ARGS__){ .kind = VALUE_NULL } }, \
		0 EACH(VALUE_COUNT, __VA_ARGS__) })
