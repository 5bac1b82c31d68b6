/*
 * Workers as they are started, and peers that are no nginx: silent, slow, or gone
 * in the middle. Whatever they hold, somebody else's claim goes on.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "support/call.h"
#include "support/suite.h"

enum { WORKERS = 2, BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, ANSWER_MOST = 65536 };

static pid_t workers[WORKERS];
static struct sockaddr_storage address;
static socklen_t address_length;

/* ------------------------------------------------------------ workers */

/* From then on it ends by itself when it is told to. */
static bool heeds_signals(pid_t worker)
{
	FILE *status = fopen(format("/proc/%d/status", (int)worker), "r");
	unsigned long long blocked = 0;
	char line[200];

	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "SigBlk: %llx", &blocked) == 1)
			break;
	if (status)
		(void)fclose(status);
	return blocked & (1ULL << (SIGTERM - 1));
}

static void start_workers(int listener)
{
	address_length = sizeof(address);
	ck_assert_int_eq(listen(listener, 64), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &address_length), 0);
	for (int i = 0; i < WORKERS; i++) {
		workers[i] = fork();
		if (workers[i] != 0)
			continue;
		(void)dup2(listener, 0);
		(void)execl("./clorp-fcgi", "clorp-fcgi", "--config", "/dev/null", (char *)NULL);
		_exit(127);
	}
	(void)close(listener);
	for (int i = 0; i < WORKERS; i++)
		while (!heeds_signals(workers[i])) /* or check ends the test */
			(void)usleep(10000);
}

static void start_on_unix(void)
{
	struct sockaddr_un where = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)snprintf(where.sun_path, sizeof(where.sun_path), "%s.peer", getenv("CLORP_DB_SOCKET"));
	(void)unlink(where.sun_path);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&where, sizeof(where)), 0);
	start_workers(listener);
}

static void start_on_tcp(void)
{
	struct sockaddr_in where = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(bind(listener, (struct sockaddr *)&where, sizeof(where)), 0);
	start_workers(listener);
}

static void before(void)
{
	world_open();
	(void)signal(SIGPIPE, SIG_IGN);
}

static void after(void)
{
	for (int i = 0; i < WORKERS; i++) {
		int status = 0;

		ck_assert_int_eq(kill(workers[i], SIGTERM), 0);
		ck_assert_int_eq(waitpid(workers[i], &status, 0), workers[i]);
		ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a worker was lost");
	}
	world_close();
}

static int open_files(pid_t worker)
{
	DIR *files = opendir(format("/proc/%d/fd", (int)worker));
	int n = 0;

	while (readdir(files))
		n++;
	(void)closedir(files);
	return n;
}

/* ------------------------------------------------------------ FastCGI by hand */

static int peer(void)
{
	int fd = socket(address.ss_family, SOCK_STREAM, 0);

	ck_assert_int_eq(connect(fd, (struct sockaddr *)&address, address_length), 0);
	return fd;
}

static void record(struct text *out, int type, const char *content, size_t length)
{
	const char head[8] = { 1, (char)type, 0, 1, (char)(length >> 8), (char)(length & 255), 0, 0 };

	text_add(out, head, sizeof(head));
	text_add(out, content, length);
}

static void pair(struct text *out, const char *name, const char *value)
{
	text_add_char(out, (char)strlen(name));
	text_add_char(out, (char)strlen(value));
	text_add_string(out, name);
	text_add_string(out, value);
}

static struct text request_of(const char *method, const char *path, const char *key,
			      const char *body)
{
	struct text out = text_start(world_arena(), 1024), params = text_start(world_arena(), 512);
	const char begin[8] = { 0, 1, 0 };

	pair(&params, "REQUEST_METHOD", method);
	pair(&params, "DOCUMENT_URI", path);
	pair(&params, "CONTENT_LENGTH", format("%d", (int)strlen(body)));
	pair(&params, "HTTP_AUTHORIZATION", format("Bearer %s", key));
	record(&out, BEGIN, begin, sizeof(begin));
	record(&out, PARAMS, params.bytes, params.length);
	record(&out, PARAMS, "", 0);
	record(&out, STDIN, body, strlen(body));
	if (*body)
		record(&out, STDIN, "", 0);
	return out;
}

static void send_part(int fd, const struct text *request, size_t from, size_t to)
{
	ck_assert_int_eq(send(fd, request->bytes + from, to - from, MSG_NOSIGNAL),
			 (ssize_t)(to - from));
}

/* All that comes until the other side closes. */
static const char *answer_to(int fd)
{
	char *answer = arena_alloc(world_arena(), ANSWER_MOST);
	size_t length = 0;

	for (ssize_t got; (got = recv(fd, answer + length, ANSWER_MOST - 1 - length, 0)) > 0;)
		length += (size_t)got;
	for (size_t i = 0; i < length; i++) /* so that it can be searched as one text */
		if (!answer[i])
			answer[i] = ' ';
	answer[length] = '\0';
	(void)close(fd);
	return answer;
}

