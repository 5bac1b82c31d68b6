#include "judge/ladder.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/instant.h"
#include "judge/dice.h"
#include "judge/plain.h"

/* A text's share of what a juror reads; with less than the least a judgement would be of beginnings. */
enum { ALL_BYTES = 60000, TEXT_BYTES = 12000, TEXT_LEAST = 400 };
static const char grades_all[] = "SABCDF";

struct climb {
	struct arena *arena;
	struct juror *juror;
	struct field field;
	int *members; /* of the field, in the order in which all others are told */
	struct ruling ruling;
};

/* ------------------------------------------------------------ orders */

/*
 * What follows on two opposite orders that disagree. Opposite pairs again, so that on average all stand
 * in the middle; each entry (of five: but one) is first once. Of many designs these found the best
 * entry most often with jurors that favour the first, the last, each earlier place, or several of these:
 * ./dev bench judge repeats it.
 */
static const struct {
	int count, orders[3][BALLOTS_MOST];
} further[] = {
	{ 3, { { 1, 2, 0 }, { 0, 2, 1 }, { 1, 0, 2 } } },
	{ 4, { { 2, 3, 0, 1 }, { 1, 0, 3, 2 } } },
	{ 5, { { 2, 4, 0, 3, 1 }, { 1, 3, 0, 4, 2 } } },
};

static void nth_order(const int *base, int count, int n, int *out)
{
	for (int i = 0; i < count; i++)
		out[n % 2 ? count - 1 - i : i] = base[(i + (n < 2 ? 0 : count / 2)) % count];
	for (int f = 0; n >= 2 && f < COUNT(further); f++)
		for (int i = 0; further[f].count == count && i < count; i++)
			out[i] = base[further[f].orders[n - 2][i]];
}

/* Of two there are no other orders; whether a lone one is an answer a third call decides. */
static int ballots_most(int count)
{
	return count == 1 ? 3 : count == 2 ? 2 : count == 3 ? 5 : 4;
}

/* ------------------------------------------------------------ calls */

static enum asked cast(struct climb *climb, const int *order, bool patient, struct ballot *out)
{
	struct ruling *r = &climb->ruling;

	return ballot_cast(climb->arena, climb->juror, &climb->field, order,
			   r->ballot_count + r->duels, patient, out);
}

static enum asked cast_next(struct climb *climb)
{
	struct ruling *r = &climb->ruling;
	int *order = ARENA_ARRAY(climb->arena, int, climb->field.count);
	enum asked asked;

	nth_order(climb->members, climb->field.count, r->ballot_count, order);
	asked = cast(climb, order, true, &r->ballots[r->ballot_count]);
	if (asked == ASKED_ANSWERED)
		r->ballot_count++;
	return asked;
}

/* ------------------------------------------------------------ counting */

static void count_points(struct climb *climb)
{
	struct ruling *r = &climb->ruling;
	int n = climb->field.count;

	for (int i = 0; i < n; i++)
		r->points[climb->members[i]] = 0;
	for (int b = 0; b < r->ballot_count; b++)
		for (int i = 0; i < n; i++)
			r->points[r->ballots[b].ranking[i]] += n > 1 ? (double)(n - 1 - i) /
									       (n - 1) /
									       r->ballot_count
								     : 1.0 / r->ballot_count;
}

static int place_in(const struct ballot *ballot, int count, int entry)
{
	int place = 0;

	while (place < count && ballot->ranking[place] != entry)
		place++;
	return place;
}

/* The share of pairs that two calls ranked alike; of a lone entry, whether its grade was the same. */
static double likeness(const struct climb *climb, const struct ballot *a, const struct ballot *b)
{
	int n = climb->field.count, alike = 0, all = 0;

	if (n < 2)
		return a->grades[climb->members[0]] == b->grades[climb->members[0]] ? 1 : 0.5;
	for (int i = 0; i < n; i++)
		for (int k = i + 1; k < n; k++) {
			all++;
			alike += place_in(b, n, a->ranking[i]) < place_in(b, n, a->ranking[k]);
		}
	return (double)alike / all;
}

static void measure_consistency(struct climb *climb)
{
	struct ruling *r = &climb->ruling;
	double sum = 0;
	int pairs = 0;

	for (int a = 0; a < r->ballot_count; a++)
		for (int b = a + 1; b < r->ballot_count; b++, pairs++)
			sum += likeness(climb, &r->ballots[a], &r->ballots[b]);
	r->consistency = pairs ? sum / pairs : 0.5;
}

static int grade_index(char grade)
{
	return (int)(strchr(grades_all, grade) - grades_all);
}

