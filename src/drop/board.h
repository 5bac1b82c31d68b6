/* What everybody may see: drops that can be joined, and drops that were won. */
#pragma once

#include "market/market.h"

struct board_row {
	struct id id;
	const char *title, *prompt, *pack;
	struct money price_cents, prize_cents;
	struct instant window_closes_at;
	int64_t claims_count, max_claims, submissions_count, attachments_count;
	struct instant created_at;
};

struct board {
	struct board_row *rows;
	int count;
	bool more;
};

/* Open, in time, with a free place and no cancellation asked; newest first. Pack may be NULL: any. */
enum error board_list(struct db *, const char *pack, struct money min_price, const struct page *,
		      struct board *out) MUST_USE;

struct feed_row {
	struct id id;
	const char *prompt, *pack, *grade, *grade_rationale;
	struct money price_cents;
	int64_t submissions_count;
	struct instant created_at, updated_at;
};

struct feed {
	struct feed_row *rows;
	int count;
	bool more;
};

/* Completed, latest completion first. Pack and grade may be NULL: any. */
enum error feed_list(struct db *, const char *pack, const char *grade, const struct page *,
		     struct feed *out) MUST_USE;

/* A drop as everybody may see it, from when it opened on: its board row, and once it is completed its feed row. */
struct exhibit {
	struct board_row row; /* title and prompt are NULL if it ended without a winner: then no list shows them */
	const char *status;
	const char *grade, *grade_rationale; /* once completed */
	struct instant updated_at;
};

/* NOT_FOUND also for a drop that was never open. */
enum error exhibit_find(struct db *, struct id, struct exhibit *out) MUST_USE;
