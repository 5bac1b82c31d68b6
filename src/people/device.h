/* RFC 8628: a program without a browser shows a code, and waits until a person enters it. */
#pragma once

#include "people/grant.h"

enum { DEVICE_SECONDS = 900, USER_CODE = 8, DEVICE_WAIT = 5 };

struct device {
	struct id id;
	char user_code[USER_CODE + 1]; /* shown as XXXX-XXXX */
	const char *client_id, *client_name;
	int scopes;
	struct instant expires_at;
};

/* A fresh user code: of letters that make no words and are not taken for others (RFC 8628 6.1). */
void device_draw_code(char out[USER_CODE + 1]);

/* Keep it for that device code. Needs a transaction. */
enum error device_create(struct db *, const struct device *, const char *device_code) MUST_USE;

/* The one that waits, by what a person typed: any case, with or without the hyphen. NOT_FOUND. */
enum error device_find(struct db *, const char *typed, struct device *out) MUST_USE;

/*
 * The person's answer. A grant's id allows it, ID_NONE denies. NOT_FOUND if it
 * does not wait any more. Locks its row. Needs a transaction.
 */
enum error device_answer(struct db *, struct id id, struct id grant) MUST_USE;

/*
 * The program asks: *grant is there to be issued tokens for. AUTHORIZATION_PENDING,
 * SLOW_DOWN (COMMIT: it waits five seconds longer from now on), ACCESS_DENIED, EXPIRED_TOKEN,
 * INVALID_GRANT. Locks its row. Needs a transaction.
 */
enum error device_poll(struct db *, const char *device_code, const char *client_id,
		       struct id request, struct id *grant) MUST_USE;

/* Remove those that are over, at most so many. */
enum error device_sweep(struct db *, int most) MUST_USE;
