#include "judge/wire.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "json/patch.h"
#include "json/write.h"

enum { ANSWER_BYTES = 1 << 20, CONNECT_MS = 5000 };

bool wire_is_anthropic(const struct juror_settings *juror)
{
	return strcmp(juror->form, "anthropic") == 0;
}

struct habits wire_habits(const struct juror_settings *juror)
{
	struct habits habits = { .structured = STRUCTURED_NONE,
				 .tokens = settings()->judge_answer_tokens };

	if (strcmp(juror->structured, "json_schema") == 0)
		habits.structured = STRUCTURED_SCHEMA;
	else if (strcmp(juror->structured, "json_object") == 0)
		habits.structured = STRUCTURED_OBJECT;
	return habits;
}

static struct json message(struct arena *arena, const char *role, const char *content)
{
	return js_object(arena, "role", role, "content", content);
}

static struct json response_format(struct arena *arena, const struct habits *habits,
				   const struct question *question)
{
	struct json form;

	if (habits->structured == STRUCTURED_NONE)
		return js_members(arena);
	if (habits->structured == STRUCTURED_OBJECT)
		return js_members(arena, "response_format", js_object(arena, "type", "json_object"));
	form = js_object(arena, "name", question->name, "strict", (bool)true, "schema", question->schema);
	return js_members(arena, "response_format",
			  js_object(arena, "type", "json_schema", "json_schema", form));
}

static const char *tokens_field(const struct juror_settings *juror, const struct habits *habits)
{
	bool newer = strcmp(juror->tokens_field, "max_completion_tokens") == 0;

	return newer != habits->other_tokens_field ? "max_completion_tokens" : "max_tokens";
}

static struct json openai_body(struct arena *arena, const struct juror_settings *juror,
			       const struct habits *habits, const struct question *question)
{
	struct json messages[] = { message(arena, "system", question->system),
				   message(arena, "user", question->user) };
	struct json body = js_members(arena, "model", juror->model, "messages",
				      js_array(arena, messages, COUNT(messages)),
				      tokens_field(juror, habits), habits->tokens);
	struct json steady = js_members(arena, "stream", (bool)false);

	/* The same answer each time, as far as a server keeps to it. */
	if (!habits->no_temperature)
		steady = js_raw(arena_printf(arena, "%s,\"temperature\":0", steady.text));
	if (!habits->no_seed)
		steady = js_raw(arena_printf(arena, "%s,\"seed\":%lld", steady.text,
					     (long long)habits->seed));
	body = js_raw(arena_printf(arena, "%s,%s", body.text, steady.text));
	return js_merge(arena, body, response_format(arena, habits, question));
}

/* Current models refuse temperature and seed, and say so with a 400. */
static struct json anthropic_body(struct arena *arena, const struct juror_settings *juror,
				  const struct habits *habits, const struct question *question)
{
	struct json user = message(arena, "user", question->user);
	struct json body = js_members(arena, "model", juror->model, "max_tokens", habits->tokens,
				      "system", question->system, "messages",
				      js_array(arena, &user, 1));
	struct json form = js_object(arena, "type", "json_schema", "schema", question->schema);

	return js_merge(arena, body,
			habits->structured == STRUCTURED_SCHEMA
			? js_members(arena, "output_config",
					     js_object(arena, "format", form)) : js_members(arena));
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);

	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

/* An address may be given in whole, or as client libraries take it. */
static const char *url_of(struct arena *arena, const struct juror_settings *juror)
{
	const char *path = wire_is_anthropic(juror) ? "/messages" : "/chat/completions";
	const char *url = juror->url;

	while (ends_with(url, "/"))
		url = arena_copy(arena, url, strlen(url) - 1);
	if (ends_with(url, path))
		return url;
	if (wire_is_anthropic(juror) && !ends_with(url, "/v1"))
		path = "/v1/messages";
	return arena_printf(arena, "%s%s", url, path);
}

static void add_header(struct http_request *request, const char *name, const char *value)
{
	request->headers[request->header_count++] = (struct http_header){ name, value };
}

static void add_key(struct arena *arena, const struct juror_settings *juror, const char *key,
		    struct http_request *request)
{
	if (wire_is_anthropic(juror))
		add_header(request, "anthropic-version", "2023-06-01");
	if (*key && wire_is_anthropic(juror))
		add_header(request, "x-api-key", key);
	else if (*key)
		add_header(request, "Authorization", arena_printf(arena, "Bearer %s", key));
}

enum error wire_request(struct arena *arena, const struct juror_settings *juror, const char *key,
			const struct habits *habits, const struct question *question,
			struct http_request *out)
{
	struct json body = wire_is_anthropic(juror) ? anthropic_body(arena, juror, habits, question)
						    : openai_body(arena, juror, habits, question);
	struct http_request request = { .method = "POST",
					.url = url_of(arena, juror),
					.connect_ms = CONNECT_MS,
					.bytes_most = ANSWER_BYTES };

	if (*juror->extra)
		TRY(js_patch(arena, body, juror->extra, &body));
	request.body = body.text;
	add_header(&request, "Content-Type", "application/json");
	add_key(arena, juror, key, &request);
	*out = request;
	return OK;
}
