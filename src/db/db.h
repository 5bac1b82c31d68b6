/*
 * One connection to MariaDB and the way to talk to it. Values go in as they
 * are and rows come out by column name; nothing outside this folder sees a
 * bind structure.
 *
 * A round trip costs more than most statements do, so three calls differ in
 * when they travel: db_query and db_exec go now; db_queue goes along with the
 * next of them, or with COMMIT. START TRANSACTION and COMMIT are queued too.
 * All that travels together is one prepared BEGIN NOT ATOMIC ... END: the
 * statements run in order, and the first error ends the lot.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"
#include "db/rows.h"

struct db;

/* Not connected yet: that happens at first use, and again whenever the connection is gone. */
struct db *db_create(void);
void db_free(struct db *);

/*
 * For a process that was forked: close its copy of what its parent opened, and say
 * nothing to the server, or the parent's session would end. It is not used any more.
 */
void db_abandon(struct db *);

/*
 * A look at each new connection before db_transact lets its work use it. What is
 * not OK is what db_transact returns; the next one connects, and looks, anew.
 */
typedef enum error db_look(struct db *);
void db_guard(struct db *, db_look *);

/*
 * Connect now, if it is not: before ids are drawn, which go by the database's clock. AWAY, or
 * what the guard says; whoever uses the connection is told again.
 */
enum error db_open(struct db *) MUST_USE;

/* Where rows and their texts live from now on: the arena of the request at hand. */
void db_use(struct db *, struct arena *);
struct arena *db_arena(struct db *);

/*
 * Run one statement now, after whatever is queued. The SQL must be a literal:
 * statements are prepared once a connection and found again by its address.
 * Errors: CONTENDED (deadlock, lock wait, changed row), DUPLICATE (a unique
 * key), LOST (connection gone, outcome unknown), AWAY (no connection to be
 * had, or to a server that takes no writes), TOO_LARGE (more than the server
 * takes in one packet: nothing was sent), BROKEN (anything else; the note has
 * MariaDB's words).
 */
#define db_query(db, rows, sql, ...) db_query_values((db), (rows), "" sql, VALUES(__VA_ARGS__))
#define db_exec(db, sql, ...) db_exec_values((db), "" sql, VALUES(__VA_ARGS__))

/* The one row that has to be there, stepped to; or NOT_FOUND: "there is no such <noun>". */
#define db_find(db, rows, noun, sql, ...) \
	db_find_values((db), (rows), (noun), "" sql, VALUES(__VA_ARGS__))

/*
 * A query that travels with the next db_query: its rows are there when that one returns. The last one queued may
 * be an IF of SQL's around queries, which sets the rows only if one of these was run.
 */
#define db_queue_query(db, rows, sql, ...) \
	db_queue_query_values((db), (rows), "" sql, VALUES(__VA_ARGS__))

/* A statement of a transaction whose outcome nobody needs before COMMIT: a lock, a write. */
#define db_queue(db, sql, ...) db_queue_values((db), "" sql, VALUES(__VA_ARGS__))

enum error db_query_values(struct db *, struct rows **, const char *sql, struct values) MUST_USE;
enum error db_find_values(struct db *, struct rows **, const char *noun, const char *sql,
			  struct values) MUST_USE;
enum error db_exec_values(struct db *, const char *sql, struct values) MUST_USE;
void db_queue_values(struct db *, const char *sql, struct values);
void db_queue_query_values(struct db *, struct rows **, const char *sql, struct values);

/* Rows that the last db_exec matched. */
int64_t db_affected(const struct db *);

/* Send what is queued, so that an error of it is known here. */
enum error db_flush(struct db *) MUST_USE;

/*
 * How a piece of work runs: each statement by itself; all in one transaction; or
 * in one that only reads, and sees one moment of all tables.
 */
enum db_mode { DB_AUTOCOMMIT, DB_TRANSACTION, DB_SNAPSHOT };

/*
 * Run the work, COMMIT, and run it again from the start when it was contended
 * or the connection was lost, until settings' db.patience_ms is over. Before
 * each run the arena is rewound to where it was at the call. The work must
 * therefore draw its ids before, and must understand DUPLICATE of its own id
 * as "done already": a lost COMMIT may have happened. Any error of the work
 * rolls back. AWAY (no connection could be had), CONTENDED or LOST (the patience is
 * over), or the work's own error.
 */
typedef enum error db_work(struct db *, void *);
enum error db_transact(struct db *, enum db_mode, db_work *, void *) MUST_USE;

/*
 * From now on all that would be committed is rolled back, and nobody is told: for who tries out
 * what strangers may send (tests/fuzz). What DB_AUTOCOMMIT does stays.
 */
void db_rehearse(struct db *);

/* May an earlier run of the work at hand have been committed? */
bool db_unsure(const struct db *);

/* How often the last db_transact ran its work. */
int db_attempts(const struct db *);

/* MariaDB's number of the last failure, to connect or of a statement; 0: none yet. */
unsigned db_number(const struct db *);

/* A whole script, statement by statement, as text: for migrations only. */
enum error db_script(struct db *, const char *script) MUST_USE;
