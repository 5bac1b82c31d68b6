#include "sim/pass.h"

#include <stdlib.h>

#include "clock/deadline.h"
#include "sim/fault.h"
#include "sim/look.h"
#include "sim/ruling.h"
#include "support/world.h"

static bool is_due(const struct sim *sim, int index)
{
	const struct twin *twin = &sim->model.twins[index];

	return twin->is_hire ? hire_twin_is_due(&sim->model, twin)
			     : drop_twin_is_due(&sim->model, twin);
}

/* The jobs that are due, by their numbers. */
static int list_due(const struct sim *sim, int *out)
{
	int n = 0;

	for (int i = 0; i < sim->model.active_count; i++)
		if (is_due(sim, sim->model.active[i]))
			out[n++] = sim->model.active[i];
	return n;
}

int pass_count_due(const struct sim *sim)
{
	int due[ACTIVE_MOST];

	return list_due(sim, due);
}

static bool is_judged(enum state state)
{
	return state == STATE_RANKING || state == STATE_SUBMITTED;
}

/*
 * The COMMIT that took the job was carried out, its answer was lost, and the
 * pass met nothing more: the job waits under a lease that nobody knows. Or a
 * dying session had it locked, and the pass went by.
 */
static bool was_passed_by(struct sim *sim, int index)
{
	return sim->struck && !fault_was_commit(sim) && look_is_unchanged(sim, index);
}

static bool was_left_unjudged(struct sim *sim, int index)
{
	return sim->struck && is_judged(look_state(sim, index));
}

static void judge(struct sim *sim, int index, struct moved *moved)
{
	struct ruling ruling = ruling_of(sim, index);
	enum error e = sim->model.twins[index].is_hire
			       ? hire_twin_verify(&sim->model, index, ruling)
			       : drop_twin_judge(&sim->model, index, ruling);

	moved->settled += e == OK;
	moved->errors += e != OK;
}

/* What the pass says of a job that it has advanced. */
static void count(struct moved *moved, const struct twin *before, const struct twin *after)
{
	if (is_judged(before->state))
		return;
	if (after->is_hire) {
		moved->lapsed += before->state == STATE_HELD;
		moved->expired += before->state == STATE_ACCEPTED;
		return;
	}
	moved->closed += after->state == STATE_RANKING;
	moved->failed += after->state == STATE_FAILED;
	moved->cancelled += after->state == STATE_CANCELLED;
	moved->lapsed += after->state == STATE_OPEN;
}

static void advance(struct sim *sim, int index, struct moved *moved)
{
	struct twin *twin = &sim->model.twins[index];
	const struct twin before = *twin;

	if (was_passed_by(sim, index))
		return;
	if (twin->is_hire)
		hire_twin_advance(&sim->model, index);
	else
		drop_twin_advance(&sim->model, index);
	count(moved, &before, twin);
	if (is_judged(twin->state) && !was_left_unjudged(sim, index))
		judge(sim, index, moved);
}

static void complain(struct id job, enum error e)
{
	(void)job; /* counted among the errors, and expected there */
	(void)e;
}

static void compare(struct sim *sim, const struct moved *is, const struct moved *should_be)
{
	const struct {
		const char *what;
		int is, should_be;
	} counts[] = {
		{ "lapsed", is->lapsed, should_be->lapsed },
		{ "closed", is->closed, should_be->closed },
		{ "expired", is->expired, should_be->expired },
		{ "settled", is->settled, should_be->settled },
		{ "failed", is->failed, should_be->failed },
		{ "cancelled", is->cancelled, should_be->cancelled },
		{ "errors", is->errors, should_be->errors },
	};

	for (int i = 0; i < COUNT(counts); i++)
		if (counts[i].is != counts[i].should_be)
			sim_fail(sim, "the pass has %s %d jobs instead of %d", counts[i].what,
				 counts[i].is, counts[i].should_be);
}

/* As the market's walk meets them: what one job proves of a player another may look at. */
static void order_as_due(struct sim *sim, int *due, int count)
{
	struct rows *rows;
	int n = 0;

	if (db_query(world_db(), &rows, "SELECT id FROM jobs WHERE due_at <= NOW(3) ORDER BY due_at, id"))
		sim_fail(sim, "what is due: %s", failure_note()->text);
	while (rows_next(rows))
		for (int i = n; i < count; i++)
			if (id_equal(sim->model.twins[due[i]].id, row_id(rows, "id"))) {
				int one = due[i];

				due[i] = due[n];
				due[n++] = one;
			}
}

static struct instant now(void)
{
	struct rows *rows;

	if (db_query(world_db(), &rows, "SELECT NOW(3) AS now") || !rows_next(rows))
		abort();
	return row_time(rows, "now");
}

static bool is_left(struct instant start)
{
	struct rows *rows;

	return !db_query(world_db(), &rows, "SELECT 1 AS one FROM jobs WHERE due_at <= ? LIMIT 1",
			 start) && rows_next(rows);
}

/*
 * Where a connection was lost, its session may hold a row for a moment still: the walk skips it,
 * and whoever comes next finds it.
 */
void pass_run(struct sim *sim, struct db *db)
{
	static const struct judges judges = { ruling_rank, ruling_verify };
	const struct deadline_limits limits = { .items = 1000, .ms = 60000 };
	struct moved moved = { 0 }, expected = { 0 };
	int due[ACTIVE_MOST], count = list_due(sim, due);
	struct instant start = now();

	order_as_due(sim, due, count);
	sim_expect(sim, OK, deadline_enforce(db, &judges, &limits, complain, &moved));
	fault_end(sim);
	if (sim->struck && is_left(start))
		sim_expect(sim, OK, deadline_enforce(db, &judges, &limits, complain, &moved));
	for (int i = 0; i < count; i++)
		advance(sim, due[i], &expected);
	if (!sim->struck)
		compare(sim, &moved, &expected);
}
