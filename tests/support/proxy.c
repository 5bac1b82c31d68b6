#include "support/proxy.h"

#include <check.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Of the client/server protocol; a command is a client's packet with sequence number 0. */
enum {
	HEADER = 4,
	COMMAND_QUERY = 0x03,
	COMMAND_PREPARE = 0x16,
	COMMAND_EXECUTE = 0x17,
	REPLY_OK = 0x00,
	REPLY_ERROR = 0xFF
};

enum { COMMITS_MOST = 256, PACKET_MOST = 1 << 20, GLANCE_MS = 10, LATE_MS = 300 };

/* What the test and the proxy's processes share. */
static struct wire {
	atomic_int countdown; /* 1: the next target is struck; 0: nothing is armed */
	atomic_bool struck, away;
	enum proxy_fault fault;
	enum proxy_target target;
	int late_ms;
} * wire;

static struct sockaddr_un own, real;
static pid_t listener;

struct packet {
	uint8_t bytes[HEADER + PACKET_MOST];
	size_t length; /* header and all */
};

/*
 * One connection. A statement's id can be any number: MariaDB counts on where
 * the session left off that had the same thread before.
 */
struct session {
	int client, server;
	uint32_t commits[COMMITS_MOST]; /* the statements that carry one */
	int commit_count;
	struct packet command, reply;
};

static bool read_all(int from, uint8_t *out, size_t length)
{
	while (length > 0) {
		ssize_t got = read(from, out, length);

		if (got <= 0)
			return false;
		out += got;
		length -= (size_t)got;
	}
	return true;
}

static bool write_all(int to, const uint8_t *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = send(to, bytes, length, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		length -= (size_t)sent;
	}
	return true;
}

static bool packet_read(int from, struct packet *packet)
{
	if (!read_all(from, packet->bytes, HEADER))
		return false;

	const uint8_t *b = packet->bytes;
	size_t length = (size_t)b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16;

	packet->length = HEADER + length;
	return length <= PACKET_MOST && read_all(from, packet->bytes + HEADER, length);
}

static bool packet_write(int to, const struct packet *packet)
{
	return write_all(to, packet->bytes, packet->length);
}

static uint8_t kind_of(const struct packet *packet)
{
	return packet->length > HEADER ? packet->bytes[HEADER] : REPLY_ERROR;
}

