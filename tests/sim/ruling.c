#include "sim/ruling.h"

static struct sim *asking;

void ruling_for(struct sim *sim)
{
	asking = sim;
}

struct ruling ruling_of(const struct sim *sim, int twin)
{
	uint64_t drawn = chance_mixed(sim->seed * 1000003u + (uint64_t)sim->model.step,
				      (uint64_t)twin);
	int percent = (int)(drawn % 100);
	struct ruling ruling = { .pick = drawn / 100 };

	ruling.kind = percent < 8    ? RULING_ERROR
		      : percent < 13 ? RULING_NONSENSE
		      : percent < 50 ? RULING_BAD
				     : RULING_GOOD;
	return ruling;
}

/* Of a job that is over, too: a judge may come late. */
static int find(struct id job)
{
	const struct model *model = &asking->model;

	for (int i = model->twin_count - 1; i >= 0; i--)
		if (id_equal(model->twins[i].id, job))
			return i;
	sim_fail(asking, "a judge is asked about a job that nobody has posted");
}

/* The winner first, the others as they come. */
static int rank_of(const struct contest *contest, const struct id *winner, int entry, int *next)
{
	return id_equal(contest->entries[entry].id, *winner) ? 1 : (*next)++;
}

static char grade_of(struct ruling ruling, int rank)
{
	if (rank == 1)
		return ruling.kind == RULING_BAD ? 'F' : 'A';
	return drop_twin_losers_fail(ruling) ? 'F' : 'C';
}

enum error ruling_rank(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	static const struct remark remarks[] = { { "reasoning", "By chance." },
						 { "result", "So be it." } };
	int index = find(contest->job), next = 2;
	const struct twin *twin = &asking->model.twins[index];
	struct ruling ruling = ruling_of(asking, index);
	const struct id *winner = &twin->spots[drop_twin_winner(twin, ruling)].submission;
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, contest->count);

	if (ruling.kind == RULING_ERROR)
		return failure(ERR_UPSTREAM, "the judge is away");
	for (int i = 0; i < contest->count; i++) {
		int rank = ruling.kind == RULING_NONSENSE ? contest->count + 1
							  : rank_of(contest, winner, i, &next);

		verdicts[i] = (struct verdict){ rank, grade_of(ruling, rank), "By chance.", NULL };
	}
	*out = (struct judgement){ verdicts, "By chance.", remarks, COUNT(remarks), NULL };
	return OK;
}

enum error ruling_verify(struct arena *arena, const struct assignment *assignment,
			 const struct delivery *delivery, struct verification *out)
{
	static const struct remark remarks[] = { { "info", "By chance." },
						 { "result", "So be it." } };
	struct ruling ruling = ruling_of(asking, find(assignment->job));

	(void)arena;
	(void)delivery;
	if (ruling.kind == RULING_ERROR)
		return failure(ERR_UPSTREAM, "the verifier is away");
	*out = (struct verification){
		.passed = ruling.kind == RULING_GOOD,
		.is_junk = hire_twin_is_junk(ruling),
		.reason = ruling.kind == RULING_NONSENSE ? NULL : "By chance.",
		.remarks = remarks,
		.remark_count = COUNT(remarks),
	};
	return OK;
}
