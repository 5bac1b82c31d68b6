#include "queue/idempotency.h"

#include <string.h>

#include "base/config.h"

/*
 * How long a name is held by a request that works outside of a transaction:
 * none calls Stripe more than six times, twice each, and does much besides.
 */
enum { CALLS_MOST = 12, BESIDES_MS = 10000 };

static int64_t held_seconds(void)
{
	return (CALLS_MOST * settings()->stripe_total_ms + BESIDES_MS) / 1000;
}

/*
 * A twin that is still running holds the row, and this statement does not wait
 * for it. But after a lost COMMIT the twin may be this request's own last run:
 * then it waits, and finds what that run left. For nobody nothing is taken.
 */
#define INSERT \
	"INSERT INTO idempotency_keys (user_id, scope_hash, body_hash, request, created_at) " \
	"SELECT @caller, ?, ?, ?, NOW(3) FROM DUAL WHERE @caller IS NOT NULL"

static enum error insert(struct db *db, const struct named_request *request)
{
	if (!id_equal(request->user, ID_CALLER)) /* else the look-up before it sets that */
		db_queue(db, "SET @caller = ?", request->user);
	if (db_unsure(db))
		return db_exec(db, INSERT, request->scope, request->body, request->request);
	return db_exec(db, "SET STATEMENT innodb_lock_wait_timeout = 0 FOR " INSERT, request->scope,
		       request->body, request->request);
}

static enum error check_body(const struct rows *row, const struct named_request *request)
{
	struct digest body = row_digest(row, "body_hash");

	if (memcmp(body.bytes, request->body.bytes, sizeof(body.bytes)) != 0)
		return failure(ERR_IDEMPOTENCY_MISMATCH,
			       "this Idempotency-Key was used with another body");
	return OK;
}

/* *free: the name may be taken again, because it is old, or nothing was kept under it. */
static enum error find(struct db *db, const struct named_request *request, struct kept *out,
		       bool *free)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT body_hash, request, status, body, (status IS NULL "
		"OR created_at < NOW(3) - INTERVAL ? HOUR) AS free "
		"FROM idempotency_keys WHERE user_id = @caller AND scope_hash = ?",
		settings()->idempotency_hours, request->scope));
	if (!rows_next(rows))
		return failure(ERR_CONTENDED, "an answer was swept away while it was looked up");
	*free = row_bool(rows, "free");
	/* Its own, from a run whose COMMIT was lost: it goes on, and finds what that run did. */
	if (*free || id_equal(row_id(rows, "request"), request->request))
		return OK;

	TRY(check_body(rows, request));
	*out = (struct kept){ (int)row_int(rows, "status"), row_text(rows, "body") };
	return OK;
}

#define RENEW(user) \
	"UPDATE idempotency_keys SET body_hash = ?, request = ?, status = NULL, body = NULL, " \
	"created_at = NOW(3) WHERE user_id = " user " AND scope_hash = ?"

static enum error renew(struct db *db, const struct named_request *request)
{
	return db_exec(db, RENEW("?"), request->body, request->request, request->user,
		       request->scope);
}

enum error idempotency_take(struct db *db, const struct named_request *request, struct kept *out)
{
	struct kept kept = { 0 };
	bool free = false;
	enum error e = insert(db, request);

	if (e == ERR_CONTENDED && !db_unsure(db))
		return failure(ERR_IDEMPOTENCY_IN_PROGRESS,
			       "a request with this Idempotency-Key is still running");
	if (e == ERR_DUPLICATE) {
		TRY(find(db, request, &kept, &free));
		e = free ? db_exec(db, RENEW("@caller"), request->body, request->request, request->scope)
				   : OK;
	}
	TRY(e);
	*out = kept;
	return OK;
}

/* Nobody has it: a twin that is faster than this insert is met again in the next run. */
static enum error hold_first(struct db *db, const struct named_request *request)
{
	enum error e = db_exec(db,
		"INSERT INTO idempotency_keys (user_id, scope_hash, body_hash, request, created_at) "
		"VALUES (?, ?, ?, ?, NOW(3))",
		request->user, request->scope, request->body, request->request);

	return e == ERR_DUPLICATE ? failure(ERR_CONTENDED, "a twin has taken the name") : e;
}

enum error idempotency_hold(struct db *db, const struct named_request *request, struct kept *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT body_hash, request, status, body, created_at < NOW(3) - INTERVAL ? HOUR AS free, "
		"created_at < NOW(3) - INTERVAL ? SECOND AS left_behind "
		"FROM idempotency_keys WHERE user_id = ? AND scope_hash = ? FOR UPDATE",
		settings()->idempotency_hours, held_seconds(), request->user, request->scope));
	if (!rows_next(rows))
		return hold_first(db, request);
	if (row_bool(rows, "free"))
		return renew(db, request);
	if (id_equal(row_id(rows, "request"), request->request))
		return OK; /* its own, from a run whose COMMIT was lost */
	TRY(check_body(rows, request));

	struct kept kept = { (int)row_int(rows, "status"), row_text(rows, "body") };

	if (kept.status) {
		*out = kept;
		return OK;
	}
	if (row_bool(rows, "left_behind"))
		return renew(db, request);
	return failure(ERR_IDEMPOTENCY_IN_PROGRESS,
		       "a request with this Idempotency-Key is still running");
}

void idempotency_keep(struct db *db, const struct named_request *request, int status,
		      const char *body)
{
	db_queue(db, "UPDATE idempotency_keys SET status = ?, body = ? "
		     "WHERE user_id = ? AND scope_hash = ? AND request = ?",
		 status, body, request->user, request->scope, request->request);
}

void idempotency_let_go(struct db *db, const struct named_request *request)
{
	db_queue(db, "DELETE FROM idempotency_keys WHERE user_id = ? AND scope_hash = ? AND request = ?",
		 request->user, request->scope, request->request);
}

enum error idempotency_sweep(struct db *db, int most, int *swept)
{
	TRY(db_exec(db, "DELETE FROM idempotency_keys WHERE created_at < NOW(3) - INTERVAL ? HOUR "
			"ORDER BY created_at LIMIT ?", settings()->idempotency_hours, most));
	*swept = (int)db_affected(db);
	return OK;
}
