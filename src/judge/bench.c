#include "judge/bench.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "judge/plain.h"

enum { PUBLIC_MOST = 700, REMARKS_EACH = BALLOTS_MOST + 2 };
static const char grades_all[] = "SABCDF";

/* The entries from the best on, and what each has. */
struct table_of {
	struct arena *arena;
	const struct bench *bench;
	const struct contest *contest;
	int *by_rank, *floor_ranks;
	double *scores; /* by the contest's index */
	struct verdict *verdicts;
	struct remark *remarks;
	int remark_count;
};

static double weight_of(const struct thought *seat)
{
	return seat->ruling.consistency > 0.05 ? seat->ruling.consistency : 0.05;
}

/* Did any juror that decided judge it? */
static bool is_judged(const struct table_of *t, int entry)
{
	for (int s = 0; s < t->bench->count; s++)
		if (t->bench->seats[s].ruling.grades[entry])
			return true;
	return false;
}

/* ------------------------------------------------------------ the order */

static void add_scores(struct table_of *t)
{
	for (int i = 0; i < t->contest->count; i++) {
		double sum = 0, all = 0;

		for (int s = 0; s < t->bench->count; s++) {
			const struct thought *seat = &t->bench->seats[s];

			all += weight_of(seat);
			sum += weight_of(seat) * seat->ruling.points[i];
		}
		t->scores[i] = sum / all;
	}
}

/* Judged ones, those that jurors fail on, and what the floor caught, in its own order. */
static int class_of(const struct table_of *t, int entry)
{
	return t->bench->findings[entry].rule ? 2 : !is_judged(t, entry);
}

static bool is_before(const struct table_of *t, int a, int b)
{
	int classes[2] = { class_of(t, a), class_of(t, b) };
	double apart = t->scores[a] - t->scores[b];

	if (classes[0] != classes[1])
		return classes[0] < classes[1];
	if (classes[0] == 2)
		return t->floor_ranks[a] < t->floor_ranks[b];
	if (apart > 1e-9 || apart < -1e-9)
		return apart > 0;
	return ladder_draw(t->contest, a, b);
}

static void order(struct table_of *t)
{
	for (int i = 0; i < t->contest->count; i++) {
		int k = i;

		for (; k > 0 && is_before(t, i, t->by_rank[k - 1]); k--)
			t->by_rank[k] = t->by_rank[k - 1];
		t->by_rank[k] = i;
	}
	for (int k = 0; k < t->contest->count; k++)
		t->verdicts[t->by_rank[k]].rank = k + 1;
}

/* ------------------------------------------------------------ the grades */

static double weight_of_grade(const struct table_of *t, int entry, char grade)
{
	double weight = 0;

	for (int s = 0; s < t->bench->count; s++)
		if (t->bench->seats[s].ruling.grades[entry] == grade)
			weight += weight_of(&t->bench->seats[s]);
	return weight;
}

/* The middle of the weight; where it falls between two grades, the better. */
static char middle_of_weight(const struct table_of *t, int entry)
{
	double all = 0, seen = 0;

	for (int g = 0; grades_all[g]; g++)
		all += weight_of_grade(t, entry, grades_all[g]);
	for (int g = 0; grades_all[g]; g++) {
		seen += weight_of_grade(t, entry, grades_all[g]);
		if (all > 0 && 2 * seen >= all - 1e-9)
			return grades_all[g];
	}
	return 'F';
}

static char own_grade(const struct table_of *t, int entry, bool anyone_judged)
{
	if (t->bench->findings[entry].rule)
		return 'F';
	if (!is_judged(t, entry)) /* alone and unreadable, it is no answer that could be paid */
		return anyone_judged ? 'D' : 'F';
	return middle_of_weight(t, entry);
}

/* Never better than that of a higher rank. */
static void grade(struct table_of *t)
{
	int worst = 0;
	bool anyone = is_judged(t, t->by_rank[0]);

	for (int k = 0; k < t->contest->count; k++) {
		int entry = t->by_rank[k];
		int g = (int)(strchr(grades_all, own_grade(t, entry, anyone)) - grades_all);

		worst = g > worst ? g : worst;
		t->verdicts[entry].grade = grades_all[worst];
	}
}

/* ------------------------------------------------------------ what people are told */

static int entry_of_label(const struct contest *contest, const struct ballot *ballot,
			  const char *at, size_t length)
{
	for (int i = 0; i < contest->count; i++)
		if (length && strlen(ballot->labels[i].text) == length &&
		    memcmp(ballot->labels[i].text, at, length) == 0)
			return i;
	return -1;
}

