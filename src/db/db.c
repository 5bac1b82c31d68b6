/*
 * The connection, its errors, and the one loop around a transaction. Session
 * setup is in one place, connect(): READ COMMITTED, so that what is locked is
 * what is read; a short lock wait, or one stuck lock pins a worker for 50 s;
 * no reconnecting behind our back, it would drop locks in silence.
 */
#include "db/db.h"

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/config.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/random.h"
#include "base/tally.h"
#include "db/statement.h"

enum { CONNECT_SECONDS = 2, PAUSE_MOST_MS = 200 };

static const char *const session[] = {
	"SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
	"SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
	"ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', "
	"innodb_lock_wait_timeout = 2, autocommit = 1",
};

struct db {
	MYSQL *mysql; /* NULL: not connected */
	struct statement_cache *statements;
	struct arena *arena;
	struct batch queue;
	bool in_work; /* inside db_transact */
	bool rehearses;
	bool begun; /* START TRANSACTION has been sent, COMMIT has not */
	bool unsure;
	enum error doom; /* of the transaction at hand: it is gone, whatever the work makes of it */
	int attempts;
	int64_t affected;
	enum error queue_error; /* of a queue that was sent early because it was full */
	db_look *guard;		/* NULL: none */
	size_t packet_most;	/* bytes that the server takes at once */
	unsigned number;	/* MariaDB's, of the last failure */
};

struct db *db_create(void)
{
	struct db *db = calloc(1, sizeof(*db));

	if (!db)
		abort();
	db->statements = statement_cache_create();
	return db;
}

static void disconnect(struct db *db)
{
	statement_cache_clear(db->statements);
	if (db->mysql)
		mysql_close(db->mysql);
	db->mysql = NULL;
	db->begun = false;
}

void db_free(struct db *db)
{
	if (!db)
		return;
	disconnect(db);
	statement_cache_free(db->statements);
	free(db);
}

/* Freeing would tell the server: the memory goes with the process. */
void db_abandon(struct db *db)
{
	if (db->mysql)
		(void)close((int)mysql_get_socket(db->mysql));
}

void db_guard(struct db *db, db_look *look)
{
	db->guard = look;
}

void db_use(struct db *db, struct arena *arena)
{
	db->arena = arena;
	db->attempts = 0;
}

struct arena *db_arena(struct db *db)
{
	return db->arena;
}

/*
 * Its clock, for ids; and its packet's limit, so that nothing is sent that would cost the
 * connection. Half the way there and back is the best guess at when it read its clock.
 */
static bool ask_server(struct db *db)
{
	int64_t asked = instant_now().ms;

	if (mysql_query(db->mysql, "SELECT CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS INT), "
				   "@@max_allowed_packet"))
		return false;

	MYSQL_RES *result = mysql_store_result(db->mysql);
	int64_t halfway = asked + (instant_now().ms - asked) / 2;
	MYSQL_ROW row = result ? mysql_fetch_row(result) : NULL;

	if (row) {
		id_clock(strtoll(row[0], NULL, 10) - halfway);
		db->packet_most = strtoull(row[1], NULL, 10);
	}
	mysql_free_result(result);
	return row != NULL;
}

static enum error connect(struct db *db)
{
	const struct config *c = settings();
	const unsigned connect_seconds = CONNECT_SECONDS;
	const unsigned answer_seconds = (unsigned)c->db_answer_seconds;
	const my_bool no = 0;
	bool local = *c->db_socket;

