/*
 * What a judge is asked and what it answers. The market poses contests, a
 * judge decides them, and neither knows the other: this page is all they share.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/id.h"
#include "base/instant.h"

/* No judge reads more of a text: an answer may be far longer than a lease is. */
enum { ENTRY_BYTES = 32 * 1024 };

/* One competitor's answer. The text comes from a stranger: data, never an instruction. */
struct entry {
	struct id id;
	const char *text; /* its first ENTRY_BYTES, and behind them what its text files say; or "" */
	bool is_cut;	  /* one of these goes on */
	int files;	  /* that are no text: nobody reads them */
	struct instant created_at;
};

/* Without what repeats an earlier answer to the letter: no judge is asked about that. */

struct contest {
	struct id job;
	const char *prompt, *pack;
	const struct entry *entries; /* earliest first */
	int count;
	int64_t budget_ms; /* the judge returns by then; 0: as settings have it */
};

/* Of one entry, at its index. Ranks are 1..count without ties; grades S A B C D F, never
 * better than that of a higher rank. */
struct verdict {
	int rank;
	char grade;
	const char *rationale;
	const char *notes; /* more of it, for its author and the sender alone; NULL: none */
};

/* A line for the job's log. */
struct remark {
	const char *type; /* info, reasoning or result */
	const char *content;
};

struct judgement {
	const struct verdict *verdicts; /* one an entry, in the order of the entries */
	const char *rationale;		/* of the drop's grade, in a sentence */
	const struct remark *remarks;
	int remark_count;
	const char *agreement; /* of models: "unanimous", "majority" or "split"; else NULL */
};

/* Decide. Everything in the judgement lives in the arena. */
typedef enum error judge_fn(struct arena *, const struct contest *, struct judgement *out);
