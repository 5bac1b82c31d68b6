/*
 * Events on their way to webhooks. An event that webhooks may ask for waits in its table
 * until it is handed to them, each of which has a delivery of it then. A webhook is leased
 * with a few deliveries that are due; they are sent outside of any transaction, and what
 * came of each is recorded.
 *
 * So one webhook is in one sender's hands at a time: what hangs holds up its own, and
 * nobody looks through the rows that wait for it.
 */
#pragma once

#include "queue/hook.h"

/* A lease outlives the time that a delivery may take, several times. */
enum { POSTING_LEASE_SECONDS = 60, POSTINGS_MOST = 4, POSTING_FAILURES_MOST = 10 };

/* A few deliveries of one webhook. */
struct postings {
	struct id webhook, token;
	const char *url, *secret;
	struct posting {
		struct id event;
		const char *type, *data;
		struct instant created_at;
		int64_t attempts; /* made before */
	} list[POSTINGS_MOST];
	int count;
};

/* What came of one. */
struct posting_result {
	bool is_delivered;
	int answer;	   /* the HTTP status, 0: none came */
	const char *error; /* why none came, or NULL */
	int64_t took_ms;
};

/*
 * Hand events that wait to the webhooks that ask for them; *count is how many events those
 * were. Locks the events, then the webhooks. Needs a transaction.
 */
enum error posting_hand_out(struct db *, int *count) MUST_USE;

/*
 * Lease the next webhook that is due, with what it is to be sent: one delivery while it fails,
 * else a few, and none if none is left. *found is false if no webhook is due. Needs a transaction.
 */
enum error posting_lease(struct db *, struct id token, struct postings *out, bool *found) MUST_USE;

/*
 * Record what came of a delivery: done, to be tried again by the schedule, or given up. Ten failures
 * in a row disable the webhook, and its user is told. Locks the webhook. Needs a transaction.
 */
enum error posting_record(struct db *, const struct postings *, const struct posting *,
			  const struct posting_result *) MUST_USE;

/* Give the webhook back: it is due when the first of its deliveries is. Needs a transaction. */
enum error posting_return(struct db *, const struct postings *) MUST_USE;

/* Milliseconds until something is to be done, at most `most`. */
enum error posting_wait(struct db *, int64_t most, int64_t *ms) MUST_USE;

/* A delivery as its user sees it. */
struct posting_view {
	struct id event_id;
	const char *type, *status;
	int64_t attempts;
	struct instant next_attempt_at;
	struct maybe answer, took_ms;
	const char *error;
	struct instant created_at, updated_at;
};

struct posting_list {
	struct posting_view *views;
	int count;
	bool more;
};

/* Those of a webhook, newest first. */
enum error posting_list(struct db *, struct id webhook, const struct page *,
			struct posting_list *out) MUST_USE;
