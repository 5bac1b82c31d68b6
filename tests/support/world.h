/*
 * A market to test in: a real MariaDB (started by tests/support/with-mariadb),
 * empty tables before each test, people with money, drops to compete for. Each
 * act is the one that a request makes, in a transaction of its own.
 */
#pragma once

#include <check.h>

#include "base/config.h"
#include "base/contest.h"
#include "clock/deadline.h"
#include "drop/claim.h"
#include "drop/drop.h"
#include "drop/submission.h"
#include "market/job.h"
#include "money/ledger.h"
#include "people/user.h"

/* Fixtures of a suite: SUITE("claim", world_open, world_close, ...). */
void world_open(void);
void world_close(void);

/* The same without emptying a table: what another process arranged is there. */
void world_join(void);

/* The connection of this process. A forked child opens its own with world_reopen. */
struct db *world_db(void);
struct arena *world_arena(void);
void world_reopen(void);

/* Arrange: who and what there is. Missing parts have sensible defaults. */
struct given_user {
	const char *name;
	int64_t cents;
	bool proven; /* not new: has won a drop, and eighty cents by it */
};
struct id given_user_as(struct given_user);
#define given_user(...) given_user_as((struct given_user){ __VA_ARGS__ })

struct given_drop {
	struct id sender; /* none: a new one with enough money */
	int64_t cents;	  /* 0: 100 */
	int64_t seconds;  /* 0: 300 */
	const char *prompt, *pack;
	bool unpaid;	      /* stays pending_payment (give the sender no money) */
	const char *env_vars; /* as JSON; NULL: none */
};
struct id given_drop_as(struct given_drop);
#define given_drop(...) given_drop_as((struct given_drop){ __VA_ARGS__ })

/* Act. The error is what the request would have answered. */
enum error act_run(struct id sender, const char *prompt, int64_t price, int64_t seconds,
		   struct id *job);
enum error act_pay(struct id job, struct id user);
enum error act_cancel(struct id job, struct id user);
enum error act_claim(struct id job, struct id user, struct claim *out);
enum error act_release(struct id job, struct id user);
/* Judged at once if it fills the drop, as the API does. NULL text: a fresh honest one. */
enum error act_submit(struct id job, struct id user, const char *text);
/* One pass of the clock. */
struct moved act_pass(void);

/* Look. */
struct job look_job(struct id job); /* as its sender sees it */
int64_t look_balance(struct id user);
int64_t look_number(const char *sql); /* the one number of a query in text */

/* As if so many seconds had passed for this drop: all its times move back. */
void age(struct id job, int64_t seconds);

/* A statement in text, to arrange what no request can. */
void sql(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Run a migration once more: each is safe to run twice. */
void world_migrate_again(const char *file);

/* Every invariant holds: the last line of each test that moved anything. */
void check_audit(void);

/*
 * Race: n processes, each with a connection of its own, are let go at one
 * moment and run work(i, context). outcomes[e] counts how often each error came back.
 */
struct race {
	int outcomes[64];
};
struct race race_of(int n, enum error (*work)(int i, void *context), void *context);
