/*
 * The spine of the server. Read this first: find the route, read the body,
 * authenticate, look for an answer already given, run the handler in the
 * transaction that its row asks for, and have one log line.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/body.h"
#include "api/description.h"
#include "api/handlers.h"
#include "api/intake.h"
#include "api/lane.h"
#include "api/metric.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/request.h"
#include "api/route.h"
#include "api/visitor.h"
#include "api/vouched.h"
#include "api/webhook.h"
#include "base/config.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "files/spool.h"
#include "queue/idempotency.h"
#include "queue/quota.h"

enum { STALE_SECONDS = 5 };

static enum error body_read(struct request *req)
{
	req->body = "";
	if (req->content_length <= 0)
		return OK;
	if (req->content_length > BODY_MOST)
		return failure(ERR_TOO_LARGE, "the body may have %d bytes", BODY_MOST);

	char *body = arena_alloc(req->arena, (size_t)req->content_length + 1);

	req->body_length = req->read_body(req->stream, body, (size_t)req->content_length);
	if (req->body_length < (size_t)req->content_length)
		return failure(ERR_INVALID, "the body ended before its Content-Length");
	req->body = body;
	return OK;
}

/* Every POST and PATCH takes a JSON object or nothing, also where no member is read. */
static enum error body_parse(struct request *req)
{
	if ((req->method != POST && req->method != PATCH) || req->route->takes_rpc)
		return OK;
	if (req->route->form)
		return form_check(req);
	return js_parse(req->arena, req->body, req->body_length, &req->json);
}

/* What follows the scheme, after a space or several; "" under another scheme. */
static const char *bearer(const struct request *req)
{
	static const char scheme[] = "Bearer";
	const char *rest = req->authorization + sizeof(scheme) - 1;

	if (strncasecmp(req->authorization, scheme, sizeof(scheme) - 1) != 0 || *rest != ' ')
		return "";
	return rest + strspn(rest, " ");
}

static enum error check_scheme(const struct request *req)
{
	if (!*req->authorization || *bearer(req))
		return OK;
	return failure(ERR_UNAUTHENTICATED, "Authentication required: the Authorization header "
					    "must be \"Bearer\", a space, and an API key");
}

static enum error find_user(struct db *db, void *arg)
{
	struct request *req = arg;

	TRY(check_scheme(req));
	TRY(caller_find(db, req->route->who == VISITOR ? "" : bearer(req),
			req->route->who == BEARER ? "" : visitor_token(req), &req->caller));
	req->user = req->caller.user;
	return OK;
}

/* A token of an issuer is neither a key nor a token of ours: those have no dots. */
static enum error find_caller(struct request *req)
{
	if (!token_is(bearer(req)))
		return db_transact(req->db, DB_AUTOCOMMIT, find_user, req);
	TRY(vouched_find(req, bearer(req), &req->caller));
	req->user = req->caller.user;
	return OK;
}

static enum error check_scope(const struct request *req)
{
	if (req->caller.scopes & req->route->scope)
		return OK;
	return failure(ERR_INSUFFICIENT_SCOPE,
		       req->route->scope == SCOPE_OWNER
			       ? "only a session, or a key with all scopes, may do this"
			       : "this key or token was not given the scope \"%s\"",
		       scope_words(req->arena, req->route->scope));
}

/* A cookie comes along whoever asks; a bearer's secret is put there by its owner. */
static enum error check_credential(struct request *req)
{
	if (req->caller.by == CALLER_SESSION)
		TRY(visitor_check_origin(req));
	return check_scope(req);
}

static enum error check_caller(struct request *req)
{
	TRY(find_caller(req));
	return check_credential(req);
}

enum error request_know_caller(struct request *req)
{
	if (!req->is_asking)
		return OK;
	req->is_asking = false;
	req->user = ID_NONE;
	if (!req->question.rows) /* else what is queued by now may wait for COMMIT */
		TRY(db_flush(req->db));
	TRY(caller_read(&req->question, &req->caller));
	req->user = req->caller.user;
	return check_credential(req);
}

/*
 * By the browser's session alone, if it has one that is good, for a key that came along might have fewer
 * scopes than what a person allows on such a page; a change by it must come from our pages.
 */
static enum error check_visitor(struct request *req)
{
	enum error e = *visitor_token(req) ? db_transact(req->db, DB_AUTOCOMMIT, find_user, req)
					   : OK;

	if (e == ERR_UNAUTHENTICATED)
		return OK;
	return e ? e : visitor_check_origin(req);
}

static enum error auth_check(struct request *req)
{
	const char *secret = settings()->cron_secret;

