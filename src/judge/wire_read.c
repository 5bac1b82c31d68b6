/* What a model server's response comes to: see wire.h. */
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "json/read.h"
#include "judge/wire.h"

enum { WHY_MOST = 160 };

/* ------------------------------------------------------------ what went wrong */

struct trouble {
	const char *message, *type, *code, *param;
};

static const struct js_field trouble_fields[] = {
	FIELD(trouble, message, js_loose_text),
	FIELD(trouble, type, js_loose_text),
	FIELD(trouble, code, js_loose_text),
	FIELD(trouble, param, js_loose_text),
};

/* {"error":{"message":...}} in both forms; some servers send {"error":"..."}. */
static struct trouble trouble_of(struct arena *arena, const struct js_node *body)
{
	struct holder {
		const struct js_node *error;
		const char *text;
	} holder = { NULL, "" };
	static const struct js_field fields[] = { FIELD_AS("error", holder, error, js_child),
						  FIELD_AS("error", holder, text, js_loose_text) };
	struct trouble trouble = { "", "", "", "" };

	if (!body || js_read(arena, body, fields, &holder) ||
	    (holder.error && js_read(arena, holder.error, trouble_fields, &trouble)))
		return trouble;
	if (!holder.error)
		trouble.message = holder.text;
	return trouble;
}

static bool tells(const struct trouble *trouble, const char *word)
{
	return strstr(trouble->message, word) || strstr(trouble->param, word);
}

/* The member of the request that a 400 names, and how it is said otherwise. */
static bool adapt(struct habits *habits, const struct trouble *trouble)
{
	if (!habits->no_temperature && tells(trouble, "temperature"))
		return habits->no_temperature = true;
	if (!habits->no_seed && tells(trouble, "seed"))
		return habits->no_seed = true;
	if (!habits->tokens_field_tried &&
	    (tells(trouble, "max_tokens") || tells(trouble, "max_completion_tokens"))) {
		habits->other_tokens_field = true;
		return habits->tokens_field_tried = true;
	}
	if (habits->structured > STRUCTURED_NONE &&
	    (tells(trouble, "response_format") || tells(trouble, "schema") ||
	     tells(trouble, "output_config") || tells(trouble, "grammar"))) {
		habits->structured--;
		return true;
	}
	return false;
}

static bool is_too_long(const struct trouble *trouble)
{
	return strstr(trouble->type, "context") || strstr(trouble->code, "context_length") ||
	       (tells(trouble, "context") && (tells(trouble, "exceed") || tells(trouble, "length") ||
					      tells(trouble, "maximum"))) ||
	       tells(trouble, "prompt is too long");
}

static bool is_out_of_money(const struct trouble *trouble)
{
	return strcmp(trouble->code, "insufficient_quota") == 0 ||
	       strcmp(trouble->type, "insufficient_quota") == 0;
}

static enum outcome outcome_of(const struct http_response *response, const struct trouble *trouble,
			       struct habits *habits)
{
	const char *again = http_header_find(response, "x-should-retry");

	switch (response->status) {
	case 400:
	case 422:
		if (is_too_long(trouble))
			return WIRE_TOO_LONG;
		return adapt(habits, trouble) ? WIRE_OTHERWISE : WIRE_SENSELESS;
	case 413: return WIRE_TOO_LONG;
	case 408:
	case 409: return WIRE_LATER;
	case 429: return is_out_of_money(trouble) ? WIRE_AWAY : WIRE_LATER;
	}
	if (again && strcmp(again, "false") == 0)
		return WIRE_AWAY;
	return response->status >= 500 || (again && strcmp(again, "true") == 0) ? WIRE_LATER
										: WIRE_AWAY;
}

/* Retry-After in seconds, which is how these servers send it; milliseconds where they say so. */
static int64_t wait_of(const struct http_response *response)
{
	const char *ms = http_header_find(response, "retry-after-ms");
	const char *seconds = http_header_find(response, "Retry-After");
	int64_t number;

	if (ms && text_to_int(ms, &number) && number >= 0)
		return number;
	return seconds && text_to_int(seconds, &number) && number >= 0 && number < 1000000
		       ? number * 1000
		       : 0;
}

static struct answer failed(struct arena *arena, const struct http_response *response,
			    const struct js_node *body, struct habits *habits)
{
	struct trouble trouble = trouble_of(arena, body);

	return (struct answer){
		.outcome = outcome_of(response, &trouble, habits),
		.why = arena_printf(arena, "%d %.*s", response->status,
				    (int)text_fit(trouble.message, WHY_MOST), trouble.message),
		.wait_ms = wait_of(response),
	};
}

/* ------------------------------------------------------------ what was said */

struct said {
	const char *end; /* why it ended */
	const char *content, *thought, *refusal;
};

