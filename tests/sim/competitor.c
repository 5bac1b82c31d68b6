/* What competitors do in a drop: claim, release, submit. */
#include "sim/acts.h"
#include "sim/ask.h"

void try_claim(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, drop_twin_claim(&sim->model, choice.twin, choice.who),
		   ask(sim, call_claim, &call));
}

void try_release(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, drop_twin_release(&sim->model, choice.twin, choice.who),
		   ask(sim, call_release, &call));
}

void try_read(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);
	bool shown = false;

	sim_expect(sim, drop_twin_read(&sim->model, choice.twin, choice.who.player, &shown),
		   ask(sim, call_read, &call));
	if (call.found != shown)
		sim_fail(sim, "env_vars are shown, or are not, and should not be, or should");
}

void try_submit(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);
	enum text text = ask_text_by_chance(&sim->chance);
	bool closed = false;

	ask_write(sim, text, &sim->model.twins[choice.twin], &call);
	sim_expect(sim,
		   drop_twin_submit(&sim->model, choice.twin, choice.who, text, call.request,
				    &closed),
		   ask(sim, call_submit, &call));
	if (call.closed != closed)
		sim_fail(sim, "the drop is filled, or is not, and the answer says otherwise");
	if (closed)
		ask_judge_at_once(sim, choice.twin, call.token);
}
