#include "hire/hire_move.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
	[HIRE_PENDING_PAYMENT] = "pending_payment",
	[HIRE_QUEUED] = "queued",
	[HIRE_HELD] = "held",
	[HIRE_ACCEPTED] = "accepted",
	[HIRE_SUBMITTED] = "submitted",
	[HIRE_VERIFIED] = "verified",
	[HIRE_CANCELLED] = "cancelled",
	[HIRE_FAILED] = "failed",
};

/* clang-format off */
static const struct move {
	enum hire_status from;
	enum hire_event event;
	enum hire_status to;
} moves[] = {
	{ HIRE_PENDING_PAYMENT, HIRE_PAY,     HIRE_QUEUED },
	{ HIRE_PENDING_PAYMENT, HIRE_CANCEL,  HIRE_CANCELLED },
	{ HIRE_QUEUED,          HIRE_HOLD,    HIRE_HELD },
	{ HIRE_QUEUED,          HIRE_CANCEL,  HIRE_CANCELLED },
	{ HIRE_HELD,            HIRE_LAPSE,   HIRE_QUEUED },
	{ HIRE_HELD,            HIRE_ACCEPT,  HIRE_ACCEPTED },
	{ HIRE_HELD,            HIRE_REJECT,  HIRE_QUEUED },
	{ HIRE_HELD,            HIRE_CANCEL,  HIRE_CANCELLED },
	{ HIRE_ACCEPTED,        HIRE_REJECT,  HIRE_QUEUED },
	{ HIRE_ACCEPTED,        HIRE_SUBMIT,  HIRE_SUBMITTED },
	{ HIRE_ACCEPTED,        HIRE_RETRY,   HIRE_QUEUED },
	{ HIRE_ACCEPTED,        HIRE_EXHAUST, HIRE_FAILED },
	{ HIRE_ACCEPTED,        HIRE_CANCEL,  HIRE_ACCEPTED },	/* noted, for when the agent is gone */
	{ HIRE_ACCEPTED,        HIRE_ABANDON, HIRE_CANCELLED },
	{ HIRE_SUBMITTED,       HIRE_PASS,    HIRE_VERIFIED },
	{ HIRE_SUBMITTED,       HIRE_RETRY,   HIRE_QUEUED },
	{ HIRE_SUBMITTED,       HIRE_EXHAUST, HIRE_FAILED },
	{ HIRE_SUBMITTED,       HIRE_CANCEL,  HIRE_SUBMITTED },	/* the same */
	{ HIRE_SUBMITTED,       HIRE_ABANDON, HIRE_CANCELLED },
	{ HIRE_SUBMITTED,       HIRE_UNJUDGED, HIRE_FAILED },
};

/* What is answered where an event leads nowhere. */
static const struct refusal {
	enum error error;
	const char *words;
} refusals[] = {
	[HIRE_PAY]     = { ERR_WRONG_STATE, "there is nothing to pay" },
	[HIRE_HOLD]    = { ERR_NOT_OPEN,    "it cannot be taken now" },
	[HIRE_LAPSE]   = { ERR_CONFLICT,    "no hold can run out" },
	[HIRE_ACCEPT]  = { ERR_WRONG_STATE, "there is nothing to accept" },
	[HIRE_REJECT]  = { ERR_WRONG_STATE, "there is nothing to give back" },
	[HIRE_SUBMIT]  = { ERR_WRONG_STATE, "there is nothing to submit" },
	[HIRE_PASS]    = { ERR_CONFLICT,    "there is nothing to verify" },
	[HIRE_RETRY]   = { ERR_CONFLICT,    "no attempt can fail" },
	[HIRE_EXHAUST] = { ERR_CONFLICT,    "no attempt can fail" },
	[HIRE_CANCEL]  = { ERR_WRONG_STATE, "there is nothing to cancel" },
	[HIRE_ABANDON] = { ERR_CONFLICT,    "no attempt can fail" },
	[HIRE_UNJUDGED] = { ERR_CONFLICT,   "there is nothing to verify" },
};
/* clang-format on */

const char *hire_status_name(enum hire_status status)
{
	return names[status];
}

enum hire_status hire_status_named(const char *name)
{
	for (int i = 0; i < HIRE_STATUSES; i++)
		if (strcmp(names[i], name) == 0)
			return (enum hire_status)i;
	abort();
}

bool hire_is_terminal(enum hire_status status)
{
	return status == HIRE_VERIFIED || status == HIRE_CANCELLED || status == HIRE_FAILED;
}

enum error hire_move(enum hire_status from, enum hire_event event, enum hire_status *to)
{
	for (int i = 0; i < COUNT(moves); i++)
		if (moves[i].from == from && moves[i].event == event) {
			*to = moves[i].to;
			return OK;
		}
	return failure(refusals[event].error, "the job is %s: %s", names[from],
		       refusals[event].words);
}
