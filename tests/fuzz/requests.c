/*
 * Whole requests, as nginx passes them on, through the dispatcher to a real MariaDB (tests/support/with-mariadb): lines
 * NAME=VALUE, an empty line, the body. What a request changes is rolled back, so that each meets the same market. The
 * words @KEY, @MINE, @DROP, @HIRE, @HELD and @AGENT stand for what there is in it. None may answer 500, or by a code that
 * its route's row does not have.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/description.h"
#include "api/request.h"
#include "base/config.h"
#include "base/log.h"
#include "base/text.h"
#include "db/migrate.h"
#include "fcgi/params.h"
#include "money/ledger.h"
#include "people/key.h"
#include "people/secret.h"
#include "people/signup.h"

static struct db *db;
static struct arena *arena, *settings_arena;

static struct {
	const char *word;
	char value[100];
} known[] = { { "@KEY", "" },  { "@MINE", "" }, { "@DROP", "" },
	      { "@HIRE", "" }, { "@HELD", "" }, { "@AGENT", "" } };

enum { KEY, MINE, DROP, HIRE, HELD, AGENT };

static void must(bool holds, const char *what)
{
	if (holds)
		return;
	(void)fprintf(stderr, "requests: %s: %s\n", what, failure_note()->text);
	abort();
}

/* ------------------------------------------------------------ the market */

struct newcomer_order {
	struct id user, key, grant;
	char secret[SECRET_TEXT];
};

static enum error come_in(struct db *to, void *arg)
{
	struct newcomer_order *order = arg;
	struct key key;
	struct money balance;

	TRY(signup_create(to, &(struct newcomer){ .user = order->user, .name = "Somebody" }));
	TRY(db_flush(to));
	TRY(ledger_grant(to, order->grant, order->user, cents(1000000), &balance));
	return key_create(to,
			  &(struct new_key){ .id = order->key,
					     .user = order->user,
					     .name = "fuzz",
					     .secret = order->secret },
			  &key);
}

static void given_key(char *out)
{
	struct newcomer_order order = { .user = id_new(), .key = id_new(), .grant = id_new() };

	secret_draw(SECRET_KEY, order.secret);
	must(db_transact(db, DB_TRANSACTION, come_in, &order) == OK, "nobody comes in");
	(void)snprintf(out, sizeof(known[0].value), "%s", order.secret);
}

struct bytes {
	const char *at;
	size_t left;
};

static size_t read_bytes(void *stream, char *out, size_t room)
{
	struct bytes *from = stream;
	size_t length = from->left < room ? from->left : room;

	memcpy(out, from->at, length);
	from->at += length;
	from->left -= length;
	return length;
}

/* The id in the answer to what somebody asks for. */
static void made(char *out, const char *key, enum method method, const char *path, const char *body)
{
	struct bytes bytes = { body, strlen(body) };
	struct request req = { .arena = arena, .db = db, .method = method, .path = path };
	const char *id;

	req.query = req.request_id = req.idempotency_key = req.if_none_match = req.accept = "";
	req.last_event_id = req.signature = req.cookie = req.origin = req.fetch_site = "";
	req.user_agent = req.mcp_version = req.mcp_method = req.mcp_name = "";
	req.range = req.if_range = req.body_file = req.files_at = "";
	req.address = "127.0.0.1";
	req.authorization = arena_printf(arena, "Bearer %s", key);
	req.content_length = (int64_t)bytes.left;
	req.read_body = read_bytes;
	req.stream = &bytes;
	serve(&req);
	id = strstr(req.reply.body.text, "\"id\":\"");
	must(id != NULL, path);
	(void)snprintf(out, ID_TEXT, "%.36s", id + 6);
}