static bool is_only(const char *word, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

/* What a model thought aloud, in whole or the rest of it; and a fence round all that is left. */
static const char *stripped(struct arena *arena, const char *content)
{
	static const char close[] = "</think>";
	const char *text = text_trim(arena, content), *end = strstr(text, close);
	size_t length;

	if (end && *text != '{')
		text = text_trim(arena, end + sizeof(close) - 1);
	length = strlen(text);
	if (length < 7 || strncmp(text, "```", 3) != 0 || strcmp(text + length - 3, "```") != 0)
		return text;
	text = arena_copy(arena, text, length - 3);
	return text_trim(arena, text + strcspn(text, "\n"));
}

static bool is_object(const char *text)
{
	return *text == '{' && text[strlen(text) - 1] == '}';
}

static struct answer answer_of(struct arena *arena, const struct said *said)
{
	static const char *const good[] = { "stop", "end_turn" };
	struct answer answer = { .outcome = WIRE_SENSELESS, .text = "" };
	const char *thought = stripped(arena, said->thought);

	if (*said->refusal || strcmp(said->end, "refusal") == 0 ||
	    strcmp(said->end, "content_filter") == 0) {
		answer.why = "the model refused";
		return answer;
	}
	if (!is_only(said->end, good, COUNT(good))) {
		answer.outcome = strstr(said->end, "context_window") ? WIRE_TOO_LONG
								     : WIRE_SENSELESS;
		answer.why = arena_printf(arena, "the answer did not end by itself (%.40s)",
					  said->end);
		return answer;
	}
	answer.text = stripped(arena, said->content);
	if (!*answer.text && is_object(thought)) {
		answer.text = thought;
		answer.was_thought = true;
	}
	answer.why = *answer.text ? "" : "the answer is empty";
	answer.outcome = *answer.text ? WIRE_ANSWER : WIRE_SENSELESS;
	return answer;
}

/* choices[0]: why it ended, and the message. */
static struct said openai_said(struct arena *arena, const struct js_node *body)
{
	struct choices {
		struct js_nodes choices;
	} list = { { NULL, 0 } };
	struct choice {
		const struct js_node *message;
		const char *finish_reason;
	} choice = { NULL, "" };
	struct message {
		const char *content, *refusal, *reasoning, *reasoning_content;
	} message = { "", "", "", "" };
	static const struct js_field list_fields[] = { FIELD(choices, choices, js_children) };
	static const struct js_field choice_fields[] = {
		FIELD(choice, message, js_child), FIELD(choice, finish_reason, js_loose_text)
	};
	static const struct js_field message_fields[] = {
		FIELD(message, content, js_loose_text),
		FIELD(message, refusal, js_loose_text),
		FIELD(message, reasoning, js_loose_text),
		FIELD(message, reasoning_content, js_loose_text),
	};
	struct said nothing = { "nothing was said", "", "", "" };

	if (js_read(arena, body, list_fields, &list) || list.choices.count < 1 ||
	    js_read(arena, list.choices.list[0], choice_fields, &choice) || !choice.message ||
	    js_read(arena, choice.message, message_fields, &message))
		return nothing;
	return (struct said){ choice.finish_reason, message.content,
			      *message.reasoning ? message.reasoning : message.reasoning_content,
			      message.refusal };
}

/* The blocks of type text; others think, or say that they did. */
static struct said anthropic_said(struct arena *arena, const struct js_node *body)
{
	struct reply {
		struct js_nodes content;
		const char *stop_reason;
	} reply = { { NULL, 0 }, "" };
	struct block {
		const char *type, *text;
	};
	static const struct js_field fields[] = { FIELD(reply, content, js_children),
						  FIELD(reply, stop_reason, js_loose_text) };
	static const struct js_field block_fields[] = { FIELD(block, type, js_loose_text),
							FIELD(block, text, js_loose_text) };
	struct text text = text_start(arena, 1024);

	if (js_read(arena, body, fields, &reply))
		return (struct said){ "nothing was said", "", "", "" };
	for (int i = 0; i < reply.content.count; i++) {
		struct block block = { "", "" };

		if (!js_read(arena, reply.content.list[i], block_fields, &block) &&
		    strcmp(block.type, "text") == 0)
			text_add_string(&text, block.text);
	}
	return (struct said){ reply.stop_reason, text.bytes, "", "" };
}

static void read_usage(struct arena *arena, const struct js_node *body, struct answer *answer)
{
	struct holder {
		const struct js_node *usage;
	} holder = { NULL };
	struct usage {
		struct maybe prompt, completion, input, output;
	} usage = { .prompt = { false, 0 } };
	static const struct js_field fields[] = { FIELD(holder, usage, js_child) };
	static const struct js_field usage_fields[] = {
		FIELD_AS("prompt_tokens", usage, prompt, js_loose_int),
		FIELD_AS("completion_tokens", usage, completion, js_loose_int),
		FIELD_AS("input_tokens", usage, input, js_loose_int),
		FIELD_AS("output_tokens", usage, output, js_loose_int),
	};

	if (js_read(arena, body, fields, &holder) || !holder.usage ||
	    js_read(arena, holder.usage, usage_fields, &usage))
		return;
	answer->tokens_in = usage.prompt.number + usage.input.number;
	answer->tokens_out = usage.completion.number + usage.output.number;
}

struct answer wire_read(struct arena *arena, const struct juror_settings *juror,
			struct habits *habits, const struct http_response *response)
{
	struct js_node *body = NULL;
	struct said said;
	struct answer answer;

	if (js_parse(arena, response->body, response->length, &body))
		body = NULL;
	if (response->status != 200)
		return failed(arena, response, body, habits);
	if (!body)
		return (struct answer){ .outcome = WIRE_LATER, .why = "the answer is no JSON" };
	if (*trouble_of(arena, body).message)
		return (struct answer){ .outcome = WIRE_LATER,
					.why = trouble_of(arena, body).message };
	said = wire_is_anthropic(juror) ? anthropic_said(arena, body) : openai_said(arena, body);
	answer = answer_of(arena, &said);
	read_usage(arena, body, &answer);
	return answer;
}
