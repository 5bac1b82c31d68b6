#include "cron/local.h"

#include "clock/recall.h"
#include "drop/drop.h"
#include "hire/hire.h"
#include "market/job.h"

enum { WAITING_MOST = 100 };

struct payday {
	struct id job, user, request;
	bool paid;
};

static enum error pay_one(struct db *db, void *arg)
{
	struct payday *day = arg;
	enum error e = drop_pay_waiting(db, day->job, day->user, day->request, &day->paid);

	return e == ERR_NOT_FOUND
		       ? hire_pay_waiting(db, day->job, day->user, day->request, &day->paid)
		       : e;
}

struct waiting {
	struct id user, jobs[WAITING_MOST];
	int count;
};

static enum error find_waiting(struct db *db, void *arg)
{
	struct waiting *waiting = arg;

	return job_list_waiting(db, waiting->user, WAITING_MOST, waiting->jobs, &waiting->count);
}

/* Oldest first, each in a transaction of its own; *paid counts, *more: the money goes further. */
static enum error pay_some(struct db *db, struct waiting *waiting, int *paid, bool *more)
{
	*paid = 0;
	*more = false;
	TRY(db_transact(db, DB_AUTOCOMMIT, find_waiting, waiting));
	for (int i = 0; i < waiting->count; i++) {
		struct payday day = { waiting->jobs[i], waiting->user, id_new(), false };
		enum error e = db_transact(db, DB_TRANSACTION, pay_one, &day);

		if (e && error_status(e) >= 500)
			return e;
		if (!e && !day.paid)
			return OK;
		*paid += !e;
	}
	*more = waiting->count == WAITING_MOST;
	return OK;
}

static enum error settle(struct db *db, void *arg)
{
	const struct outbox_item *item = arg;

	return topup_settle(db, item->user, item->subject);
}

/*
 * First what is owed, then the jobs that wait, as far as the money goes. What is
 * refused stays in the list: a list of nothing else is the end.
 */
enum error local_spend_funds(struct db *db, struct trip *trip)
{
	struct waiting waiting = { .user = trip->item.user };
	bool more = true;

	TRY(db_transact(db, DB_TRANSACTION, settle, &trip->item));
	for (int paid = 1; more && paid > 0;)
		TRY(pay_some(db, &waiting, &paid, &more));
	trip->end = TRIP_DONE;
	return OK;
}

enum error local_call_off_jobs(struct db *db, struct trip *trip)
{
	TRY(recall_jobs(db, trip->item.user, trip->item.subject));
	trip->end = TRIP_DONE;
	return OK;
}
