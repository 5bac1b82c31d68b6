#include "sim/drop_twin.h"

#include "sim/standing_twin.h"

/* Claims that have run out lose their places, and their users are no-shows from then on. */
static void lapse(struct draft *draft)
{
	for (int i = 0; i < PLAYERS; i++) {
		struct spot *spot = &draft->twin.spots[i];

		if (spot->state != PLACE_LIVE || draft->now < spot->ends)
			continue;
		spot->state = PLACE_LAPSED;
		draft_no_show(draft, i, spot->ends, spot->ends + CLAIM_COOLDOWN);
	}
}

static enum error enter(struct draft *draft, int player)
{
	const struct twin *twin = &draft->twin;

	if (twin->is_hire)
		return ERR_NOT_FOUND;
	if (twin->sender == player)
		return ERR_OWN_DROP;
	if (!twin->was_paid)
		return ERR_NOT_FOUND;
	if (twin->state == STATE_OPEN)
		lapse(draft);
	return OK;
}

static enum error check_open(const struct draft *draft, int player)
{
	if (draft->twin.state != STATE_OPEN)
		return ERR_NOT_OPEN;
	if (draft->now >= draft->twin.closes)
		return ERR_WINDOW_CLOSED;
	return draft->now < draft->twin.cooldowns[player] ? ERR_COOLDOWN : OK;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t end_of_claim(const struct draft *draft, const struct spot *spot)
{
	int64_t first = spot->state == PLACE_NONE ? draft->now : spot->first;

	return earlier(earlier(draft->now + CLAIM_LIFE, draft->twin.closes), first + 2 * CLAIM_LIFE);
}

static enum error take(struct draft *draft, int player)
{
	struct spot *spot = &draft->twin.spots[player];

	if (draft->twin.cancel_asked)
		return ERR_NOT_OPEN;
	if (twin_claims(&draft->twin) >= PLACES)
		return ERR_DROP_FULL;
	if (!standing_twin_may_claim(draft, player))
		return ERR_TOO_MANY_CLAIMS;
	if (draft->now >= end_of_claim(draft, spot))
		return ERR_CLAIM_SPENT;
	*spot = (struct spot){ .state = PLACE_LIVE,
			       .first = spot->state == PLACE_NONE ? draft->now : spot->first,
			       .ends = end_of_claim(draft, spot),
			       .has_read = spot->has_read };
	return OK;
}

enum error drop_twin_claim(struct model *model, int index, struct who who)
{
	struct draft draft = draft_open(model, index);
	struct spot *spot = &draft.twin.spots[who.player];

	TRY(enter(&draft, who.player));
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	TRY(check_open(&draft, who.player));
	if (model_is_frozen(&model->players[who.player]))
		return ERR_WALLET_FROZEN;
	if (spot->state == PLACE_SUBMITTED)
		return ERR_ALREADY_SUBMITTED;
	if (spot->state == PLACE_LIVE)
		spot->ends = end_of_claim(&draft, spot);
	else
		TRY(take(&draft, who.player));
	draft_keep(&draft);
	return OK;
}

enum error drop_twin_release(struct model *model, int index, struct who who)
{
	struct draft draft = draft_open(model, index);
	struct spot *spot = &draft.twin.spots[who.player];

	TRY(enter(&draft, who.player));
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	if (spot->state == PLACE_SUBMITTED)
		return ERR_ALREADY_SUBMITTED;
	if (spot->state != PLACE_LIVE)
		return ERR_NOT_CLAIMED;
	spot->state = PLACE_RELEASED;
	if (spot->has_read || draft.now > spot->first + CLAIM_GRACE)
		draft_no_show(&draft, who.player, draft.now, draft.now + CLAIM_COOLDOWN);
	draft_keep(&draft);
	return OK;
}

enum error drop_twin_read(struct model *model, int index, int player, bool *shown)
{
	struct draft draft = draft_open(model, index);
	struct spot *spot = &draft.twin.spots[player];
	bool competes = spot->state == PLACE_SUBMITTED ||
			(spot->state == PLACE_LIVE && draft.now < spot->ends);

	if (!model_is_known(&draft.twin, player))
		return ERR_NOT_FOUND;
	*shown = draft.twin.has_env_vars && (competes || draft.twin.sender == player);
	if (!*shown || draft.twin.sender == player)
		return OK;
	spot->has_read = true;
	draft_keep(&draft);
	return OK;
}

static enum error check_place(const struct draft *draft, int player)
{
	TRY(check_open(draft, player));
	if (draft->twin.spots[player].state == PLACE_LIVE)
		return OK;
	if (model_is_frozen(&draft->model->players[player]))
		return ERR_WALLET_FROZEN;
	if (draft->twin.cancel_asked)
		return ERR_NOT_OPEN;
	return twin_claims(&draft->twin) < PLACES ? OK : ERR_DROP_FULL;
}

static void lease(struct draft *draft)
{
	draft->twin.lease_ends = draft->now + LEASE_LIFE;
}

enum error drop_twin_submit(struct model *model, int index, struct who who, enum text text,
			    struct id submission, bool *closed)
{
	struct draft draft = draft_open(model, index);
	struct spot *spot = &draft.twin.spots[who.player];

