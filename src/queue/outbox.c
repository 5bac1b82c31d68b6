#include "queue/outbox.h"

#include <stdlib.h>
#include <string.h>

enum { BACKOFF_FIRST_SECONDS = 2, BACKOFF_MOST_SECONDS = 900 };

static const char *const kinds[] = {
	[OUTBOX_TRANSFER] = "transfer", [OUTBOX_AUTOMATIC] = "automatic",
	[OUTBOX_REFUNDS] = "refunds",	[OUTBOX_FUNDS] = "funds",
	[OUTBOX_ACCOUNT] = "account",	[OUTBOX_DISPUTED] = "disputed",
};

/* What needs nothing from outside. A kind a look: one over both would lock all that it sorts. */
static const enum outbox_kind local[] = { OUTBOX_DISPUTED, OUTBOX_FUNDS };

static enum outbox_kind kind_named(const char *name)
{
	for (int i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i], name) == 0)
			return (enum outbox_kind)i;
	abort();
}

void outbox_add(struct db *db, const struct outbox_item *item)
{
	db_queue(db, "INSERT IGNORE INTO outbox (id, kind, user_id, subject, amount_cents, target, "
		     "source, idempotency_key, status, next_attempt_at, key_since, created_at, updated_at) "
		     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', NOW(3), NOW(3), NOW(3), NOW(3))",
		 item->id, kinds[item->kind], item->user, item->subject, item->amount, item->target,
		 item->source, arena_printf(db_arena(db), "%s:%s", kinds[item->kind], item->id.text));
}

void outbox_wake(struct db *db, struct id user, struct id transfer)
{
	struct id id = id_new();

	db_queue(db, "INSERT IGNORE INTO outbox (id, kind, user_id, subject, amount_cents, target, "
		     "idempotency_key, status, next_attempt_at, key_since, created_at, updated_at) "
		     "SELECT ?, 'funds', u.id, ?, 0, 'wallet', ?, 'waiting', NOW(3), NOW(3), NOW(3), NOW(3) "
		     "FROM users u WHERE u.id = ? AND (u.frozen_at IS NOT NULL OR EXISTS (SELECT 1 FROM jobs "
		     "WHERE sender = u.id AND status = 'pending_payment' AND pay_when_funded))",
		 id, arena_printf(db_arena(db), "%s", transfer.text),
		 arena_printf(db_arena(db), "funds:%s", id.text), user);
}

enum error outbox_ask(struct db *db, const char *account, bool *known)
{
	struct id id = id_new();

	TRY(db_exec(db,
		"INSERT INTO outbox (id, kind, user_id, subject, amount_cents, target, idempotency_key, "
		"status, next_attempt_at, key_since, created_at, updated_at) "
		"SELECT ?, 'account', id, stripe_account_id, 0, stripe_account_id, ?, 'waiting', NOW(3), "
		"NOW(3), NOW(3), NOW(3) FROM users WHERE stripe_account_id = ? "
		"ON DUPLICATE KEY UPDATE status = 'waiting', attempts = 0, next_attempt_at = NOW(3), "
		"lease_token = NULL, result = NULL, last_error = NULL, updated_at = NOW(3)",
		id, arena_printf(db_arena(db), "account:%s", id.text), account));
	*known = db_affected(db) > 0;
	return OK;
}

static struct outbox_item from_row(const struct rows *row)
{
	return (struct outbox_item){
		.id = row_id(row, "id"),
		.user = row_id(row, "user_id"),
		.kind = kind_named(row_text(row, "kind")),
		.subject = row_text(row, "subject"),
		.target = row_text(row, "target"),
		.source = row_text(row, "source"),
		.amount = row_money(row, "amount_cents"),
		.idempotency_key = row_text(row, "idempotency_key"),
		.renewed = row_bool(row, "renewed"),
		.result = row_text(row, "result"),
		.attempts = row_int(row, "attempts"),
		.created = row_time(row, "created_at"),
		.key_since = row_time(row, "key_since"),
		.now = row_time(row, "now"),
	};
}

#define ITEM_COLUMNS \
	"id, user_id, kind, subject, target, source, amount_cents, idempotency_key, " \
	"idempotency_key <> CONCAT(kind, ':', id) AS renewed, result, attempts, created_at, key_since, " \
	"SYSDATE(3) AS now"

static enum error find_due_locally(struct db *db, struct rows **rows)
{
	for (int i = 0; i < COUNT(local); i++) {
		TRY(db_query(db, rows, "SELECT " ITEM_COLUMNS " FROM outbox FORCE INDEX (outbox_lane) "
				       "WHERE kind = ? AND next_attempt_at <= NOW(3) "
				       "ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED",
			     kinds[local[i]]));
		if (rows_count(*rows) > 0)
			break;
	}
	return OK;
}

static enum error find_due(struct db *db, enum outbox_lane lane, struct rows **rows)
{
	if (lane == LANE_LOCAL)
		return find_due_locally(db, rows);
	return db_query(db, rows, "SELECT " ITEM_COLUMNS " FROM outbox WHERE next_attempt_at <= NOW(3) "
				  "ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED");
}

