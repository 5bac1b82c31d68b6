#include "sim/hire_twin.h"

#include "sim/standing_twin.h"

/* Its agent lets go of it, by that event; the sender may have asked for the end. */
static void give_back(struct draft *draft, enum event event)
{
	struct twin *twin = &draft->twin;

	draft_move(draft, twin->cancel_asked ? EVENT_ABANDON : event);
	if (state_is_terminal(twin->state))
		draft_settle(draft, NOBODY);
	twin->holder = twin->receiver = NOBODY;
}

/* Its worker has let it down, and keeps away for a while. */
static void note_failure(struct draft *draft, bool is_no_show)
{
	struct twin *twin = &draft->twin;
	int64_t ends = draft->now + HIRE_COOLDOWN;

	if (is_no_show) {
		draft_no_show(draft, twin->receiver, draft->now, ends);
	} else {
		twin->cooldown_count++;
		twin->cooldowns[twin->receiver] = ends;
	}
}

static void spend(struct draft *draft, bool is_no_show)
{
	struct twin *twin = &draft->twin;

	note_failure(draft, is_no_show);
	twin->attempts++;
	give_back(draft, twin->attempts == ATTEMPTS ? EVENT_EXHAUST : EVENT_RETRY);
}

static bool has_lapsed(const struct draft *draft)
{
	return draft->twin.state == STATE_HELD && draft->now >= draft->twin.held_until;
}

static bool has_expired(const struct draft *draft)
{
	return draft->twin.state == STATE_ACCEPTED && draft->now >= draft->twin.deadline;
}

static void catch_up(struct draft *draft)
{
	if (has_lapsed(draft)) {
		draft->twin.showings[draft->twin.holder] = SHOWN_AND_LET_GO;
		draft->twin.lateness[draft->twin.holder] = LATE_WITH_HOLD;
		give_back(draft, EVENT_LAPSE);
	} else if (has_expired(draft)) {
		draft->twin.lateness[draft->twin.receiver] = LATE_WITH_WORK;
		spend(draft, true);
	}
}

static int holds_of(const struct model *model, int player)
{
	int n = 0;

	for (int i = 0; i < model->active_count; i++) {
		const struct twin *twin = &model->twins[model->active[i]];

		n += twin->state == STATE_HELD && twin->holder == player &&
		     twin_now(model, twin) < twin->held_until;
	}
	return n;
}

static void hold(struct draft *draft, int player)
{
	struct twin *twin = &draft->twin;

	draft_move(draft, EVENT_HOLD);
	twin->holder = player;
	twin->held_until = draft->now + HOLD_LIFE;
	twin->held_in_step = draft->model->step;
	twin->showings[player] = SHOWN;
	twin->lateness[player] = IN_TIME;
}

static enum error check_standing(const struct draft *draft, int player)
{
	if (draft->twin.state != STATE_QUEUED)
		return ERR_NOT_OPEN;
	if (draft->twin.showings[player] == SHOWN_AND_LET_GO)
		return ERR_ALREADY_PRESENTED;
	if (draft->now < draft->twin.cooldowns[player])
		return ERR_COOLDOWN;
	return holds_of(draft->model, player) < HOLDS_MOST ? OK : ERR_TOO_MANY_HOLDS;
}

enum error hire_twin_hold(struct model *model, int index, struct who who)
{
	struct draft draft = draft_open(model, index);

	if (!draft.twin.is_hire)
		return ERR_NOT_FOUND;
	if (draft.twin.sender == who.player)
		return ERR_OWN_DROP;
	if (draft.twin.state == STATE_PENDING)
		return ERR_NOT_FOUND;
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	catch_up(&draft);
	if (draft.twin.state != STATE_HELD || draft.twin.holder != who.player) {
		if (model_is_frozen(&model->players[who.player]))
			return ERR_WALLET_FROZEN;
		TRY(check_standing(&draft, who.player));
		hold(&draft, who.player);
	}
	draft_keep(&draft);
	return OK;
}

/* Who neither holds it nor works on it may at most know of it. */
static enum error refuse(const struct twin *twin, int player)
{
	return model_is_known(twin, player) ? ERR_FORBIDDEN : ERR_NOT_FOUND;
}

