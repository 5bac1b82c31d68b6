/*
 * A worker: one process, one request at a time, one database connection. The
 * listening socket is file descriptor 0, from spawn-fcgi or systemd.
 *
 * A signal to stop is blocked and asked for between requests, so it never cuts
 * one off, and none comes at a bad moment. The wait for a request ends by itself
 * now and then, to ask; and it is accept's own, in which the kernel wakes one
 * worker for one connection.
 */
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "api/metric.h"
#include "api/request.h"
#include "base/config.h"
#include "base/log.h"
#include "base/tally.h"
#include "base/text.h"
#include "db/schema.h"
#include "fcgi/params.h"
#include "fcgi/peer.h"

enum { LISTENER = 0, REFUSE_MS = 10000 };

/* multiwatch's word for "stop" is SIGUSR1, or with `-s TERM` SIGQUIT; everybody else's SIGTERM. */
static const int stop_signals[] = { SIGTERM, SIGINT, SIGUSR1, SIGQUIT };

static bool set_up(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t blocked;

	(void)sigemptyset(&blocked);
	for (int i = 0; i < COUNT(stop_signals); i++)
		(void)sigaddset(&blocked, stop_signals[i]);
	(void)sigprocmask(SIG_BLOCK, &blocked, NULL);
	(void)sigaction(SIGPIPE, &ignore, NULL);
	(void)sigaction(SIGXFSZ, &ignore,
			NULL); /* a file that grows too large is an error like any other */
	return peer_listen(LISTENER);
}

static bool must_stop(void)
{
	sigset_t pending;

	(void)sigpending(&pending);
	for (int i = 0; i < COUNT(stop_signals); i++)
		if (sigismember(&pending, stop_signals[i]))
			return true;
	return false;
}

static const char *param(const void *from, const char *name)
{
	const FCGX_Request *fcgi = from;
	const char *value = FCGX_GetParam(name, fcgi->envp);

	return value ? value : "";
}

static size_t read_body(void *stream, char *out, size_t room)
{
	return peer_read(stream, out, room);
}

static struct request request_of(FCGX_Request *fcgi, struct arena *arena, struct db *db)
{
	struct request req = params_request(arena, param, fcgi);

	req.db = db;
	req.read_body = read_body;
	req.stream = fcgi;
	return req;
}

/* nginx repeats what it is given, and some clients want the words. */
static const char *reason(int status)
{
	static const struct {
		int status;
		const char *words;
	} reasons[] = {
		{ 200, "OK" },
		{ 201, "Created" },
		{ 202, "Accepted" },
		{ 204, "No Content" },
		{ 206, "Partial Content" },
		{ 303, "See Other" },
		{ 304, "Not Modified" },
		{ 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 402, "Payment Required" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 409, "Conflict" },
		{ 413, "Content Too Large" },
		{ 416, "Range Not Satisfiable" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" },
		{ 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
		{ 507, "Insufficient Storage" },
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
		text_add_int(&head,
			     reply->file.length ? reply->file.length : (int64_t)reply->body.length);
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
	if (reply->file.length)
		peer_answer_file(fcgi, head.bytes, head.length, &reply->file);
	else
		peer_answer(fcgi, head.bytes, head.length, reply->body.text, reply->body.length);
}

/*
 * For a worker that cannot serve: nobody is left hanging on a socket without workers, and whoever
 * keeps the workers alive starts the next one only after a while. The status that it ends with.
 */
static int refuse(struct arena *arena)
{
	int64_t end = monotonic_ms() + REFUSE_MS;
	FCGX_Request fcgi;

	if (FCGX_Init() || !set_up())
		return 2;
	while (!must_stop() && monotonic_ms() < end) {
		if (!peer_accept(&fcgi))
			continue;

		struct request req = request_of(&fcgi, arena, NULL);

		serve_refusal(&req, ERR_AWAY);
		send_reply(&fcgi, &req);
		arena_reset(arena);
	}
	return 2;
}

static enum error check_schema(struct db *db, void *arg)
{
	(void)arg;
	return schema_check(db);
}

/* The database may be away as yet: then each connection is looked at when it is there. */
static bool is_fit(struct db *db)
{
	if (db_transact(db, DB_AUTOCOMMIT, check_schema, NULL) != ERR_SCHEMA)
		return true;
	log_error("worker.refused", "why", failure_note()->text);
	return false;
}

static void answer(FCGX_Request *fcgi, struct arena *arena, struct db *db)
{
	struct request req = request_of(fcgi, arena, db);

	serve(&req);
	send_reply(fcgi, &req);
	serve_afterwards(&req);
	arena_reset(arena);
}

static void loop(struct arena *arena, struct db *db)
{
	FCGX_Request fcgi;

	while (!must_stop())
		if (peer_accept(&fcgi)) /* else nobody came */
			answer(&fcgi, arena, db);
}

int main(int argc, char **argv)
{
	struct arena *process = arena_create(), *arena = arena_create();

	bool named = argc == 3 && strcmp(argv[1], "--config") == 0;

	if (argc > 1 && !named) {
		(void)fputs("usage: clorp-fcgi [--config FILE]\n", stderr);
		return 2;
	}
	if (config_load(process, named ? argv[2] : NULL)) {
		log_error("worker.misconfigured", "why", failure_note()->text);
		return refuse(arena);
	}
	log_open(settings()->log, "clorp-fcgi");
	metric_share(process);
	tally_share(process);
	/* A request's large memory goes back to the system when it is over. */
	(void)mallopt(M_MMAP_THRESHOLD, 256 * 1024);
	(void)mallopt(M_TRIM_THRESHOLD, 512 * 1024);

	if (FCGX_Init() || !set_up()) {
		log_error("worker.unstartable", "why", strerror(errno), "hint",
			  "file descriptor 0 must be a listening socket: start it by spawn-fcgi");
		return 2;
	}

	struct db *db = db_create();

	schema_guard(db);
	db_use(db, arena);

	int code = is_fit(db) ? 0 : refuse(arena);

	if (code == 0)
		loop(arena, db);
	db_free(db);
	arena_free(arena);
	arena_free(process);
	return code;
}
