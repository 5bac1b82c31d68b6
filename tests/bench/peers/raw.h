/*
 * What the peers that talk straight to MariaDB share: a thread a connection, each
 * statement prepared once and one round trip, a clock that starts when all are ready.
 */
#pragma once

#include <mysql.h>

#include <stdbool.h>

enum { RAW_ID = 37, RAW_RESULTS = 8, RAW_TEXT = 64 };

/* NAME SOCKET CONNECTIONS SECONDS FILE SKIP; the account's password is $BENCH_PASSWORD. */
struct raw_plan {
	const char *name;
	void (*read_line)(const char *line); /* of FILE, after the first SKIP */
	void *(*work)(void *); /* one thread: raw_open, prepare, raw_wait, then as long as raw_goes_on */
	bool endless;	       /* the same lines will do again */
};

/* Runs the threads, and prints one line of JSON, as load does. */
int raw_main(const struct raw_plan *, int argc, char **argv);

/* In a thread. */
MYSQL *raw_open(void);
MYSQL_STMT *raw_prepare(MYSQL *, const char *sql);
void raw_wait(void);
bool raw_goes_on(long *line); /* and which line of FILE is the next one to do */
void raw_done(void);

/* Parameters are texts; NULL ends them. A row's first RAW_RESULTS columns come back as text. */
void raw_run(MYSQL_STMT *, const char *const *values, char results[][RAW_TEXT]);
void raw_say(MYSQL *, const char *sql);

void raw_new_id(char out[RAW_ID]);
void raw_die(const char *what, const char *why);
