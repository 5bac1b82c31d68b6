#include "queue/inbox.h"

enum { NUMBERED_MOST = 200 }; /* by one reading: the next one goes on */

/* Of what is committed: a look without locks passes by what is still being written. */
static enum error find_unnumbered(struct db *db, struct id user, struct rows **out)
{
	return db_query(db, out, "SELECT id FROM events WHERE user_id = ? AND seq IS NULL "
				 "ORDER BY id LIMIT ?", user, (int)NUMBERED_MOST);
}

static enum error lock(struct db *db, struct id user, int64_t *last)
{
	struct rows *rows;

	TRY(db_exec(db, "INSERT INTO inboxes (user_id, last_seq) VALUES (?, 0) "
			"ON DUPLICATE KEY UPDATE last_seq = last_seq", user));
	TRY(db_find(db, &rows, "inbox", "SELECT last_seq FROM inboxes WHERE user_id = ?", user));
	*last = row_int(rows, "last_seq");
	return OK;
}

static enum error number(struct db *db, struct id user)
{
	struct rows *rows;
	int64_t last = 0;

	TRY(find_unnumbered(db, user, &rows));
	if (rows_count(rows) == 0)
		return OK;
	TRY(lock(db, user, &last));
	/* Again: another reader may have been here while this one waited for the lock. */
	TRY(find_unnumbered(db, user, &rows));
	while (rows_next(rows))
		db_queue(db, "UPDATE events SET seq = ? WHERE id = ?", ++last, row_id(rows, "id"));
	db_queue(db, "UPDATE inboxes SET last_seq = ? WHERE user_id = ?", last, user);
	return OK;
}

/* Before the events are: what is numbered in between is left for the next reading. */
static enum error find_last(struct db *db, struct id user, int64_t *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT last_seq FROM inboxes WHERE user_id = ?", user));
	*out = rows_next(rows) ? row_int(rows, "last_seq") : 0;
	return OK;
}

static struct inbox_event from_row(const struct rows *row)
{
	return (struct inbox_event){
		.id = row_id(row, "id"),
		.seq = row_int(row, "seq"),
		.type = row_text(row, "type"),
		.data = row_text(row, "data"),
		.created_at = row_time(row, "created_at"),
	};
}

enum error inbox_read(struct db *db, struct id user, const char *type, const struct page *page,
		      struct inbox *out)
{
	struct rows *rows;
	int64_t last = 0;

	TRY(number(db, user));
	TRY(find_last(db, user, &last));
	TRY(db_query(db, &rows,
		"SELECT id, seq, type, data, created_at FROM events WHERE user_id = ? AND seq > ? "
		"AND seq <= ? AND (? IS NULL OR type = ?) ORDER BY seq LIMIT ?",
		user, page->seq, last, type, type, page->limit));

	struct inbox inbox = { ARENA_ARRAY(db_arena(db), struct inbox_event, page->limit), 0, 0 };

	while (rows_next(rows))
		inbox.events[inbox.count++] = from_row(rows);
	inbox.next = inbox.count == page->limit ? inbox.events[inbox.count - 1].seq : last;
	*out = inbox;
	return OK;
}
