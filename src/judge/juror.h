/*
 * One model that judges: it is asked a question and gives an answer of the right
 * form within its time, or it does not. How often it is asked again, and in which
 * other way, is decided here and nowhere else.
 */
#pragma once

#include "json/read.h"
#include "judge/wire.h"

struct juror {
	const struct juror_settings *settings;
	int number; /* 1 of judge.1 */
	const char *key;
	struct habits habits;
	int64_t deadline; /* in monotonic_ms: by then it has answered, or has not */
	int calls;	  /* answers that were waited for */
	int64_t tokens_in, tokens_out;
	const char *why; /* the last failure, for the log */
};

enum asked {
	ASKED_ANSWERED,
	ASKED_TOO_LONG,	 /* the question has to be made shorter */
	ASKED_SENSELESS, /* to this question it gives no answer of the right form */
	ASKED_AWAY	 /* to no question, or not within its time */
};

/* OK if the answer is of the right form and true to the question; what it says goes into context. */
typedef enum error answer_check(struct arena *, const struct js_node *, void *context);

/* INVALID if its key cannot be read. The key is asked for once a process. */
enum error juror_open(struct arena *, int number, int64_t deadline, struct juror *out) MUST_USE;

/* What its server said of itself, for all calls of this process: a child tells its parent so. */
void juror_keep_habits(const struct juror *);

/* Ask, and wait. Patient: what fails to make sense is asked once more, in a plainer way. */
enum asked juror_ask(struct arena *, struct juror *, const struct question *, bool patient,
		     answer_check *, void *context);
