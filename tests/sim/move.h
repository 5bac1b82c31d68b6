/*
 * Every move that a job may make, of either kind: written down from what is
 * promised to people, not from the program's own tables, so that the two can
 * disagree.
 */
#pragma once

#include <stdbool.h>

enum state {
	STATE_PENDING,
	STATE_OPEN,
	STATE_RANKING,
	STATE_COMPLETED,
	STATE_QUEUED,
	STATE_HELD,
	STATE_ACCEPTED,
	STATE_SUBMITTED,
	STATE_VERIFIED,
	STATE_CANCELLED,
	STATE_FAILED,
	STATES
};

enum event {
	EVENT_PAY,
	EVENT_CANCEL,
	EVENT_ASK,	/* to cancel, while somebody is at work */
	EVENT_ABANDON,	/* who was at work is gone, and the sender had asked */
	EVENT_CALL_OFF, /* by the house: what paid for it is disputed */
	/* of a drop */
	EVENT_FILL,   /* by its last answer */
	EVENT_CLOSE,  /* by its window's end, with answers */
	EVENT_DESERT, /* without any */
	EVENT_WIN,
	EVENT_REFUSE,
	/* of a hire */
	EVENT_HOLD,
	EVENT_LAPSE,
	EVENT_ACCEPT,
	EVENT_REJECT,
	EVENT_SUBMIT,
	EVENT_PASS,
	EVENT_RETRY,
	EVENT_EXHAUST
};

struct move {
	bool is_hire;
	enum state from;
	enum event event;
	enum state to;
	const char *words;
};

extern const struct move moves[];
extern const int move_count;

/* Its number in the table; -1: there is no such move. */
int move_find(bool is_hire, enum state from, enum event);

/* As the database has it. */
const char *state_name(enum state);
bool state_is_terminal(enum state);
bool state_is_active(enum state); /* the price is in escrow */