enum error outbox_lease(struct db *db, enum outbox_lane lane, struct id token,
			struct outbox_item *out, bool *found)
{
	struct rows *rows;

	TRY(find_due(db, lane, &rows));
	*found = rows_next(rows);
	if (!*found)
		return OK;
	*out = from_row(rows);
	out->token = token;
	out->attempts++;
	/* A key's day begins when it is first sent, not when it was drawn. */
	db_queue(db, "UPDATE outbox SET key_since = IF(attempts = 0, NOW(3), key_since), "
		     "lease_token = ?, attempts = attempts + 1, next_attempt_at = ? WHERE id = ?",
		 token, instant_plus(out->now, OUTBOX_LEASE_MS), out->id);
	return OK;
}

enum error outbox_lock(struct db *db, const struct outbox_item *item)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT status, lease_token FROM outbox WHERE id = ? FOR UPDATE",
		     item->id));
	if (!rows_next(rows) || strcmp(row_text(rows, "status"), "waiting") != 0 ||
	    !id_equal(row_id(rows, "lease_token"), item->token))
		return failure(ERR_CONFLICT, "the item was taken over");
	return OK;
}

static void end(struct db *db, const struct outbox_item *item, const char *status,
		const char *result, const char *why)
{
	db_queue(db, "UPDATE outbox SET status = ?, next_attempt_at = NULL, lease_token = NULL, "
		     "result = ?, last_error = LEFT(?, 500), updated_at = NOW(3) WHERE id = ?",
		 status, result, why, item->id);
}

void outbox_done(struct db *db, const struct outbox_item *item, const char *result)
{
	end(db, item, "done", result, NULL);
}

void outbox_refused(struct db *db, const struct outbox_item *item, const char *why)
{
	end(db, item, "refused", NULL, why);
}

void outbox_declined(struct db *db, const struct outbox_item *item, const char *why)
{
	end(db, item, "declined", NULL, why);
}

void outbox_later(struct db *db, const struct outbox_item *item, const char *result, const char *why)
{
	int64_t seconds = BACKOFF_MOST_SECONDS;

	if (item->attempts < 10)
		seconds = (int64_t)BACKOFF_FIRST_SECONDS << (item->attempts - 1);
	db_queue(db, "UPDATE outbox SET next_attempt_at = NOW(3) + INTERVAL ? SECOND, "
		     "lease_token = NULL, result = COALESCE(?, result), last_error = LEFT(?, 500), "
		     "updated_at = NOW(3) WHERE id = ?",
		 seconds > BACKOFF_MOST_SECONDS ? (int64_t)BACKOFF_MOST_SECONDS : seconds, result, why,
		 item->id);
}

void outbox_more(struct db *db, const struct outbox_item *item, const char *result)
{
	db_queue(db, "UPDATE outbox SET next_attempt_at = NOW(3), lease_token = NULL, result = ?, "
		     "last_error = NULL, updated_at = NOW(3) WHERE id = ?", result, item->id);
}

void outbox_anew(struct db *db, const struct outbox_item *item, const char *why)
{
	outbox_later(db, item, NULL, why);
	db_queue(db, "UPDATE outbox SET idempotency_key = ?, key_since = NOW(3) WHERE id = ?",
		 arena_printf(db_arena(db), "%s:%s:%lld", kinds[item->kind], item->id.text,
			      (long long)item->attempts), item->id);
}

/* Whoever holds its lease finds out when it wants to record what it was told. */
static enum error take_over(struct db *db, struct id id, bool *first)
{
	TRY(db_exec(db, "UPDATE outbox SET lease_token = NULL WHERE id = ? AND status = 'waiting'", id));
	*first = db_affected(db) > 0;
	return OK;
}

enum error outbox_decline(struct db *db, struct id id, const char *why, bool *first)
{
	const struct outbox_item item = { .id = id };

	TRY(take_over(db, id, first));
	if (*first)
		outbox_declined(db, &item, why);
	return OK;
}

enum error outbox_settle(struct db *db, struct id id, const char *result)
{
	const struct outbox_item item = { .id = id };
	bool first = false;

	TRY(take_over(db, id, &first));
	if (first)
		outbox_done(db, &item, result);
	return OK;
}

static enum error find_next(struct db *db, enum outbox_lane lane, struct rows **rows)
{
	if (lane == LANE_LOCAL)
		return db_query(db, rows, "SELECT (SELECT MIN(next_attempt_at) FROM outbox "
					  "WHERE kind IN ('funds', 'disputed')) AS due_at, SYSDATE(3) AS now");
	return db_query(db, rows, "SELECT (SELECT MIN(next_attempt_at) FROM outbox) AS due_at, "
				  "SYSDATE(3) AS now");
}

enum error outbox_wait(struct db *db, enum outbox_lane lane, int64_t most, int64_t *ms)
{
	struct rows *rows;

	TRY(find_next(db, lane, &rows));
	return rows_wait(rows, most, ms);
}
