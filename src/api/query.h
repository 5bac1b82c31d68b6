/* What a URL's query asks for. */
#pragma once

#include "api/request.h"
#include "market/market.h"

/* The parameter's value, decoded; NULL if it is not there. */
const char *query_find(struct request *, const char *name);

/* The same for a filter: an empty one is none, for many clients send all that there are. */
const char *query_filter(struct request *, const char *name);

/* Does the query, or the form, have a parameter of that name more than once? */
bool query_repeats(const struct request *, const char *name);
bool form_repeats(const struct request *, const char *name);

/* A field of a form (application/x-www-form-urlencoded) in the body; NULL if it is not there. */
const char *form_find(struct request *, const char *name);

/* A value as it stands in a query or a form, and back. */
const char *query_escape(struct arena *, const char *);
const char *query_decode(struct arena *, const char *);

/* INVALID for a form that holds a NUL. */
enum error form_check(const struct request *) MUST_USE;

/* Refuse a query that carries an API key: it would end up in logs and histories. */
enum error query_check(struct request *) MUST_USE;

/* How a list's cursor is read: by id, by time and id, or by number. */
enum cursor_kind { CURSOR_ID, CURSOR_TIME, CURSOR_SEQ };

/* limit, offset and cursor, as every list takes them. */
enum error query_page(struct request *, enum cursor_kind, struct page *out) MUST_USE;

/* limit and after, a cursor by number under the name that it has where one goes on for ever. */
enum error query_page_after(struct request *, struct page *out) MUST_USE;

/* What next_cursor says after a last row that more rows follow. */
const char *cursor_after(struct request *, struct id);
const char *cursor_after_time(struct request *, struct instant, struct id);
const char *cursor_after_seq(struct request *, int64_t seq);