	switch (req->route->who) {
	case ANYONE: return OK;
	case VISITOR: return check_visitor(req);
	case USER: return check_caller(req);
	case BEARER:
		req->mcp_resource = true;
		TRY(visitor_check_page(req));
		return check_caller(req);
	case CRON:
		if (*secret && secret_equal(bearer(req), secret))
			return OK;
		return failure(ERR_UNAUTHENTICATED, "Authentication required");
	case STRIPE: return webhook_check(req);
	}
	return ERR_BROKEN;
}

/* Together with the name, which is kept nowhere: of the body alone a password in it could be guessed. */
static struct digest digest_of_body(const struct request *req)
{
	struct hash *hash = hash_start();

	hash_add(hash, req->idempotency_key, strlen(req->idempotency_key) + 1);
	hash_add(hash, req->body, req->body_length);
	return hash_end(hash);
}

/* A request that names itself: user, method and path bound what its key is good for. */
static struct named_request name_of(const struct request *req)
{
	const char *scope = arena_printf(req->arena, "%d %s\n%s", (int)req->method, req->path,
					 req->idempotency_key);

	return (struct named_request){
		.user = req->user,
		.request = req->draws[DRAW_NAME],
		.scope = digest_of(scope, strlen(scope)),
		.body = req->spool ? req->spool->sha256 : digest_of_body(req),
	};
}

static bool is_outside(const struct request *req)
{
	return req->route->run == NONE || req->route->run == LANE;
}

static bool is_named(const struct request *req)
{
	return *req->idempotency_key && req->method == POST && req->route->who == USER &&
	       (req->route->run == WRITE || is_outside(req));
}

static enum error replay(struct request *req, const struct kept *kept)
{
	TRY(reply(req, kept->status, js_raw(kept->body)));
	reply_header(req, "Idempotency-Replayed", "true");
	return OK;
}

/* False if there is nothing to be kept. */
static bool keep(struct db *db, const struct request *req, const struct named_request *name)
{
	const struct reply *reply = &req->reply;
	const char *body = reply->kept_body.text ? reply->kept_body.text : reply->body.text;

	bool success = reply->status >= 200 && reply->status < 300;

	if (reply->keep == KEEP_NOTHING || (reply->keep == KEEP_SUCCESS && !success))
		return false;
	idempotency_keep(db, name, reply->status, body);
	return true;
}

/* Does it change what the account is opened by, and so what a caller who was shut out meanwhile would keep? */
static bool opens_account(const struct request *req)
{
	const struct route *route = req->route;

	return route->run == WRITE && (req->method == POST || req->method == PATCH) &&
	       !id_is_none(req->user) && (route->scope == SCOPE_OWNER || route->who == VISITOR);
}

static enum error handle(struct db *db, struct request *req)
{
	if (opens_account(req))
		TRY(caller_confirm(db, &req->caller));
	return req->route->handler(req);
}

/* The look-up is queued, and the next statement takes it along. */
static enum error ask(struct db *db, struct request *req)
{
	TRY(check_scheme(req));
	TRY(caller_queue(db, bearer(req), visitor_token(req), &req->question));
	req->is_asking = true;
	req->user = ID_CALLER;
	return OK;
}

/* Whatever came of that: who may not ask is told that first, and it is rolled back. */
static enum error asked(struct request *req, enum error e)
{
	struct failure note = *failure_note();

	if (!req->is_asking)
		return e;
	if (e && error_status(e) >= 500) { /* the database's own trouble: nobody was looked up */
		req->is_asking = false;
		req->user = ID_NONE;
		return e;
	}
	TRY(request_know_caller(req));
	failure_recall(&note);
	return e;
}

static enum error answer_named(struct db *db, struct request *req)
{
	struct kept kept = { 0 };

	if (id_is_none(req->user))
		TRY(ask(db, req));

	struct named_request name = name_of(req);

	TRY(asked(req, idempotency_take(db, &name, &kept)));
	name.user = req->user;
	if (kept.status)
		return replay(req, &kept);
	TRY(handle(db, req));
	(void)keep(db, req, &name); /* else the name is as good as free */
	return OK;
}

/* A named request whose work is outside of any transaction. */
struct outside {
	struct request *req;
	struct named_request name;
	struct kept kept;
};

static enum error hold_name(struct db *db, void *arg)
{
	struct outside *outside = arg;

	outside->kept = (struct kept){ 0 };
	return idempotency_hold(db, &outside->name, &outside->kept);
}

static enum error end_name(struct db *db, void *arg)
{
	struct outside *outside = arg;

	if (!outside->req->reply.status || !keep(db, outside->req, &outside->name))
		idempotency_let_go(db, &outside->name);
	return OK;
}