/* The middle one; of two in the middle the better: F has to be said by more than half. */
static char middle_grade(const struct climb *climb, int entry)
{
	const struct ruling *r = &climb->ruling;
	int counts[sizeof(grades_all)] = { 0 }, seen = 0;

	for (int b = 0; b < r->ballot_count; b++)
		counts[grade_index(r->ballots[b].grades[entry])]++;
	for (int g = 0; g < (int)sizeof(grades_all) - 1; g++) {
		seen += counts[g];
		if (2 * seen >= r->ballot_count)
			return grades_all[g];
	}
	return 'F';
}

bool ladder_draw(const struct contest *contest, int a, int b)
{
	struct digest lots[2];

	for (int i = 0; i < 2; i++) {
		char ids[2 * ID_TEXT + 2];

		(void)snprintf(ids, sizeof(ids), "%s %s", contest->job.text,
			       contest->entries[i ? b : a].id.text);
		lots[i] = digest_of(ids, strlen(ids));
	}
	return memcmp(&lots[0], &lots[1], sizeof(lots[0])) < 0;
}

static bool is_level(double a, double b)
{
	return a - b < 1e-9 && b - a < 1e-9;
}

/* The best by points and the draw, of all but one (-1: of all). */
static int best_but(const struct climb *climb, int left_out)
{
	const struct ruling *r = &climb->ruling;
	int best = -1;

	for (int i = 0; i < climb->field.count; i++) {
		int entry = climb->members[i];

		if (entry == left_out)
			continue;
		if (best < 0 || (!is_level(r->points[entry], r->points[best])
					 ? r->points[entry] > r->points[best]
					 : ladder_draw(climb->field.contest, entry, best)))
			best = entry;
	}
	return best;
}

static enum agreement agreement_of(const struct climb *climb)
{
	const struct ruling *r = &climb->ruling;
	int firsts = 0;

	for (int b = 0; b < r->ballot_count; b++)
		firsts += r->ballots[b].ranking[0] == r->winner;
	if (firsts == r->ballot_count)
		return UNANIMOUS;
	return 2 * firsts > r->ballot_count ? MAJORITY : SPLIT;
}

/* ------------------------------------------------------------ the rungs */

static bool first_two_agree(const struct climb *climb)
{
	const struct ballot *a = &climb->ruling.ballots[0], *b = &climb->ruling.ballots[1];
	int first;

	if (!a->ranking || !b->ranking)
		return false;
	first = a->ranking[0];
	if (climb->field.count < 2) /* whether it is an answer at all decides who has the money */
		return (a->grades[first] == 'F') == (b->grades[first] == 'F');
	return first == b->ranking[0];
}

/* Both ways; false if they are level still, or the time is over. */
static bool head_to_head(struct climb *climb, int a, int b, int *winner)
{
	int pair[2] = { a, b }, back[2] = { b, a }, won[2];
	struct field field = climb->field;
	bool done = true;

	climb->field.members = pair;
	climb->field.count = 2;
	for (int i = 0; i < 2 && done; i++) {
		struct ballot ballot;

		done = cast(climb, i ? back : pair, true, &ballot) == ASKED_ANSWERED;
		climb->ruling.duels += done;
		won[i] = done ? ballot.ranking[0] : -1;
	}
	climb->field = field;
	if (!done || won[0] != won[1])
		return false;
	*winner = won[0];
	return true;
}

static void decide(struct climb *climb)
{
	struct ruling *r = &climb->ruling;
	int first, second;

	count_points(climb);
	first = best_but(climb, -1);
	second = best_but(climb, first);
	r->winner = first;
	if (second < 0 || !is_level(r->points[first], r->points[second]))
		return;
	if (!head_to_head(climb, first, second, &r->winner))
		r->drawn = true;
	/* less than any difference that calls can make */
	r->points[r->winner] += 0.001;
}

static enum asked cast_all(struct climb *climb)
{
	struct ruling *r = &climb->ruling;
	enum asked asked = ASKED_ANSWERED;

	while (asked == ASKED_ANSWERED && r->ballot_count < ballots_most(climb->field.count) &&
	       (r->ballot_count < 2 || !first_two_agree(climb)))
		asked = cast_next(climb);
	/* Two opposite orders are a judgement; one is a guess that may have been made by place. */
	return r->ballot_count < 2 ? asked : ASKED_ANSWERED;
}

/* ------------------------------------------------------------ what spoils a call */

static bool passes(struct climb *climb, const int *members, int count)
{
	struct field field = climb->field;
	struct ballot ballot;
	enum asked asked;

	climb->field.members = members;
	climb->field.count = count;
	asked = cast(climb, members, false, &ballot);
	climb->field = field;
	return asked == ASKED_ANSWERED;
}

/* By halves: who makes the juror fail when it is shown alone. */
static void find_spoilers(struct climb *climb, const int *members, int count)
{
	if (climb->juror->deadline <= monotonic_ms() || passes(climb, members, count))
		return;
	if (count == 1) {
		climb->ruling.spoilt[members[0]] = true;
		return;
	}
	find_spoilers(climb, members, count / 2);
	find_spoilers(climb, members + count / 2, count - count / 2);
}

