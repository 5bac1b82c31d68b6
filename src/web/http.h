/*
 * The one client for everything that leaves this machine, on libcurl: time-outs,
 * a size cap, TLS verified, no redirects, http and https only. It sends once;
 * when to send again is its caller's business.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum { HTTP_HEADERS_MOST = 8, HTTP_ANSWER_HEADERS_MOST = 64 };

struct http_header {
	const char *name, *value;
};

struct http_request {
	const char *method, *url;
	struct http_header headers[HTTP_HEADERS_MOST];
	int header_count;
	const char *body; /* NULL: none */
	int64_t connect_ms, total_ms;
	size_t bytes_most; /* of the answer's body */
	bool is_status_enough; /* an answer whose status came is one, though its body is too large or late */
	bool is_strangers; /* the URL is a stranger's: https, and to public addresses alone
				(web/address.h), unless settings' outbound.private says otherwise */
};

struct http_response {
	int status;
	const char *body;
	size_t length;
	struct http_header headers[HTTP_ANSWER_HEADERS_MOST]; /* the first of them */
	int header_count;
};

/* UPSTREAM if no whole answer came: the request may have had its effect or not. */
enum error http_send(struct arena *, const struct http_request *,
		     struct http_response *out) MUST_USE;

/* By name, in any case; NULL if it is not there. */
const char *http_header_find(const struct http_response *, const char *name);

/* application/x-www-form-urlencoded, of one value. */
const char *http_escape(struct arena *, const char *text);
