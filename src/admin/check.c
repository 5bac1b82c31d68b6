/*
 * Can the jurors tell what anybody can tell? Pairs of our own (calibration.def), each shown in both
 * orders. That it was so once is noted for doctor, under a fingerprint of the jurors' settings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/jurors.h"
#include "admin/verb.h"
#include "base/attr.h"
#include "base/config.h"
#include "base/instant.h"
#include "base/text.h"
#include "json/write.h"
#include "judge/hearing.h"
#include "judge/ladder.h"

/* What a juror must reach, in hundredths; and how many pairs may go unanswered from the start. */
enum { ACCURACY_LEAST = 75, CONSISTENCY_LEAST = 70, PATIENCE = 3 };

static const struct pair {
	const char *pack, *prompt, *better, *worse;
} pairs[] = {
#define CASE(pack, prompt, better, worse) { pack, prompt, better, worse },
#define HIRE(prompt, requirements, text, passes)
#include "admin/calibration.def"
#undef CASE
#undef HIRE
};

static const struct hire_case {
	const char *prompt, *requirements, *text;
	bool passes;
} hires[] = {
#define CASE(pack, prompt, better, worse)
#define HIRE(prompt, requirements, text, passes) { prompt, requirements, text, passes },
#include "admin/calibration.def"
};

/* Of one juror over all pairs. */
struct marks {
	int asked, answered, calls, right, consistent, decided;
	int hires, hires_right; /* deliveries, and those of which its verdict is right */
	int64_t ms, tokens_in, tokens_out;
	char why[200]; /* of the last that was not answered */
};

/* Money a million tokens, if the caller named it. */
struct prices {
	bool known;
	double in, out;
};

const char *jurors_fingerprint(struct arena *arena)
{
	struct text all = text_start(arena, 256);

	for (int i = 0; i < JURORS_MOST; i++) {
		const struct juror_settings *j = &settings()->jurors[i];

		if (*j->url)
			text_add_string(&all,
					arena_printf(arena, "%s %s %s %s %s\n", j->url, j->model,
						     j->form, j->structured, j->extra));
	}

	struct digest_text digest = digest_base64url(digest_of(all.bytes, all.length));

	return arena_copy(arena, digest.text, strlen(digest.text));
}

/* ------------------------------------------------------------ one pair */

static struct contest contest_of(struct arena *arena, const struct pair *pair)
{
	struct entry *entries = ARENA_ARRAY(arena, struct entry, 2);

	entries[0].id = id_new();
	entries[0].text = pair->better;
	entries[1].id = id_new();
	entries[1].text = pair->worse;
	return (struct contest){ .job = id_new(),
				 .prompt = pair->prompt,
				 .pack = pair->pack,
				 .entries = entries,
				 .count = 2 };
}

static void mark(struct marks *marks, const struct ruling *ruling)
{
	const struct ballot *ballots = ruling->ballots;

	marks->answered++;
	marks->ms += ruling->ms;
	marks->decided += ruling->winner == 0 && !ruling->drawn;
	for (int b = 0; b < ruling->ballot_count; b++, marks->calls++)
		marks->right += ballots[b].ranking[0] == 0;
	marks->consistent += ballots[0].ranking[0] == ballots[1].ranking[0];
}

static enum error measure_pair(struct arena *arena, int number, const struct pair *pair,
			       struct marks *marks)
{
	struct contest contest = contest_of(arena, pair);
	int64_t deadline = monotonic_ms() + settings()->judge_budget_seconds * 1000;
	struct rubric rubric;
	struct juror juror;
	struct ruling ruling;

	TRY(rubric_find(arena, pair->pack, &rubric));
	TRY(juror_open(arena, number, deadline, &juror));
	marks->asked++;
	if (ladder_climb(arena, &juror, &contest, &rubric, (int[]){ 0, 1 }, 2, &ruling) &&
	    ruling.ballot_count >= 2)
		mark(marks, &ruling);
	else
		(void)snprintf(marks->why, sizeof(marks->why), "%s",
			       *juror.why ? juror.why : "one of the two made it fail");
	marks->tokens_in += juror.tokens_in;
	marks->tokens_out += juror.tokens_out;
	return OK;
}

static enum error measure_hire(struct arena *arena, int number, const struct hire_case *hire,
			       struct marks *marks)
{
	struct assignment asked = { id_new(), hire->prompt, "", "", hire->requirements, 0 };
	struct delivery given = { .text = hire->text };
	int64_t deadline = monotonic_ms() + settings()->judge_budget_seconds * 1000;
	struct rubric rubric;
	struct juror juror;
	struct opinion opinion;