/* Would the juror answer if the lone entry were another? Then its failing is the entry's doing. */
static bool passes_stand_in(struct climb *climb)
{
	struct contest stand_in = *climb->field.contest;
	struct entry *entries = ARENA_ARRAY(climb->arena, struct entry, stand_in.count);
	const struct contest *contest = climb->field.contest;
	bool passed;

	memcpy(entries, stand_in.entries, sizeof(*entries) * (size_t)stand_in.count);
	entries[climb->members[0]].text = "(There is no text.)";
	stand_in.entries = entries;
	climb->field.contest = &stand_in;
	passed = passes(climb, climb->members, 1);
	climb->field.contest = contest;
	return passed;
}

/*
 * False if nobody is to blame, or all are: then it is the juror's own failing. A lone
 * entry that is to blame leaves nothing to be judged.
 */
static bool set_spoilers_apart(struct climb *climb)
{
	int kept = 0, count = climb->field.count;

	if (count < 2) {
		climb->ruling.spoilt[climb->members[0]] = passes_stand_in(climb);
		climb->field.count = climb->ruling.spoilt[climb->members[0]] ? 0 : 1;
		return false;
	}
	find_spoilers(climb, climb->members, count / 2);
	find_spoilers(climb, climb->members + count / 2, count - count / 2);
	for (int i = 0; i < count; i++)
		if (!climb->ruling.spoilt[climb->members[i]])
			climb->members[kept++] = climb->members[i];
	if (kept == 0 || kept == count)
		return false;
	climb->field.count = kept;
	climb->ruling.ballot_count = 0;
	return true;
}

static bool shorten(struct climb *climb)
{
	climb->field.bytes /= 2;
	climb->ruling.ballot_count = 0;
	return climb->field.bytes >= TEXT_LEAST;
}

/* ------------------------------------------------------------ all of it */

/* By the draw first, which knows no order of arrival; then each juror has a start of its own. */
static void start_order(const struct contest *contest, struct dice dice, const int *members,
			int count, int *drawn, int *out)
{
	for (int i = 0; i < count; i++) {
		int k = i;

		for (; k > 0 && ladder_draw(contest, members[i], drawn[k - 1]); k--)
			drawn[k] = drawn[k - 1];
		drawn[k] = members[i];
	}
	dice_shuffle(&dice, out, count);
	for (int i = 0; i < count; i++)
		out[i] = drawn[out[i]];
}

static struct climb climb_of(struct arena *arena, struct juror *juror, const struct contest *contest,
			     const struct rubric *rubric, const int *members, int count)
{
	struct climb climb = { .arena = arena, .juror = juror };
	struct dice dice = dice_of(contest->job.text, "order", juror->number);
	size_t share = (size_t)(ALL_BYTES / count);

	climb.members = ARENA_ARRAY(arena, int, count);
	start_order(contest, dice, members, count, ARENA_ARRAY(arena, int, count), climb.members);
	climb.field = (struct field){ .contest = contest,
				      .rubric = rubric,
				      .members = climb.members,
				      .count = count,
				      .bytes = share < TEXT_BYTES ? share : TEXT_BYTES,
				      .own = "" };
	climb.ruling.points = ARENA_ARRAY(arena, double, contest->count);
	climb.ruling.grades = ARENA_ARRAY(arena, char, contest->count);
	climb.ruling.spoilt = ARENA_ARRAY(arena, bool, contest->count);
	return climb;
}

static void finish(struct climb *climb)
{
	struct ruling *r = &climb->ruling;

	measure_consistency(climb);
	decide(climb);
	r->agreement = agreement_of(climb);
	r->bytes = climb->field.bytes;
	for (int i = 0; i < climb->field.count; i++)
		r->grades[climb->members[i]] = middle_grade(climb, climb->members[i]);
}

bool ladder_climb(struct arena *arena, struct juror *juror, const struct contest *contest,
		  const struct rubric *rubric, const int *members, int count, struct ruling *out)
{
	struct climb climb = climb_of(arena, juror, contest, rubric, members, count);
	int64_t began = monotonic_ms();
	enum asked asked;

	if (rubric->checkable)
		climb.field.own = ballot_own_answer(arena, juror,
						    plain_for_model(arena, contest->prompt,
								    2 * climb.field.bytes, NULL));
	for (;;) {
		asked = cast_all(&climb);
		if (asked == ASKED_TOO_LONG && shorten(&climb))
			continue;
		if (asked == ASKED_SENSELESS && set_spoilers_apart(&climb))
			continue;
		break;
	}
	if (asked != ASKED_ANSWERED && climb.field.count > 0)
		return false;
	if (climb.field.count > 0)
		finish(&climb);
	climb.ruling.ms = monotonic_ms() - began;
	*out = climb.ruling;
	return true;
}