static enum error refuse_late(const struct twin *twin, int player)
{
	switch (twin->lateness[player]) {
	case LATE_WITH_HOLD: return ERR_HOLD_EXPIRED;
	case LATE_WITH_WORK: return ERR_DEADLINE_PASSED;
	case IN_TIME: break;
	}
	return refuse(twin, player);
}

static bool is_holder(const struct twin *twin, int player)
{
	return twin->state == STATE_HELD && twin->holder == player;
}

static enum error check_holder(const struct draft *draft, struct who who)
{
	const struct twin *twin = &draft->twin;

	if (!twin->is_hire)
		return ERR_NOT_FOUND;
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	if (is_holder(twin, who.player))
		return has_lapsed(draft) ? ERR_HOLD_EXPIRED : OK;
	if (twin->receiver == who.player)
		return has_expired(draft) ? ERR_DEADLINE_PASSED : ERR_WRONG_STATE;
	return refuse_late(twin, who.player);
}

enum error hire_twin_accept(struct model *model, int index, struct who who)
{
	struct draft draft = draft_open(model, index);
	struct twin *twin = &draft.twin;

	TRY(check_holder(&draft, who));
	if (!standing_twin_may_accept(&draft, who.player))
		return ERR_TOO_MANY_HOLDS;
	draft_move(&draft, EVENT_ACCEPT);
	twin->holder = NOBODY;
	twin->receiver = who.player;
	twin->accepted_at = draft.now;
	twin->deadline = draft.now + twin->limit;
	draft_keep(&draft);
	return OK;
}

enum error hire_twin_reject(struct model *model, int index, struct who who)
{
	struct draft draft = draft_open(model, index);

	TRY(check_holder(&draft, who));
	draft.twin.showings[who.player] = SHOWN_AND_LET_GO;
	give_back(&draft, EVENT_REJECT);
	draft_keep(&draft);
	return OK;
}

static enum error check_receiver(const struct draft *draft, struct who who)
{
	const struct twin *twin = &draft->twin;

	if (!twin->is_hire)
		return ERR_NOT_FOUND;
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	if (is_holder(twin, who.player))
		return has_lapsed(draft) ? ERR_HOLD_EXPIRED : ERR_WRONG_STATE;
	if (twin->receiver != who.player)
		return refuse_late(twin, who.player);
	if (has_expired(draft))
		return ERR_DEADLINE_PASSED;
	return twin->state == STATE_ACCEPTED ? OK : ERR_WRONG_STATE;
}

enum error hire_twin_deliver(struct model *model, int index, struct who who, enum text text)
{
	struct draft draft = draft_open(model, index);

	TRY(check_receiver(&draft, who));
	if (text == TEXT_BLANK || text == TEXT_PROMPT)
		return ERR_NOT_AN_ANSWER;
	draft_move(&draft, EVENT_SUBMIT);
	draft.twin.lease_ends = draft.now + LEASE_LIFE;
	draft_keep(&draft);
	return OK;
}

enum error hire_twin_give_up(struct model *model, int index, struct who who)
{
	struct draft draft = draft_open(model, index);

	TRY(check_receiver(&draft, who));
	if (draft.now > draft.twin.accepted_at + HIRE_GRACE) {
		spend(&draft, false);
	} else {
		draft.twin.showings[who.player] = SHOWN_AND_LET_GO;
		give_back(&draft, EVENT_REJECT);
	}
	draft_keep(&draft);
	return OK;
}

enum error hire_twin_cancel(struct model *model, int index, int player)
{
	struct draft draft = draft_open(model, index);
	struct twin *twin = &draft.twin;

	if (twin->sender != player)
		return refuse(twin, player);
	catch_up(&draft);
	if (state_is_terminal(twin->state))
		return ERR_WRONG_STATE;
	if (twin->state == STATE_ACCEPTED || twin->state == STATE_SUBMITTED) {
		draft_move(&draft, EVENT_ASK);
		twin->cancel_asked = true;
	} else {
		bool paid = twin->state != STATE_PENDING;

		draft_move(&draft, EVENT_CANCEL);
		twin->holder = NOBODY;
		if (paid)
			draft_settle(&draft, NOBODY);
	}
	draft_keep(&draft);
	return OK;
}