	db->mysql = mysql_init(NULL);
	if (!db->mysql)
		abort();
	mysql_options(db->mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect_seconds);
	mysql_options(db->mysql, MYSQL_OPT_READ_TIMEOUT, &answer_seconds);
	mysql_options(db->mysql, MYSQL_OPT_WRITE_TIMEOUT, &answer_seconds);
	mysql_options(db->mysql, MYSQL_OPT_RECONNECT, &no);
	mysql_options(db->mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	bool up = mysql_real_connect(db->mysql, local ? NULL : c->db_host, c->db_user,
				     c->db_password, c->db_name, (unsigned)c->db_port,
				     local ? c->db_socket : NULL, CLIENT_FOUND_ROWS) != NULL;

	for (int i = 0; up && i < COUNT(session); i++)
		up = mysql_query(db->mysql, session[i]) == 0;
	if (up && ask_server(db))
		return OK;

	enum error e = failure(ERR_AWAY, "database: %s", mysql_error(db->mysql));

	db->number = mysql_errno(db->mysql);
	disconnect(db);
	return e;
}

/* Of MariaDB's errors, the few that mean something to a caller. */
static enum error meaning(unsigned number)
{
	switch (number) {
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_CHECKREAD:	   /* 1020: snapshot isolation, on by default from 11.6 */
	case ER_UNKNOWN_COM_ERROR: /* 1047: a Galera node that is not primary */
	case ER_STATEMENT_TIMEOUT: /* 1969: max_statement_time, the server's or the account's */
	case ER_NEED_REPREPARE: return ERR_CONTENDED;
	case ER_DUP_ENTRY: return ERR_DUPLICATE;
	case CR_SERVER_GONE_ERROR:
	case CR_SERVER_LOST:
	case CR_SERVER_LOST_EXTENDED:
	case CR_COMMANDS_OUT_OF_SYNC:
	case ER_SERVER_SHUTDOWN:
	case ER_NEW_ABORTING_CONNECTION:
	case ER_CONNECTION_KILLED:
	case ER_QUERY_INTERRUPTED: return ERR_LOST;
	case ER_OPTION_PREVENTS_STATEMENT: /* 1290: read_only, after a failover */
	case ER_READ_ONLY_MODE:		   /* 1836 */
	case ER_INNODB_READ_ONLY: return ERR_AWAY;
	case ER_NET_PACKET_TOO_LARGE: /* 1153 */
	case CR_NET_PACKET_TOO_LARGE: return ERR_TOO_LARGE;
	default: return ERR_BROKEN;
	}
}

/* The server would answer 1153 and hang up: it is told nothing instead. */
static enum error too_large(struct db *db)
{
	enum error e = failure(ERR_TOO_LARGE,
			       "this is more than the database takes at once (%zu bytes)",
			       db->packet_most);

	if (db->in_work)
		db->doom = e;
	return e;
}

static enum error run(struct db *db, const struct batch *batch)
{
	const char *message = "";

	if (!db->arena)
		abort(); /* db_use comes first: rows need a place to live */
	if (db->doom)
		return db->doom;
	if (!db->mysql)
		TRY(connect(db));
	if (batch_bytes(batch) > db->packet_most)
		return too_large(db);

	unsigned number = batch_run(db->statements, db->mysql, db->arena, batch, &db->affected,
				    &message);

	if (!number)
		return OK;

	enum error e = failure(meaning(number), "MariaDB %u: %s", number, message);

	db->number = number;
	/* A server that takes no writes will be another one soon, at the same address. */
	if (e == ERR_LOST || e == ERR_AWAY || e == ERR_TOO_LARGE)
		disconnect(db);
	if (db->in_work &&
	    (e == ERR_LOST || e == ERR_CONTENDED || e == ERR_AWAY || e == ERR_TOO_LARGE))
		db->doom = e;
	return e;
}

enum error db_flush(struct db *db)
{
	if (db->queue_error)
		return db->queue_error; /* its note is still the last one: nothing ran since */
	if (db->queue.count == 0)
		return OK;
	if (db->in_work)
		db->begun = true;

	enum error e = run(db, &db->queue);

	db->queue.count = db->queue.value_count = 0;
	return e;
}

/* Sent early when it is full: nobody waits for its outcome, but its error is kept for who does. */
void db_queue_query_values(struct db *db, struct rows **rows, const char *sql, struct values values)
{
	if (!batch_has_room(&db->queue, values.count) && !db->queue_error)
		db->queue_error = db_flush(db);
	if (!db->queue_error)
		batch_add(&db->queue, sql, rows, values);
}

void db_queue_values(struct db *db, const char *sql, struct values values)
{
	db_queue_query_values(db, NULL, sql, values);
}

enum error db_query_values(struct db *db, struct rows **rows, const char *sql, struct values values)
{
	struct rows *found = NULL;

