/*
 * Whole drops, one after the other on each of several threads: run, five claims,
 * five submissions; the last answer must say completed. Prints drops a second.
 *
 *	lifecycle ADDRESS THREADS SECONDS FILE
 *
 * FILE has a key a line, six for each thread: the sender's and the competitors'.
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

enum { COMPETITORS = 5, PEOPLE = COMPETITORS + 1, THREADS_MOST = 32, KEY = 64, ID = 36 };

struct player {
	pthread_t thread;
	int fd;
	char keys[PEOPLE][KEY];
	char buffer[ANSWER_MOST];
};

static struct sockaddr_in address;
static double end;
static atomic_long finished;

static const char *const answers[COMPETITORS] = {
	"The Rhine ends in the North Sea near Rotterdam, the Danube in the Black Sea through its "
	"delta in Romania, and the Volga in the Caspian Sea below Astrakhan.",
	"Three rivers are the Rhine, the Po and the Elbe; the Rhine and the Elbe end in the North "
	"Sea, the Po ends in the Adriatic.",
	"Rhine: North Sea. Danube: Black Sea. Rhone: Mediterranean.",
	"The Thames ends in the North Sea, the Seine in the Channel and the Loire in the Atlantic.",
	"Rivers of Europe end in the sea.",
};

/* One request and the body of its answer, which must have the status. */
static const char *call(struct player *player, const char *path, const char *key, const char *body,
			int status)
{
	char *request = http_request("POST", path, key, body);
	size_t length = 0, size = strlen(request);
	struct answer answer = { .status = 0 };

	if (send(player->fd, request, size, MSG_NOSIGNAL) != (ssize_t)size)
		die("send: %s", strerror(errno));
	free(request);
	do {
		ssize_t got = recv(player->fd, player->buffer + length,
				   sizeof(player->buffer) - length - 1, 0);

		if (got <= 0)
			die("recv: %s", got ? strerror(errno) : "closed");
		length += (size_t)got;
		player->buffer[length] = '\0';
	} while (!http_read(player->buffer, length, &answer));
	if (answer.status != status)
		die("%s: %.2000s", path, player->buffer);
	return player->buffer + answer.head;
}

static void play(struct player *player)
{
	char id[ID + 1] = "", path[100];
	const char *answer =
		call(player, "/api/jobs/run", player->keys[0],
		     "{\"prompt\":\"Name three rivers of Europe and say where each one ends.\","
		     "\"confirmed\":true}",
		     201);
	const char *at = strstr(answer, "\"id\":\"");

	if (!at || sscanf(at + 6, "%36[0-9a-f-]", id) != 1)
		die("no id: %.300s", answer);
	(void)snprintf(path, sizeof(path), "/api/jobs/%s/claim", id);
	for (int i = 1; i < PEOPLE; i++)
		(void)call(player, path, player->keys[i], "{}", 201);
	(void)snprintf(path, sizeof(path), "/api/jobs/%s/submit", id);
	for (int i = 1; i < PEOPLE; i++) {
		char body[400];

		(void)snprintf(body, sizeof(body), "{\"text\":\"%s\"}", answers[i - 1]);
		answer = call(player, path, player->keys[i], body, 200);
	}
	if (!strstr(answer, "\"status\":\"completed\""))
		die("not completed: %.2000s", answer);
}

static void *play_on(void *arg)
{
	struct player *player = arg;

	while (seconds_now() < end) {
		play(player);
		finished++;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	static struct player *players[THREADS_MOST];

	if (argc != 5)
		die("usage: lifecycle ADDRESS THREADS SECONDS FILE");
	address = http_address(argv[1]);
	int count = (int)strtol(argv[2], NULL, 10);
	FILE *file = fopen(argv[4], "re");

	if (count < 1 || count > THREADS_MOST || !file)
		die("threads are 1 to %d, and %s must be readable", THREADS_MOST, argv[4]);
	for (int i = 0; i < count; i++) {
		players[i] = calloc(1, sizeof(*players[i]));
		if (!players[i])
			die("out of memory");
		for (int k = 0; k < PEOPLE; k++)
			if (fscanf(file, "%63s", players[i]->keys[k]) != 1)
				die("%s has too few keys", argv[4]);
		players[i]->fd = http_connect(&address);
	}
	(void)fclose(file);
	double start = seconds_now();

	end = start + strtod(argv[3], NULL);
	for (int i = 0; i < count; i++)
		if (pthread_create(&players[i]->thread, NULL, play_on, players[i]))
			die("a thread cannot be started");
	for (int i = 0; i < count; i++)
		(void)pthread_join(players[i]->thread, NULL);
	printf("%.2f\n", (double)finished / (seconds_now() - start));
	return 0;
}
