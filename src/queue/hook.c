#include "queue/hook.h"

#include <string.h>

#define HOOK_COLUMNS \
	"id, user_id, url, types, wants_board, pack, min_price_cents, status = 'enabled' AS is_enabled, " \
	"disabled_why, failures, created_at, updated_at"

static struct hook from_row(const struct rows *row)
{
	return (struct hook){
		.id = row_id(row, "id"),
		.user_id = row_id(row, "user_id"),
		.url = row_text(row, "url"),
		.types = row_text(row, "types"),
		.wants_board = row_bool(row, "wants_board"),
		.pack = row_text(row, "pack"),
		.min_price_cents = row_maybe(row, "min_price_cents"),
		.is_enabled = row_bool(row, "is_enabled"),
		.disabled_why = row_text(row, "disabled_why"),
		.failures = row_int(row, "failures"),
		.created_at = row_time(row, "created_at"),
		.updated_at = row_time(row, "updated_at"),
	};
}

static enum error read_list(struct db *db, struct rows *rows, struct hook_list *out)
{
	struct hook_list list = { ARENA_ARRAY(db_arena(db), struct hook, rows_count(rows)), 0 };

	while (rows_next(rows))
		list.hooks[list.count++] = from_row(rows);
	*out = list;
	return OK;
}

enum error hook_list(struct db *db, struct id user, struct hook_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT " HOOK_COLUMNS " FROM webhooks WHERE user_id = ? ORDER BY id",
		     user));
	return read_list(db, rows, out);
}

enum error hook_list_all(struct db *db, const struct page *page, struct hook_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT " HOOK_COLUMNS " FROM webhooks WHERE id < ? "
				"ORDER BY id DESC LIMIT ?", page->before_id, page->limit));
	return read_list(db, rows, out);
}

enum error hook_find(struct db *db, struct id id, struct id user, struct hook *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "webhook",
		"SELECT " HOOK_COLUMNS " FROM webhooks WHERE id = ? AND user_id = ?", id, user));
	*out = from_row(rows);
	return OK;
}

enum error hook_lock(struct db *db, struct id id, struct id user, struct hook *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "webhook", "SELECT " HOOK_COLUMNS
		" FROM webhooks WHERE id = ? AND user_id = ? FOR UPDATE", id, user));
	*out = from_row(rows);
	return OK;
}

/* The user's lock makes two that are made at once count each other. */
static enum error check_count(struct db *db, const struct hook *hook, bool *stands)
{
	struct rows *rows;

	db_queue(db, "SELECT id INTO @locked FROM users WHERE id = ? FOR UPDATE", hook->user_id);
	TRY(db_query(db, &rows, "SELECT id FROM webhooks WHERE user_id = ?", hook->user_id));
	*stands = false;
	while (rows_next(rows))
		*stands = *stands || id_equal(row_id(rows, "id"), hook->id);
	if (!*stands && rows_count(rows) >= HOOKS_MOST)
		return failure(ERR_CONFLICT, "a user may have %d webhooks: delete one first",
			       HOOKS_MOST);
	return OK;
}

enum error hook_create(struct db *db, const struct hook *hook, const char *secret)
{
	bool stands;

	TRY(check_count(db, hook, &stands));
	if (!stands)
		db_queue(db, "INSERT INTO webhooks (id, user_id, url, types, wants_board, pack, "
			     "min_price_cents, secret, created_at, updated_at) "
			     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))",
			 hook->id, hook->user_id, hook->url, hook->types, hook->wants_board,
			 hook->pack, hook->min_price_cents, secret);
	return OK;
}

/* Both look at the status that was, the second because assignments run from left to right. */
void hook_save(struct db *db, const struct hook *hook)
{
	if (hook->is_enabled)
		db_queue(db, "UPDATE webhook_deliveries SET next_attempt_at = NOW(3) WHERE webhook_id = ? "
			     "AND status = 'waiting' AND "
			     "(SELECT status FROM webhooks WHERE id = ?) = 'disabled'",
			 hook->id, hook->id);
	db_queue(db, "UPDATE webhooks SET url = ?, types = ?, wants_board = ?, pack = ?, "
		     "min_price_cents = ?, updated_at = NOW(3), "
		     "due_at = IF(?, IF(status = 'enabled', due_at, IF(" HOOK_IS_FREE ", NOW(3), leased_until)), NULL), "
		     "failures = IF(status = 'enabled', failures, 0), "
		     "failing_since = IF(status = 'enabled', failing_since, NULL), "
		     "disabled_why = IF(?, NULL, disabled_why), "
		     "status = IF(?, 'enabled', 'disabled') WHERE id = ?",
		 hook->url, hook->types, hook->wants_board, hook->pack, hook->min_price_cents,
		 hook->is_enabled, hook->is_enabled, hook->is_enabled, hook->id);
}

/* Its deliveries are forgotten with their events: without a webhook nobody sends or shows them. */
enum error hook_remove(struct db *db, struct id id, struct id user)
{
	TRY(db_exec(db, "DELETE FROM webhooks WHERE id = ? AND user_id = ?", id, user));
	return db_affected(db) > 0 ? OK : failure(ERR_NOT_FOUND, "there is no such webhook");
}

void hook_test(struct db *db, const struct hook *hook, struct id event)
{
	db_queue(db, "INSERT IGNORE INTO events (id, type, created_at, data) VALUES (?, "
		     "'webhook.test', NOW(3), JSON_OBJECT('webhook_id', ?))", event, hook->id);
	db_queue(db, "INSERT IGNORE INTO webhook_deliveries (event_id, webhook_id, status, "
		     "next_attempt_at, created_at, updated_at) "
		     "VALUES (?, ?, 'waiting', NOW(3), NOW(3), NOW(3))", event, hook->id);
	db_queue(db, "UPDATE webhooks SET due_at = NOW(3) WHERE id = ? AND " HOOK_IS_FREE, hook->id);
}

enum error hook_disable(struct db *db, struct id id, const char *why)
{
	TRY(db_exec(db, "UPDATE webhooks SET status = 'disabled', disabled_why = LEFT(?, 200), "
			"due_at = NULL, updated_at = NOW(3) WHERE id = ?", why, id));
	if (db_affected(db) == 0)
		return failure(ERR_NOT_FOUND, "there is no such webhook");
	hook_tell_disabled(db, id);
	return OK;
}

void hook_disable_all(struct db *db, struct id user, const char *why)
{
	db_queue(db, "UPDATE webhooks SET status = 'disabled', disabled_why = ?, due_at = NULL, "
		     "updated_at = NOW(3) WHERE user_id = ?", why, user);
}

void hook_tell_disabled(struct db *db, struct id id)
{
	db_queue(db, NEWS_OF("w.user_id") "JSON_OBJECT('webhook_id', w.id, 'url', w.url, 'reason', "
		     "w.disabled_why) FROM webhooks w WHERE w.id = ?",
		 id_new(), "webhook.disabled", id);
}
