#include "queue/posting.h"

#include <string.h>

enum { EVENTS_AT_ONCE = 20 };

/* After the first attempt, and each further one: seconds until the next. Then it is given up. */
static const int64_t pauses[] = { 5, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600 };

/*
 * A webhook is due now, unless somebody is sending to it. No condition on what changes while it is
 * sent to stands in WHERE: there a row that is locked may be passed by on the strength of what it
 * was, and here it is waited for, and looked at as it is then. After the deliveries: a webhook that
 * is made in between gets neither.
 */
#define WAKE "UPDATE webhooks SET due_at = IF(" HOOK_IS_FREE ", NOW(3), due_at) WHERE "
#define DELIVER \
	"INSERT IGNORE INTO webhook_deliveries (event_id, webhook_id, status, next_attempt_at, " \
	"created_at, updated_at) SELECT ?, id, 'waiting', NOW(3), NOW(3), NOW(3) FROM webhooks WHERE "
#define OWN "user_id = ? AND status = 'enabled' AND (types IS NULL OR FIND_IN_SET(?, types))"
#define OF_BOARD \
	"wants_board AND status = 'enabled' AND (pack IS NULL OR pack = ?) " \
	"AND (min_price_cents IS NULL OR min_price_cents <= ?)"

static void hand_out(struct db *db, const struct rows *event)
{
	struct id id = row_id(event, "id"), user = row_id(event, "user_id");
	const char *type = row_text(event, "type"), *pack = row_text(event, "pack");
	struct maybe price = row_maybe(event, "price_cents");

	if (id_is_none(user)) {
		db_queue(db, DELIVER OF_BOARD, id, pack, price);
		db_queue(db, WAKE OF_BOARD, pack, price);
	} else {
		db_queue(db, DELIVER OWN, id, user, type);
		db_queue(db, WAKE OWN, user, type);
	}
	db_queue(db, "UPDATE events SET waiting = NULL WHERE id = ?", id);
}

/* What is still being written is locked, and is passed by. */
enum error posting_hand_out(struct db *db, int *count)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, user_id, type, IF(user_id IS NULL, JSON_VALUE(data, '$.pack'), NULL) AS pack, "
		"IF(user_id IS NULL, CAST(JSON_VALUE(data, '$.price_cents') AS SIGNED), NULL) AS price_cents "
		"FROM events WHERE waiting = 1 ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED",
		(int)EVENTS_AT_ONCE));
	*count = rows_count(rows);
	while (rows_next(rows))
		hand_out(db, rows);
	return OK;
}

static enum error load(struct db *db, struct postings *out, int most)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT d.event_id, d.attempts, e.type, e.data, e.created_at FROM webhook_deliveries d "
		"FORCE INDEX (webhook_deliveries_due) STRAIGHT_JOIN events e ON e.id = d.event_id "
		"WHERE d.webhook_id = ? AND d.next_attempt_at <= NOW(3) ORDER BY d.next_attempt_at LIMIT ?",
		out->webhook, most));
	out->count = 0;
	while (rows_next(rows))
		out->list[out->count++] = (struct posting){
			.event = row_id(rows, "event_id"),
			.type = row_text(rows, "type"),
			.data = row_text(rows, "data"),
			.created_at = row_time(rows, "created_at"),
			.attempts = row_int(rows, "attempts"),
		};
	return OK;
}

enum error posting_lease(struct db *db, struct id token, struct postings *out, bool *found)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id, url, secret, failures FROM webhooks WHERE due_at <= NOW(3) "
				"ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"));
	*found = rows_next(rows);
	if (!*found)
		return OK;
	*out = (struct postings){ .webhook = row_id(rows, "id"),
				  .token = token,
				  .url = row_text(rows, "url"),
				  .secret = row_text(rows, "secret") };
	TRY(load(db, out, row_int(rows, "failures") > 0 ? 1 : POSTINGS_MOST));
	db_queue(db, "UPDATE webhooks SET lease_token = ?, leased_until = NOW(3) + INTERVAL ? SECOND, "
		     "due_at = leased_until WHERE id = ?",
		 token, (int)POSTING_LEASE_SECONDS, out->webhook);
	return OK;
}

static enum error record(struct db *db, const struct postings *postings,
			 const struct posting *posting, const struct posting_result *result)
{
	bool again = !result->is_delivered && posting->attempts < COUNT(pauses);
	const char *status = result->is_delivered ? "delivered" : again ? "waiting" : "given_up";
	struct maybe answer = { result->answer > 0, result->answer };
	struct maybe pause = { again, again ? pauses[posting->attempts] : 0 };

	return db_exec(db, "UPDATE webhook_deliveries SET status = ?, attempts = attempts + 1, "
		     "next_attempt_at = NOW(3) + INTERVAL ? SECOND, answer = ?, error = LEFT(?, 200), "
		     "took_ms = ?, updated_at = NOW(3) WHERE event_id = ? AND webhook_id = ? "
		     "AND status = 'waiting' AND attempts = ?",
		 status, pause, answer, result->error, result->took_ms, posting->event,
		 postings->webhook, posting->attempts);
}

