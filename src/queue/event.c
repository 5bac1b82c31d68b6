#include "queue/event.h"

static const char *const names[] = {
	[EVENT_HANDLED] = "handled",
	[EVENT_IGNORED] = "ignored",
	[EVENT_PARKED] = "parked",
	[EVENT_REFUSED] = "refused",
};

/*
 * Parked from the start, and said otherwise at the end: so that whoever makes
 * its payment known meanwhile finds the row, and waits for what becomes of it.
 */
enum error event_keep(struct db *db, const struct event_record *event, bool *again)
{
	enum error e = db_exec(db,
		"INSERT INTO stripe_events (id, type, status, about, payload, created_at) "
		"VALUES (?, ?, 'parked', ?, ?, NOW(3))",
		event->id, event->type, event->about, event->payload);

	if (e && e != ERR_DUPLICATE)
		return e;
	*again = e == ERR_DUPLICATE;
	return OK;
}

void event_end(struct db *db, const char *id, enum event_status status)
{
	db_queue(db, "UPDATE stripe_events SET status = ? WHERE id = ?", names[status], id);
}

enum error event_lock_parked(struct db *db, const char *about, struct event_record **out, int *count)
{
	struct rows *rows;
	int n = 0;

	TRY(db_query(db, &rows, "SELECT id, type, payload FROM stripe_events "
				"WHERE about = ? AND status = 'parked' ORDER BY id FOR UPDATE", about));

	struct event_record *list = ARENA_ARRAY(db_arena(db), struct event_record, rows_count(rows));

	while (rows_next(rows))
		list[n++] = (struct event_record){ row_text(rows, "id"), row_text(rows, "type"),
						   about, row_text(rows, "payload") };
	*out = list;
	*count = n;
	return OK;
}

enum error event_has_come(struct db *db, const char *type, const char *about, bool *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id FROM stripe_events WHERE about = ? AND type = ? LIMIT 1",
		     about, type));
	*out = rows_count(rows) > 0;
	return OK;
}