	TRY(enter(&draft, who.player));
	if (spot->state == PLACE_SUBMITTED)
		return ERR_ALREADY_SUBMITTED;
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	TRY(check_place(&draft, who.player));
	if (text == TEXT_BLANK || text == TEXT_PROMPT)
		return ERR_NOT_AN_ANSWER;
	if (spot->state == PLACE_NONE)
		spot->first = draft.now;
	spot->is_copy = text == TEXT_COMMON && draft.twin.has_common_text;
	draft.twin.has_common_text |= text == TEXT_COMMON;
	spot->state = PLACE_SUBMITTED;
	spot->submission = submission;
	*closed = twin_places(&draft.twin, PLACE_SUBMITTED) == PLACES;
	if (*closed) {
		draft_move(&draft, EVENT_FILL);
		lease(&draft);
	}
	draft_keep(&draft);
	return OK;
}

static enum error cancel_open(struct draft *draft)
{
	if (draft->now >= draft->twin.closes && twin_places(&draft->twin, PLACE_SUBMITTED) > 0)
		return ERR_RANKING;
	lapse(draft);
	if (twin_claims(&draft->twin) > 0) {
		draft_move(draft, EVENT_ASK);
		draft->twin.cancel_asked = true;
		return OK;
	}
	draft_move(draft, EVENT_CANCEL);
	draft_settle(draft, NOBODY);
	return OK;
}

enum error drop_twin_cancel(struct model *model, int index, int player)
{
	struct draft draft = draft_open(model, index);
	const struct twin *twin = &draft.twin;

	if (twin->sender != player)
		return model_is_known(twin, player) ? ERR_FORBIDDEN : ERR_NOT_FOUND;
	if (state_is_terminal(twin->state))
		return ERR_WRONG_STATE;
	if (twin->state == STATE_RANKING)
		return ERR_RANKING;
	if (twin->state == STATE_OPEN)
		TRY(cancel_open(&draft));
	else
		draft_move(&draft, EVENT_CANCEL);
	draft_keep(&draft);
	return OK;
}

static bool is_abandoned(const struct twin *twin)
{
	return twin->cancel_asked && twin_claims(twin) == 0;
}

bool drop_twin_is_due(const struct model *model, const struct twin *twin)
{
	int64_t now = twin_now(model, twin);
	bool is_open = twin->state == STATE_OPEN;

	if (twin->state == STATE_RANKING)
		return now >= twin->lease_ends;
	for (int i = 0; i < PLAYERS; i++)
		if (is_open && twin->spots[i].state == PLACE_LIVE && now >= twin->spots[i].ends)
			return true;
	return is_open && (now >= twin->closes || is_abandoned(twin));
}

static void close_window(struct draft *draft)
{
	if (twin_places(&draft->twin, PLACE_SUBMITTED) > 0) {
		draft_move(draft, EVENT_CLOSE);
		lease(draft);
		return;
	}
	draft_move(draft, draft->twin.cancel_asked ? EVENT_ABANDON : EVENT_DESERT);
	draft_settle(draft, NOBODY);
}

void drop_twin_advance(struct model *model, int index)
{
	struct draft draft = draft_open(model, index);

	if (draft.twin.state == STATE_RANKING) {
		lease(&draft);
		draft_keep(&draft);
		return;
	}
	lapse(&draft);
	if (draft.now >= draft.twin.closes) {
		close_window(&draft);
	} else if (is_abandoned(&draft.twin)) {
		draft_move(&draft, EVENT_ABANDON);
		draft_settle(&draft, NOBODY);
	}
	draft_keep(&draft);
}

/* A copy never reaches a judge. */
int drop_twin_winner(const struct twin *twin, struct ruling ruling)
{
	int judged[PLAYERS], count = 0;

	for (int i = 0; i < PLAYERS; i++)
		if (twin->spots[i].state == PLACE_SUBMITTED && !twin->spots[i].is_copy)
			judged[count++] = i;
	return count ? judged[ruling.pick % (uint64_t)count] : NOBODY;
}

bool drop_twin_losers_fail(struct ruling ruling)
{
	return ruling.kind == RULING_BAD || ruling.pick / PLAYERS % 4 == 0;
}

/* An F is a no-show; anything better proves that its author can do it. */
static void grade(struct draft *draft, int winner, struct ruling ruling)
{
	for (int i = 0; i < PLAYERS; i++) {
		if (draft->twin.spots[i].state != PLACE_SUBMITTED)
			continue;
		if (draft->twin.spots[i].is_copy || (i != winner && drop_twin_losers_fail(ruling)))
			draft_no_show(draft, i, draft->now, draft->now);
		else
			draft_prove(draft, i);
	}
}

enum error drop_twin_judge(struct model *model, int index, struct ruling ruling)
{
	struct draft draft = draft_open(model, index);
	bool good = ruling.kind == RULING_GOOD;

	if (ruling.kind == RULING_ERROR)
		return ERR_UPSTREAM;
	if (ruling.kind == RULING_NONSENSE)
		return ERR_BROKEN;
	int winner = good ? drop_twin_winner(&draft.twin, ruling) : NOBODY;

	draft_move(&draft, good ? EVENT_WIN : EVENT_REFUSE);
	draft_settle(&draft, winner);
	grade(&draft, winner, ruling);
	draft_keep(&draft);
	return OK;
}

void drop_twin_call_off(struct model *model, int index)
{
	struct draft draft = draft_open(model, index);

	if (draft.twin.state != STATE_OPEN || twin_places(&draft.twin, PLACE_SUBMITTED) > 0)
		return;
	lapse(&draft);
	for (int i = 0; i < PLAYERS; i++)
		if (draft.twin.spots[i].state == PLACE_LIVE)
			draft.twin.spots[i].state = PLACE_RELEASED;
	draft_move(&draft, EVENT_CALL_OFF);
	draft_settle(&draft, NOBODY);
	draft_keep(&draft);
}
