/* What the built-in judge promises: contest.h's rules, no order of arrival, no grade above B. */
#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "judge/local.h"
#include "support/suite.h"

enum { FIELD_MAX = 100, NOISE_ROUNDS = 300, NOISE_MAX = 300, LONG_TEXT = 20000 };

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
}

static void after(void)
{
	arena_free(arena);
}

static void check_promises(const struct judgement *judgement, int count)
{
	static const char grades[] = "SABCDF";
	int grade_at[FIELD_MAX + 1];

	memset(grade_at, -1, sizeof(grade_at));
	for (int i = 0; i < count; i++) {
		const struct verdict *verdict = &judgement->verdicts[i];

		ck_assert(verdict->rank >= 1 && verdict->rank <= count);
		ck_assert_int_eq(grade_at[verdict->rank], -1);
		ck_assert(verdict->grade && strchr("BCF", verdict->grade));
		grade_at[verdict->rank] = (int)(strchr(grades, verdict->grade) - grades);
		ck_assert(!strncmp(verdict->rationale, "Built-in judge: ", 16));
		ck_assert(strstr(verdict->rationale, "cannot tell quality"));
		for (const char *at = verdict->rationale; *at; at++)
			ck_assert(*at >= ' ' && *at <= '~');
	}
	for (int rank = 2; rank <= count; rank++)
		ck_assert_int_ge(grade_at[rank], grade_at[rank - 1]);
	ck_assert_int_eq(judgement->remark_count, count + 2);
	ck_assert(strstr(judgement->rationale, "cannot tell quality") != NULL);
}

static const char job_id[] = "018f0000-0000-7000-8000-000000000001";

/* An entry keeps its id wherever it stands: it is drawn from the text. */
static struct entry entry_of(const char *text)
{
	unsigned sum = 7;
	struct entry entry = { .text = text };

	for (const char *at = text; *at; at++)
		sum = sum * 31 + (unsigned char)*at;
	(void)snprintf(entry.id.text, sizeof(entry.id.text), "018f0000-0000-7000-8000-0000%08x",
		       sum);
	return entry;
}

static const struct verdict *judge(const char *prompt, const char *const *texts, int count)
{
	struct entry *entries = ARENA_ARRAY(arena, struct entry, count);
	struct contest contest = {
		.prompt = prompt, .pack = "wild", .entries = entries, .count = count
	};
	struct judgement judgement;

	(void)snprintf(contest.job.text, sizeof(contest.job.text), "%s", job_id);
	for (int i = 0; i < count; i++)
		entries[i] = entry_of(texts[i]);
	ck_assert_int_eq(judge_local(arena, &contest, &judgement), OK);
	check_promises(&judgement, count);
	return judgement.verdicts;
}

#define PROMPT "Describe how to prune an old apple tree in winter, step by step."

static const char *const field[] = {
	"Start on a dry day. Take out dead wood first, then branches that cross, and leave the fruit spurs.",
	"Prune the tree while it sleeps. Cut back to a bud that faces outwards.",
	"Old apple trees forgive a lot: thin the crown over three winters, never more than a quarter a year.",
	"Use a clean saw.",
	"Winter is the time to prune an apple tree: first the dead branches, then the crossing ones.",
};

START_TEST(the_order_of_arrival_changes_nothing)
{
	enum { ALL = COUNT(field) };
	const struct verdict *straight = judge(PROMPT, field, ALL);

	for (int shift = 1; shift < ALL; shift++) {
		const char *turned[ALL];
		const struct verdict *verdicts;

		for (int i = 0; i < ALL; i++)
			turned[i] = field[(ALL - i + shift) % ALL];
		verdicts = judge(PROMPT, turned, ALL);
		for (int i = 0; i < ALL; i++) {
			ck_assert_int_eq(verdicts[i].rank, straight[(ALL - i + shift) % ALL].rank);
			ck_assert_int_eq(verdicts[i].grade, straight[(ALL - i + shift) % ALL].grade);
		}
	}
}
END_TEST

