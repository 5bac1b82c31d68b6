/*
 * Rendering JSON. The same values that go into SQL go onto the wire, and how
 * each looks there is decided in one switch. Text is assumed to be UTF-8: it
 * was checked when it came in.
 */
#pragma once

#include "base/arena.h"
#include "base/value.h"

/* js_object(arena, "id", job->id, "title", job->title): names and values in turn. */
#define js_object(arena, ...) js_object_values((arena), VALUES(__VA_ARGS__))

struct json js_object_values(struct arena *, struct values);

/* The same without the braces: members that another object takes in by js_merge. */
#define js_members(arena, ...) js_members_values((arena), VALUES(__VA_ARGS__))
struct json js_members_values(struct arena *, struct values);

/* An object of two runs of members; either may be empty. */
struct json js_merge(struct arena *, struct json members, struct json more);

/* [a,b,c] of rendered items. */
struct json js_array(struct arena *, const struct json *items, int count);

/* "text", quoted and escaped. */
struct json js_string(struct arena *, const char *text);

/* A text that is JSON already, for example from a column that the database checked. */
struct json js_raw(const char *text);
