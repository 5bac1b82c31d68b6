/*
 * Jobs as people see them, of either kind: the whole row, and how its reader
 * stands to it. The rules that move them from state to state are in drop.c and
 * hire.c, and look at less.
 */
#pragma once

#include "market/market.h"

struct job {
	struct id id;
	const char *kind, *status;
	struct id sender;
	const char *pack, *prompt, *title, *description, *requirements;
	struct json env_vars, attachments;
	struct money price_cents, fee_cents, prize_cents;
	int64_t time_limit_seconds, max_claims, claims_count, submissions_count;
	bool cancellation_requested;
	struct instant window_closes_at;
	const char *grade, *grade_rationale;
	struct id winning_submission_id;
	const char *failure_reason;
	const char *judging_by, *agreement;
	struct instant judging_until; /* by jurors: afterwards what settings say */
	/* A hire's: null or empty in a drop. */
	struct id receiver, receiver_agent_id, held_by_agent_id;
	struct instant held_until, accepted_at, deadline_at;
	int64_t attempt_count;
	struct json presented_to_agents;

	const char *output_text; /* the winner's, once completed; the receiver's, once verified */
	struct json output_attachments;
	struct instant created_at, updated_at;
	bool is_sealed; /* handed in, not verified yet: for its author's eyes only */

	/* How the reader stands to the job. */
	bool is_sender;
	bool has_claimed; /* has or had a claim, or a submission; or was shown the hire */
	bool competes;	  /* has a live claim or a submission; or holds or works on the hire */
	bool is_receiver; /* has accepted the hire */
	bool has_won;	  /* wrote the output */
	struct id claim;  /* the reader's own, of a drop */
};

/*
 * The job as the viewer may see it. NOT_FOUND also if it is hidden from the
 * viewer: visible to its sender and to whoever has claimed or submitted, or was
 * shown it. What the viewer may not see of it is blanked: outputs but for the
 * sender and the author; env_vars, attachments and the names of agents but for
 * the sender and those at work on it; of a hire that is only held, env_vars too. That a
 * claimant has read a drop's env_vars is written down, which may wait for the claim's lock.
 * A hire's output is its author's alone until it is verified.
 */
enum error job_find(struct db *, struct id id, struct id viewer, struct job *out) MUST_USE;

/* The same without its env_vars, so that nothing is read that is written down. */
enum error job_look(struct db *, struct id id, struct id viewer, struct job *out) MUST_USE;

/* NOT_FOUND if hidden; FORBIDDEN if visible, but posted by another. */
enum error job_check_sender(struct db *, struct id id, struct id user) MUST_USE;

/*
 * WRONG_KIND if the job is of another kind: for a route that makes no sense for
 * it. NOT_FOUND if the user may not even know of it: a drop that was paid for
 * was on the board, a hire is known to its sender and to whom it was shown.
 */
enum error job_check_kind(struct db *, struct id id, struct id user, const char *kind) MUST_USE;

struct job_list {
	struct job *jobs;
	int count; /* at most the page's limit, and fewer where their texts are long: one at least */
	bool more;
};

/* The sender's own, newest first. Status and kind may be NULL: any. */
enum error job_list(struct db *, struct id sender, const char *status, const char *kind,
		    const struct page *, struct job_list *out) MUST_USE;

/* The sender's pending jobs that are to be paid when money comes, oldest first; at most `most`. */
enum error job_list_waiting(struct db *, struct id sender, int most, struct id *out,
			    int *count) MUST_USE;

/* The sender's paid jobs that nobody is at work on with something handed in or accepted; at most `most`. */
enum error job_list_unanswered(struct db *, struct id sender, int most, struct id *out,
			       int *count) MUST_USE;

/* Names of kinds that a filter may ask for. */
bool job_kind_exists(const char *);
