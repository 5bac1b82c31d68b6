/*
 * The five statements of a claim and their COMMIT straight at MariaDB: a thread
 * a connection, each statement prepared once and one round trip. No HTTP, no key.
 *
 *	raw_claim SOCKET CONNECTIONS SECONDS FILE SKIP
 *
 * The account's password is $BENCH_PASSWORD. FILE has a claim a line, job and
 * user with a tab between. Prints one line of JSON, as load does.
 */
#include <mysql.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ID = 37, TIME = 24, CONNECTIONS_MOST = 64, RESULTS = 8 };

struct claim {
	char job[ID], user[ID];
};

static struct claim *claims;
static long claim_count;
static atomic_long next, taken;
static _Atomic double end;
static const char *socket_path;
static pthread_barrier_t ready;

static void die(const char *what, const char *why)
{
	(void)fprintf(stderr, "raw_claim: %s: %s\n", what, why);
	exit(2);
}

static double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void read_claims(const char *name, long skip)
{
	FILE *file = fopen(name, "re");
	char line[200];
	long room = 0;

	if (!file)
		die(name, "cannot be read");
	for (long n = 0; fgets(line, sizeof(line), file); n++) {
		if (n < skip)
			continue;
		if (claim_count == room) {
			room = room ? room * 2 : 4096;
			claims = realloc(claims, sizeof(*claims) * (size_t)room);
			if (!claims)
				die("memory", "there is none");
		}
		if (sscanf(line, "%36s %36s", claims[claim_count].job, claims[claim_count].user) != 2)
			die(name, "is not job, tab, user");
		claim_count++;
	}
	(void)fclose(file);
}

static void new_id(char out[ID])
{
	static atomic_uint_fast64_t drawn;
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;

	(void)snprintf(out, ID, "%08x-%04x-7000-8%03x-%012llx", (unsigned)(ms >> 16),
		       (unsigned)(ms & 0xFFFF), (unsigned)(now.tv_nsec & 0xFFF),
		       (unsigned long long)(((uint64_t)(unsigned)now.tv_nsec << 20 | drawn++) &
					    0xFFFFFFFFFFFF));
}

static MYSQL_STMT *prepare(MYSQL *db, const char *sql)
{
	MYSQL_STMT *statement = mysql_stmt_init(db);

	if (!statement || mysql_stmt_prepare(statement, sql, strlen(sql)))
		die(sql, mysql_error(db));
	return statement;
}

/* Parameters are texts; NULL ends them. A row's first RESULTS columns come back as text. */
static void run(MYSQL_STMT *statement, const char *const *values, char results[][64])
{
	MYSQL_BIND in[10] = { 0 }, out[RESULTS] = { 0 };
	int columns = (int)mysql_stmt_field_count(statement);

	for (int i = 0; values[i]; i++) {
		in[i].buffer_type = MYSQL_TYPE_STRING;
		in[i].buffer = (void *)(uintptr_t)values[i];
		in[i].buffer_length = strlen(values[i]);
	}
	for (int i = 0; i < columns; i++) {
		memset(results[i], 0, 64);
		out[i].buffer_type = MYSQL_TYPE_STRING;
		out[i].buffer = results[i];
		out[i].buffer_length = 64;
	}
	if (mysql_stmt_bind_param(statement, in) || mysql_stmt_execute(statement))
		die("execute", mysql_stmt_error(statement));
	if (columns == 0)
		return;
	if (mysql_stmt_bind_result(statement, out) || mysql_stmt_store_result(statement) ||
	    mysql_stmt_fetch(statement))
		die("fetch", mysql_stmt_error(statement));
	(void)mysql_stmt_free_result(statement);
}

static MYSQL *open_connection(void)
{
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

	(void)pthread_mutex_lock(&one_at_a_time);
	MYSQL *db = mysql_init(NULL);

	if (!db || !mysql_real_connect(db, NULL, "clorp", getenv("BENCH_PASSWORD"), "clorp", 0,
				       socket_path, 0) ||
	    mysql_query(db, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"))
		die("connect", db ? mysql_error(db) : "no memory");
	(void)pthread_mutex_unlock(&one_at_a_time);
	return db;
}

static void *claimant(void *unused)
{
	MYSQL *db = open_connection();
	MYSQL_STMT *lock = prepare(db, "SELECT status, claims_count, max_claims, window_closes_at, "
		"sender FROM jobs WHERE id = ? FOR UPDATE");
	MYSQL_STMT *check = prepare(db, "SELECT SYSDATE(3), SYSDATE(3) + INTERVAL 300 SECOND, "
		"(SELECT COUNT(*) FROM claims l WHERE l.user_id = u.id AND l.status = 'live' "
		"AND l.expires_at > NOW(3)), (SELECT COUNT(*) FROM cooldowns d WHERE d.user_id = u.id "
		"AND d.created_at > NOW(3) - INTERVAL 1 DAY) FROM users u WHERE u.id = ? FOR UPDATE");
	MYSQL_STMT *insert = prepare(db, "INSERT INTO claims (id, job_id, user_id, status, "
		"first_claimed_at, claimed_at, expires_at, last_request, created_at) "
		"VALUES (?, ?, ?, 'live', ?, ?, ?, ?, ?)");
	MYSQL_STMT *update = prepare(db, "UPDATE jobs SET claims_count = claims_count + 1, "
		"next_lapse_at = (SELECT MIN(expires_at) FROM claims WHERE job_id = ? "
		"AND status = 'live'), updated_at = ? WHERE id = ?");

	(void)unused;
	(void)pthread_barrier_wait(&ready);
	while (seconds_now() < end) {
		long n = next++;
		char job[RESULTS][64], user[RESULTS][64], id[ID];

		if (n >= claim_count)
			break;
		new_id(id);
		if (mysql_query(db, "START TRANSACTION"))
			die("start", mysql_error(db));
		run(lock, (const char *[]){ claims[n].job, NULL }, job);
		run(check, (const char *[]){ claims[n].user, NULL }, user);
		if (strcmp(job[0], "open") != 0 || strcmp(job[1], job[2]) >= 0 || atoi(user[2]) >= 10)
			die("claim", "the drop is not open, is full, or the user holds too many");
		run(insert, (const char *[]){ id, claims[n].job, claims[n].user, user[0], user[0],
					      user[1], id, user[0], NULL }, NULL);
		run(update, (const char *[]){ claims[n].job, user[0], claims[n].job, NULL }, NULL);
		if (mysql_query(db, "COMMIT"))
			die("commit", mysql_error(db));
		taken++;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[CONNECTIONS_MOST];

	if (argc != 6)
		die("usage", "raw_claim SOCKET CONNECTIONS SECONDS FILE SKIP");
	socket_path = argv[1];
	int count = atoi(argv[2]);

	if (count < 1 || count > CONNECTIONS_MOST)
		die("connections", "from 1 to 64");
	read_claims(argv[4], atol(argv[5]));
	(void)pthread_barrier_init(&ready, NULL, (unsigned)count + 1);
	end = seconds_now() + 3600;
	for (int i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, claimant, NULL))
			die("thread", "cannot be started");

	/* The clock runs from here: connecting and preparing are not measured. */
	(void)pthread_barrier_wait(&ready);
	double start = seconds_now();

	end = start + atof(argv[3]);
	for (int i = 0; i < count; i++)
		(void)pthread_join(threads[i], NULL);
	double seconds = seconds_now() - start;

	printf("{\"requests\":%ld,\"seconds\":%.4f,\"rate\":%.1f,\"spent\":%s}\n", (long)taken, seconds,
	       (double)taken / seconds, next > claim_count ? "true" : "false");
	return 0;
}
