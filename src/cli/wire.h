/*
 * One request over HTTP, sent once: https, or http on this machine; no redirects, so
 * that no credential follows one; compressed if the server likes. An answer is kept in
 * memory up to a ceiling, or written to a file as it comes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

enum { WIRE_HEADERS_MOST = 8, WIRE_BYTES_MOST = 32 << 20 };

struct wire_request {
	const char *method, *url;
	const char *headers[WIRE_HEADERS_MOST]; /* "Name: value" */
	int header_count;
	const char *body; /* NULL: none, or `from` */
	size_t length;
	FILE *from; /* read as it is sent: so many bytes */
	int64_t from_bytes;
	FILE *to;	  /* where a 2xx answer's body goes */
	int64_t total_ms; /* 0: as long as it goes on: but a minute without a byte is its end */
	void (*progress)(void *arg, int64_t done, int64_t all);
	void *progress_arg;
};

struct wire_answer {
	bool came;	 /* a whole answer */
	bool was_sent;	 /* else: it may have been, and have had its effect */
	bool too_late;	 /* it took longer than it may */
	const char *why; /* if none came */
	int status;
	const char *body;
	size_t length;
	const char *content_type, *request_id;
	int retry_after;     /* seconds; 0: not said */
	int64_t server_time; /* in milliseconds since 1970; 0: not said */
};

struct wire_answer wire_send(struct arena *, const struct wire_request *);

/* For a query or a form. */
const char *wire_escape(struct arena *, const char *text);

/* Close the connections. */
void wire_done(void);