	TRY(rubric_find(arena, "hire", &rubric));
	TRY(juror_open(arena, number, deadline, &juror));
	marks->hires++;
	if (hearing_hold(arena, &juror, &asked, &given, &rubric, &opinion))
		marks->hires_right += opinion.passed == hire->passes;
	else
		(void)snprintf(marks->why, sizeof(marks->why), "%s", juror.why);
	return OK;
}

/* ------------------------------------------------------------ one juror */

static struct json ratio(struct arena *arena, double part, double whole)
{
	return whole > 0 ? js_raw(arena_printf(arena, "%.4f", part / whole)) : js_raw("null");
}

/* What was not answered was not right. */
static bool has_passed(const struct marks *m)
{
	return m->asked == COUNT(pairs) && m->hires == COUNT(hires) &&
	       m->hires_right * 100 >= ACCURACY_LEAST * COUNT(hires) &&
	       m->right * 100 >= ACCURACY_LEAST * m->calls &&
	       m->answered * 100 >= 95 * COUNT(pairs) &&
	       m->consistent * 100 >= CONSISTENCY_LEAST * COUNT(pairs);
}

static struct json cost(struct arena *arena, const struct marks *m, const struct prices *prices)
{
	double money = prices->in * (double)m->tokens_in + prices->out * (double)m->tokens_out;

	return prices->known ? ratio(arena, money / 1e6, m->asked) : js_raw("null");
}

static void tell(struct arena *arena, int number, const struct marks *m, const struct prices *prices)
{
	say(js_object(arena, "juror", number, "model", settings()->jurors[number - 1].model, "pairs",
		      m->asked, "answered", m->answered, "accuracy", ratio(arena, m->right, m->calls),
		      "consistent", ratio(arena, m->consistent, m->asked), "decided_right",
		      ratio(arena, m->decided, m->asked), "ms", m->answered ? m->ms / m->answered : 0L,
		      "tokens_in", m->asked ? m->tokens_in / m->asked : 0L, "tokens_out",
		      m->asked ? m->tokens_out / m->asked : 0L, "cost", cost(arena, m, prices), "passed",
		      has_passed(m), "hires", m->hires, "hires_right", ratio(arena, m->hires_right, m->hires), "why",
		      *m->why ? m->why : NULL));
}

static enum error check_juror(struct call *call, int number, const struct prices *prices,
			      bool *passed)
{
	struct marks marks = { .asked = 0 };

	for (int i = 0; i < COUNT(pairs) && (marks.answered || marks.asked < PATIENCE); i++) {
		struct arena_mark before = arena_mark(call->arena);

		TRY(measure_pair(call->arena, number, &pairs[i], &marks));
		arena_rewind(call->arena, before);
	}
	for (int i = 0; i < COUNT(hires) && marks.answered; i++) {
		struct arena_mark before = arena_mark(call->arena);

		TRY(measure_hire(call->arena, number, &hires[i], &marks));
		arena_rewind(call->arena, before);
	}
	tell(call->arena, number, &marks, prices);
	*passed = has_passed(&marks);
	return OK;
}

/* ------------------------------------------------------------ all of them */

static enum error read_prices(struct call *call, struct prices *out)
{
	char *ends[2];

	if (!call->count)
		return OK;
	if (call->count != 2)
		return failure(ERR_INVALID,
			       "two prices are taken: of a million tokens read, and written");
	out->in = strtod(call->words[0], &ends[0]);
	out->out = strtod(call->words[1], &ends[1]);
	out->known = true;
	if (*ends[0] || *ends[1] || out->in < 0 || out->out < 0)
		return failure(ERR_INVALID, "a price is a number, as in 2.5");
	return OK;
}

/* The note is all that is done. */
static enum error nothing(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	return OK;
}

enum error admin_judge_check(struct call *call)
{
	struct prices prices = { .known = false };
	bool all = true;
	int count = 0;

	TRY(read_prices(call, &prices));
	for (int number = 1; number <= JURORS_MOST; number++) {
		bool passed = false;

		if (!*settings()->jurors[number - 1].url)
			continue;
		TRY(check_juror(call, number, &prices, &passed));
		all = all && passed;
		count++;
	}
	if (!count)
		return failure(ERR_INVALID, "settings name no juror: judge.1.url");
	call->failed = !all;
	return all ? act(call, nothing, NULL, jurors_fingerprint(call->arena)) : OK;
}
