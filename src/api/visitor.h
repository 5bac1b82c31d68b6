/* A request as a browser sends it: where from, by which cookie, and from which page. */
#pragma once

#include "api/request.h"

/* The caller's address; of an IPv6 one its /64, which is one household's. */
struct digest visitor_address(const struct request *);

/* The session's secret in the cookie, or "". */
const char *visitor_token(const struct request *);

/* Give the browser a session's secret to keep, and beside it the mark by which scripts know that there is one; NULL: forget both. */
void visitor_keep_token(struct request *, const char *token);

/* There is none any more: scripts need not ask again. */
void visitor_forget_mark(struct request *);

/*
 * Any other cookie of ours, by the end of its name: what the browser keeps in it ("" if nothing), and
 * something to keep for so many seconds, 0: not any more. Text that needs no quotes.
 */
const char *visitor_find_cookie(const struct request *, const char *name);
void visitor_keep_cookie(struct request *, const char *name, const char *value, int64_t seconds);

/*
 * FORBIDDEN for a change that another site's page asks for with our cookie: a
 * change needs an Origin of public_url, or Sec-Fetch-Site: same-origin.
 */
enum error visitor_check_origin(const struct request *) MUST_USE;

/* FORBIDDEN for whatever a page of another site sends, with or without a cookie. */
enum error visitor_check_page(const struct request *) MUST_USE;
