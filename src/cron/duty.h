/*
 * What this program does by the clock: the jobs' deadlines, the outbox, of which
 * there is a part that needs no Stripe, webhooks, and errands: mails, clients' documents, issuers' keys. A process has one
 * duty at a time.
 */
#pragma once

#include <signal.h>

#include "db/db.h"

/* Each logs what it has done. *stuck: what is due stays due, so there is no hurry to look again. */
struct duty {
	enum error (*pass)(struct db *, bool *stuck);
	enum error (*wait)(struct db *, int64_t *ms); /* until it has something to do */
	enum error (*sweep)(struct db *);	      /* once a minute */
};

extern const struct duty duty_deadlines, duty_outbox, duty_local, duty_webhooks, duty_errands;

/* Set by a signal: what is under way is ended, and nothing else begun. */
extern volatile sig_atomic_t stopping;

/* A pass of one duty on a connection of its own. */
enum error duty_pass(const struct duty *, bool *stuck) MUST_USE;

/* Pass after pass until the end, a time of monotonic_ms(); look_after is called before each. */
void duty_watch(const struct duty *, int64_t end, void (*look_after)(struct db *));
