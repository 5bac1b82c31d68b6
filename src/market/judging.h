/*
 * Who judges what is handed in, and until when: by itself at once, the built-in judge
 * who holds the lease; or jurors, whose processes take it when it is their turn. The
 * columns are the same for both kinds of job, and so are these moves. Each needs the job's lock.
 *
 *	by itself	lease_token and its end are set
 *	by jurors	judging_until is set; judge_at while nobody is at it, else a lease
 */
#pragma once

#include "market/market.h"

#define JUDGED_BY_ITSELF "built-in judge"

/* For an UPDATE of jobs: its values are JUDGING_VALUES, in this order. */
#define JUDGING_SET \
	"judging_by = ?, judging_until = ?, judge_at = ?, lease_token = ?, lease_expires_at = ?"
#define JUDGING_VALUES(j) (j).by, (j).until, (j).next, (j).token, (j).expires

/* The same when it is over; who judged stays. */
#define JUDGING_OVER \
	"judging_until = NULL, judge_at = NULL, lease_token = NULL, lease_expires_at = NULL"

struct judging {
	const char *by;
	struct instant until, next;
	struct id token;
	struct instant expires;
};

/* From now on: by the jurors of these names; or, without any (NULL), by the token's holder. */
struct judging judging_begin(struct instant now, const char *jurors, struct id token,
			     int64_t lease_ms);

/*
 * How long one judge without jurors may hold a job, in milliseconds: judge.lease_ms, and what a server of
 * embeddings may take. A lease that ends before its judge does is taken over again and again by two crons.
 */
int64_t judging_lease_ms(void);

/* For how long jurors may try, in all: settings' judge.budget_seconds, or judge.wait_hours. */
int64_t judging_ms(void);

/* Queue: that token has it, for so long. */
void judging_lease(struct db *, struct id job, struct id token, struct instant expires);

/* Queue: the same for jurors of these names, who may be others than those at its beginning. */
void judging_try(struct db *, struct id job, const char *jurors, struct id token,
		 struct instant expires);

/* Queue: nobody has it, and jurors may take it from that time on. */
void judging_release(struct db *, struct id job, struct instant next);

/* Queue: no juror will judge it any more; that token has it, for the built-in judge. */
void judging_take_over(struct db *, struct id job, struct id token, struct instant expires);
