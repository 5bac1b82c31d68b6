#include "raw.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CONNECTIONS_MOST = 64, PARAMETERS_MOST = 12 };

static const struct raw_plan *plan;
static long lines;
static atomic_long next, done;
static _Atomic double end;
static const char *socket_path;
static pthread_barrier_t ready;

void raw_die(const char *what, const char *why)
{
	(void)fprintf(stderr, "%s: %s: %s\n", plan->name, what, why);
	exit(2);
}

static double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void read_file(const char *name, long skip)
{
	FILE *file = fopen(name, "re");
	char *line = NULL;
	size_t room = 0;

	if (!file)
		raw_die(name, "cannot be read");
	for (long n = 0; getline(&line, &room, file) > 0; n++) {
		if (n < skip)
			continue;
		plan->read_line(line);
		lines++;
	}
	free(line);
	(void)fclose(file);
}

void raw_new_id(char out[RAW_ID])
{
	static atomic_uint_fast64_t drawn;
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;

	(void)snprintf(out, RAW_ID, "%08x-%04x-7000-8%03x-%012llx", (unsigned)(ms >> 16),
		       (unsigned)(ms & 0xFFFF), (unsigned)(now.tv_nsec & 0xFFF),
		       (unsigned long long)(((uint64_t)(unsigned)now.tv_nsec << 20 | drawn++) &
					    0xFFFFFFFFFFFF));
}

MYSQL_STMT *raw_prepare(MYSQL *db, const char *sql)
{
	MYSQL_STMT *statement = mysql_stmt_init(db);

	if (!statement || mysql_stmt_prepare(statement, sql, strlen(sql)))
		raw_die(sql, mysql_error(db));
	return statement;
}

void raw_run(MYSQL_STMT *statement, const char *const *values, char results[][RAW_TEXT])
{
	MYSQL_BIND in[PARAMETERS_MOST] = { 0 }, out[RAW_RESULTS] = { 0 };
	int columns = (int)mysql_stmt_field_count(statement);

	for (int i = 0; values[i]; i++) {
		in[i].buffer_type = MYSQL_TYPE_STRING;
		in[i].buffer = (void *)(uintptr_t)values[i];
		in[i].buffer_length = strlen(values[i]);
	}
	for (int i = 0; i < columns; i++) {
		memset(results[i], 0, RAW_TEXT);
		out[i].buffer_type = MYSQL_TYPE_STRING;
		out[i].buffer = results[i];
		out[i].buffer_length = RAW_TEXT;
	}
	if (mysql_stmt_bind_param(statement, in) || mysql_stmt_execute(statement))
		raw_die("execute", mysql_stmt_error(statement));
	if (columns == 0)
		return;
	if (mysql_stmt_bind_result(statement, out) || mysql_stmt_store_result(statement) ||
	    mysql_stmt_fetch(statement))
		raw_die("fetch", mysql_stmt_error(statement));
	(void)mysql_stmt_free_result(statement);
}

void raw_say(MYSQL *db, const char *sql)
{
	if (mysql_query(db, sql))
		raw_die(sql, mysql_error(db));
}

MYSQL *raw_open(void)
{
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

	(void)pthread_mutex_lock(&one_at_a_time);
	MYSQL *db = mysql_init(NULL);

	if (!db || !mysql_real_connect(db, NULL, "clorp", getenv("BENCH_PASSWORD"), "clorp", 0,
				       socket_path, 0))
		raw_die("connect", db ? mysql_error(db) : "no memory");
	raw_say(db, "SET NAMES utf8mb4");
	raw_say(db, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
	(void)pthread_mutex_unlock(&one_at_a_time);
	return db;
}

/* The clock runs from here: connecting and preparing are not measured. */
void raw_wait(void)
{
	(void)pthread_barrier_wait(&ready);
}

bool raw_goes_on(long *line)
{
	if (seconds_now() >= end)
		return false;
	*line = next++;
	if (plan->endless)
		*line %= lines;
	return *line < lines;
}

void raw_done(void)
{
	done++;
}

static void print(double seconds)
{
	(void)printf("{\"requests\":%ld,\"seconds\":%.4f,\"rate\":%.1f,\"spent\":%s}\n", (long)done,
		     seconds, (double)done / seconds,
		     !plan->endless && next > lines ? "true" : "false");
}

int raw_main(const struct raw_plan *given, int argc, char **argv)
{
	pthread_t threads[CONNECTIONS_MOST];

	plan = given;
	if (argc != 6)
		raw_die("usage", "SOCKET CONNECTIONS SECONDS FILE SKIP");
	socket_path = argv[1];
	long count = strtol(argv[2], NULL, 10);

	if (count < 1 || count > CONNECTIONS_MOST)
		raw_die("connections", "from 1 to 64");
	read_file(argv[4], strtol(argv[5], NULL, 10));
	if (lines == 0)
		raw_die(argv[4], "has no lines left");
	(void)pthread_barrier_init(&ready, NULL, (unsigned)count + 1);
	end = seconds_now() + 3600;
	for (long i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, plan->work, NULL))
			raw_die("thread", "cannot be started");
	raw_wait();

	double start = seconds_now();

	end = start + strtod(argv[3], NULL);
	for (long i = 0; i < count; i++)
		(void)pthread_join(threads[i], NULL);
	print(seconds_now() - start);
	return 0;
}
