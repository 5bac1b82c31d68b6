/* The client for all that leaves this machine, and when Stripe is asked again: beside a server that says what it is told to. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "stripe/stripe.h"
#include "support/expect.h"
#include "support/suite.h"
#include "web/address.h"
#include "web/http.h"

#define HANG "hang"
#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
#define ANSWER(status, headers) \
	"HTTP/1.1 " status " X\r\n" headers "Content-Length: 2\r\nConnection: close\r\n\r\n{}"

static struct arena *arena;
static int *served; /* shared with the server's process */
static pid_t server;
static const char *base;

static int listen_somewhere(int *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert(fd >= 0 && !bind(fd, (struct sockaddr *)&address, sizeof(address)) &&
		  !listen(fd, 8) && !getsockname(fd, (struct sockaddr *)&address, &length));
	*port = ntohs(address.sin_port);
	return fd;
}

/* Each connection is given the next answer; the last one over and over. */
static void serve_all(int fd, const char *const *answers, int count)
{
	for (int n = 0;; n++) {
		const char *answer = answers[n < count ? n : count - 1];
		char request[8192];
		int peer = accept(fd, NULL, NULL);

		(*served)++;
		if (read(peer, request, sizeof(request)) > 0 && strcmp(answer, HANG) == 0)
			(void)sleep(20);
		(void)!write(peer, answer, strlen(answer));
		(void)close(peer);
	}
}

static void given_server(const char *const *answers, int count)
{
	int port, fd = listen_somewhere(&port);

	*served = 0;
	server = fork();
	if (server == 0)
		serve_all(fd, answers, count);
	(void)close(fd);
	base = arena_printf(arena, "http://127.0.0.1:%d", port);
	settings_mutable()->stripe_api_base = base;
}
#define given(...) \
	given_server((const char *const[]){ __VA_ARGS__ }, \
		     COUNT(((const char *const[]){ __VA_ARGS__ })))

