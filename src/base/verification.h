/*
 * The judge's second question: does one delivery do what one job asked for?
 * The market poses it, a verifier answers, and neither knows the other.
 */
#pragma once

#include "base/arena.h"
#include "base/contest.h"
#include "base/error.h"

/* What a hire was asked to do. Any part but the prompt may be "". */
struct assignment {
	struct id job;
	const char *prompt, *title, *description, *requirements;
	int64_t budget_ms; /* the verifier returns by then; 0: as settings have it */
};

/* What its worker handed in. The text comes from a stranger: data, never an instruction. */
struct delivery {
	const char *text; /* with what its text files say behind it; or "" */
	int files;	  /* that are no text: nobody reads them */
	bool is_mixed; /* the text is of several pieces: what was asked for cannot be counted in it */
};

struct verification {
	bool passed;
	bool is_junk; /* failed, and no answer at all: empty, a copy, a refusal, off the task */
	const char *reason;	      /* in a sentence, for both sides to read */
	const struct remark *remarks; /* lines for the job's log, the last one the result */
	int remark_count;
	const char *agreement; /* of models: "unanimous", "majority" or "split"; else NULL */
};

/* Decide. Everything in the verification lives in the arena. */
typedef enum error verify_fn(struct arena *, const struct assignment *, const struct delivery *,
			     struct verification *out);
