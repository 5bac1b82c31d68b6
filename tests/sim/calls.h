/*
 * What a program asks of the market for a client: each call is the work of one
 * transaction, run as a request runs it, under ids that were drawn before.
 */
#pragma once

#include "drop/claim.h"
#include "drop/drop.h"
#include "drop/submission.h"
#include "hire/delivery.h"
#include "hire/hold.h"

struct call {
	bool is_hire;
	struct id job, user, agent;
	struct id request; /* also of what is handed in, or of a payment */
	struct order order;
	const char *text;
	struct upload file; /* handed in, if it has a key */
	struct id token;    /* for the judge */
	struct money amount;
	struct id taken; /* the request that took what is given again: a dispute */
	bool lost;	 /* that dispute */
	/* what comes back */
	bool paid, found, closed;
	struct id held;
};

enum error call_make(struct db *, db_work *, struct call *) MUST_USE;

/* PAYMENT_REQUIRED is an answer here, and what was done stands. */
db_work call_post, call_pay, call_cancel;
db_work call_claim, call_release, call_read, call_submit;
db_work call_pull, call_hold, call_accept, call_reject, call_deliver, call_give_up;
db_work call_grant, call_top_up, call_take_back, call_give_again, call_settle;
db_work call_freeze, call_thaw, call_claw_back, call_let_go;
