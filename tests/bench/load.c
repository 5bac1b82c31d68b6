/*
 * The load generator: keeps a number of connections busy, one request at a time
 * on each, and prints what came back as one line of JSON.
 *
 *	load ADDRESS [-c CONNECTIONS] [-t SECONDS] [-n REQUESTS] [-g PATH | -f FILE [-s SKIP] [-o]]
 *
 * FILE has a request a line: method, path, key (or a whole header), body, with
 * tabs between. With -o each is sent once, and the run ends early ("spent") when there are no more.
 */
#include "http.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MOST = 4000, ROOM = 64 * 1024, TIMES_MOST = 1 << 22 };

struct request {
	const char *text;
	size_t length;
};

struct connection {
	int fd;
	bool busy;
	double sent_at;
	char *buffer;
	size_t length, room;
};

static struct {
	struct sockaddr_in address;
	int connections;
	double seconds;
	long most;
	bool once;
	struct request *requests;
	long request_count, next;
} plan = { .connections = 1, .most = -1 };

static struct {
	long sent, answered, broken;
	long statuses[600];
	float *times;
	long time_count;
	uint64_t bytes;
} result;

static int poll_fd;

static void add_request(char *text)
{
	static long room;

	if (plan.request_count == room) {
		room = room ? room * 2 : 1024;
		plan.requests = realloc(plan.requests, sizeof(*plan.requests) * (size_t)room);
		if (!plan.requests)
			die("out of memory");
	}
	plan.requests[plan.request_count++] = (struct request){ text, strlen(text) };
}

/* The next field of a line, up to a tab or its end. */
static const char *field(char **line)
{
	char *start = *line ? *line : "";
	char *end = start + strcspn(start, "\t\n");

	*line = *end == '\t' ? end + 1 : NULL;
	if (*end)
		*end = '\0';
	return start;
}

static void read_requests(const char *name, long skip)
{
	FILE *file = fopen(name, "re");
	char *line = NULL;
	size_t room = 0;

	if (!file)
		die("%s: %s", name, strerror(errno));
	for (long n = 0; getline(&line, &room, file) > 0; n++) {
		char *rest = line;

		if (n < skip)
			continue;
		const char *method = field(&rest), *path = field(&rest);
		const char *key = field(&rest), *body = field(&rest);

		add_request(http_request(method, path, key, body));
	}
	free(line);
	(void)fclose(file);
	if (plan.request_count == 0)
		die("%s has no requests left after the first %ld", name, skip);
}

static void read_options(int argc, char **argv)
{
	const char *file = NULL;
	long skip = 0;

	if (argc < 2)
		die("usage: load ADDRESS [-c N] [-t SECONDS] [-n N] [-g PATH | -f FILE [-s SKIP] [-o]]");
	plan.address = http_address(argv[1]);
	optind = 2;
	for (int option; (option = getopt(argc, argv, "c:t:n:g:f:s:o")) >= 0;) {
		switch (option) {
		case 'c': plan.connections = (int)strtol(optarg, NULL, 10); break;
		case 't': plan.seconds = strtod(optarg, NULL); break;
		case 'n': plan.most = strtol(optarg, NULL, 10); break;
		case 'g': add_request(http_request("GET", optarg, "", "")); break;
		case 'f': file = optarg; break;
		case 's': skip = strtol(optarg, NULL, 10); break;
		case 'o': plan.once = true; break;
		default: exit(2);
		}
	}
	if (plan.connections < 1 || plan.connections > CONNECTIONS_MOST)
		die("-c is from 1 to %d", CONNECTIONS_MOST);
	if (file)
		read_requests(file, skip);
	if (plan.request_count == 0)
		die("nothing to ask for: -g or -f");
}

static void connection_open(struct connection *connection)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };

	connection->fd = http_connect(&plan.address);
	connection->length = 0;
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, connection->fd, &event))
		die("epoll_ctl: %s", strerror(errno));
}

static void reopen(struct connection *connection)
{
	close(connection->fd);
	connection_open(connection);
}