static bool is_wordy(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '_';
}

/* The labels of one call mean nothing to anybody else: they become ranks. */
static const char *without_labels(struct table_of *t, const struct ballot *ballot, const char *text)
{
	struct text out = text_start(t->arena, strlen(text) + 64);

	while (*text) {
		size_t length = 0;
		int entry;

		while (is_wordy(text[length]))
			length++;
		entry = entry_of_label(t->contest, ballot, text, length);
		if (entry >= 0)
			text_add_string(&out,
					arena_printf(t->arena, "no. %d", t->verdicts[entry].rank));
		else
			text_add(&out, text, length ? length : 1);
		text += length ? length : 1;
	}
	return out.bytes;
}

/* The call that placed it where it came to stand, of the most consistent juror that has one. */
static const struct ballot *ballot_for(const struct table_of *t, int entry)
{
	const struct ballot *any = NULL, *best = NULL;
	double weight = -1;

	for (int s = 0; s < t->bench->count; s++) {
		const struct thought *seat = &t->bench->seats[s];

		for (int b = 0; b < seat->ruling.ballot_count; b++) {
			const struct ballot *ballot = &seat->ruling.ballots[b];
			int place = t->verdicts[entry].rank - 1;

			if (!ballot->grades[entry] || !*ballot->whys[entry])
				continue;
			any = any ? any : ballot;
			if (ballot->ranking[place] != entry || weight_of(seat) <= weight)
				continue;
			weight = weight_of(seat);
			best = ballot;
		}
	}
	return best ? best : any;
}

static void explain(struct table_of *t, int entry)
{
	struct verdict *v = &t->verdicts[entry];
	const struct ballot *ballot = ballot_for(t, entry);

	if (t->bench->findings[entry].rule)
		v->rationale = arena_printf(t->arena, "It %s.", t->bench->findings[entry].why);
	else if (!is_judged(t, entry))
		v->rationale =
			"No juror could be made to judge this entry, though they judge others: it comes last.";
	else if (!ballot)
		v->rationale = "The jurors placed it here and gave no reason.";
	else {
		v->rationale = plain_for_people(t->arena,
						without_labels(t, ballot, ballot->whys[entry]),
						PUBLIC_MOST);
		v->notes = *ballot->notes[entry] ? without_labels(t, ballot, ballot->notes[entry])
						 : NULL;
	}
}

/* ------------------------------------------------------------ the log */

static void remark(struct table_of *t, const char *type, const char *content)
{
	t->remarks[t->remark_count++] = (struct remark){ type, content };
}

/* "3 1 2": entries by the order in which they came. */
static const char *list_of(struct arena *arena, const int *entries, int count)
{
	struct text out = text_start(arena, 32);

	for (int i = 0; i < count; i++)
		text_add_string(&out, arena_printf(arena, "%s%d", i ? " " : "", entries[i] + 1));
	return out.bytes;
}

static const char *grades_of(struct arena *arena, const struct ballot *ballot, int count)
{
	struct text out = text_start(arena, 32);

	for (int i = 0; i < count; i++)
		text_add_string(&out, arena_printf(arena, "%s%c", i ? " " : "",
						   ballot->grades[ballot->ranking[i]]));
	return out.bytes;
}

static const char *agreement_name(enum agreement agreement)
{
	static const char *const names[] = { "unanimous", "majority", "split" };

	return names[agreement];
}

static int ranked_by(const struct contest *contest, const struct ballot *ballot)
{
	int count = 0;

	for (int i = 0; i < contest->count; i++)
		count += ballot->grades[i] != '\0';
	return count;
}

static void tell_ballots(struct table_of *t, const struct thought *seat)
{
	for (int b = 0; b < seat->ruling.ballot_count; b++) {
		const struct ballot *ballot = &seat->ruling.ballots[b];
		int count = ranked_by(t->contest, ballot);

		remark(t, "reasoning",
		       arena_printf(t->arena,
				    "Juror %d (%s), call %d: shown %s; ranked %s; grades %s.",
				    seat->juror.number, seat->juror.settings->model, b + 1,
				    list_of(t->arena, ballot->order, count),
				    list_of(t->arena, ballot->ranking, count),
				    grades_of(t->arena, ballot, count)));
	}
}

