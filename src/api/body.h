/* The request's body, read by a table of fields. */
#pragma once

#include "api/request.h"
#include "json/read.h"
#include "market/market.h"

/* A table of fields that handlers read bodies by. Its definition: BODY(body_run, run_fields); */
struct body_table {
	const char *name; /* its own: "body_run" */
	const struct js_field *fields;
	int count;
};
#define BODY(name, table) const struct body_table name = { #name, table, COUNT(table) }

extern const struct body_table body_actor, body_agent, body_automatic, body_confirm, body_hook,
	body_key, body_password, body_reset, body_run, body_session, body_signup, body_submit,
	body_topup, body_user, body_verify, body_withdraw;

/*
 * Read the parsed body into *out as the table says; a body that is not there has no
 * members. The table must be the one that the route's row names.
 */
#define body_read_fields(req, fields, out) body_read_by((req), (fields), COUNT(fields), (out))
enum error body_read_by(struct request *, const struct js_field *, int count, void *out) MUST_USE;

/* How long a client's name for a request may be, in characters. */
enum { IDEMPOTENCY_KEY_MOST = 255 };

/* INVALID, naming the member, for a number outside of bounds that only the settings know. */
enum error body_check_range(const char *name, int64_t number, int64_t min, int64_t max) MUST_USE;

/* Who acts, where a body can say no more than the agent. INVALID. */
enum error body_read_actor(struct request *, struct actor *out) MUST_USE;
