/*
 * The oldest waiting hire is held, and given back, straight at MariaDB: SELECT
 * ... FOR UPDATE SKIP LOCKED, UPDATE and COMMIT, then UPDATE and COMMIT. A thread
 * a connection, each statement prepared once and one round trip. No HTTP, no
 * key, no agent, no words.
 *
 *	raw_pull SOCKET CONNECTIONS SECONDS FILE SKIP
 *
 * What FILE says is not looked at: a pull needs nothing.
 */
#include "raw.h"

#include <stddef.h>

static void read_nothing(const char *line)
{
	(void)line;
}

static void *puller(void *unused)
{
	MYSQL *db = raw_open();
	MYSQL_STMT *lock =
		raw_prepare(db, "SELECT id, sender, title FROM jobs FORCE INDEX (jobs_waiting) "
				"WHERE waiting = TRUE ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED");
	MYSQL_STMT *hold =
		raw_prepare(db, "UPDATE jobs SET status = 'held', held_by = ?, "
				"held_by_agent_id = ?, held_until = SYSDATE(3) + INTERVAL 30 SECOND, "
				"updated_at = SYSDATE(3) WHERE id = ?");
	MYSQL_STMT *give_back = raw_prepare(
		db,
		"UPDATE jobs SET status = 'queued', held_by = NULL, "
		"held_by_agent_id = NULL, held_until = NULL, updated_at = SYSDATE(3) WHERE id = ?");

	(void)unused;
	raw_wait();
	for (long n; raw_goes_on(&n); raw_done()) {
		char job[RAW_RESULTS][RAW_TEXT], user[RAW_ID];

		raw_new_id(user);
		raw_say(db, "START TRANSACTION");
		raw_run(lock, (const char *[]){ NULL }, job);
		raw_run(hold, (const char *[]){ user, user, job[0], NULL }, NULL);
		raw_say(db, "COMMIT");
		raw_say(db, "START TRANSACTION");
		raw_run(give_back, (const char *[]){ job[0], NULL }, NULL);
		raw_say(db, "COMMIT");
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct raw_plan plan = { "raw_pull", read_nothing, puller, true };

	return raw_main(&plan, argc, argv);
}
