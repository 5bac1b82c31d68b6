/*
 * The processes that empty the outbox beside this one. The first takes only what needs
 * no Stripe, the second brings events to webhooks, the third runs errands (mails, clients' documents, issuers' keys), and the others take all of the outbox, so that a
 * request that hangs holds up no more than its own. A sender ends with its parent, whatever ends that.
 */
#pragma once

#include "cron/duty.h"

enum { SENDERS_APART = 3 }; /* the first three */

/* There are to be so many, and they send until the end, a time of monotonic_ms(). */
void senders_begin(int how_many, int64_t end);

/* Start those that do not run; the parent's connection is closed in them. */
void senders_look_after(struct db *parents);

/* Start so many for one pass. */
void senders_start_once(int how_many);

/* One pass in this process: the status it ends with. */
int sender_send_once(const struct duty *);

void senders_stop(void);

/* Wait for all: the status, as a shell has it, of one that did not end well, or 0. */
int senders_await(void);