/* What is asked for outside of any transaction; in the lane while there is a place in it. */
static enum error do_outside(struct request *req)
{
	struct lane_place place;

	if (req->route->run != LANE)
		return req->route->handler(req);
	TRY(lane_enter(req, &place));

	enum error e = req->route->handler(req);
	struct failure note = *failure_note();

	lane_leave(req, place);
	failure_recall(&note);
	return e;
}

/*
 * Its name is taken in a short transaction before the work, and its answer kept in
 * one after it. What is lost if this process dies in between is only the answer:
 * what the handlers send to Stripe carries a key made of this name.
 */
static enum error answer_outside(struct request *req)
{
	struct outside outside = { req, name_of(req), { 0 } };

	TRY(db_transact(req->db, DB_TRANSACTION, hold_name, &outside));
	if (outside.kept.status)
		return replay(req, &outside.kept);

	enum error e = do_outside(req);
	struct failure note = *failure_note();

	if (e)
		req->reply.status = 0;
	if (db_transact(req->db, DB_TRANSACTION, end_name, &outside))
		log_warning("request.unkept", "req", req->request_id, "why", failure_note()->text);
	failure_recall(&note);
	return e;
}

/*
 * With the first locks of a route that can do with it, or with the name of any. Of an issuer's token more is to be
 * found out; and whose it is may be known: from the request that this one is made by, or from an earlier run.
 */
static bool asks_along(const struct request *req)
{
	bool can = is_named(req) ? !is_outside(req) : req->route->asks_along;

	return can && id_is_none(req->user) && !token_is(bearer(req));
}

static enum error answer_asking(struct db *db, struct request *req)
{
	TRY(ask(db, req));
	return asked(req, req->route->handler(req));
}

/* One attempt: whatever an earlier one left in the reply is gone. */
static enum error answer(struct db *db, void *arg)
{
	struct request *req = arg;

	req->reply = (struct reply){ .status = 0 };
	req->error_members = (struct json){ NULL, 0 };
	quota_forget_counted();
	req->to_judge = JUDGE_NOTHING;
	TRY(is_named(req)     ? answer_named(db, req)
	    : asks_along(req) ? answer_asking(db, req)
			      : handle(db, req));
	if (req->caller.is_stale && req->route->run == WRITE)
		caller_touch(db, &req->caller);
	return OK;
}

/* A file is taken from those alone who may bring one. */
static enum error body_take(struct request *req)
{
	if (req->route->takes_file) {
		TRY(auth_check(req));
		return intake_receive(req);
	}
	TRY(body_read(req));
	if (!asks_along(req))
		TRY(auth_check(req));

	enum error e = body_parse(req);
	struct failure note = *failure_note();

	if (e && asks_along(req)) /* it never comes to that: and a stranger is told that, not this */
		TRY(auth_check(req));
	failure_recall(&note);
	return e;
}

/* Whose request it is, is known by now, and the body is read. */
static enum error run_route(struct request *req)
{
	static const enum db_mode modes[] = {
		[READ] = DB_AUTOCOMMIT, [PUBLIC] = DB_AUTOCOMMIT, [WRITE] = DB_TRANSACTION
	};

	for (int i = 0; i < DRAWS && (req->route->run == WRITE || is_named(req)); i++)
		req->draws[i] = id_new();
	if (is_outside(req))
		return is_named(req) ? answer_outside(req) : do_outside(req);
	return db_transact(req->db, modes[req->route->run], answer, req);
}

static enum error run(struct request *req)
{
	if (text_characters(req->idempotency_key) > IDEMPOTENCY_KEY_MOST)
		return failure(ERR_INVALID, "an Idempotency-Key may have %d characters",
			       IDEMPOTENCY_KEY_MOST);
	TRY(query_check(req));
	TRY(route_find(req));
	TRY(body_take(req));
	return run_route(req);
}

/* A strong tag of the very bytes: the same page has the same one from every worker. */
static void tag(struct request *req)
{
	struct digest digest = digest_of(req->reply.body.text, req->reply.body.length);
	uint64_t half;

	memcpy(&half, digest.bytes, sizeof(half));
	const char *tag = arena_printf(req->arena, "\"%016llx\"", (unsigned long long)half);

	reply_header(req, "ETag", tag);
	if (strcmp(req->if_none_match, "*") == 0 || strstr(req->if_none_match, tag)) {
		req->reply.status = 304;
		req->reply.body = (struct json){ "", 0 };
	}
}

