/*
 * The two forms in which model servers are spoken to: OpenAI's chat/completions,
 * which nearly all take, and Anthropic's messages. One request out of a question,
 * one outcome out of a response; nothing is sent here.
 */
#pragma once

#include "base/config.h"
#include "base/value.h"
#include "web/http.h"

struct question {
	const char *system, *user;
	const char *name; /* of the answer's form: letters and "_" */
	struct json schema; /* of the subset that all servers take: all required, nothing besides, no bounds */
};

enum structured { STRUCTURED_NONE, STRUCTURED_OBJECT, STRUCTURED_SCHEMA };

/* How a server wants to be spoken to: as settings say, and then as it said itself. */
struct habits {
	enum structured structured;
	bool no_temperature, no_seed, other_tokens_field, tokens_field_tried;
	int64_t tokens; /* the most of an answer */
	int64_t seed;
};

bool wire_is_anthropic(const struct juror_settings *);
struct habits wire_habits(const struct juror_settings *);

enum outcome {
	WIRE_ANSWER,	/* the model said text, and came to its end */
	WIRE_OTHERWISE, /* it does not take the request so; habits were changed: ask again */
	WIRE_LATER,	/* busy, loading or out of order */
	WIRE_TOO_LONG,	/* more than the model reads */
	WIRE_SENSELESS, /* refused, cut off, empty: no answer to this question */
	WIRE_AWAY,	/* a key, a model or money is missing: no use asking again */
};

struct answer {
	enum outcome outcome;
	const char *text; /* of an ANSWER: what is left without <think>...</think> and a fence round it */
	const char *why;  /* of anything else, for the log */
	bool was_thought; /* it stood where the thinking should */
	int64_t wait_ms;  /* of LATER: what the server asks for; 0 if nothing */
	int64_t tokens_in, tokens_out;
};

/* INVALID if juror->extra is no JSON object. */
enum error wire_request(struct arena *, const struct juror_settings *, const char *key,
			const struct habits *, const struct question *,
			struct http_request *out) MUST_USE;

struct answer wire_read(struct arena *, const struct juror_settings *, struct habits *,
			const struct http_response *);