static void tell_seat(struct table_of *t, const struct thought *seat)
{
	const struct ruling *r = &seat->ruling;
	const char *dissent = "";

	tell_ballots(t, seat);
	if (r->ballot_count && r->winner != t->by_rank[0])
		dissent = arena_printf(t->arena, " It would have put entry %d first.",
				       r->winner + 1);
	remark(t, "reasoning",
	       arena_printf(
		       t->arena,
		       "Juror %d (%s): %s on the first place%s, %d of 100 pairs ranked alike, %d calls, %lld "
		       "tokens read and %lld written, %lld ms, up to %zu bytes of each entry.%s",
		       seat->juror.number, seat->juror.settings->model, agreement_name(r->agreement),
		       r->drawn	  ? " (left to the draw)"
		       : r->duels ? " (head to head)"
				  : "",
		       (int)(100 * r->consistency), seat->juror.calls,
		       (long long)seat->juror.tokens_in, (long long)seat->juror.tokens_out,
		       (long long)r->ms, r->bytes, dissent));
}

static void tell_findings(struct table_of *t)
{
	for (int i = 0; i < t->contest->count; i++)
		if (t->bench->findings[i].rule)
			remark(t, "reasoning",
			       arena_printf(t->arena, "Entry %d: floor %s; no juror was shown it.",
					    i + 1, floor_rule_name(t->bench->findings[i].rule)));
		else if (!is_judged(t, i))
			remark(t, "reasoning",
			       arena_printf(t->arena,
					    "Entry %d: jurors fail on it alone; it comes last.",
					    i + 1));
}

/* Of one juror, how its calls agreed; of several, how they did. */
static enum agreement agreement_of(const struct table_of *t)
{
	double with = 0, all = 0;
	int alike = 0;

	if (t->bench->count == 1)
		return t->bench->seats[0].ruling.agreement;
	for (int s = 0; s < t->bench->count; s++) {
		const struct thought *seat = &t->bench->seats[s];
		bool same = seat->ruling.winner == t->by_rank[0];

		all += weight_of(seat);
		with += same ? weight_of(seat) : 0;
		alike += same;
	}
	if (alike == t->bench->count)
		return UNANIMOUS;
	return 2 * with > all ? MAJORITY : SPLIT;
}

static const char *names_of(const struct table_of *t)
{
	const char *names = "";

	for (int s = 0; s < t->bench->count; s++)
		names = arena_printf(t->arena, "%s%s%s", names, *names ? ", " : "",
				     t->bench->seats[s].juror.settings->model);
	return names;
}

static const char *tell(struct table_of *t)
{
	const struct verdict *first = &t->verdicts[t->by_rank[0]];
	const char *agreement = agreement_name(agreement_of(t));

	remark(t, "info", arena_printf(t->arena, "Judged by %s.", names_of(t)));
	tell_findings(t);
	for (int s = 0; s < t->bench->count; s++)
		tell_seat(t, &t->bench->seats[s]);
	remark(t, "result",
	       arena_printf(t->arena, "Entry %d is first, grade %c; agreement: %s. Order: %s.",
			    t->by_rank[0] + 1, first->grade, agreement,
			    list_of(t->arena, t->by_rank, t->contest->count)));
	return agreement;
}

static struct table_of table_for(struct arena *arena, const struct bench *bench)
{
	int count = bench->contest->count;

	return (struct table_of){
		.arena = arena,
		.bench = bench,
		.contest = bench->contest,
		.by_rank = ARENA_ARRAY(arena, int, count),
		.floor_ranks = ARENA_ARRAY(arena, int, count),
		.scores = ARENA_ARRAY(arena, double, count),
		.verdicts = ARENA_ARRAY(arena, struct verdict, count),
		.remarks = ARENA_ARRAY(arena, struct remark, 2 + count + REMARKS_EACH * bench->count),
	};
}

struct judgement bench_decide(struct arena *arena, const struct bench *bench)
{
	struct table_of t = table_for(arena, bench);
	const char *agreement;

	floor_order(arena, bench->contest, bench->findings, t.floor_ranks);
	add_scores(&t);
	order(&t);
	grade(&t);
	for (int i = 0; i < bench->contest->count; i++)
		explain(&t, i);
	agreement = tell(&t);
	return (struct judgement){ .verdicts = t.verdicts,
				   .rationale = t.verdicts[t.by_rank[0]].rationale,
				   .remarks = t.remarks,
				   .remark_count = t.remark_count,
				   .agreement = agreement };
}
