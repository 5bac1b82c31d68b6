#include "judge/court.h"

#include <string.h>

#include "base/config.h"
#include "base/instant.h"
#include "base/text.h"
#include "judge/bench.h"
#include "judge/embed.h"
#include "judge/floor.h"
#include "judge/hearing.h"
#include "judge/ladder.h"
#include "judge/local.h"
#include "judge/verify.h"

static unsigned resting, failed;

bool court_sits(void)
{
	for (int i = 0; i < JURORS_MOST; i++)
		if (*settings()->jurors[i].url)
			return true;
	return false;
}

const char *court_names(struct arena *arena)
{
	const char *names = "";

	for (int i = 0; i < JURORS_MOST; i++)
		if (*settings()->jurors[i].url)
			names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "",
					     settings()->jurors[i].model);
	return names;
}

void court_rest(unsigned jurors)
{
	resting = jurors;
}

unsigned court_failed(void)
{
	return failed;
}

/* ------------------------------------------------------------ who is asked, and for how long */

static bool is_asked(int number)
{
	return *settings()->jurors[number - 1].url && !(resting & 1U << (number - 1));
}

static int asked_from(int number)
{
	int count = 0;

	for (; number <= JURORS_MOST; number++)
		count += is_asked(number);
	return count;
}

static int64_t deadline_of(int64_t budget_ms)
{
	return monotonic_ms() +
	       (budget_ms > 0 ? budget_ms : settings()->judge_budget_seconds * 1000);
}

/* One after the other, each with its share of the time that is left; what one does not need the others have. */
static enum error next_juror(struct arena *arena, int number, int64_t deadline, struct juror *out)
{
	int64_t now = monotonic_ms();
	int count = asked_from(number);
	int64_t share = (deadline - now) / (count ? count : 1);

	return juror_open(arena, number, now + (share > 0 ? share : 0), out);
}

static void note_failed(int number)
{
	failed |= 1U << (number - 1);
}

/* ------------------------------------------------------------ drops */

enum error court_judge(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	int64_t deadline = deadline_of(contest->budget_ms); /* what embeddings take is of it */
	const struct finding *findings = floor_of_contest(arena, contest, embed_nearness);
	struct bench bench = { .contest = contest, .findings = findings };
	int *members = ARENA_ARRAY(arena, int, contest->count), count = 0;
	struct rubric rubric;
	const char *why = "no juror is asked";

	failed = 0;
	for (int i = 0; i < contest->count; i++)
		if (!findings[i].rule)
			members[count++] = i;
	if (!count) /* what is no answer needs no model */
		return judge_findings(arena, contest, findings, out);
	TRY(rubric_find(arena, contest->pack, &rubric));
	for (int number = 1; number <= JURORS_MOST; number++) {
		struct seat *seat = &bench.seats[bench.count];

		if (!is_asked(number))
			continue;
		seat->juror = (struct juror){ .why = "" };
		if (!next_juror(arena, number, deadline, &seat->juror) &&
		    ladder_climb(arena, &seat->juror, contest, &rubric, members, count,
				 &seat->ruling)) {
			bench.count++;
			continue;
		}
		why = *seat->juror.why ? seat->juror.why : failure_note()->text;
		note_failed(number);
	}
	if (!bench.count)
		return failure(ERR_UPSTREAM, "no juror could decide: %s", why);
	*out = bench_decide(arena, &bench);
	return OK;
}

/* ------------------------------------------------------------ hires */

struct panel {
	int count, passes, unanimous;
	const char *reasons[2]; /* of those that failed it, of those that passed it */
	struct remark remarks[JURORS_MOST + 2];
	int remark_count;
};

static void take_opinion(struct arena *arena, struct panel *panel, const struct juror *juror,
			 const struct opinion *opinion)
{
	panel->count++;
	panel->passes += opinion->passed;
	panel->unanimous += opinion->passes == 0 || opinion->passes == opinion->votes;
	if (!panel->reasons[opinion->passed])
		panel->reasons[opinion->passed] = opinion->reason;
	panel->remarks[panel->remark_count++] = (struct remark){
		"reasoning",
		arena_printf(arena, "Juror %d (%s): %s, %d of %d calls say passed; %lld ms.",
			     juror->number, juror->settings->model,
			     opinion->passed ? "passed" : "failed", opinion->passes, opinion->votes,
			     (long long)opinion->ms)
	};
}

static struct verification verification_of(struct arena *arena, struct panel *panel)
{
	bool level = 2 * panel->passes == panel->count, passed = 2 * panel->passes >= panel->count;
	bool alike = panel->passes == 0 || panel->passes == panel->count;
	const char *agreement = level					    ? "split"
				: alike && panel->unanimous == panel->count ? "unanimous"
									    : "majority";
	const char *reason = panel->reasons[passed];

	panel->remarks[panel->remark_count++] = (struct remark){
		"result", arena_printf(arena, "%s: %s", passed ? "pass" : "fail", reason)
	};

	struct remark *remarks = ARENA_ARRAY(arena, struct remark, panel->remark_count);

	memcpy(remarks, panel->remarks, sizeof(*remarks) * (size_t)panel->remark_count);
	return (struct verification){ .passed = passed,
				      .reason = reason,
				      .remarks = remarks,
				      .remark_count = panel->remark_count,
				      .agreement = agreement };
}

/* The verifier's own point of relevance costs honest work; where a juror reads, the drop's does. */
static bool is_caught(const struct finding *finding)
{
	return finding->rule && (finding->rule != FLOOR_UNRELATED ||
				 finding->relevance < settings()->judge_words_drop);
}

/* Where jurors are level the worker has the benefit: what cannot be told passes. */
enum error court_verify(struct arena *arena, const struct assignment *asked,
			const struct delivery *given, struct verification *out)
{
	int64_t deadline = deadline_of(asked->budget_ms);
	struct finding finding = floor_of_delivery(arena, asked, given, embed_nearness);
	struct panel panel = { .count = 0 };
	struct rubric rubric;
	const char *why = "no juror is asked";

	failed = 0;
	if (is_caught(&finding))
		return verify_finding(arena, given, &finding, out);
	TRY(rubric_find(arena, "hire", &rubric));
	panel.remarks[panel.remark_count++] = (struct remark){
		"info", arena_printf(arena, "Verified by %s.", court_names(arena))
	};
	for (int number = 1; number <= JURORS_MOST; number++) {
		struct juror juror = { .why = "" };
		struct opinion opinion;

		if (!is_asked(number))
			continue;
		if (!next_juror(arena, number, deadline, &juror) &&
		    hearing_hold(arena, &juror, asked, given, &rubric, &opinion)) {
			take_opinion(arena, &panel, &juror, &opinion);
			continue;
		}
		why = *juror.why ? juror.why : failure_note()->text;
		note_failed(number);
	}
	if (!panel.count)
		return failure(ERR_UPSTREAM, "no juror could decide: %s", why);
	*out = verification_of(arena, &panel);
	return OK;
}
