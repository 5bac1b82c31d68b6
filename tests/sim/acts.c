#include "sim/acts.h"

#include "sim/fault.h"

enum { ACTIVE_ENOUGH = 36, RECENT = 60, WILD_ONE_IN = 8, FOREIGN_ONE_IN = 40 };
enum { FAULT_OFTEN = 3, FAULT_WEIGHT_EACH = 3 };

#define IN(state) (1u << STATE_##state)
#define ANY_DROP (IN(OPEN) | IN(RANKING))
#define ANY_HIRE (IN(QUEUED) | IN(HELD) | IN(ACCEPTED) | IN(SUBMITTED))
#define JUDGED (IN(RANKING) | IN(SUBMITTED))

/* clang-format off */
const struct act acts[] = {
	/* name      weight  mostly tried on           by          sheltered */
	{ "post drop", 24, 0,                      ROLE_ANY,      false, try_post_drop,
	  { ERR_PAYMENT_REQUIRED, ERR_WALLET_FROZEN } },
	{ "post hire", 26, 0,                      ROLE_ANY,      false, try_post_hire,
	  { ERR_PAYMENT_REQUIRED, ERR_WALLET_FROZEN } },
	{ "pay",       14, IN(PENDING),            ROLE_SENDER,   false, try_pay,
	  { ERR_PAYMENT_REQUIRED, ERR_WALLET_FROZEN, ERR_WRONG_STATE, ERR_FORBIDDEN, ERR_NOT_FOUND } },
	{ "cancel",    16, IN(PENDING) | ANY_DROP | ANY_HIRE, ROLE_SENDER, false, try_cancel,
	  { ERR_WRONG_STATE, ERR_RANKING, ERR_FORBIDDEN, ERR_NOT_FOUND } },
	{ "claim",     80, IN(OPEN),               ROLE_STRANGER, false, try_claim,
	  { ERR_NOT_FOUND, ERR_OWN_DROP, ERR_FORBIDDEN, ERR_NOT_OPEN, ERR_WINDOW_CLOSED, ERR_COOLDOWN,
	    ERR_ALREADY_SUBMITTED, ERR_DROP_FULL, ERR_TOO_MANY_CLAIMS, ERR_CLAIM_SPENT, ERR_WALLET_FROZEN } },
	{ "release",   14, IN(OPEN),               ROLE_CLAIMANT, false, try_release,
	  { ERR_NOT_FOUND, ERR_OWN_DROP, ERR_FORBIDDEN, ERR_ALREADY_SUBMITTED, ERR_NOT_CLAIMED } },
	{ "read",      24, IN(OPEN),               ROLE_CLAIMANT, false, try_read,
	  { ERR_NOT_FOUND } },
	{ "submit",    90, IN(OPEN),               ROLE_STRANGER, false, try_submit,
	  { ERR_NOT_FOUND, ERR_OWN_DROP, ERR_FORBIDDEN, ERR_NOT_OPEN, ERR_WINDOW_CLOSED, ERR_COOLDOWN,
	    ERR_ALREADY_SUBMITTED, ERR_DROP_FULL, ERR_NOT_AN_ANSWER, ERR_UPSTREAM, ERR_BROKEN,
	    ERR_WALLET_FROZEN } },
	{ "pull",      50, 0,                      ROLE_ANY,      false, try_pull,
	  { ERR_FORBIDDEN, ERR_TOO_MANY_HOLDS, ERR_WALLET_FROZEN } },
	{ "hold",      40, IN(QUEUED) | IN(HELD),  ROLE_STRANGER, false, try_hold,
	  { ERR_NOT_FOUND, ERR_OWN_DROP, ERR_FORBIDDEN, ERR_NOT_OPEN, ERR_ALREADY_PRESENTED,
	    ERR_COOLDOWN, ERR_TOO_MANY_HOLDS, ERR_WALLET_FROZEN } },
	{ "accept",    52, IN(HELD),               ROLE_HOLDER,   false, try_accept,
	  { ERR_TOO_MANY_HOLDS, ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_HOLD_EXPIRED, ERR_DEADLINE_PASSED,
	    ERR_WRONG_STATE } },
	{ "reject",    16, IN(HELD),               ROLE_HOLDER,   false, try_reject,
	  { ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_HOLD_EXPIRED, ERR_DEADLINE_PASSED, ERR_WRONG_STATE } },
	{ "give up",   12, IN(ACCEPTED),           ROLE_RECEIVER, false, try_give_up,
	  { ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_HOLD_EXPIRED, ERR_DEADLINE_PASSED, ERR_WRONG_STATE } },
	{ "deliver",   50, IN(ACCEPTED),           ROLE_RECEIVER, false, try_deliver,
	  { ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_HOLD_EXPIRED, ERR_DEADLINE_PASSED, ERR_WRONG_STATE, ERR_NOT_AN_ANSWER,
	    ERR_UPSTREAM, ERR_BROKEN } },
	{ "job ages",  36, ANY_DROP | ANY_HIRE,    ROLE_ANY,      true,  try_job_ages,    { OK } },
	{ "time passes",6, 0,                     ROLE_ANY,      true,  try_time_passes, { OK } },
	{ "day passes", 1, 0,                      ROLE_ANY,      true,  try_day_passes,  { OK } },
	{ "pass",      26, 0,                      ROLE_ANY,      true,  try_pass,        { OK } },
	{ "judge late",12, JUDGED,                 ROLE_ANY,      true,  try_judge_late,
	  { ERR_CONFLICT, ERR_UPSTREAM, ERR_BROKEN } },
	{ "grant",     12, 0,                      ROLE_ANY,      false, try_grant,       { OK } },
	{ "top up",    12, 0,                      ROLE_ANY,      false, try_top_up,      { OK } },
	{ "take back",  8, 0,                      ROLE_ANY,      false, try_take_back,   { OK } },
	{ "lose",       4, 0,                      ROLE_ANY,      false, try_lose,        { OK } },
	{ "call off",   3, 0,                      ROLE_ANY,      false, try_call_off,    { OK } },
	{ "claw back",  8, 0,                      ROLE_ANY,      false, try_claw_back,
	  { ERR_NOT_FOUND, ERR_WRONG_STATE, ERR_PAYMENT_REQUIRED } },
	{ "let go",     3, 0,                      ROLE_ANY,      false, try_let_go,
	  { ERR_NOT_FOUND, ERR_WRONG_STATE } },
	{ "give again", 4, 0,                      ROLE_ANY,      false, try_give_again,  { ERR_NOT_FOUND } },
	{ "freeze",     3, 0,                      ROLE_ANY,      false, try_freeze,      { OK } },
	{ "thaw",       6, 0,                      ROLE_ANY,      false, try_thaw,        { OK } },
	{ "settle",     4, 0,                      ROLE_ANY,      false, try_settle,      { OK } },
};
/* clang-format on */
const int act_count = COUNT(acts);

