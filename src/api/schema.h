/*
 * A small language for what goes over the wire, and what it says in JSON Schema.
 *
 * Members stand in a text, with spaces between: "id agent_id? ~ranking status:open|over".
 * A `?` may be null, a `~` may be missing; without a type the name's own (word.h) holds.
 * A type is int, offset, bytes, filename, bool, text, id, time, url, map (an object of strings), any, words with `|`
 * between, the name of an object (object.h), or one of these in brackets: a list of it.
 */
#pragma once

#include "api/object.h"
#include "base/text.h"
#include "base/value.h"
#include "json/read.h"

struct member {
	const char *name, *type;
	int name_length, type_length;
	bool nullable, optional;
	const char *about, *example; /* NULL: nothing */
};

/* What schemas say of an integer that fits 64 bits. */
#define SCHEMA_INT64 \
	",\"format\":\"int64\",\"minimum\":-9223372036854775808,\"maximum\":9223372036854775807"

/* The next of the members; false after the last. A name of no glossary aborts: it is a mistake of ours. */
bool member_next(const char **members, struct member *out);

/* The type as a schema, with braces; and a value of it. */
struct json schema_of_member(struct arena *, const struct member *);
struct json example_of_member(struct arena *, const struct member *);

/* An object of the table: strict, or the words that it may be. */
struct json schema_of_object(struct arena *, const struct object *);

/* {"type":"object",...}: strict (an answer) or not (what a client may send). */
struct json schema_of_members(struct arena *, const char *members, const char *about, bool strict);
struct json example_of_members(struct arena *, const char *members);

/* What a body is read by; and one of its fields, without the name. */
struct json schema_of_fields(struct arena *, const struct js_field *, int count);
struct json schema_of_field(struct arena *, const struct js_field *);
