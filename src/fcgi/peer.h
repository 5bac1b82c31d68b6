/*
 * Who is at the other end of a connection: our nginx as a rule, which sends a
 * request as a whole and closes. Whoever else can reach the socket may say
 * nothing, half a request, or a byte now and then: it must not keep a worker.
 * One request a connection.
 */
#pragma once

#include <fcgiapp.h>
#include <stdbool.h>
#include <stddef.h>

#include "api/request.h"

/* How long an idle worker waits before it looks up; and what a peer is given before it is cut off. */
enum { PEER_WAIT_MS = 500, PEER_SILENT_MS = 2000, PEER_READ_MS = 15000, PEER_WRITE_MS = 15000 };

/* Ready to accept on that socket; false if it is none that listens. */
bool peer_listen(int listener);

/* Wait for a connection, and for the head of its request; false if none came, or none in time. */
bool peer_accept(FCGX_Request *);

/* From the request's body: fewer bytes than there is room if it ends, or comes too slowly. */
size_t peer_read(FCGX_Request *, char *out, size_t room);

/* Send the answer, of a head and a body, and close. What cannot be sent has no reader any more. */
void peer_answer(FCGX_Request *, const char *head, size_t head_length, const char *body,
		 size_t body_length);

/* The same with a part of a file for a body, which never is in memory as a whole. */
void peer_answer_file(FCGX_Request *, const char *head, size_t head_length,
		      const struct reply_file *);