void hire_twin_call_off(struct model *model, int index)
{
	struct draft draft = draft_open(model, index);

	if (draft.twin.state != STATE_QUEUED && draft.twin.state != STATE_HELD)
		return;
	catch_up(&draft);
	draft_move(&draft, EVENT_CALL_OFF);
	draft.twin.holder = NOBODY;
	draft_settle(&draft, NOBODY);
	draft_keep(&draft);
}

/* Of the holds that ran out those that did so first. */
static bool is_among_first(const struct model *model, const struct twin *twin)
{
	int64_t left = twin->held_until - twin_now(model, twin);
	int before = 0;

	if (twin->state != STATE_HELD || left > 0)
		return false;
	for (int i = 0; i < model->active_count; i++) {
		const struct twin *other = &model->twins[model->active[i]];
		int64_t other_left = other->held_until - twin_now(model, other);

		if (other->state != STATE_HELD)
			continue;
		before += other_left < left ||
			  (other_left == left && other->held_in_step < twin->held_in_step);
	}
	return before < LAPSED_AT_ONCE;
}

bool hire_twin_is_candidate(const struct model *model, int index, int player)
{
	const struct twin *twin = &model->twins[index];

	return twin->is_hire && twin->sender != player && twin->showings[player] == SHOWN_NOT &&
	       (twin->state == STATE_QUEUED || is_among_first(model, twin));
}

enum error hire_twin_may_pull(const struct model *model, struct who who, int *candidates)
{
	if (who.agent == AGENT_FOREIGN)
		return ERR_FORBIDDEN;
	*candidates = 0;
	for (int i = 0; i < model->active_count; i++)
		*candidates += hire_twin_is_candidate(model, model->active[i], who.player);
	if (model_is_frozen(&model->players[who.player]))
		return ERR_WALLET_FROZEN;
	return holds_of(model, who.player) < HOLDS_MOST ? OK : ERR_TOO_MANY_HOLDS;
}

static void return_lapsed(struct model *model)
{
	int first[LAPSED_AT_ONCE], count = 0;

	for (int i = 0; i < model->active_count; i++)
		if (is_among_first(model, &model->twins[model->active[i]]))
			first[count++] = model->active[i];
	for (int i = 0; i < count; i++) {
		struct draft draft = draft_open(model, first[i]);

		catch_up(&draft);
		draft_keep(&draft);
	}
}

void hire_twin_pull(struct model *model, struct who who, int index)
{
	return_lapsed(model);
	if (index == NOBODY)
		return;

	struct draft draft = draft_open(model, index);

	hold(&draft, who.player);
	draft_keep(&draft);
}

bool hire_twin_is_due(const struct model *model, const struct twin *twin)
{
	int64_t now = twin_now(model, twin);

	return (twin->state == STATE_HELD && now >= twin->held_until) ||
	       (twin->state == STATE_ACCEPTED && now >= twin->deadline) ||
	       (twin->state == STATE_SUBMITTED && now >= twin->lease_ends);
}

void hire_twin_advance(struct model *model, int index)
{
	struct draft draft = draft_open(model, index);

	catch_up(&draft);
	if (draft.twin.state == STATE_SUBMITTED)
		draft.twin.lease_ends = draft.now + LEASE_LIFE;
	draft_keep(&draft);
}

bool hire_twin_is_junk(struct ruling ruling)
{
	return ruling.kind == RULING_BAD && ruling.pick % 2 == 0;
}

enum error hire_twin_verify(struct model *model, int index, struct ruling ruling)
{
	struct draft draft = draft_open(model, index);

	if (ruling.kind == RULING_ERROR)
		return ERR_UPSTREAM;
	if (ruling.kind == RULING_NONSENSE)
		return ERR_BROKEN;
	if (ruling.kind == RULING_GOOD) {
		draft_move(&draft, EVENT_PASS);
		draft_settle(&draft, draft.twin.receiver);
		draft_prove(&draft, draft.twin.receiver);
	} else if (hire_twin_is_junk(ruling) && !model->players[draft.twin.receiver].is_proven) {
		note_failure(&draft, true);
		give_back(&draft, EVENT_RETRY);
	} else {
		spend(&draft, hire_twin_is_junk(ruling));
	}
	draft_keep(&draft);
	return OK;
}