static void given_market(void)
{
	static const char drop[] =
		"{\"prompt\":\"Name three rivers\",\"confirmed\":true,\"time_limit_seconds\":3600}";
	static const char hire[] =
		"{\"prompt\":\"Name three rivers\",\"confirmed\":true,\"kind\":\"hire\"}";
	char sender[100], unused[100];

	given_key(known[KEY].value);
	given_key(sender);
	made(known[MINE].value, known[KEY].value, POST, "/api/jobs/run", drop);
	made(known[DROP].value, sender, POST, "/api/jobs/run", drop);
	made(known[HELD].value, sender, POST, "/api/jobs/run", hire);
	made(unused, known[KEY].value, POST,
	     arena_printf(arena, "/api/jobs/%s/claim", known[HELD].value), "{}");
	made(known[HIRE].value, sender, POST, "/api/jobs/run", hire);
	made(known[AGENT].value, known[KEY].value, GET, "/api/agents", "");
}

int LLVMFuzzerInitialize(int *count, char ***words);

int LLVMFuzzerInitialize(int *count, char ***words)
{
	static char folder[] = "/tmp/clorp-fuzz.XXXXXX";
	int applied;

	(void)count;
	(void)words;
	arena = settings_arena = arena_create();
	must(config_load(arena, "/dev/null") == OK, "settings");
	settings_mutable()->files_dir = mkdtemp(folder);
	settings_mutable()->cron_secret = "tick";
	settings_mutable()->public_url = "http://arena.example";
	log_open("none", "fuzz");
	db = db_create();
	db_use(db, arena);
	must(migrate(db, settings()->sql_dir, &applied) == OK, "migrations");
	given_market();
	db_rehearse(db);
	arena = arena_create();
	return 0;
}

/* ------------------------------------------------------------ one request */

/* Each known word by what it stands for. */
static char *filled_in(const char *text)
{
	struct text out = text_start(arena, strlen(text) + 100);

	while (*text) {
		size_t i = 0;

		while (i < COUNT(known) && strncmp(text, known[i].word, strlen(known[i].word)) != 0)
			i++;
		if (i < COUNT(known)) {
			text_add_string(&out, known[i].value);
			text += strlen(known[i].word);
		} else {
			text_add_char(&out, *text++);
		}
	}
	return out.bytes;
}

/* NAME=VALUE lines, each ended by a NUL in the place of its line feed. */
struct params {
	const char *at, *end;
};

static const char *param_of(const void *from, const char *name)
{
	const struct params *params = from;
	size_t length = strlen(name);

	for (const char *at = params->at; at < params->end; at += strlen(at) + 1)
		if (strncmp(at, name, length) == 0 && at[length] == '=')
			return at + length + 1;
	return "";
}

/* As nginx does: no path without a slash, an address, and the body's true length. */
static struct request request_of(const struct params *params, struct bytes *body)
{
	struct request req = params_request(arena, param_of, params);

	if (*req.path != '/')
		req.path = "/";
	if (!*req.address)
		req.address = "127.0.0.1";
	req.body_file = req.files_at = ""; /* these are nginx's own */
	req.content_length = (int64_t)body->left;
	req.db = db;
	req.read_body = read_bytes;
	req.stream = body;
	return req;
}

static bool has_code(const struct request *req)
{
	char *words = arena_printf(arena, "%s", description_errors(arena, req->route)), *rest = NULL;

	for (char *code = strtok_r(words, " ", &rest); code; code = strtok_r(NULL, " ", &rest))
		if (strstr(req->reply.body.text, arena_printf(arena, "\"%s\"", code)))
			return true;
	return false;
}

static void check(const struct request *req)
{
	int status = req->reply.status;

	must(status >= 200 && status < 600 && status != 500, "it broke");
	if (status >= 400 && req->route && !req->route->takes_rpc &&
	    strcmp(req->reply.content_type, "application/json") == 0)
		must(has_code(req), req->reply.body.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *input = filled_in(arena_copy(arena, (const char *)bytes, length));
	char *body = strstr(input, "\n\n");
	struct params params = { input, body ? body : input + strlen(input) };
	struct bytes rest = { body ? body + 2 : "", body ? strlen(body + 2) : 0 };
	struct request req;

	for (char *at = input; at < params.end; at++)
		if (*at == '\n')
			*at = '\0';
	if (body)
		*body = '\0';
	req = request_of(&params, &rest);
	serve(&req);
	check(&req);
	serve_afterwards(&req);
	arena_reset(arena);
	return 0;
}
