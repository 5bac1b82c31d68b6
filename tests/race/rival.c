#include "race/rival.h"

#include <mysql.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"

enum { AWAIT_MS = 10000, POLL_US = 2000 };

static MYSQL *holder;

void *shared_memory(size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	ck_assert(memory != MAP_FAILED);
	return memory;
}

void gate_set(struct gate *gate, int n)
{
	pthread_barrierattr_t attributes;

	ck_assert_int_eq(pthread_barrierattr_init(&attributes), 0);
	ck_assert_int_eq(pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), 0);
	ck_assert_int_eq(pthread_barrier_init(&gate->barrier, &attributes, (unsigned)n), 0);
}

static enum error touch(struct db *db, void *arg)
{
	struct rows *rows;

	(void)arg;
	return db_query(db, &rows, "SELECT 1 AS n");
}

void gate_pass(struct gate *gate)
{
	if (db_transact(world_db(), DB_AUTOCOMMIT, touch, NULL))
		_exit(EXIT_FAILURE);
	(void)pthread_barrier_wait(&gate->barrier);
}

struct rival rival_start(rival_work *work, void *context)
{
	struct rival rival = { fork() };

	ck_assert_int_ge(rival.pid, 0);
	if (rival.pid == 0) {
		world_reopen();
		_exit((int)work(context));
	}
	return rival;
}

enum error rival_end(struct rival rival)
{
	int status;

	ck_assert_int_eq(waitpid(rival.pid, &status, 0), rival.pid);
	ck_assert_msg(WIFEXITED(status), "the rival died of signal %d", WTERMSIG(status));
	return (enum error)WEXITSTATUS(status);
}

static MYSQL *connect_as(const char *user, const char *password)
{
	const struct config *c = settings();
	MYSQL *mysql = mysql_init(NULL);

	ck_assert_ptr_nonnull(mysql);
	ck_assert_msg(mysql_real_connect(mysql, NULL, user, password, c->db_name, 0, c->db_socket,
					 0) != NULL,
		      "%s: %s", user, mysql_error(mysql));
	return mysql;
}

static void say(MYSQL *mysql, const char *statement)
{
	ck_assert_msg(mysql_query(mysql, statement) == 0, "%s: %s", statement, mysql_error(mysql));
	mysql_free_result(mysql_store_result(mysql));
}

void row_hold(const char *table, struct id id)
{
	holder = connect_as(settings()->db_user, settings()->db_password);
	say(holder, "START TRANSACTION");
	say(holder, arena_printf(world_arena(), "SELECT id FROM %s WHERE id = '%s' FOR UPDATE",
				 table, id.text));
}

void row_let_go(void)
{
	say(holder, "ROLLBACK");
	mysql_close(holder);
}

void await_number(const char *query)
{
	int64_t end = monotonic_ms() + AWAIT_MS;

	while (look_number(query) == 0) {
		ck_assert_msg(monotonic_ms() < end, "waited in vain: %s", query);
		usleep(POLL_US);
	}
}

void await_waiting(int sessions)
{
	await_number(arena_printf(world_arena(),
				  "SELECT VARIABLE_VALUE = %d FROM information_schema.GLOBAL_STATUS "
				  "WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_CURRENT_WAITS'",
				  sessions));
}

void allow_connections(int n)
{
	MYSQL *administrator = connect_as("root", "");

	say(administrator, arena_printf(world_arena(), "SET GLOBAL max_connections = %d", n));
	mysql_close(administrator);
}

void dawdle(int us_most)
{
	struct timespec now, end;
	uint32_t drawn;

	random_bytes(&drawn, sizeof(drawn));
	(void)clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_nsec += (long)(drawn % (unsigned)us_most) * 1000;
	do
		(void)clock_gettime(CLOCK_MONOTONIC, &now);
	while ((now.tv_sec - end.tv_sec) * 1000000000L + now.tv_nsec - end.tv_nsec < 0);
}