	db_queue_query_values(db, &found, sql, values);
	TRY(db_flush(db));
	if (!found)
		abort(); /* a query that returns no rows at all is no query */
	*rows = found;
	return OK;
}

enum error db_find_values(struct db *db, struct rows **rows, const char *noun, const char *sql,
			  struct values values)
{
	TRY(db_query_values(db, rows, sql, values));
	return rows_next(*rows) ? OK : failure(ERR_NOT_FOUND, "there is no such %s", noun);
}

enum error db_exec_values(struct db *db, const char *sql, struct values values)
{
	db_queue_values(db, sql, values);
	return db_flush(db);
}

int64_t db_affected(const struct db *db)
{
	return db->affected;
}

bool db_unsure(const struct db *db)
{
	return db->unsure;
}

unsigned db_number(const struct db *db)
{
	return db->number;
}

int db_attempts(const struct db *db)
{
	return db->attempts;
}

void db_rehearse(struct db *db)
{
	db->rehearses = true;
}

static void begin(struct db *db, enum db_mode mode)
{
	switch (mode) {
	case DB_AUTOCOMMIT: return;
	case DB_TRANSACTION: db_queue(db, "START TRANSACTION"); return;
	case DB_SNAPSHOT:
		db_queue(db, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
		db_queue(db, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
		return;
	}
}

static enum error commit(struct db *db, enum db_mode mode)
{
	if (mode == DB_AUTOCOMMIT)
		return OK;
	if (!db->begun && db->queue.count == 1) { /* only START TRANSACTION: nothing was done */
		db->queue.count = 0;
		return OK;
	}
	if (db->rehearses)
		db_queue(db, "ROLLBACK");
	else
		db_queue(db, "COMMIT");
	return db_flush(db);
}

/*
 * Always by word: a lock wait time-out undoes the statement only, and leaves
 * the transaction open.
 */
static void roll_back(struct db *db)
{
	db->queue.count = db->queue.value_count = 0;
	db->queue_error = OK;
	if (db->begun && db->mysql && mysql_query(db->mysql, "ROLLBACK"))
		disconnect(db);
	db->begun = false;
}

enum error db_open(struct db *db)
{
	if (db->mysql)
		return OK;
	TRY(connect(db));

	enum error e = db->guard ? db->guard(db) : OK;

	if (e)
		disconnect(db);
	return e;
}

static enum error attempt(struct db *db, enum db_mode mode, db_work *work, void *arg)
{
	TRY(db_open(db));
	db->in_work = mode != DB_AUTOCOMMIT;
	if (db->in_work)
		tally_hold();
	begin(db, mode);

	enum error e = work(db, arg);

	if (!e)
		e = db->doom;
	if (!e)
		e = commit(db, mode);
	if (e)
		roll_back(db);
	if (db->in_work)
		tally_settle(!e);
	db->doom = OK;
	db->begun = db->in_work = false;
	return e;
}

/* Twice as long each time, and not the same for two that met: half of it is drawn. */
static void pause_before(int attempt_number)
{
	int64_t most = 2 << (attempt_number < 7 ? attempt_number : 7);
	uint16_t drawn;

	if (most > PAUSE_MOST_MS)
		most = PAUSE_MOST_MS;
	random_bytes(&drawn, sizeof(drawn));
	int64_t us = most * 500 + drawn % (most * 500);
	struct timespec pause = { us / 1000000, us % 1000000 * 1000 };

	(void)nanosleep(&pause, NULL);
}

enum error db_transact(struct db *db, enum db_mode mode, db_work *work, void *arg)
{
	struct arena_mark start = arena_mark(db->arena);
	int64_t deadline = monotonic_ms() + settings()->db_patience_ms;
	enum error e;

	if (db->in_work || db->queue.count > 0)
		abort(); /* transactions do not nest */
	db->unsure = false;
	for (db->attempts = 1;; db->attempts++) {
		e = attempt(db, mode, work, arg);
		if (e == ERR_LOST)
			db->unsure = true;
		else if (e != ERR_CONTENDED)
			return e;
		if (monotonic_ms() >= deadline)
			return e;
		pause_before(db->attempts);
		arena_rewind(db->arena, start);
	}
}

enum error db_script(struct db *db, const char *script)
{
	if (!db->mysql)
		TRY(connect(db));
	if (mysql_query(db->mysql, script))
		return failure(ERR_BROKEN, "MariaDB %u: %s", mysql_errno(db->mysql),
			       mysql_error(db->mysql));
	return OK;
}
