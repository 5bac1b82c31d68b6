#include "queue/heartbeat.h"

#include <unistd.h>

enum { HOST_BYTES = 256, KEPT_DAYS = 7 };

/* Its clock is read here, and beside it the database's: a round trip apart at most. */
static enum error write_beat(struct db *db, void *arg)
{
	const bool *asks_jurors = arg;
	char host[HOST_BYTES] = "";
	struct instant now = instant_now();

	(void)gethostname(host, sizeof(host) - 1);
	TRY(db_exec(db, "INSERT INTO heartbeats (host, seen_at, ahead_ms, judges_at) "
			"VALUES (?, SYSDATE(3), TIMESTAMPDIFF(MICROSECOND, SYSDATE(3), ?) DIV 1000, IF(?, SYSDATE(3), NULL)) "
			"ON DUPLICATE KEY UPDATE seen_at = VALUE(seen_at), ahead_ms = VALUE(ahead_ms), "
			"judges_at = COALESCE(VALUE(judges_at), judges_at)",
		    (const char *)host, now, *asks_jurors));
	return db_exec(db, "DELETE FROM heartbeats WHERE seen_at < SYSDATE(3) - INTERVAL ? DAY LIMIT 100",
		       (int)KEPT_DAYS);
}

enum error heartbeat_beat(struct db *db, bool asks_jurors)
{
	return db_transact(db, DB_AUTOCOMMIT, write_beat, &asks_jurors);
}

enum error heartbeat_list(struct db *db, struct heartbeats *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT host, ahead_ms, "
		"TIMESTAMPDIFF(MICROSECOND, seen_at, SYSDATE(3)) DIV 1000 AS age_ms, "
		"COALESCE(TIMESTAMPDIFF(MICROSECOND, judges_at, SYSDATE(3)) DIV 1000, -1) AS judges_age_ms "
		"FROM heartbeats ORDER BY seen_at DESC LIMIT ?", (int)HEARTBEATS_MOST));
	out->count = 0;
	while (rows_next(rows))
		out->list[out->count++] = (struct heartbeat){ row_text(rows, "host"),
							      row_int(rows, "age_ms"),
							      row_int(rows, "ahead_ms"),
							      row_int(rows, "judges_age_ms") };
	return OK;
}
