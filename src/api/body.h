/* The request's body, read by a table of fields. */
#pragma once

#include "api/description.h"
#include "api/request.h"
#include "json/read.h"
#include "market/market.h"

/*
 * Read the parsed body into *out as the table says; a body that is not there has no
 * members. The table must be the one that the route's description names.
 */
#define body_read_fields(req, fields, out) body_read_by((req), (fields), COUNT(fields), (out))
enum error body_read_by(struct request *, const struct js_field *, int count, void *out) MUST_USE;

/* INVALID, naming the member, for a number outside of bounds that only the settings know. */
enum error body_check_range(const char *name, int64_t number, int64_t min, int64_t max) MUST_USE;

/* Who acts, where a body can say no more than the agent. INVALID. */
enum error body_read_actor(struct request *, struct actor *out) MUST_USE;
