/* Submissions: what a competitor hands in; one a user and drop, and final. */
#pragma once

#include "market/work.h"

struct submission {
	struct id id, job_id, user_id, agent_id;
	const char *output_text; /* NULL: none, or sealed */
	struct json output_attachments;
	const char *grade;
	struct maybe rank;
	const char *rationale;
	struct instant created_at;
};

/* An answer that was checked, with its ids drawn. */
struct answer {
	struct id submission, claim; /* the claim, if one is taken along the way */
	struct id user, agent;	     /* the user may be ID_CALLER */
	struct work work;
	struct id judge_token; /* for the judging, if this answer closes the drop */
	const char *jurors;    /* their names, if models judge it; NULL: the token's holder does */
};

/*
 * Hand in. Uses the user's live claim, or a free place. *closed says that this
 * answer filled the drop, which is then ranking under the answer's judge_token:
 * not so where jurors judge it.
 * Locks job and user. Needs a transaction. NOT_FOUND, OWN_DROP, NOT_OPEN,
 * WINDOW_CLOSED, COOLDOWN, ALREADY_SUBMITTED, DROP_FULL, NOT_AN_ANSWER.
 */
enum error submission_create(struct db *, struct id job, const struct answer *,
			     struct submission *out, bool *closed) MUST_USE;

/* The user's own. NOT_FOUND. */
enum error submission_find(struct db *, struct id job, struct id user,
			   struct submission *out) MUST_USE;

struct submission_list {
	struct submission *submissions;
	int count;
};

/* What somebody took part in, without the text of it: many of them are one page. */
struct part_taken {
	struct id id, job_id;
	const char *title, *pack, *status; /* the drop's */
	struct money prize_cents;
	const char *grade; /* NULL: not judged */
	struct maybe rank;
	const char *rationale;
	struct instant created_at;
};

struct part_list {
	struct part_taken *parts;
	int count;
	bool more;
};

/* All that the user ever handed in for drops, newest first, by the index on submissions.user_id. */
enum error submission_list_parts(struct db *, struct id user, const struct page *,
				 struct part_list *out) MUST_USE;

/* All of a drop's, for its sender: by rank, then oldest first. Sealed until the drop is completed. */
enum error submission_list(struct db *, struct id job, struct submission_list *out) MUST_USE;
