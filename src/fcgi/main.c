/*
 * A worker: one process, one request at a time, one database connection. The
 * listening socket is file descriptor 0, from spawn-fcgi or systemd.
 *
 * SIGTERM ends it between requests, never inside one: the signal is blocked but
 * while waiting. The wait is epoll's, not accept's, because a signal that came
 * between a check and accept() would be lost until the next connection; and it
 * wakes one worker, not all. A worker that dies between being woken and accepting
 * takes the wake-up with it, so the others look for themselves now and then.
 */
#include <fcgiapp.h>

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include "api/request.h"
#include "base/config.h"
#include "base/log.h"
#include "base/text.h"

enum { LISTENER = 0, LOOK_AGAIN_MS = 500 };

static volatile sig_atomic_t stopping;

static void stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

static int wait_setup(sigset_t *while_waiting)
{
	struct sigaction on_stop = { .sa_handler = stop };	/* no SA_RESTART: the wait must end */
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	sigset_t blocked;
	int poll = epoll_create1(EPOLL_CLOEXEC);

	(void)sigemptyset(&blocked);
	(void)sigaddset(&blocked, SIGTERM);
	(void)sigaddset(&blocked, SIGINT);
	(void)sigaddset(&blocked, SIGUSR1);
	(void)sigprocmask(SIG_BLOCK, &blocked, while_waiting);
	(void)sigdelset(while_waiting, SIGTERM);
	(void)sigdelset(while_waiting, SIGINT);
	(void)sigdelset(while_waiting, SIGUSR1);
	(void)sigaction(SIGTERM, &on_stop, NULL);
	(void)sigaction(SIGINT, &on_stop, NULL);
	(void)sigaction(SIGUSR1, &on_stop, NULL);	/* multiwatch's word for it; libfcgi has a handler, too */
	(void)sigaction(SIGPIPE, &ignore, NULL);

	int flags = fcntl(LISTENER, F_GETFL);

	if (poll < 0 || flags < 0 || fcntl(LISTENER, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    epoll_ctl(poll, EPOLL_CTL_ADD, LISTENER, &event) < 0)
		return -1;
	return poll;
}

static const char *param(const FCGX_Request *fcgi, const char *name)
{
	const char *value = FCGX_GetParam(name, fcgi->envp);

	return value ? value : "";
}

static size_t read_body(void *stream, char *out, size_t room)
{
	size_t length = 0;

	while (length < room) {
		int most = room - length > 65536 ? 65536 : (int)(room - length);
		int got = FCGX_GetStr(out + length, most, stream);

		if (got <= 0)
			break;
		length += (size_t)got;
	}
	return length;
}

/* HEAD is a GET whose body nginx leaves out. */
static enum method method_of(const char *name)
{
	static const struct { const char *name; enum method method; } methods[] = {
		{ "GET", GET }, { "HEAD", GET }, { "POST", POST }, { "PATCH", PATCH },
		{ "DELETE", DELETE },
	};

	for (int i = 0; i < COUNT(methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			return methods[i].method;
	return OTHER;
}

static struct request request_of(FCGX_Request *fcgi, struct arena *arena, struct db *db)
{
	struct request req = {
		.arena = arena,
		.db = db,
		.method = method_of(param(fcgi, "REQUEST_METHOD")),
		.path = param(fcgi, "DOCUMENT_URI"),
		.query = param(fcgi, "QUERY_STRING"),
		.request_id = param(fcgi, "REQUEST_ID"),
		.authorization = param(fcgi, "HTTP_AUTHORIZATION"),
		.idempotency_key = param(fcgi, "HTTP_IDEMPOTENCY_KEY"),
		.if_none_match = param(fcgi, "HTTP_IF_NONE_MATCH"),
		.accept = param(fcgi, "HTTP_ACCEPT"),
		.last_event_id = param(fcgi, "HTTP_LAST_EVENT_ID"),
		.read_body = read_body,
		.stream = fcgi->in,
	};

	if (!text_to_int(param(fcgi, "CONTENT_LENGTH"), &req.content_length))
		req.content_length = 0;
	if (!*req.request_id)	/* another front than our nginx: an id of our own */
		req.request_id = arena_printf(arena, "%s", id_new().text);
	return req;
}

/* nginx repeats what it is given, and some clients want the words. */
static const char *reason(int status)
{
	static const struct { int status; const char *words; } reasons[] = {
		{ 200, "OK" }, { 201, "Created" }, { 204, "No Content" }, { 304, "Not Modified" },
		{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 402, "Payment Required" },
		{ 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" },
		{ 409, "Conflict" }, { 413, "Content Too Large" }, { 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" }, { 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
	};

	for (int i = 0; i < COUNT(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].words;
	return "Unknown";
}

static void send_reply(FCGX_Request *fcgi, const struct request *req)
{
	const struct reply *reply = &req->reply;
	struct text head = text_start(req->arena, 512);

	text_add_string(&head, "Status: ");
	text_add_int(&head, reply->status);
	text_add_char(&head, ' ');
	text_add_string(&head, reason(reply->status));
	if (reply->status != 204 && reply->status != 304) {
		text_add_string(&head, "\r\nContent-Type: ");
		text_add_string(&head, reply->content_type);
		text_add_string(&head, "\r\nContent-Length: ");
		text_add_int(&head, (int64_t)reply->body.length);
	}
	for (int i = 0; i < reply->header_count; i++) {
		text_add_string(&head, "\r\n");
		text_add_string(&head, reply->headers[i].name);
		text_add_string(&head, ": ");
		text_add_string(&head, reply->headers[i].value);
	}
	text_add_string(&head, "\r\nX-Request-Id: ");
	text_add_string(&head, req->request_id);
	text_add_string(&head, "\r\n\r\n");
	/* What cannot be written has no reader any more: nothing to do about it. */
	(void)FCGX_PutStr(head.bytes, (int)head.length, fcgi->out);
	(void)FCGX_PutStr(reply->body.text, (int)reply->body.length, fcgi->out);
}

static void answer(FCGX_Request *fcgi, struct arena *arena, struct db *db)
{
	struct request req = request_of(fcgi, arena, db);

	serve(&req);
	send_reply(fcgi, &req);
	FCGX_Finish_r(fcgi);
	serve_afterwards(&req);
	arena_reset(arena);
}

static void loop(int poll, const sigset_t *while_waiting, struct arena *arena, struct db *db)
{
	FCGX_Request fcgi;
	struct epoll_event event;

	(void)FCGX_InitRequest(&fcgi, LISTENER, FCGI_FAIL_ACCEPT_ON_INTR);
	while (!stopping) {
		if (epoll_pwait(poll, &event, 1, LOOK_AGAIN_MS, while_waiting) < 0)
			continue;
		/* -EAGAIN: another worker was faster, or nobody came. */
		if (FCGX_Accept_r(&fcgi) == 0)
			answer(&fcgi, arena, db);
	}
	FCGX_Free(&fcgi, 1);
}

int main(int argc, char **argv)
{
	struct arena *process = arena_create(), *arena = arena_create();
	sigset_t while_waiting;

	if (config_load(process, argc > 1 ? argv[1] : NULL)) {
		log_error("worker.misconfigured", "why", failure_note()->text);
		return 2;
	}
	log_open(settings()->log, "clorp-fcgi");
	/* A request's large memory goes back to the system when it is over. */
	(void)mallopt(M_MMAP_THRESHOLD, 256 * 1024);
	(void)mallopt(M_TRIM_THRESHOLD, 512 * 1024);

	int poll = FCGX_Init() ? -1 : wait_setup(&while_waiting);

	if (poll < 0) {
		log_error("worker.unstartable", "why", strerror(errno), "hint",
			  "file descriptor 0 must be a listening socket: start it by spawn-fcgi");
		return 2;
	}

	struct db *db = db_create();

	loop(poll, &while_waiting, arena, db);
	db_free(db);
	arena_free(arena);
	arena_free(process);
	return 0;
}
