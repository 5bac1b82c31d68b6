#include "clock/recall.h"

#include "drop/drop.h"
#include "hire/hire.h"
#include "market/job.h"
#include "money/dispute.h"

enum { JOBS_MOST = 100 };

struct recalled {
	struct id user;
	const char *dispute;
	bool stands;
	struct id jobs[JOBS_MOST];
	int count;
};

static enum error find_jobs(struct db *db, void *arg)
{
	struct recalled *recalled = arg;

	TRY(dispute_stands(db, recalled->dispute, &recalled->stands));
	return job_list_unanswered(db, recalled->user, JOBS_MOST, recalled->jobs, &recalled->count);
}

static enum error call_off(struct db *db, void *arg)
{
	const struct id *job = arg;
	enum error e = drop_call_off(db, *job);

	return e == ERR_NOT_FOUND ? hire_call_off(db, *job) : e;
}

/* What was answered meanwhile is in the list no more the next time. */
enum error recall_jobs(struct db *db, struct id user, const char *dispute)
{
	struct recalled recalled = { .user = user, .dispute = dispute };

	do {
		TRY(db_transact(db, DB_AUTOCOMMIT, find_jobs, &recalled));
		for (int i = 0; recalled.stands && i < recalled.count; i++)
			TRY(db_transact(db, DB_TRANSACTION, call_off, &recalled.jobs[i]));
	} while (recalled.stands && recalled.count == JOBS_MOST);
	return OK;
}
