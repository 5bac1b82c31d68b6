#include "cli/api.h"

#include <string.h>
#include <time.h>

#include "base/id.h"
#include "base/text.h"
#include "cli/token.h"
#include "cli/wire.h"

enum {
	ATTEMPTS_MOST = 5,
	MAX_TIME_SECONDS = 30,
	RENEW_SECONDS = 60, /* a token that ends so soon is renewed first */
	PAUSE_MS = 200
};

static struct json_object *last_error;

struct json_object *api_error(void)
{
	return last_error;
}

/* ------------------------------------------------------------ what a status means */

static enum ending ending_of(int status, const char *code)
{
	if (status == 401)
		return END_SIGNED_OUT;
	if (status == 402)
		return END_UNPAID;
	/* A server without Stripe is there, and says so. */
	if (status >= 502 && status <= 504 && strcmp(code, "stripe_not_configured") != 0)
		return END_AWAY;
	return END_FAILED;
}

/* What helps, by the code of the refusal. */
static void hint_at(const struct cli *cli, const char *code)
{
	static const struct {
		const char *code, *hint;
	} hints[] = {
		{ "insufficient_scope", "clorp login, allowing more; or a key that may do it" },
		{ "payment_required", "clorp wallet topup PRICE, then clorp pay ID" },
		{ "cooldown", "wait, and try again" },
		{ "not_claimed", "clorp claim ID first" },
	};

	if (strcmp(code, "authentication_required") == 0)
		complaint_hint(cli->context.is_environments
				       ? "the key in CLORP_API_KEY is not taken there"
				       : "clorp login --url %s",
			       cli->context.url);
	for (int i = 0; i < COUNT(hints); i++)
		if (strcmp(hints[i].code, code) == 0)
			complaint_hint("%s", hints[i].hint);
}

static enum ending refuse_as(struct cli *cli, const struct wire_answer *answer,
			     struct json_object *object)
{
	const char *code = part_text_or(object, "code", part_text_or(object, "error", "refused"));
	const char *words = part_text_or(object, "error", "refused");
	enum ending end = ending_of(answer->status, code);
	const char *later = answer->retry_after ? arena_printf(cli->arena, " (again in %d s)",
							       answer->retry_after)
						: "";

	last_error = object;
	complaint_tell(code, "%s%s", screen_line(cli->arena, words), later);
	if (answer->retry_after && !part_of(object, "retry_after"))
		part_set_int(object, "retry_after", answer->retry_after);
	part_set_int(object, "status", answer->status);
	complaint_keep_object(part_print(cli->arena, object, false));
	hint_at(cli, code);
	return end;
}

/* Something answers there that is not this service: a proxy's page, another site. */
static enum ending refuse_foreign(struct cli *cli, const struct wire_answer *answer)
{
	return refuse(END_AWAY, "bad_answer",
		      "%s answered %d with %s, not with JSON: is that the address?",
		      cli->context.url, answer->status,
		      screen_line(cli->arena,
				  answer->content_type ? answer->content_type : "nothing"));
}

static enum ending refuse_away(struct cli *cli, const struct wire_answer *answer)
{
	return refuse(END_AWAY, "server_away", "no answer from %s: %s", cli->context.url,
		      answer->why);
}

/* ------------------------------------------------------------ once more */

/* The pause before the next attempt, or -1 if there is to be none. */
static int64_t pause_before(const struct wire_answer *answer, struct json_object *object,
			    int attempt)
{
	int64_t pause = (int64_t)PAUSE_MS << attempt;
	bool passes = answer->status == 502 || answer->status == 503 || answer->status == 504 ||
		      (answer->status == 429 && part_is(object, "code", "rate_limited")) ||
		      part_is(object, "code", "idempotency_in_progress");

	if (!answer->came)
		return answer->too_late ? -1 : pause;
	if (!passes || part_is(object, "code", "stripe_not_configured"))
		return -1;
	return answer->retry_after ? answer->retry_after * 1000 : pause;
}

static void rest(int64_t ms)
{
	struct timespec time = { ms / 1000, (ms % 1000) * 1000000 };

	(void)nanosleep(&time, NULL);
}

static bool may_repeat(const struct question *question)
{
	return !question->once && (question->reads || strcmp(question->method, "GET") == 0 ||
				   strcmp(question->method, "POST") == 0);
}

/* Ask until there is an answer that stays, or no time for another. */
static struct wire_answer ask_patiently(struct cli *cli, const struct question *question,
					struct wire_request *request, struct json_object **object)
{
	int64_t seconds = cli->flags.max_time.known ? cli->flags.max_time.number : MAX_TIME_SECONDS;
	int64_t until = monotonic_ms() + seconds * 1000, pause;
	struct wire_answer answer;

	for (int attempt = 0;; attempt++) {
		request->total_ms = until - monotonic_ms();
		if (request->total_ms < 1)
			request->total_ms = 1;
		answer = wire_send(cli->arena, request);
		*object = answer.came ? part_parse(cli->arena, answer.body, answer.length) : NULL;
		pause = pause_before(&answer, *object, attempt);
		if (pause < 0 || !may_repeat(question) || attempt + 1 == ATTEMPTS_MOST ||
		    monotonic_ms() + pause >= until)
			return answer;
		rest(pause);
	}
}

/* ------------------------------------------------------------ asking */

enum ending api_authorization(struct cli *cli, const char **out)
{
	struct context *context = &cli->context;

	*out = NULL;
	if (context->access && context->expires_at - RENEW_SECONDS < instant_now().ms / 1000)
		TRY(token_refresh(cli));
	const char *secret = context->key ? context->key : context->access;

	if (secret)
		*out = arena_printf(cli->arena, "Authorization: Bearer %s", secret);
	return END_WELL;
}

