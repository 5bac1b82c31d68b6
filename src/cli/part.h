/* Parts of an answer, by name. What is missing, null or of another type is NULL, 0 or false. */
#pragma once

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/instant.h"

const char *part_text(struct json_object *, const char *name);
const char *part_text_or(struct json_object *, const char *name, const char *otherwise);
int64_t part_int(struct json_object *, const char *name);
bool part_bool(struct json_object *, const char *name);
bool part_is(struct json_object *, const char *name, const char *text);
struct json_object *part_of(struct json_object *, const char *name);

/* Of a list: how many there are, and one of them. Of anything else: none, NULL. */
size_t part_count(struct json_object *);
struct json_object *part_at(struct json_object *, size_t);

/* A time as the wire has it; 0: none. */
struct instant part_time(struct json_object *, const char *name);

/* NULL: not JSON, or not UTF-8. It lives in the arena. */
struct json_object *part_parse(struct arena *, const char *bytes, size_t length);

/* A new object that lives in the arena, to be filled by json-c. */
struct json_object *part_object(struct arena *);
void part_set(struct json_object *, const char *name, const char *text); /* NULL: left out */
void part_set_int(struct json_object *, const char *name, int64_t);

/* As JSON in one line, or indented; no byte of it is obeyed by a terminal. */
const char *part_print(struct arena *, struct json_object *, bool indented);
