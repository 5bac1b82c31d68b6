/*
 * Reading what came in. A request's body is read by a table: the wire name
 * from the member, its place from offsetof, the check from the reader. Unknown
 * members are ignored: several generations of clients exist. The first member
 * of the wrong type or out of bounds is a failure that names it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"

/* A parsed body; it lives in the arena it was parsed into. */
struct js_node;

struct js_nodes {
	const struct js_node **list;
	int count;
};

struct js_field {
	const char *name;
	size_t at;
	enum error (*read)(struct arena *, const struct js_node *, const struct js_field *,
			   void *place);
	int64_t min, max; /* of a number; in characters, of a text or of each item of a list */
	int64_t most_items, most_bytes; /* of a list or a map */
	bool required;
};

/* FIELD(new_job, prompt, js_text, .required = true, .max = 20000) */
#define FIELD(type, member, reader, ...) \
	{ \
		.name = #member, .at = offsetof(struct type, member), .read = (reader), \
		##__VA_ARGS__ \
	}

/* The same under a wire name that is not the member's. */
#define FIELD_AS(wire, type, member, reader, ...) \
	{ \
		.name = (wire), .at = offsetof(struct type, member), .read = (reader), \
		##__VA_ARGS__ \
	}

/* The node's text, if it is one. */
bool js_text_of(const struct js_node *, const char **out);

/* Parse a body, which must be one JSON object, ended by a NUL; an empty one is an object without members. */
enum error js_parse(struct arena *, const char *bytes, size_t length, struct js_node **out) MUST_USE;

/* Parse a body of any kind; one that is null is NULL, and an empty one is none: INVALID. */
enum error js_parse_any(struct arena *, const char *bytes, size_t length,
			struct js_node **out) MUST_USE;

/* Read the members that the table names. Members that are missing or null leave their place alone. */
enum error js_read_fields(struct arena *, const struct js_node *, const struct js_field *,
			  int count, void *out) MUST_USE;
#define js_read(arena, node, fields, out) \
	js_read_fields((arena), (node), (fields), COUNT(fields), (out))

/* Readers, and the type of the place that each fills. */
enum error js_text(struct arena *, const struct js_node *, const struct js_field *,
		   void *); /* const char * */
enum error js_bool(struct arena *, const struct js_node *, const struct js_field *,
		   void *); /* bool */
enum error js_whole(struct arena *, const struct js_node *, const struct js_field *,
		    void *); /* struct maybe, refused outside min..max */
enum error js_int(struct arena *, const struct js_node *, const struct js_field *,
		  void *); /* struct maybe, any that fits 64 bits */
enum error js_id(struct arena *, const struct js_node *, const struct js_field *,
		 void *); /* struct id */
enum error js_string_map(struct arena *, const struct js_node *, const struct js_field *,
			 void *); /* struct json: an object of strings */
enum error js_string_list(struct arena *, const struct js_node *, const struct js_field *,
			  void *); /* struct json: an array of strings */
enum error js_list_length(struct arena *, const struct js_node *, const struct js_field *,
			  void *); /* int: how many items an array has */
enum error js_child(struct arena *, const struct js_node *, const struct js_field *,
		    void *); /* const struct js_node *: an object, to be read by a table of its own */
enum error js_children(struct arena *, const struct js_node *, const struct js_field *,
		       void *); /* struct js_nodes: an array's items */
enum error js_loose_text(struct arena *, const struct js_node *, const struct js_field *,
			 void *); /* const char *, of a text; anything else leaves it alone */
enum error js_loose_int(struct arena *, const struct js_node *, const struct js_field *,
			void *); /* struct maybe, likewise */
enum error js_loose_bool(struct arena *, const struct js_node *, const struct js_field *,
			 void *); /* bool, likewise */

struct js_texts {
	const char **list;
	int count;
};

enum error js_loose_texts(struct arena *, const struct js_node *, const struct js_field *,
			  void *); /* struct js_texts, of an array; "" for an item that is no text */

enum error js_text_or_texts(struct arena *, const struct js_node *, const struct js_field *,
			    void *); /* the same, of an array or of one text */

/* Numbers with a fraction: for measuring only, they go nowhere else. */
struct js_numbers {
	double *list;
	int count;
};

enum error js_loose_numbers(struct arena *, const struct js_node *, const struct js_field *,
			    void *); /* struct js_numbers, of an array of numbers */