static void add_header(struct wire_request *request, const char *header)
{
	if (header)
		request->headers[request->header_count++] = header;
}

static enum ending prepare(struct cli *cli, const struct question *question,
			   struct wire_request *out)
{
	const char *authorization = NULL;

	*out = (struct wire_request){
		.method = question->method,
		.url = arena_printf(cli->arena, "%s%s", cli->context.url, question->path),
		.body = question->body,
		.length = question->body ? strlen(question->body) : 0,
	};
	if (!question->anonymous)
		TRY(api_authorization(cli, &authorization));
	add_header(out, authorization);
	add_header(out, "Accept: application/json");
	if (question->body)
		add_header(out, "Content-Type: application/json");
	if (strcmp(question->method, "POST") == 0 && !question->reads && !question->once)
		add_header(out, arena_printf(cli->arena, "Idempotency-Key: %s", id_new().text));
	return END_WELL;
}

static enum ending judge(struct cli *cli, const struct wire_answer *answer,
			 struct json_object *object, struct json_object **out)
{
	if (answer->server_time)
		cli->ahead_ms = answer->server_time + 500 - instant_now().ms;
	if (!answer->came)
		return refuse_away(cli, answer);
	if (!object && !(answer->status == 204 && answer->length == 0))
		return refuse_foreign(cli, answer);
	if (answer->status < 200 || answer->status > 299)
		return !json_object_is_type(object, json_type_object)
			       ? refuse_foreign(cli, answer)
			       : refuse_as(cli, answer, object);
	*out = object;
	return END_WELL;
}

enum ending api_ask(struct cli *cli, const struct question *question, struct json_object **out)
{
	struct wire_request request;
	struct wire_answer answer;
	struct json_object *object = NULL;

	TRY(prepare(cli, question, &request));
	answer = ask_patiently(cli, question, &request, &object);
	/* A token may end earlier than it said: somebody took it back, or the clocks differ. */
	if (answer.status == 401 && cli->context.refresh && !question->anonymous) {
		TRY(token_refresh(cli));
		TRY(prepare(cli, question, &request));
		answer = ask_patiently(cli, question, &request, &object);
	}
	return judge(cli, &answer, object, out);
}

enum ending api_get(struct cli *cli, struct json_object **out, const char *path)
{
	return api_ask(cli, &(struct question){ .method = "GET", .path = path }, out);
}

enum ending api_post(struct cli *cli, struct json_object **out, struct json_object *body,
		     const char *path)
{
	const char *text = body ? json_object_to_json_string_ext(body,
								 JSON_C_TO_STRING_NOSLASHESCAPE)
				: "{}";

	return api_ask(cli, &(struct question){ .method = "POST", .path = path, .body = text }, out);
}

enum ending api_form(struct cli *cli, struct json_object **out, const char *path, const char *form)
{
	int64_t seconds = cli->flags.max_time.known ? cli->flags.max_time.number : MAX_TIME_SECONDS;
	struct wire_request request = {
		.method = "POST",
		.url = arena_printf(cli->arena, "%s%s", cli->context.url, path),
		.headers = { "Content-Type: application/x-www-form-urlencoded",
			     "Accept: application/json" },
		.header_count = 2,
		.body = form,
		.length = strlen(form),
		.total_ms = seconds * 1000,
	};
	struct wire_answer answer = wire_send(cli->arena, &request);
	struct json_object *object = answer.came ? part_parse(cli->arena, answer.body, answer.length)
						 : NULL;

	return judge(cli, &answer, object, out);
}

/* A file takes as long as it takes, unless somebody said how long. */
static int64_t file_ms(const struct cli *cli)
{
	return cli->flags.max_time.known ? cli->flags.max_time.number * 1000 : 0;
}

enum ending api_upload(struct cli *cli, const struct api_upload *upload, struct json_object **out)
{
	struct wire_request request = {
		.method = "POST",
		.url = arena_printf(cli->arena, "%s/api/uploads?name=%s", cli->context.url,
				    wire_escape(cli->arena, upload->name)),
		.from = upload->file,
		.from_bytes = upload->bytes,
		.progress = upload->progress,
		.progress_arg = upload->progress_arg,
		.total_ms = file_ms(cli),
	};
	struct wire_answer answer;
	const char *authorization;

	TRY(api_authorization(cli, &authorization));
	add_header(&request, authorization);
	add_header(&request, "Content-Type: application/octet-stream");
	answer = wire_send(cli->arena, &request);
	return judge(cli, &answer,
		     answer.came ? part_parse(cli->arena, answer.body, answer.length) : NULL, out);
}

enum ending api_download(struct cli *cli, const char *path, FILE *to)
{
	struct wire_request request = {
		.method = "GET",
		.url = arena_printf(cli->arena, "%s%s", cli->context.url, path),
		.to = to,
		.total_ms = file_ms(cli),
	};
	struct wire_answer answer;
	struct json_object *object = NULL;
	const char *authorization;

	TRY(api_authorization(cli, &authorization));
	add_header(&request, authorization);
	answer = wire_send(cli->arena, &request);
	if (answer.came && answer.status >= 200 && answer.status < 300)
		return END_WELL;
	return judge(cli, &answer,
		     answer.came ? part_parse(cli->arena, answer.body, answer.length) : NULL,
		     &object);
}

const char *api_query(struct arena *arena, int count, const char *const pairs[][2])
{
	struct text out = text_start(arena, 64);

	for (int i = 0; i < count; i++) {
		if (!pairs[i][1])
			continue;
		text_add_char(&out, out.length ? '&' : '?');
		text_add_string(&out, pairs[i][0]);
		text_add_char(&out, '=');
		text_add_string(&out, wire_escape(arena, pairs[i][1]));
	}
	return out.bytes;
}
