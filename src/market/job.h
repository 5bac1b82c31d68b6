/*
 * Jobs as people see them: the whole row, and how its reader stands to it. The
 * rules that move a drop from state to state are in drop.c, and look at less.
 */
#pragma once

#include "market/market.h"

struct job {
	struct id id;
	const char *kind, *status;
	struct id sender;
	const char *pack, *prompt, *title, *description;
	struct json env_vars, attachments;
	struct money price_cents, fee_cents, prize_cents;
	int64_t time_limit_seconds, max_claims, claims_count, submissions_count;
	bool cancellation_requested;
	struct instant window_closes_at;
	const char *grade, *grade_rationale;
	struct id winning_submission_id;
	const char *failure_reason;
	const char *output_text;		/* the winner's, once completed */
	struct json output_attachments;
	struct instant created_at, updated_at;

	/* How the reader stands to the job. */
	bool is_sender;
	bool has_claimed;	/* has or had a claim, or a submission */
	bool competes;		/* has a live claim or a submission */
	bool has_won;
};

/*
 * The job as the viewer may see it. NOT_FOUND also if it is hidden from the
 * viewer: visible to its sender and to whoever has claimed or submitted. What
 * the viewer may not see of it is blanked: outputs but for the sender and the
 * winner, env_vars and attachments but for the sender and competitors.
 */
enum error job_find(struct db *, struct id id, struct id viewer, struct job *out) MUST_USE;

/* NOT_FOUND if hidden; FORBIDDEN if visible, but posted by another. */
enum error job_check_sender(struct db *, struct id id, struct id user) MUST_USE;

struct job_list {
	struct job *jobs;
	int count;		/* at most the page's limit */
	bool more;
};

/* The sender's own, newest first. Status and kind may be NULL: any. */
enum error job_list(struct db *, struct id sender, const char *status, const char *kind,
		    const struct page *, struct job_list *out) MUST_USE;

/* Names of states and kinds that a filter may ask for. */
bool job_status_exists(const char *);
bool job_kind_exists(const char *);