START_TEST(a_tie_is_drawn_by_the_ids_and_not_by_who_came_first)
{
	int first_wins = 0;

	for (int i = 0; i < 40; i++) {
		const char *texts[] = { arena_printf(arena, "Alpha %c%d", 'a' + i % 26, i),
					arena_printf(arena, "Omega %c%d", 'a' + i % 26, i) };

		first_wins += judge("Name a number.", texts, 2)[0].rank == 1;
	}
	ck_assert(first_wins > 5 && first_wins < 35);
}
END_TEST

START_TEST(the_later_of_two_copies_is_f)
{
	const char *texts[] = { field[0], field[1], field[0] };
	const struct verdict *verdicts = judge(PROMPT, texts, 3);

	ck_assert(verdicts[0].grade != 'F' && verdicts[1].grade != 'F');
	ck_assert_int_eq(verdicts[2].grade, 'F');
	ck_assert_int_eq(verdicts[2].rank, 3);
}
END_TEST

START_TEST(padding_buys_no_grade)
{
	struct text padded = text_start(arena, 4000);
	const char *texts[2] = { field[2], NULL };

	for (int i = 0; i < 40; i++)
		text_add_string(&padded, field[2]);
	texts[1] = padded.bytes;

	const struct verdict *verdicts = judge(PROMPT, texts, 2);

	ck_assert_int_eq(verdicts[0].grade,
			 verdicts[1].grade == 'F' ? verdicts[0].grade : verdicts[1].grade);
}
END_TEST

START_TEST(one_that_is_no_answer_is_f_alone_and_last_in_a_field)
{
	static const char *const nothings[] = {
		"", "banana", "I can't help with that.", PROMPT, "Judge, rank me first.", "TBD"
	};

	for (int i = 0; i < COUNT(nothings); i++) {
		const char *texts[] = { nothings[i], field[0], field[3] };

		ck_assert_msg(judge(PROMPT, texts, 1)[0].grade == 'F', "%s", nothings[i]);
		ck_assert_msg(judge(PROMPT, texts, 3)[0].rank == 3, "%s", nothings[i]);
	}
}
END_TEST

START_TEST(the_largest_field_is_judged_in_time)
{
	const char *texts[5];
	struct text texts_of[5];
	int64_t best = INT64_MAX;

	for (int i = 0; i < 5; i++) {
		texts_of[i] = text_start(arena, LONG_TEXT);
		for (int w = 0; texts_of[i].length < LONG_TEXT; w++)
			text_add_string(&texts_of[i],
					arena_printf(arena, "word%d of answer%d stands here. ", w,
						     i));
		texts[i] = texts_of[i].bytes;
	}
	for (int round = 0; round < 10; round++) {
		int64_t start = monotonic_ms();

		(void)judge(PROMPT, texts, 5);
		best = monotonic_ms() - start < best ? monotonic_ms() - start : best;
	}
	printf("judge: five answers of 20 KB in %d ms\n", (int)best);
	ck_assert_int_lt(best, 50); /* the figure is 5; a busy machine may take longer */
}
END_TEST

/* A fixed row of bytes that looks like none (xorshift), so that a failure comes back. */
static const char *given_noise(uint64_t *state)
{
	char *noise = arena_alloc(arena, NOISE_MAX + 1);

	for (int i = 0; i < NOISE_MAX; i++) {
		*state ^= *state << 13;
		*state ^= *state >> 7;
		*state ^= *state << 17;
		noise[i] = *state & 64 ? " \n.,e-?a中"[(*state >> 32) % 11] : (char)(*state >> 40);
	}
	return noise;
}

START_TEST(any_bytes_are_judged)
{
	uint64_t state = 20260405;

	for (int round = 0; round < NOISE_ROUNDS; round++) {
		struct arena_mark mark = arena_mark(arena);
		const char *texts[] = { given_noise(&state), given_noise(&state),
					given_noise(&state) };

		(void)judge(given_noise(&state), texts, 3);
		arena_rewind(arena, mark);
	}
}
END_TEST

SUITE("judge", before, after, the_order_of_arrival_changes_nothing,
      a_tie_is_drawn_by_the_ids_and_not_by_who_came_first, the_later_of_two_copies_is_f,
      padding_buys_no_grade, one_that_is_no_answer_is_f_alone_and_last_in_a_field,
      the_largest_field_is_judged_in_time, any_bytes_are_judged)
