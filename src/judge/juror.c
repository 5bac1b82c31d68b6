#include "judge/juror.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/instant.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"

/* So often is a server asked that is busy or out of order, as the makers' own clients do. */
enum { TRIES = 3, PAUSE_MS = 500, PAUSE_MOST_MS = 8000, LOADING_MS = 1000 };
enum { KEY_MOST = 4096, WORTH_ASKING_MS = 200 };

/* What a server said of itself holds for as long as the process lives. */
static struct habits habits[JURORS_MOST + 1];
static bool known[JURORS_MOST + 1];

/* "" if there is none. Its first line: what stands behind it is a note. */
static enum error read_key(struct arena *arena, const char *path, const char **out)
{
	char line[KEY_MOST] = "";
	FILE *file = fopen(path, "re");

	if (!file)
		return failure(ERR_INVALID, "the key file %s cannot be read", path);
	(void)!fgets(line, sizeof(line), file);
	(void)fclose(file);
	*out = text_trim(arena, line);
	return **out ? OK : failure(ERR_INVALID, "the key file %s is empty", path);
}

enum error juror_open(struct arena *arena, int number, int64_t deadline, struct juror *out)
{
	const struct juror_settings *set = &settings()->jurors[number - 1];
	struct juror juror = {
		.settings = set, .number = number, .key = "", .deadline = deadline, .why = ""
	};

	if (*set->key_file)
		TRY(read_key(arena, set->key_file, &juror.key));
	juror.habits = known[number] ? habits[number] : wire_habits(set);
	*out = juror;
	return OK;
}

void juror_keep_habits(const struct juror *juror)
{
	habits[juror->number] = juror->habits;
	known[juror->number] = true;
}

static int64_t left(const struct juror *juror)
{
	return juror->deadline - monotonic_ms();
}

/* Once more and longer each time, by chance a little less; but as long as the server asks for. */
static int64_t pause_of(const struct answer *answer, int tries)
{
	int64_t ms = (int64_t)PAUSE_MS << (tries < 4 ? tries : 4);
	uint16_t drawn;

	if (answer->wait_ms)
		return answer->wait_ms;
	random_bytes(&drawn, sizeof(drawn));
	ms = ms > PAUSE_MOST_MS ? PAUSE_MOST_MS : ms;
	return ms - ms * (drawn % 256) / 1024;
}

static void pause_for(int64_t ms)
{
	struct timespec wait = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&wait, &wait))
		;
}

/* One request and its outcome; a server that cannot be reached is out of order. */
static struct answer send(struct arena *arena, struct juror *juror, const struct habits *way,
			  const struct question *question)
{
	struct http_request request;
	struct http_response response;
	int64_t most = settings()->judge_call_seconds * 1000, time = left(juror);

	if (wire_request(arena, juror->settings, juror->key, way, question, &request))
		return (struct answer){ .outcome = WIRE_AWAY, .why = "extra is no JSON object" };
	request.total_ms = time < most ? time : most;
	if (request.total_ms < WORTH_ASKING_MS)
		return (struct answer){ .outcome = WIRE_AWAY, .why = "its time is over" };
	juror->calls++;
	if (http_send(arena, &request, &response))
		return (struct answer){ .outcome = WIRE_LATER,
					.why = arena_printf(arena, "%s", failure_note()->text) };
	return wire_read(arena, juror->settings, &juror->habits, &response);
}

/*
 * Until there is an answer of any kind. A server that loads its model is waited for
 * till the time is over; one that is broken three times over this question may be broken by it.
 */
static struct answer send_patiently(struct arena *arena, struct juror *juror,
				    const struct habits *way, const struct question *question,
				    int most)
{
	for (int tries = 1;; tries++) {
		struct answer answer = send(arena, juror, way, question);
		const char *why = answer.why ? answer.why : "";
		bool loads = strncmp(why, "503", 3) == 0;
		int64_t pause = loads && !answer.wait_ms ? LOADING_MS : pause_of(&answer, tries - 1);

		if (answer.outcome != WIRE_LATER)
			return answer;
		if (pause + WORTH_ASKING_MS > left(juror)) {
			answer.outcome = WIRE_AWAY;
			return answer;
		}
		if (tries >= most && !loads) {
			answer.outcome = strncmp(why, "500", 3) == 0 ? WIRE_SENSELESS : WIRE_AWAY;
			return answer;
		}
		pause_for(pause);
	}
}

/* The request's members that a server refuses come to light one by one. */
static struct answer send_adapting(struct arena *arena, struct juror *juror, struct habits way,
				   const struct question *question, int most)
{
	struct answer answer = send_patiently(arena, juror, &way, question, most);

	while (answer.outcome == WIRE_OTHERWISE) {
		int64_t tokens = way.tokens;

		juror_keep_habits(juror);
		way = juror->habits;
		way.tokens = tokens;
		answer = send_patiently(arena, juror, &way, question, most);
	}
	return answer;
}

/* The whole of the answer is one object that fits: nothing is picked out of prose, where a forged verdict may stand. */
static enum error check_answer(struct arena *arena, const char *text, answer_check *check,
			       void *context)
{
	struct js_node *node;

	TRY(js_parse(arena, text, strlen(text), &node));
	return check(arena, node, context);
}

static enum asked asked_of(enum outcome outcome)
{
	switch (outcome) {
	case WIRE_ANSWER: return ASKED_ANSWERED;
	case WIRE_TOO_LONG: return ASKED_TOO_LONG;
	case WIRE_SENSELESS: return ASKED_SENSELESS;
	case WIRE_OTHERWISE:
	case WIRE_LATER:
	case WIRE_AWAY: break;
	}
	return ASKED_AWAY;
}

/* For the operator: what a juror does wrong, and that its answer stood where its thinking should. */
static void note(const struct juror *juror, const struct answer *answer, enum asked asked)
{
	const char *model = juror->settings->model;

	if (asked != ASKED_ANSWERED)
		log_warning("juror.failed", "juror", juror->number, "model", model, "why",
			    juror->why);
	else if (answer->was_thought)
		log_info("juror.thought", "juror", juror->number, "model", model);
}

static enum asked ask_once(struct arena *arena, struct juror *juror, struct habits way,
			   const struct question *question, bool patient, answer_check *check,
			   void *context)
{
	struct answer answer = send_adapting(arena, juror, way, question, patient ? TRIES : 1);
	enum asked asked = asked_of(answer.outcome);

	juror->tokens_in += answer.tokens_in;
	juror->tokens_out += answer.tokens_out;
	juror->why = asked == ASKED_ANSWERED || !answer.why ? "" : answer.why;
	if (asked == ASKED_ANSWERED && check_answer(arena, answer.text, check, context)) {
		juror->why = arena_printf(arena, "the answer does not fit: %s",
					  failure_note()->text);
		asked = ASKED_SENSELESS;
	}
	note(juror, &answer, asked);
	return asked;
}

/*
 * Once more without the schema, with which servers that think give an empty answer or
 * one of blanks, and with twice the room, for what was cut off.
 */
enum asked juror_ask(struct arena *arena, struct juror *juror, const struct question *question,
		     bool patient, answer_check *check, void *context)
{
	enum asked asked = ask_once(arena, juror, juror->habits, question, patient, check, context);
	struct habits way = juror->habits;

	if (asked != ASKED_SENSELESS || !patient)
		return asked;
	way.structured = STRUCTURED_NONE;
	way.tokens *= 2;
	return ask_once(arena, juror, way, question, patient, check, context);
}
