/*
 * Uploads: each connection sends one body after another, no two alike, and the answers are counted.
 *
 *	upload ADDRESS METHOD PATH KEY BYTES CONNECTIONS SECONDS MOST
 *
 * Of several keys, with commas between, each connection has one. A # in the path becomes a number of the request's own. It ends after so many seconds, or, without them (0), after
 * MOST requests; and prints a line of JSON.
 */
#include "http.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MOST = 1000, STATUSES = 600, HEAD_MOST = 2048 };

static struct {
	struct sockaddr_in address;
	const char *method, *path, *key;
	size_t bytes;
	double end;
	long most;
} plan;

static atomic_long started, statuses[STATUSES];
static char *body; /* shared: each request has a beginning of its own before the rest of it */

static void send_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);

		if (sent <= 0)
			die("a connection broke while a body was sent");
		bytes += sent;
		length -= (size_t)sent;
	}
}

/* The key of a connection. */
static const char *key_of(int connection, int *length)
{
	const char *key = plan.key;
	int count = 1;

	for (const char *c = key; *c; c++)
		count += *c == ',';
	for (int i = connection % count; i > 0; i--)
		key = strchr(key, ',') + 1;
	*length = (int)strcspn(key, ",");
	return key;
}

static int head_of(char *out, int connection, long number)
{
	const char *mark = strchr(plan.path, '#');
	char path[512];
	int key_length;
	const char *key = key_of(connection, &key_length);

	if (mark)
		(void)snprintf(path, sizeof(path), "%.*s%ld%s", (int)(mark - plan.path), plan.path,
			       number, mark + 1);
	else
		(void)snprintf(path, sizeof(path), "%s", plan.path);
	return snprintf(
		out, HEAD_MOST,
		"%s %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %.*s\r\nContent-Length: %zu\r\n\r\n",
		plan.method, path, key_length, key, plan.bytes);
}

static int read_answer(int fd)
{
	char buffer[16 * 1024];
	size_t length = 0;
	struct answer answer;

	do {
		ssize_t got = recv(fd, buffer + length, sizeof(buffer) - 1 - length, 0);

		if (got <= 0)
			die("a connection broke before its answer");
		length += (size_t)got;
		buffer[length] = '\0';
	} while (!http_read(buffer, length, &answer));
	return answer.status;
}

static void *client(void *arg)
{
	int fd = http_connect(&plan.address);

	for (;;) {
		long number = atomic_fetch_add(&started, 1);
		char head[HEAD_MOST];
		uint64_t own[2] = { (uint64_t)number, (uint64_t)getpid() };

		if (plan.end ? seconds_now() >= plan.end : number >= plan.most)
			break;
		send_all(fd, head, (size_t)head_of(head, (int)(intptr_t)arg, number));
		send_all(fd, (const char *)own, sizeof(own));
		send_all(fd, body, plan.bytes - sizeof(own));
		atomic_fetch_add(&statuses[read_answer(fd)], 1);
	}
	close(fd);
	return NULL;
}

static void fill_body(void)
{
	body = malloc(plan.bytes);
	if (!body)
		die("out of memory");
	for (size_t i = 0; i < plan.bytes; i += 256)
		if (getrandom(body + i, plan.bytes - i < 256 ? plan.bytes - i : 256, 0) < 0)
			die("no random bytes");
}

static void print_result(double seconds)
{
	long answered = 0;
	const char *between = "";

	for (int i = 0; i < STATUSES; i++)
		answered += statuses[i];
	printf("{\"rate\":%.2f,\"status\":{", (double)answered / seconds);
	for (int i = 0; i < STATUSES; i++)
		if (statuses[i]) {
			printf("%s\"%d\":%ld", between, i, (long)statuses[i]);
			between = ",";
		}
	printf("}}\n");
}

int main(int argc, char **argv)
{
	pthread_t threads[CONNECTIONS_MOST];
	int connections;
	double begin, seconds;

	if (argc != 9)
		die("usage: upload ADDRESS METHOD PATH KEY BYTES CONNECTIONS SECONDS MOST");
	plan.address = http_address(argv[1]);
	plan.method = argv[2];
	plan.path = argv[3];
	plan.key = argv[4];
	plan.bytes = strtoul(argv[5], NULL, 10);
	connections = (int)strtol(argv[6], NULL, 10);
	seconds = strtod(argv[7], NULL);
	plan.most = strtol(argv[8], NULL, 10);
	if (connections < 1 || connections > CONNECTIONS_MOST || plan.bytes < 16)
		die("from 1 to %d connections, and 16 bytes at least", CONNECTIONS_MOST);
	fill_body();
	begin = seconds_now();
	plan.end = seconds > 0 ? begin + seconds : 0;
	for (int i = 0; i < connections; i++)
		if (pthread_create(&threads[i], NULL, client, (void *)(intptr_t)i))
			die("no thread");
	for (int i = 0; i < connections; i++)
		(void)pthread_join(threads[i], NULL);
	print_result(seconds_now() - begin);
	return 0;
}