static uint32_t statement_of(const struct packet *packet)
{
	const uint8_t *b = packet->bytes + HEADER + 1;

	return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static bool is_command(const struct packet *packet)
{
	uint8_t kind = kind_of(packet);

	return packet->bytes[3] == 0 &&
	       (kind == COMMAND_QUERY || kind == COMMAND_PREPARE || kind == COMMAND_EXECUTE);
}

static bool has_commit(const struct packet *packet)
{
	const char word[] = "COMMIT";

	return memmem(packet->bytes + HEADER + 1, packet->length - HEADER - 1, word,
		      sizeof(word) - 1) != NULL;
}

static bool is_known_commit(const struct session *session, uint32_t statement)
{
	for (int i = 0; i < session->commit_count; i++)
		if (session->commits[i] == statement)
			return true;
	return false;
}

static bool carries_commit(const struct session *session)
{
	const struct packet *command = &session->command;

	switch (kind_of(command)) {
	case COMMAND_QUERY: return has_commit(command);
	case COMMAND_EXECUTE: return is_known_commit(session, statement_of(command));
	default: return false;
	}
}

static bool is_struck(const struct session *session)
{
	if (!is_command(&session->command) || atomic_load(&wire->countdown) == 0)
		return false;
	if (wire->target == PROXY_COMMITS && !carries_commit(session))
		return false;
	return atomic_fetch_sub(&wire->countdown, 1) == 1;
}

/* An error means that nothing was committed: it is passed on, and the next target is struck. */
static bool strike_mute(struct session *session)
{
	if (!packet_write(session->server, &session->command) ||
	    !packet_read(session->server, &session->reply))
		return false;
	if (kind_of(&session->reply) != REPLY_ERROR) {
		atomic_store(&wire->struck, true);
		return false;
	}
	atomic_store(&wire->countdown, 1);
	return packet_write(session->client, &session->reply);
}

static void strike_late(struct session *session)
{
	const struct timespec late = { 0, wire->late_ms * 1000000L };

	close(session->client);
	session->client = -1;
	(void)nanosleep(&late, NULL);
	if (packet_write(session->server, &session->command))
		(void)packet_read(session->server, &session->reply);
}

/* Does the session outlive it? */
static bool strike(struct session *session)
{
	switch (wire->fault) {
	case PROXY_SWALLOW: atomic_store(&wire->struck, true); return false;
	case PROXY_MUTE: return strike_mute(session);
	case PROXY_LATE:
		atomic_store(&wire->struck, true);
		strike_late(session);
		return false;
	}
	return false;
}

/* The reply to a PREPARE begins with the number under which the statement will be executed. */
static bool pass_prepare(struct session *session)
{
	if (!packet_read(session->server, &session->reply))
		return false;
	if (kind_of(&session->reply) == REPLY_OK && has_commit(&session->command)) {
		if (session->commit_count == COMMITS_MOST)
			return false;
		session->commits[session->commit_count++] = statement_of(&session->reply);
	}
	return packet_write(session->client, &session->reply);
}

static bool pass_command(struct session *session)
{
	if (!packet_read(session->client, &session->command))
		return false;
	if (is_struck(session))
		return strike(session);
	if (!packet_write(session->server, &session->command))
		return false;
	return !is_command(&session->command) || kind_of(&session->command) != COMMAND_PREPARE ||
	       pass_prepare(session);
}

static bool pass_reply(struct session *session)
{
	uint8_t bytes[65536];
	ssize_t got = read(session->server, bytes, sizeof(bytes));

	return got > 0 && write_all(session->client, bytes, (size_t)got);
}

static void pass_all(struct session *session)
{
	struct pollfd ends[] = { { session->client, POLLIN, 0 }, { session->server, POLLIN, 0 } };

	while (!atomic_load(&wire->away)) {
		ends[0].revents = ends[1].revents = 0;
		if (poll(ends, 2, GLANCE_MS) < 0)
			return;
		if (ends[1].revents && !pass_reply(session))
			return;
		if (ends[0].revents && !pass_command(session))
			return;
	}
}

static void die_with_parent(void)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static _Noreturn void connect_through(int client)
{
	static struct session session;

	die_with_parent();
	session.client = client;
	session.server = socket(AF_UNIX, SOCK_STREAM, 0);
	if (connect(session.server, (const struct sockaddr *)&real, sizeof(real)) == 0)
		pass_all(&session);
	_exit(0);
}

static _Noreturn void listen_on(int door)
{
	die_with_parent();
	(void)signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept(door, NULL, NULL);

		if (client >= 0 && !atomic_load(&wire->away) && fork() == 0) {
			close(door);
			connect_through(client);
		}
		close(client);
	}
}

static struct sockaddr_un address_of(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	ck_assert_int_lt(snprintf(address.sun_path, sizeof(address.sun_path), "%s", path),
			 (int)sizeof(address.sun_path));
	return address;
}

const char *proxy_start(const char *socket_path)
{
	char path[200];
	int door = socket(AF_UNIX, SOCK_STREAM, 0);

	ck_assert_int_lt(snprintf(path, sizeof(path), "%s-%d", socket_path, (int)getpid()),
			 (int)sizeof(path));
	real = address_of(socket_path);
	own = address_of(path);
	wire = mmap(NULL, sizeof(*wire), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert(wire != MAP_FAILED && bind(door, (const struct sockaddr *)&own, sizeof(own)) == 0 &&
		  listen(door, 64) == 0);
	wire->late_ms = LATE_MS;
	listener = fork();
	ck_assert_int_ge(listener, 0);
	if (listener == 0)
		listen_on(door);
	close(door);
	return own.sun_path;
}

void proxy_stop(void)
{
	(void)kill(listener, SIGKILL);
	(void)waitpid(listener, NULL, 0);
	(void)unlink(own.sun_path);
	(void)munmap(wire, sizeof(*wire));
}

void proxy_be_late(int ms)
{
	wire->late_ms = ms;
}

void proxy_arm(enum proxy_fault fault, enum proxy_target target, int nth)
{
	wire->fault = fault;
	wire->target = target;
	atomic_store(&wire->struck, false);
	atomic_store(&wire->countdown, nth);
}

bool proxy_disarm(void)
{
	atomic_store(&wire->countdown, 0);
	return atomic_load(&wire->struck);
}

void proxy_away(bool away)
{
	atomic_store(&wire->away, away);
}
