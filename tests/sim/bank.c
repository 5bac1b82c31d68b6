/* Banks that call payments back, and what the house does about it. */
#include "sim/acts.h"
#include "sim/ask.h"
#include "sim/dispute_twin.h"
#include "sim/fault.h"

enum { LOST_AT_ONCE_ONE_IN = 4 };

/* Of each player one dispute is open at a time: the model knows no more of one before the last. */
void try_take_back(struct sim *sim, struct choice choice)
{
	const struct player *player = &sim->model.players[choice.who.player];

	if (!id_is_none(player->taken) && !player->is_lost) {
		try_lose(sim, choice);
		return;
	}

	struct call call = ask_of(sim, choice);
	int64_t amount = ask_amount_by_chance(sim, &call);

	call.lost = chance_one_in(&sim->chance, LOST_AT_ONCE_ONE_IN);
	model_take_back(&sim->model.players[choice.who.player], amount, call.request, call.lost);
	sim_expect(sim, OK, ask(sim, call_take_back, &call));
}

/* Mostly of a dispute that was told of before: nothing is taken twice. */
void try_lose(struct sim *sim, struct choice choice)
{
	struct player *player = &sim->model.players[choice.who.player];
	struct call call = ask_of(sim, choice);

	if (id_is_none(player->taken))
		model_take_back(player, ask_amount_by_chance(sim, &call), call.request, true);
	call.request = player->taken;
	call.amount = cents(player->taken_cents);
	call.lost = true;
	player->open -= player->is_lost ? 0 : player->taken_cents;
	player->is_lost = true;
	sim_expect(sim, OK, ask(sim, call_take_back, &call));
}

/* A dispute that was won, whatever has been paid, owed or settled since. */
void try_give_again(struct sim *sim, struct choice choice)
{
	struct player *player = &sim->model.players[choice.who.player];
	struct call call = ask_of(sim, choice);

	call.taken = player->taken;
	sim_expect(sim, model_give_again(player), ask(sim, call_give_again, &call));
}

/* What clorp-cron does when a payment is disputed. */
void try_call_off(struct sim *sim, struct choice choice)
{
	const struct player *player = &sim->model.players[choice.who.player];
	struct call call = ask_of(sim, choice);

	call.taken = player->taken;
	dispute_twin_call_off(&sim->model, choice.who.player);
	sim_expect(sim, OK, ask_to_call_off(sim, &call));
}

/* Mostly a prize that the player paid; now and then any job, of anybody's. */
static int choose_prize(struct sim *sim, int player)
{
	const struct model *model = &sim->model;
	int found = chance_below(&sim->chance, model->twin_count), seen = 0;
	bool any = chance_one_in(&sim->chance, 8);

	for (int i = 0; !any && i < model->twin_count; i++)
		if (model->twins[i].is_won && model->twins[i].sender == player &&
		    chance_one_in(&sim->chance, ++seen))
			found = i;
	return found;
}

/* Mostly somebody who owes for a dispute that is lost. */
static int choose_debtor(struct sim *sim, int player)
{
	for (int i = 0; i < PLAYERS; i++, player = (player + 1) % PLAYERS)
		if (sim->model.players[player].shortage > sim->model.players[player].open &&
		    sim->model.players[player].is_lost)
			return player;
	return player;
}

typedef enum error decide_fn(struct model *, int player, int twin);

static void try_decide(struct sim *sim, struct choice choice, decide_fn *enter, db_work *work)
{
	if (sim->model.twin_count == 0) {
		fault_end(sim);
		return;
	}
	if (!chance_one_in(&sim->chance, 4))
		choice.who.player = choose_debtor(sim, choice.who.player);
	choice.twin = choose_prize(sim, choice.who.player);

	struct call call = ask_of(sim, choice);

	call.taken = sim->model.players[choice.who.player].taken;
	sim_expect(sim, enter(&sim->model, choice.who.player, choice.twin), ask(sim, work, &call));
}

void try_claw_back(struct sim *sim, struct choice choice)
{
	try_decide(sim, choice, dispute_twin_claw_back, call_claw_back);
}

void try_let_go(struct sim *sim, struct choice choice)
{
	try_decide(sim, choice, dispute_twin_release, call_let_go);
}
