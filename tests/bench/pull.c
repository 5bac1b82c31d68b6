/*
 * Agents pull a hire each and reject it, one after the other on each of several
 * connections. Prints one line of JSON, as load does; "rate" counts pulls, each
 * with its rejection, a second, "p50_us" is a pull's median time alone.
 *
 *	pull ADDRESS CONNECTIONS SECONDS FILE SKIP
 *
 * FILE has a key a line: one user after the other takes its turn.
 */
#include "http.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MOST = 64, KEY = 64, ID = 36, TIMES_MOST = 1 << 20 };

struct agent {
	pthread_t thread;
	int fd;
	char buffer[ANSWER_MOST];
};

static struct sockaddr_in address;
static char (*keys)[KEY];
static long key_count;
static double end;
static atomic_long turn, pulls;
static float times[TIMES_MOST];

static void read_keys(const char *name)
{
	FILE *file = fopen(name, "re");
	long room = 1024;

	keys = malloc(sizeof(*keys) * (size_t)room);
	while (file && keys && fscanf(file, "%63s", keys[key_count]) == 1)
		if (++key_count == room)
			keys = realloc(keys, sizeof(*keys) * (size_t)(room *= 2));
	if (!file || !keys || key_count == 0)
		die("%s has no keys", name);
	(void)fclose(file);
}

/* One request and the body of its answer, which must be a 200. */
static const char *call(struct agent *agent, const char *path, const char *key)
{
	char *request = http_request("POST", path, key, "{}");
	size_t length = 0, size = strlen(request);
	struct answer answer = { .status = 0 };

	if (send(agent->fd, request, size, MSG_NOSIGNAL) != (ssize_t)size)
		die("send: %s", strerror(errno));
	free(request);
	do {
		ssize_t got = recv(agent->fd, agent->buffer + length,
				   sizeof(agent->buffer) - length - 1, 0);

		if (got <= 0)
			die("recv: %s", got ? strerror(errno) : "closed");
		length += (size_t)got;
		agent->buffer[length] = '\0';
	} while (!http_read(agent->buffer, length, &answer));
	if (answer.status != 200)
		die("%s: %.2000s", path, agent->buffer);
	return agent->buffer + answer.head;
}

static void pull(struct agent *agent, const char *key)
{
	char id[ID + 1] = "", path[100];
	double start = seconds_now();
	const char *answer = call(agent, "/api/jobs/pull", key);
	long n = pulls++;

	if (n < TIMES_MOST)
		times[n] = (float)(seconds_now() - start);

	const char *at = strstr(answer, "\"id\":\"");

	if (!at || sscanf(at + 6, "%36[0-9a-f-]", id) != 1)
		die("no job: %.300s", answer);
	(void)snprintf(path, sizeof(path), "/api/jobs/%s/reject", id);
	(void)call(agent, path, key);
}

static void *pull_on(void *arg)
{
	while (seconds_now() < end)
		pull(arg, keys[turn++ % key_count]);
	return NULL;
}

static int compare(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static void print(double seconds)
{
	long n = pulls < TIMES_MOST ? (long)pulls : TIMES_MOST;

	qsort(times, (size_t)n, sizeof(*times), compare);
	printf("{\"requests\":%ld,\"seconds\":%.4f,\"rate\":%.1f,\"p50_us\":%.1f,\"p99_us\":%.1f}\n",
	       (long)pulls, seconds, (double)pulls / seconds, n ? (double)times[n / 2] * 1e6 : 0,
	       n ? (double)times[n * 99 / 100] * 1e6 : 0);
}

int main(int argc, char **argv)
{
	static struct agent *agents[CONNECTIONS_MOST];

	if (argc != 6)
		die("usage: pull ADDRESS CONNECTIONS SECONDS FILE SKIP");
	address = http_address(argv[1]);
	int count = (int)strtol(argv[2], NULL, 10);

	if (count < 1 || count > CONNECTIONS_MOST)
		die("connections are 1 to %d", CONNECTIONS_MOST);
	read_keys(argv[4]);
	turn = strtol(argv[5], NULL, 10);
	for (int i = 0; i < count; i++) {
		agents[i] = calloc(1, sizeof(*agents[i]));
		if (!agents[i])
			die("out of memory");
		agents[i]->fd = http_connect(&address);
	}
	double start = seconds_now();

	end = start + strtod(argv[3], NULL);
	for (int i = 0; i < count; i++)
		if (pthread_create(&agents[i]->thread, NULL, pull_on, agents[i]))
			die("a thread cannot be started");
	for (int i = 0; i < count; i++)
		(void)pthread_join(agents[i]->thread, NULL);
	print(seconds_now() - start);
	return 0;
}
