#include "sim/move.h"

#include "base/attr.h"

/* clang-format off */
const struct move moves[] = {
	{ false, STATE_PENDING,   EVENT_PAY,     STATE_OPEN,      "a drop is paid" },
	{ false, STATE_PENDING,   EVENT_CANCEL,  STATE_CANCELLED, "an unpaid drop is cancelled" },
	{ false, STATE_OPEN,      EVENT_FILL,    STATE_RANKING,   "a drop is filled" },
	{ false, STATE_OPEN,      EVENT_CLOSE,   STATE_RANKING,   "a window ends with answers" },
	{ false, STATE_OPEN,      EVENT_DESERT,  STATE_FAILED,    "a window ends without answers" },
	{ false, STATE_OPEN,      EVENT_CANCEL,  STATE_CANCELLED, "an empty drop is cancelled" },
	{ false, STATE_OPEN,      EVENT_ASK,     STATE_OPEN,      "a drop's cancellation is asked for" },
	{ false, STATE_OPEN,      EVENT_ABANDON, STATE_CANCELLED, "a drop is cancelled when all have left" },
	{ false, STATE_OPEN,      EVENT_CALL_OFF, STATE_CANCELLED, "an unanswered drop is called off" },
	{ false, STATE_RANKING,   EVENT_WIN,     STATE_COMPLETED, "a drop is won" },
	{ false, STATE_RANKING,   EVENT_REFUSE,  STATE_FAILED,    "a drop's answers are refused" },

	{ true,  STATE_PENDING,   EVENT_PAY,     STATE_QUEUED,    "a hire is paid" },
	{ true,  STATE_PENDING,   EVENT_CANCEL,  STATE_CANCELLED, "an unpaid hire is cancelled" },
	{ true,  STATE_QUEUED,    EVENT_HOLD,    STATE_HELD,      "a hire is held" },
	{ true,  STATE_QUEUED,    EVENT_CANCEL,  STATE_CANCELLED, "a queued hire is cancelled" },
	{ true,  STATE_QUEUED,    EVENT_CALL_OFF, STATE_CANCELLED, "a queued hire is called off" },
	{ true,  STATE_HELD,      EVENT_CALL_OFF, STATE_CANCELLED, "a held hire is called off" },
	{ true,  STATE_HELD,      EVENT_LAPSE,   STATE_QUEUED,    "a hold lapses" },
	{ true,  STATE_HELD,      EVENT_ACCEPT,  STATE_ACCEPTED,  "a hire is accepted" },
	{ true,  STATE_HELD,      EVENT_REJECT,  STATE_QUEUED,    "a hire is rejected" },
	{ true,  STATE_HELD,      EVENT_CANCEL,  STATE_CANCELLED, "a held hire is cancelled" },
	{ true,  STATE_ACCEPTED,  EVENT_SUBMIT,  STATE_SUBMITTED, "a hire is delivered" },
	{ true,  STATE_ACCEPTED,  EVENT_REJECT,  STATE_QUEUED,    "a hire is given up at once" },
	{ true,  STATE_ACCEPTED,  EVENT_RETRY,   STATE_QUEUED,    "an attempt is given up or missed" },
	{ true,  STATE_ACCEPTED,  EVENT_EXHAUST, STATE_FAILED,    "the third attempt is given up or missed" },
	{ true,  STATE_ACCEPTED,  EVENT_ASK,     STATE_ACCEPTED,  "an accepted hire's cancellation is asked for" },
	{ true,  STATE_ACCEPTED,  EVENT_ABANDON, STATE_CANCELLED, "an accepted hire is cancelled at its agent's end" },
	{ true,  STATE_SUBMITTED, EVENT_PASS,    STATE_VERIFIED,  "a hire is verified" },
	{ true,  STATE_SUBMITTED, EVENT_RETRY,   STATE_QUEUED,    "a delivery fails" },
	{ true,  STATE_SUBMITTED, EVENT_EXHAUST, STATE_FAILED,    "the third delivery fails" },
	{ true,  STATE_SUBMITTED, EVENT_ASK,     STATE_SUBMITTED, "a submitted hire's cancellation is asked for" },
	{ true,  STATE_SUBMITTED, EVENT_ABANDON, STATE_CANCELLED, "a submitted hire is cancelled as it fails" },
};
/* clang-format on */
const int move_count = COUNT(moves);

int move_find(bool is_hire, enum state from, enum event event)
{
	for (int i = 0; i < move_count; i++)
		if (moves[i].is_hire == is_hire && moves[i].from == from && moves[i].event == event)
			return i;
	return -1;
}

const char *state_name(enum state state)
{
	static const char *const names[] = {
		[STATE_PENDING] = "pending_payment", [STATE_OPEN] = "open",
		[STATE_RANKING] = "ranking",	     [STATE_COMPLETED] = "completed",
		[STATE_QUEUED] = "queued",	     [STATE_HELD] = "held",
		[STATE_ACCEPTED] = "accepted",	     [STATE_SUBMITTED] = "submitted",
		[STATE_VERIFIED] = "verified",	     [STATE_CANCELLED] = "cancelled",
		[STATE_FAILED] = "failed",
	};

	return names[state];
}

bool state_is_terminal(enum state state)
{
	return state == STATE_COMPLETED || state == STATE_VERIFIED || state == STATE_CANCELLED ||
	       state == STATE_FAILED;
}

bool state_is_active(enum state state)
{
	return state != STATE_PENDING && !state_is_terminal(state);
}
