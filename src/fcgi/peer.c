/*
 * libfcgi reads and writes without an end in sight. So a timer runs while it does,
 * and shuts the connection down under it: that it takes for the peer's own doing.
 * It would also accept for us, and give no chance to set the new socket up: that
 * of a TCP listener inherits the short patience of our wait.
 */
#include "fcgi/peer.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"

static int listening = -1;
static int64_t read_left; /* of PEER_READ_MS, for the request at hand */
static volatile sig_atomic_t timed = -1, was_cut;

static void cut(int signal)
{
	int saved = errno;

	(void)signal;
	if (timed >= 0) {
		(void)shutdown(timed, SHUT_RDWR);
		was_cut = 1;
	}
	errno = saved;
}

static void allow(int fd, int64_t ms)
{
	struct itimerval timer = {
		.it_interval = { 1, 0 }, /* in case it fired between two calls */
		.it_value = { ms / 1000, (ms % 1000) * 1000 + 1 },
	};

	timed = fd;
	(void)setitimer(ITIMER_REAL, &timer, NULL);
}

static void stop(void)
{
	struct itimerval none = { { 0, 0 }, { 0, 0 } };

	timed = -1;
	(void)setitimer(ITIMER_REAL, &none, NULL);
}

bool peer_listen(int listener)
{
	struct sigaction action = { .sa_handler = cut };
	struct timeval wait = { 0, PEER_WAIT_MS * 1000 };

	listening = listener;
	(void)sigaction(SIGALRM, &action, NULL);
	return setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)) == 0;
}

/* A connection that has something to say, with no time-out but the timer's; -1 if none has. */
static int accept_one(void)
{
	struct timeval forever = { 0, 0 };
	int fd = accept(listening, NULL, NULL);
	struct pollfd said = { .fd = fd, .events = POLLIN };

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &forever, sizeof(forever));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &forever, sizeof(forever));
	if (poll(&said, 1, PEER_SILENT_MS) == 1)
		return fd;
	log_warning("peer.silent", "ms", (int64_t)PEER_SILENT_MS);
	(void)close(fd);
	return -1;
}

/* Run what reads within the time that is left for reading. */
static void start_reading(const FCGX_Request *fcgi)
{
	allow(fcgi->ipcFd, read_left > 0 ? read_left : 1);
}

static void end_reading(int64_t since)
{
	stop();
	read_left -= monotonic_ms() - since;
	if (was_cut)
		log_warning("peer.slow", "ms", (int64_t)PEER_READ_MS);
	was_cut = 0;
}

bool peer_accept(FCGX_Request *fcgi)
{
	int64_t start;

	(void)FCGX_InitRequest(fcgi, -1, 0); /* no listener: it is not to accept another by itself */
	fcgi->ipcFd = accept_one();
	if (fcgi->ipcFd < 0)
		return false;
	fcgi->keepConnection = 1; /* or it would close what it was given */
	start = monotonic_ms();
	read_left = PEER_READ_MS;
	start_reading(fcgi);

	bool accepted = FCGX_Accept_r(fcgi) == 0;

	end_reading(start);
	return accepted;
}

size_t peer_read(FCGX_Request *fcgi, char *out, size_t room)
{
	int64_t start = monotonic_ms();
	size_t length = 0;

	start_reading(fcgi);
	while (length < room) {
		int most = room - length > 65536 ? 65536 : (int)(room - length);
		int got = FCGX_GetStr(out + length, most, fcgi->in);

		if (got <= 0)
			break;
		length += (size_t)got;
	}
	end_reading(start);
	return length;
}

static void end(FCGX_Request *fcgi)
{
	fcgi->keepConnection = 0; /* one request a connection, whatever was asked for */
	FCGX_Finish_r(fcgi);
	stop();
	was_cut = 0;
}

void peer_answer(FCGX_Request *fcgi, const char *head, size_t head_length, const char *body,
		 size_t body_length)
{
	allow(fcgi->ipcFd, PEER_WRITE_MS);
	(void)FCGX_PutStr(head, (int)head_length, fcgi->out);
	(void)FCGX_PutStr(body, (int)body_length, fcgi->out);
	end(fcgi);
}

void peer_answer_file(FCGX_Request *fcgi, const char *head, size_t head_length,
		      const struct reply_file *file)
{
	static char piece[64 * 1024];
	int64_t sent = 0;

	allow(fcgi->ipcFd, PEER_WRITE_MS);
	(void)FCGX_PutStr(head, (int)head_length, fcgi->out);
	while (sent < file->length) {
		int64_t left = file->length - sent;
		size_t room = left < (int64_t)sizeof(piece) ? (size_t)left : sizeof(piece);
		ssize_t got = pread(file->fd, piece, room, (off_t)(file->from + sent));

		if (got <= 0 || FCGX_PutStr(piece, (int)got, fcgi->out) < 0)
			break; /* the length that was announced tells the client */
		sent += got;
	}
	end(fcgi);
}