/* What is one caller's own is kept nowhere; who keeps its tag may ask whether it has changed. */
static const char *cache_rule(const struct request *req, enum error e)
{
	if (!e && req->route->run == PUBLIC)
		return arena_printf(req->arena, "public, max-age=%d, stale-while-revalidate=%d",
				    (int)settings()->cache_seconds, STALE_SECONDS);
	return req->reply.cache ? req->reply.cache : "no-store";
}

static bool has_tag(const struct request *req, enum error e)
{
	if (e || !description_has_tag(req->route))
		return false;
	return req->route->run == PUBLIC || (req->reply.status == 200 && !req->reply.cache);
}

/* What was counted of the caller, by name: draft-ietf-httpapi-ratelimit-headers. */
static void tell_quotas(struct request *req)
{
	const struct quota_count *list;
	int count = quota_counted(&list);
	const char *policy = "", *state = "";

	for (int i = 0; i < count; i++) {
		const char *comma = i ? ", " : "";

		policy = arena_printf(req->arena, "%s%s\"%s\";q=%lld;w=%lld", policy, comma,
				      list[i].name, (long long)list[i].most,
				      (long long)list[i].seconds);
		state = arena_printf(req->arena, "%s%s\"%s\";r=%lld;t=%lld", state, comma,
				     list[i].name, (long long)list[i].left,
				     (long long)list[i].reset);
	}
	if (count == 0)
		return;
	reply_header(req, "RateLimit-Policy", policy);
	reply_header(req, "RateLimit", state);
}

/* The route's pattern, not the path: that one comes from outside. */
static void log_request(const char *what, const struct request *req, enum error e, int64_t started)
{
	int status = req->reply.status;

	log_values(status >= 500 ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, what,
		   VALUES("req", req->request_id, "method", route_method_name(req->method), "route",
			  req->route ? req->route->path : "-", "status", status, "ms",
			  monotonic_ms() - started, "attempts", db_attempts(req->db), "user",
			  req->user, "error", e ? error_name(e) : NULL, "why",
			  e ? failure_note()->text : NULL));
}

/* The work is committed by now: what fails here is logged, and left to cron. */
static void run_after(struct request *req)
{
	if (req->route->after && req->reply.status == 200 && req->route->after(req))
		log_warning("request.unfinished", "req", req->request_id, "route", req->route->path,
			    "why", failure_note()->text);
}

/* A line of its own in a terminal. */
static void end_line(struct request *req)
{
	struct text line = text_start(req->arena, req->reply.body.length + 1);

	text_add(&line, req->reply.body.text, req->reply.body.length);
	text_add_char(&line, '\n');
	req->reply.body = (struct json){ line.bytes, line.length };
}

void serve(struct request *req)
{
	int64_t started = monotonic_ms();

	db_use(req->db, req->arena);
	quota_forget_counted();
	enum error e = run(req);

	if (req->route && req->route->takes_file)
		intake_end(req);
	if (e)
		reply_error(req, e);
	else if (req->route)
		run_after(req);
	tell_quotas(req);
	log_request("request.answered", req, e, started);
	metric_count(req, monotonic_ms() - started);
	if (strcmp(req->reply.content_type, "application/json") == 0 && req->reply.body.length)
		end_line(req);
	/* A session's end has moved on: so must the cookie's. */
	if (!e && req->caller.is_stale && req->caller.by == CALLER_SESSION &&
	    req->route->handler != api_session_close)
		visitor_keep_token(req, visitor_token(req));
	if (e == ERR_UNAUTHENTICATED && !*req->authorization)
		visitor_forget_mark(req);
	reply_header(req, "Cache-Control", cache_rule(req, e));
	if (has_tag(req, e))
		tag(req);
}

static enum error run_inside(struct request *req)
{
	TRY(route_find(req));
	if (req->route->who == USER)
		TRY(check_scope(req));
	TRY(body_parse(req));
	return run_route(req);
}

enum error serve_inside(struct request *req)
{
	int64_t started = monotonic_ms();
	enum error e = run_inside(req);

	if (e)
		reply_error(req, e);
	else
		run_after(req);
	log_request("request.inside", req, e, started);
	return e;
}

void serve_refusal(struct request *req, enum error e)
{
	reply_error(req, e);
	end_line(req);
	reply_header(req, "Cache-Control", "no-store");
}

static enum error touch(struct db *db, void *caller)
{
	caller_touch(db, caller);
	return db_flush(db);
}

void serve_afterwards(struct request *req)
{
	/* What wrote has noted it already. If it fails, the next request makes it again. */
	if (req->caller.is_stale && req->route->run != WRITE &&
	    db_transact(req->db, DB_AUTOCOMMIT, touch, &req->caller))
		log_warning("caller.untouched", "credential", req->caller.credential, "why",
			    failure_note()->text);
}