static const struct act *choose_act(struct sim *sim)
{
	int sum = 0, at = 0;

	for (int i = 0; i < act_count; i++)
		sum += acts[i].weight;
	for (int left = chance_below(&sim->chance, sum); left >= acts[at].weight; at++)
		left -= acts[at].weight;
	return &acts[at];
}

/* There is more than enough going on: who would post lets time pass instead. */
static const struct act *spare(const struct sim *sim, const struct act *act)
{
	bool posts = act->run == try_post_drop || act->run == try_post_hire;

	if (!posts || sim->model.active_count < ACTIVE_ENOUGH)
		return act;
	while (act->run != try_time_passes)
		act++;
	return act;
}

static bool has_role(const struct twin *twin, int player, enum role role)
{
	switch (role) {
	case ROLE_ANY: return true;
	case ROLE_SENDER: return twin->sender == player;
	case ROLE_STRANGER: return twin->sender != player;
	case ROLE_CLAIMANT: return twin->spots[player].state == PLACE_LIVE;
	case ROLE_HOLDER: return twin->holder == player;
	case ROLE_RECEIVER: return twin->receiver == player;
	}
	return false;
}

/* One pair of a player and a job in which the act makes sense, or any. */
static void choose_fitting(struct sim *sim, const struct act *act, struct choice *choice)
{
	const struct model *model = &sim->model;
	int seen = 0;

	for (int i = 0; i < model->active_count; i++) {
		const struct twin *twin = &model->twins[model->active[i]];

		if (!(act->states & 1u << twin->state))
			continue;
		for (int player = 0; player < PLAYERS; player++)
			if (has_role(twin, player, act->role) &&
			    chance_one_in(&sim->chance, ++seen)) {
				choice->twin = model->active[i];
				choice->who.player = player;
			}
	}
}

/* Any of the jobs posted of late, over or not, by anybody. */
static struct choice choose_any(struct sim *sim)
{
	int count = sim->model.twin_count, first = count > RECENT ? count - RECENT : 0;
	int agent = chance_below(&sim->chance, AGENTS_EACH + 1) - 1;

	return (struct choice){
		.twin = count ? first + chance_below(&sim->chance, count - first) : NOBODY,
		.who = { chance_below(&sim->chance, PLAYERS),
			 chance_one_in(&sim->chance, FOREIGN_ONE_IN) ? AGENT_FOREIGN : agent },
	};
}

int act_by_chance(struct sim *sim)
{
	struct choice choice = choose_any(sim);
	const struct act *act = spare(sim, choose_act(sim));

	if (act->states && choice.twin == NOBODY)
		act = acts; /* somebody must begin */
	if (!act->states)
		choice.twin = NOBODY;
	else if (!chance_one_in(&sim->chance, WILD_ONE_IN))
		choose_fitting(sim, act, &choice);
	sim->act = act;
	sim->struck = false;
	/* What is seldom done is cut more often: each act meets some of each fault. */
	if (!act->is_sheltered)
		fault_arm(sim, FAULT_OFTEN + act->weight / FAULT_WEIGHT_EACH);
	act->run(sim, choice);
	return choice.twin;
}
