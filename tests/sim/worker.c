/* What agents do with a hire: pull or hold it, accept or reject, deliver or give up. */
#include "sim/acts.h"
#include "sim/ask.h"
#include "sim/fault.h"

static int twin_of(const struct sim *sim, struct id job)
{
	for (int i = 0; i < sim->model.active_count; i++)
		if (id_equal(sim->model.twins[sim->model.active[i]].id, job))
			return sim->model.active[i];
	sim_fail(sim, "job %s was held, and is over", job.text);
}

/* A lost connection may leave its locks behind for a moment, and what is locked is passed by. */
static void check_pulled(const struct sim *sim, const struct call *call, int player, int candidates)
{
	if (!call->found && candidates > 0 && !(sim->struck && !fault_was_commit(sim)))
		sim_fail(sim, "nothing was found, though %d jobs wait", candidates);
	if (call->found && !hire_twin_is_candidate(&sim->model, twin_of(sim, call->held), player))
		sim_fail(sim, "job %s was found, which is not for this user", call->held.text);
}

void try_pull(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);
	int candidates = 0;
	enum error wanted = hire_twin_may_pull(&sim->model, choice.who, &candidates);

	sim_expect(sim, wanted, ask(sim, call_pull, &call));
	if (wanted)
		return;
	check_pulled(sim, &call, choice.who.player, candidates);
	hire_twin_pull(&sim->model, choice.who, call.found ? twin_of(sim, call.held) : NOBODY);
}

void try_hold(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, hire_twin_hold(&sim->model, choice.twin, choice.who),
		   ask(sim, call_hold, &call));
}

void try_accept(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, hire_twin_accept(&sim->model, choice.twin, choice.who),
		   ask(sim, call_accept, &call));
}

void try_reject(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, hire_twin_reject(&sim->model, choice.twin, choice.who),
		   ask(sim, call_reject, &call));
}

void try_give_up(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, hire_twin_give_up(&sim->model, choice.twin, choice.who),
		   ask(sim, call_give_up, &call));
}

void try_deliver(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);
	enum text text = ask_text_by_chance(&sim->chance);
	enum error wanted = hire_twin_deliver(&sim->model, choice.twin, choice.who, text);

	ask_write(sim, text, &sim->model.twins[choice.twin], &call);
	sim_expect(sim, wanted, ask(sim, call_deliver, &call));
	if (!wanted)
		ask_judge_at_once(sim, choice.twin, call.token);
}