static const char *ask(const struct text *request)
{
	int fd = peer();

	send_part(fd, request, 0, request->length);
	return answer_to(fd);
}

static struct text claim_of(struct id job, struct person who)
{
	return request_of("POST", path_of(job, "claim"), who.key, "{}");
}

#define check_claimed(answer) ck_assert_msg(strstr((answer), "Status: 201"), "%s", (answer))

/* ------------------------------------------------------------ the tests */

START_TEST(what_comes_in_pieces_is_answered)
{
	struct id job = given_drop();
	struct text claim = claim_of(job, given_person());
	int fd = peer();

	/* Longer than the wait of an idle worker, which a TCP listener hands down. */
	for (size_t at = 0, step = claim.length / 3 + 1; at < claim.length; at += step) {
		size_t to = at + step < claim.length ? at + step : claim.length;

		send_part(fd, &claim, at, to);
		(void)usleep(900000);
	}
	check_claimed(answer_to(fd));
}
END_TEST

/* A byte a second, so that no read is ever without progress. */
static void trickle(int fd, const struct text *request)
{
	if (fork() != 0)
		return;
	for (size_t at = 0; at < 40; at++) {
		(void)send(fd, request->bytes + at, 1, MSG_NOSIGNAL);
		(void)sleep(1);
	}
	_exit(0);
}

/* A worker's worth of silent ones and one of slow ones, of which the last sends on for ever. */
static void check_held(int held[2 * WORKERS], bool body)
{
	struct id job = given_drop();
	struct text whole = claim_of(job, given_person()), claim = claim_of(job, given_person());
	size_t half = body ? whole.length - 12 : whole.length / 2;
	int64_t start = monotonic_ms();

	for (int i = 0; i < 2 * WORKERS; i++) {
		held[i] = peer();
		if (i == 2 * WORKERS - 1 && !body)
			trickle(held[i], &whole);
		else if (i >= WORKERS)
			send_part(held[i], &whole, 0, half);
	}
	check_claimed(ask(&claim));

	int64_t took = monotonic_ms() - start;

	printf("a claim behind %d silent peers and %d with half a request%s: %lld ms\n", WORKERS,
	       WORKERS, body ? "'s body" : "", (long long)took);
	ck_assert_msg(took < 25000, "%lld ms", (long long)took);
	for (int i = 0; i < 2 * WORKERS; i++)
		ck_assert_ptr_null(strstr(answer_to(held[i]), "Status: 2"));
	ck_assert_int_eq(look_job(job).claims_count, 1);
}

START_TEST(peers_that_hold_every_worker_are_cut_off)
{
	struct text health = request_of("GET", "/healthz", "", "");
	int held[2 * WORKERS], files[WORKERS];

	for (int i = 0; i < 8 * WORKERS; i++)
		ck_assert_ptr_nonnull(strstr(ask(&health), "Status: 200"));
	for (int i = 0; i < WORKERS; i++)
		files[i] = open_files(workers[i]);
	check_held(held, false);
	if (address.ss_family == AF_UNIX) /* once is enough: it takes its time */
		check_held(held, true);
	for (int i = 0; i < 8 * WORKERS; i++)
		ck_assert_ptr_nonnull(strstr(ask(&health), "Status: 200"));
	for (int i = 0; i < WORKERS; i++) {
		/* An answer has come before its worker has closed the connection. */
		for (int tries = 0; tries < 100 && open_files(workers[i]) > files[i] + 1; tries++)
			(void)usleep(20000);
		ck_assert_int_le(open_files(workers[i]), files[i] + 1); /* that of the database */
	}
}
END_TEST

START_TEST(who_hangs_up_in_the_middle_harms_nobody)
{
	struct id job = given_drop();
	struct text whole = claim_of(job, given_person()), claim = claim_of(job, given_person());

	for (size_t at = 0; at < whole.length - 12; at += 5) {
		int fd = peer();

		send_part(fd, &whole, 0, at);
		(void)close(fd);
	}
	check_claimed(ask(&claim));
	ck_assert_int_eq(look_job(job).claims_count, 1);
}
END_TEST

int main(void)
{
	const TTest *const both[] = { what_comes_in_pieces_is_answered,
				      peers_that_hold_every_worker_are_cut_off,
				      who_hangs_up_in_the_middle_harms_nobody };
	static const struct {
		const char *name;
		void (*start)(void);
	} places[] = { { "on a unix socket", start_on_unix }, { "over TCP", start_on_tcp } };
	Suite *suite = suite_create("peer");

	for (int p = 0; p < COUNT(places); p++) {
		TCase *tcase = tcase_create(places[p].name);

		tcase_set_timeout(tcase, 120);
		tcase_add_checked_fixture(tcase, before, after);
		tcase_add_checked_fixture(tcase, places[p].start, NULL);
		for (int i = 0; i < COUNT(both); i++)
			tcase_add_test(tcase, both[i]);
		suite_add_tcase(suite, tcase);
	}

	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
