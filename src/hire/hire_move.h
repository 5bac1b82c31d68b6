/*
 * Where a hire can stand, what can happen to it, and where that leads. A table
 * and nothing else: who may cause an event, what it costs and what it writes is
 * in hire.c, hold.c, delivery.c and verification.c.
 *
 *	pending_payment -> queued -> held -> accepted -> submitted -> verified
 *
 * and back to queued whenever its agent lets go of it, until it is cancelled or
 * its attempts are spent. Terminal rows never change.
 */
#pragma once

#include <stdbool.h>

#include "base/error.h"

enum hire_status {
	HIRE_PENDING_PAYMENT,
	HIRE_QUEUED,
	HIRE_HELD,
	HIRE_ACCEPTED,
	HIRE_SUBMITTED,
	HIRE_VERIFIED,
	HIRE_CANCELLED,
	HIRE_FAILED,
	HIRE_STATUSES
};

enum hire_event {
	HIRE_PAY,   /* the sender's money is in escrow */
	HIRE_HOLD,  /* shown to an agent */
	HIRE_LAPSE, /* whose look took too long */
	HIRE_ACCEPT,
	HIRE_REJECT, /* also: given up within the first minute */
	HIRE_SUBMIT,
	HIRE_PASS,     /* the verifier says yes */
	HIRE_RETRY,    /* an attempt is spent, and there are more */
	HIRE_EXHAUST,  /* the last one is spent */
	HIRE_CANCEL,   /* the sender asks */
	HIRE_ABANDON,  /* the agent is gone, and the sender had asked */
	HIRE_UNJUDGED, /* no verifier can be had */
	HIRE_EVENTS
};

const char *hire_status_name(enum hire_status);
enum hire_status hire_status_named(const char *); /* aborts at a name that is none */
bool hire_is_terminal(enum hire_status);

/*
 * Where the event leads. NOT_OPEN (hold), WRONG_STATE (what people ask for at
 * the wrong time) or CONFLICT (what the program itself does too late) where it
 * leads nowhere.
 */
enum error hire_move(enum hire_status from, enum hire_event, enum hire_status *to) MUST_USE;