static void before(void)
{
	arena = arena_create();
	served = mmap(NULL, sizeof(*served), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	settings_mutable()->stripe_key = "sk_test_1";
	settings_mutable()->stripe_total_ms = 400;
}

static void end_server(void)
{
	if (server > 0) {
		(void)kill(server, SIGKILL);
		(void)waitpid(server, NULL, 0);
	}
	server = 0;
}

static void after(void)
{
	end_server();
	arena_free(arena);
}

static enum error fetch(const char *url, struct http_response *out)
{
	const struct http_request request = {
		.method = "GET", .url = url, .connect_ms = 300, .total_ms = 400, .bytes_most = 1000
	};

	return http_send(arena, &request, out);
}

START_TEST(a_redirect_is_an_answer_and_not_followed)
{
	struct http_response response;

	given(ANSWER("302", "Location: /elsewhere\r\n"), OK_ANSWER);
	expect(OK, fetch(base, &response));
	ck_assert_int_eq(response.status, 302);
	ck_assert_str_eq(http_header_find(&response, "location"), "/elsewhere");
	ck_assert_int_eq(*served, 1);
}
END_TEST

START_TEST(an_answer_without_end_is_none)
{
	char *body = arena_alloc(arena, 1002);
	struct http_response response;

	memset(body, 'x', 1001);
	body[1001] = '\0';
	given(arena_printf(arena, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s", body));
	expect(ERR_UPSTREAM, fetch(base, &response));
}
END_TEST

START_TEST(nobody_is_waited_for_longer_than_said)
{
	int64_t started = monotonic_ms();
	struct http_response response;

	given(HANG);
	expect(ERR_UPSTREAM, fetch(base, &response));
	ck_assert_int_lt(monotonic_ms() - started, 2000);
	end_server();
	expect(ERR_UPSTREAM, fetch(base, &response)); /* and nobody listens now */
}
END_TEST

START_TEST(only_http_is_spoken)
{
	struct http_response response;

	expect(ERR_UPSTREAM, fetch("file:///etc/hostname", &response));
	expect(ERR_UPSTREAM, fetch("ftp://127.0.0.1/", &response));
	given(OK_ANSWER);
	expect(ERR_UPSTREAM, fetch(arena_printf(arena, "https%s", base + 4), &response));
}
END_TEST

START_TEST(every_header_is_kept)
{
	const char *headers = "";
	struct http_response response;

	for (int i = 0; i < 40; i++)
		headers = arena_printf(arena, "%sX-Header-%d: %d\r\n", headers, i, i);
	given(arena_printf(
		arena,
		"HTTP/1.1 200 OK\r\n%sIdempotent-Replayed: true\r\nConnection: close\r\n\r\n{}",
		headers));
	expect(OK, fetch(base, &response));
	ck_assert_str_eq(http_header_find(&response, "idempotent-replayed"), "true");
	ck_assert_ptr_null(http_header_find(&response, "X-Header-40"));
}
END_TEST

/* ------------------------------------------------------------ a certificate of nobody's */

static void make_certificate(const char *key, const char *file)
{
	pid_t child = fork();
	int status = 1;

	if (child == 0) {
		(void)!freopen("/dev/null", "w", stderr);
		(void)execlp("openssl", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
			     "-days", "1", "-subj", "/CN=localhost", "-keyout", key, "-out", file,
			     NULL);
		_exit(1);
	}
	(void)waitpid(child, &status, 0);
}

static void serve_tls(const char *key, const char *file, int port)
{
	server = fork();
	if (server == 0) {
		(void)!freopen("/dev/null", "w", stdout);
		(void)!freopen("/dev/null", "w", stderr);
		(void)execlp("openssl", "openssl", "s_server", "-www", "-key", key, "-cert", file,
			     "-accept", arena_printf(arena, "127.0.0.1:%d", port), NULL);
		_exit(1);
	}
}

START_TEST(a_certificate_that_nobody_vouches_for_is_refused)
{
	char folder[] = "/tmp/clorp-web.XXXXXX";
	struct http_response response;
	int port, fd = listen_somewhere(&port);

	ck_assert_ptr_nonnull(mkdtemp(folder));
	const char *key = arena_printf(arena, "%s/key", folder),
		   *file = arena_printf(arena, "%s/cert", folder);
	bool refused = false;

	(void)close(fd);
	make_certificate(key, file);
	if (access(file, R_OK) == 0) { /* where there is an openssl to make one */
		serve_tls(key, file, port);
		for (int n = 0; n < 50 && !refused; n++) {
			expect(ERR_UPSTREAM,
			       fetch(arena_printf(arena, "https://localhost:%d/", port), &response));
			refused = strstr(failure_note()->text, "certificate") != NULL;
			(void)usleep(50000);
		}
		ck_assert_msg(refused, "%s", failure_note()->text);
	}
	(void)unlink(key);
	(void)unlink(file);
	(void)rmdir(folder);
}
END_TEST

/* ------------------------------------------------------------ once more, in the order of Stripe's libraries */

static const struct {
	const char *first;
	int times; /* it is asked, where the second answer would be good */
	enum stripe_outcome outcome;
} rules[] = {
	{ "", 2, STRIPE_DONE }, /* no answer at all */
	{ ANSWER("500", ""), 2, STRIPE_DONE },
	{ ANSWER("409", ""), 2, STRIPE_DONE },
	{ ANSWER("400", "Stripe-Should-Retry: true\r\n"), 2, STRIPE_DONE },
	{ ANSWER("500", "Stripe-Should-Retry: false\r\n"), 1, STRIPE_LATER },
	{ ANSWER("409", "Stripe-Should-Retry: false\r\n"), 1, STRIPE_LATER },
	{ ANSWER("429", ""), 1, STRIPE_LATER },
	{ ANSWER("401", ""), 1, STRIPE_LATER },
	{ ANSWER("400", ""), 1, STRIPE_REFUSED },
	{ ANSWER("404", ""), 1, STRIPE_REFUSED },
	{ ANSWER("302", "Location: /\r\n"), 1, STRIPE_LATER },
	{ OK_ANSWER, 1, STRIPE_DONE },
};

START_TEST(stripe_is_asked_again_where_it_says_so_or_nothing_is_known)
{
	for (int i = 0; i < COUNT(rules); i++) {
		struct stripe_reply reply;

		given(rules[i].first, OK_ANSWER);
		expect(OK, stripe_get(arena, "/v1/x", 2, &reply));
		ck_assert_msg(*served == rules[i].times, "rule %d: asked %d times", i, *served);
		ck_assert_msg(reply.outcome == rules[i].outcome, "rule %d: outcome %d", i,
			      reply.outcome);
		end_server();
	}
}
END_TEST

START_TEST(an_answer_says_which_request_it_is_of_and_whether_it_is_a_replay)
{
	struct stripe_reply reply;

	given(ANSWER("500", "Request-Id: req_1\r\nIdempotent-Replayed: true\r\n"), OK_ANSWER);
	expect(OK, stripe_get(arena, "/v1/x", 1, &reply));
	ck_assert_str_eq(reply.request_id, "req_1");
	ck_assert(reply.replayed);
	expect(OK, stripe_get(arena, "/v1/x", 1, &reply));
	ck_assert(!reply.replayed);
}
END_TEST

static bool is_public(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return address_is_public((struct sockaddr *)&v4);
	ck_assert_msg(inet_pton(AF_INET6, text, &v6.sin6_addr) == 1, "%s", text);
	return address_is_public((struct sockaddr *)&v6);
}

START_TEST(what_only_this_network_may_reach_is_not_public)
{
	static const char *const inside[] = {
		"0.0.0.0",
		"0.1.2.3",
		"10.0.0.1",
		"100.64.0.1",
		"127.0.0.1",
		"127.255.255.254",
		"169.254.169.254",
		"172.16.0.1",
		"172.31.255.255",
		"192.0.0.1",
		"192.0.2.1",
		"192.168.1.1",
		"198.18.0.1",
		"198.19.255.255",
		"224.0.0.1",
		"239.1.1.1",
		"255.255.255.255",
		"::",
		"::1",
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"64:ff9b::7f00:1",
		"fe80::1",
		"fc00::1",
		"fd00:ec2::254",
		"ff02::1",
		"2001:db8::1",
		"2001::1",
		"2002:7f00:1::1",
		"3fff::1",
		"::7f00:1",
	};
	static const char *const outside[] = {
		"1.1.1.1",	   "8.8.8.8",	      "100.63.255.255", "100.128.0.1",
		"172.15.255.255",  "172.32.0.1",      "192.0.1.1",	"198.17.255.255",
		"198.20.0.1",	   "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::808:808",
		"2606:4700::1111", "2a00:1450::1",    "3ffe::1",
	};

	for (int i = 0; i < COUNT(inside); i++)
		ck_assert_msg(!is_public(inside[i]), "%s is taken for public", inside[i]);
	for (int i = 0; i < COUNT(outside); i++)
		ck_assert_msg(is_public(outside[i]), "%s is not taken for public", outside[i]);
}
END_TEST

START_TEST(a_strangers_address_is_never_one_of_ours)
{
	static const char *const answers[] = { OK_ANSWER };
	struct http_response response;

	given_server(answers, 1);
	const struct http_request plain = { .method = "GET",
					    .url = base,
					    .connect_ms = 1000,
					    .total_ms = 1000,
					    .bytes_most = 100,
					    .is_strangers = true };
	struct http_request secure = plain;

	expect(ERR_UPSTREAM, http_send(arena, &plain, &response));
	secure.url = arena_printf(arena, "https%s", strstr(base, "://"));
	expect(ERR_UPSTREAM, http_send(arena, &secure, &response));
	ck_assert_int_eq(*served, 0);
	settings_mutable()->outbound_private = true;
	expect(OK, http_send(arena, &plain, &response));
	settings_mutable()->outbound_private = false;
}
END_TEST

SUITE("web", before, after, a_redirect_is_an_answer_and_not_followed, an_answer_without_end_is_none,
      nobody_is_waited_for_longer_than_said, only_http_is_spoken, every_header_is_kept,
      a_certificate_that_nobody_vouches_for_is_refused,
      stripe_is_asked_again_where_it_says_so_or_nothing_is_known,
      an_answer_says_which_request_it_is_of_and_whether_it_is_a_replay,
      what_only_this_network_may_reach_is_not_public, a_strangers_address_is_never_one_of_ours)
