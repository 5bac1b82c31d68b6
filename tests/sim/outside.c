/* What comes from outside: time, the clock's program, late judges, money. */
#include "sim/acts.h"
#include "sim/ask.h"
#include "sim/clock.h"
#include "sim/fault.h"
#include "sim/pass.h"
#include "sim/ruling.h"

enum { WHOLE_DAY = 44 /* quanta */, PASS_CUT_ONE_IN = 6 };

void try_job_ages(struct sim *sim, struct choice choice)
{
	static const int quanta[] = { 1, 1, 1, 2, 2, 3 };

	clock_advance(sim, choice.twin, quanta[chance_below(&sim->chance, COUNT(quanta))]);
	sim_expect(sim, OK, OK);
}

void try_time_passes(struct sim *sim, struct choice choice)
{
	(void)choice;
	clock_advance(sim, NOBODY, 1);
	sim_expect(sim, OK, OK);
}

void try_day_passes(struct sim *sim, struct choice choice)
{
	(void)choice;
	clock_advance(sim, NOBODY, WHOLE_DAY);
	sim_expect(sim, OK, OK);
}

/* Of several jobs nobody could say which one lost its connection. */
void try_pass(struct sim *sim, struct choice choice)
{
	(void)choice;
	if (pass_count_due(sim) <= 1)
		fault_arm(sim, PASS_CUT_ONE_IN);
	pass_run(sim, sim->db);
}

/* Two holders of a lease: one in time, and one whose lease was taken over. */
static enum error enter_late(struct sim *sim, int index, bool is_current)
{
	const struct twin *twin = &sim->model.twins[index];
	struct ruling ruling = ruling_of(sim, index);
	bool waits = twin->state == STATE_RANKING || twin->state == STATE_SUBMITTED;

	if (twin->is_hire && !waits && twin->state != STATE_VERIFIED)
		return ERR_CONFLICT; /* nothing is handed in any more */
	if (ruling.kind == RULING_ERROR)
		return ERR_UPSTREAM;
	if (ruling.kind == RULING_NONSENSE)
		return ERR_BROKEN;
	if (!is_current || !waits)
		return ERR_CONFLICT;
	return twin->is_hire ? hire_twin_verify(&sim->model, index, ruling)
			     : drop_twin_judge(&sim->model, index, ruling);
}

void try_judge_late(struct sim *sim, struct choice choice)
{
	const struct twin *twin = &sim->model.twins[choice.twin];
	bool is_current = !id_is_none(twin->lease) && chance_one_in(&sim->chance, 2);
	struct id token = is_current ? twin->lease : twin->lost_lease;

	if (id_is_none(token))
		return; /* it has never had a judge */

	enum error e = ask_judge(sim, choice.twin, token);

	sim_expect(sim, enter_late(sim, choice.twin, is_current), e);
}

void try_grant(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	player_post(&sim->model.players[choice.who.player], ask_amount_by_chance(sim, &call), 0);
	sim_expect(sim, OK, ask(sim, call_grant, &call));
}

void try_top_up(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	model_top_up(&sim->model.players[choice.who.player], ask_amount_by_chance(sim, &call));
	sim_expect(sim, OK, ask(sim, call_top_up, &call));
}

/* What clorp-cron does when a prize or a refund has come into a wallet that owes. */
void try_settle(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	model_settle(&sim->model.players[choice.who.player]);
	sim_expect(sim, OK, ask(sim, call_settle, &call));
}

/* An operator's freeze, and the end of it: what the wallet owes is another matter. */
void try_freeze(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim->model.players[choice.who.player].suspended = true;
	sim_expect(sim, OK, ask(sim, call_freeze, &call));
}

void try_thaw(struct sim *sim, struct choice choice)
{
	struct player *player = &sim->model.players[choice.who.player];
	struct call call = ask_of(sim, choice);

	player->suspended = false;
	sim_expect(sim, OK, ask(sim, call_thaw, &call));
}