/*
 * Not within the first pause: a receiver that is started anew has its moment, however much is
 * sent to it meanwhile.
 */
static void note_failure(struct db *db, struct id webhook, int64_t failures, bool lasts)
{
	db_queue(db, "UPDATE webhooks SET failures = failures + 1, "
		     "failing_since = COALESCE(failing_since, NOW(3)) WHERE id = ?", webhook);
	if (failures + 1 < POSTING_FAILURES_MOST || !lasts)
		return;
	db_queue(db, "UPDATE webhooks SET status = 'disabled', due_at = NULL, updated_at = NOW(3), "
		     "disabled_why = CONCAT(failures, ' attempts in a row failed') WHERE id = ?", webhook);
	hook_tell_disabled(db, webhook);
}

enum error posting_record(struct db *db, const struct postings *postings,
			  const struct posting *posting, const struct posting_result *result)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT failures, status = 'enabled' AND failing_since <= NOW(3) - INTERVAL ? SECOND AS lasts "
		"FROM webhooks WHERE id = ? FOR UPDATE", pauses[0], postings->webhook));
	if (!rows_next(rows))
		return OK; /* deleted meanwhile */
	TRY(record(db, postings, posting, result));
	if (db_affected(db) == 0)
		return OK; /* by an earlier run, or by another courier */
	if (!result->is_delivered)
		note_failure(db, postings->webhook, row_int(rows, "failures"),
			     row_bool(rows, "lasts"));
	else if (row_int(rows, "failures") > 0)
		db_queue(db, "UPDATE webhooks SET failures = 0, failing_since = NULL WHERE id = ?",
			 postings->webhook);
	return OK;
}

/* Its own statement after the lock: so what was handed out to it meanwhile is seen. */
enum error posting_return(struct db *db, const struct postings *postings)
{
	struct rows *rows;

	db_queue(db, "SELECT id INTO @locked FROM webhooks WHERE id = ? FOR UPDATE", postings->webhook);
	TRY(db_query(db, &rows, "SELECT MIN(next_attempt_at) AS due_at FROM webhook_deliveries "
				"WHERE webhook_id = ?", postings->webhook));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a minimum has no row");
	db_queue(db, "UPDATE webhooks SET lease_token = NULL, leased_until = NULL, "
		     "due_at = IF(status = 'enabled', ?, NULL) WHERE id = ? AND lease_token = ?",
		 row_time(rows, "due_at"), postings->webhook, postings->token);
	return OK;
}

enum error posting_wait(struct db *db, int64_t most, int64_t *ms)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT (SELECT MIN(due_at) FROM webhooks) AS due_at, "
				"EXISTS (SELECT 1 FROM events WHERE waiting = 1) AS is_waiting, "
				"SYSDATE(3) AS now"));
	TRY(rows_wait(rows, most, ms));
	if (row_bool(rows, "is_waiting"))
		*ms = 0;
	return OK;
}

static struct posting_view view_from_row(const struct rows *row)
{
	return (struct posting_view){
		.event_id = row_id(row, "event_id"),
		.type = row_text(row, "type"),
		.status = row_text(row, "status"),
		.attempts = row_int(row, "attempts"),
		.next_attempt_at = row_time(row, "next_attempt_at"),
		.answer = row_maybe(row, "answer"),
		.took_ms = row_maybe(row, "took_ms"),
		.error = row_text(row, "error"),
		.created_at = row_time(row, "created_at"),
		.updated_at = row_time(row, "updated_at"),
	};
}

enum error posting_list(struct db *db, struct id webhook, const struct page *page,
			struct posting_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT d.event_id, e.type, d.status, d.attempts, d.next_attempt_at, d.answer, d.error, "
		"d.took_ms, d.created_at, d.updated_at FROM webhook_deliveries d "
		"FORCE INDEX (webhook_deliveries_list) STRAIGHT_JOIN events e ON e.id = d.event_id "
		"WHERE d.webhook_id = ? AND d.event_id < ? ORDER BY d.event_id DESC LIMIT ? OFFSET ?",
		webhook, page->before_id, page->limit + 1, page->offset));

	struct posting_list list = { ARENA_ARRAY(db_arena(db), struct posting_view, page->limit), 0,
				     false };

	while (list.count < page->limit && rows_next(rows))
		list.views[list.count++] = view_from_row(rows);
	list.more = rows_count(rows) > page->limit;
	*out = list;
	return OK;
}
