/* What senders do: post, pay, cancel. */
#include "sim/acts.h"
#include "sim/ask.h"

#include "market/title.h"

static const char *const prompts[] = {
	"Name three rivers of Europe and say where each one ends.",
	"Write a function in C that reverses a list in place. Explain it.",
	"Translate this menu into French: soup, bread, cheese.",
	"Find the cheapest train from Berlin to Prague.",
	"Roast my résumé. Be cruel.",
	"?!", /* no word to be found by */
};

static struct twin twin_by_chance(struct chance *chance, bool is_hire, int sender)
{
	static const int64_t prices[] = { 100, 101, 333, 500, 999 };
	int64_t price = prices[chance_below(chance, COUNT(prices))];
	int64_t limit = (int64_t)chance_below(chance, 4) * QUANTUM +
			(is_hire ? DEADLINE_ODD : WINDOW_ODD);

	return (struct twin){ .is_hire = is_hire,
			      .has_env_vars = !is_hire && chance_one_in(chance, 2),
			      .state = STATE_PENDING,
			      .sender = sender,
			      .price = price,
			      .fee = model_fee(is_hire, price),
			      .limit = limit,
			      .holder = NOBODY,
			      .receiver = NOBODY };
}

/* A job that a frozen wallet could not pay for was never posted. */
static enum error enter_post(struct model *model, struct twin twin)
{
	if (model_is_frozen(&model->players[twin.sender]))
		return ERR_WALLET_FROZEN;
	return model_pay(model, model_post(model, twin), twin.sender);
}

static void post(struct sim *sim, struct choice choice, bool is_hire)
{
	struct call call = ask_of(sim, choice);
	struct twin twin = twin_by_chance(&sim->chance, is_hire, choice.who.player);
	const char *prompt = prompts[chance_below(&sim->chance, COUNT(prompts))];

	const struct json some = { "{\"TOKEN\":\"secret\"}", 18 }, none = { "{}", 2 };

	twin.id = call.request;
	twin.prompt = prompt;
	call.is_hire = is_hire;
	call.order = (struct order){ .job = twin.id,
				     .transfer = call.token,
				     .sender = call.user,
				     .prompt = prompt,
				     .title = title_of(sim->arena, prompt),
				     .pack = is_hire ? NULL : "wild",
				     .env_vars = twin.has_env_vars ? some : none,
				     .price = cents(twin.price),
				     .time_limit_seconds = twin.limit };
	sim_expect(sim, enter_post(&sim->model, twin), ask(sim, call_post, &call));
}

void try_post_drop(struct sim *sim, struct choice choice)
{
	post(sim, choice, false);
}

void try_post_hire(struct sim *sim, struct choice choice)
{
	post(sim, choice, true);
}

void try_pay(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim, model_pay(&sim->model, choice.twin, choice.who.player),
		   ask(sim, call_pay, &call));
}

void try_cancel(struct sim *sim, struct choice choice)
{
	struct call call = ask_of(sim, choice);

	sim_expect(sim,
		   call.is_hire ? hire_twin_cancel(&sim->model, choice.twin, choice.who.player)
				: drop_twin_cancel(&sim->model, choice.twin, choice.who.player),
		   ask(sim, call_cancel, &call));
}
