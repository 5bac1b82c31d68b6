#include "queue/news.h"

#include <string.h>

/* As docs/events.md tells them. */
static const char *const types[] = {
	"claim.lapsed",	    "dispute.closed", "dispute.opened",	    "drop.cancelled",
	"drop.completed",   "drop.failed",    "drop.opened",	    "hire.accepted",
	"hire.cancelled",   "hire.failed",    "hire.held",	    "hire.queued",
	"hire.rejected",    "hire.submitted", "hire.verified",	    "submission.graded",
	"topup.credited",   "topup.failed",   "wallet.frozen",	    "wallet.thawed",
	"webhook.disabled", "webhook.test",   "withdrawal.updated",
};

bool news_is_type(const char *type)
{
	for (int i = 0; i < COUNT(types); i++)
		if (strcmp(types[i], type) == 0)
			return true;
	return false;
}

/* Ids are in the order of time: so the oldest are the first of the primary key. */
enum error news_sweep(struct db *db, int most)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT NOW(3) - INTERVAL ? DAY AS since", (int)NEWS_DAYS));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "the time has no row");

	struct id first = id_at(row_time(rows, "since"));

	TRY(db_exec(db, "DELETE FROM webhook_deliveries WHERE event_id < ? LIMIT ?", first, most));
	if (db_affected(db) >= most)
		return OK; /* no event before all of its deliveries */
	return db_exec(db, "DELETE FROM events WHERE id < ? LIMIT ?", first, most);
}