static void send_next(struct connection *connection, double now, double end)
{
	bool over = (plan.seconds > 0 && now >= end) || result.sent == plan.most ||
		    (plan.once && plan.next == plan.request_count);

	connection->busy = !over;
	if (over)
		return;
	const struct request *request = &plan.requests[plan.next++ % plan.request_count];

	result.sent++;
	connection->sent_at = now;
	/* A request is far smaller than a socket's buffer: what does not fit at once is an error. */
	if (send(connection->fd, request->text, request->length, MSG_NOSIGNAL) !=
	    (ssize_t)request->length) {
		reopen(connection);
		(void)!send(connection->fd, request->text, request->length, MSG_NOSIGNAL);
	}
}

/* True: the connection is free for its next request. */
static bool receive(struct connection *connection, double *now)
{
	struct answer answer;

	if (connection->room - connection->length < 2) {
		connection->room *= 2;
		connection->buffer = realloc(connection->buffer, connection->room);
		if (!connection->buffer || connection->room > ANSWER_MOST)
			die("an answer is too long");
	}
	ssize_t got = recv(connection->fd, connection->buffer + connection->length,
			   connection->room - connection->length - 1, 0);

	*now = seconds_now();
	if (got <= 0) {
		bool was_busy = connection->busy;

		result.broken += was_busy;
		reopen(connection);
		return was_busy;
	}
	connection->length += (size_t)got;
	connection->buffer[connection->length] = '\0';
	if (!http_read(connection->buffer, connection->length, &answer))
		return false;
	result.answered++;
	result.bytes += connection->length;
	if (answer.status >= 0 && answer.status < 600)
		result.statuses[answer.status]++;
	if (result.time_count < TIMES_MOST)
		result.times[result.time_count++] = (float)(*now - connection->sent_at);
	connection->length = 0;
	if (answer.closes)
		reopen(connection);
	return true;
}

static double work(struct connection *connections)
{
	struct epoll_event events[256];
	double start = seconds_now(), now = start, end = start + plan.seconds;
	long busy = 0;

	for (int i = 0; i < plan.connections; i++) {
		send_next(&connections[i], now, end);
		busy += connections[i].busy;
	}
	while (busy > 0) {
		int count = epoll_wait(poll_fd, events, 256, 30000);

		if (count == 0)
			die("no answer for half a minute");
		for (int i = 0; i < count; i++) {
			struct connection *connection = events[i].data.ptr;

			if (!receive(connection, &now))
				continue;
			send_next(connection, now, end);
			busy -= !connection->busy;
		}
	}
	return now - start;
}

static int compare(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static double percentile(double p)
{
	long at = (long)(p * (double)(result.time_count - 1));

	return result.time_count ? (double)result.times[at] * 1e6 : 0;
}

static void print(double seconds)
{
	const char *comma = "";

	qsort(result.times, (size_t)result.time_count, sizeof(*result.times), compare);
	printf("{\"requests\":%ld,\"seconds\":%.4f,\"rate\":%.1f,\"broken\":%ld,\"p50_us\":%.1f,"
	       "\"p99_us\":%.1f,\"max_us\":%.1f,\"bytes\":%llu,\"spent\":%s,\"status\":{",
	       result.answered, seconds, (double)result.answered / seconds, result.broken,
	       percentile(0.5), percentile(0.99), percentile(1), (unsigned long long)result.bytes,
	       plan.once && plan.next == plan.request_count ? "true" : "false");
	for (int i = 0; i < 600; i++) {
		if (result.statuses[i] == 0)
			continue;
		printf("%s\"%d\":%ld", comma, i, result.statuses[i]);
		comma = ",";
	}
	printf("}}\n");
}

int main(int argc, char **argv)
{
	read_options(argc, argv);
	struct connection *connections = calloc((size_t)plan.connections, sizeof(*connections));

	result.times = malloc(sizeof(*result.times) * TIMES_MOST);
	poll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (!connections || !result.times || poll_fd < 0)
		die("out of memory");
	for (int i = 0; i < plan.connections; i++) {
		connections[i].room = ROOM;
		connections[i].buffer = malloc(ROOM);
		if (!connections[i].buffer)
			die("out of memory");
		connection_open(&connections[i]);
	}
	print(work(connections));
	return 0;
}
