#include "sim/model.h"

#include <stdio.h>
#include <stdlib.h>

int64_t twin_now(const struct model *model, const struct twin *twin)
{
	return model->clock + twin->ahead;
}

int twin_places(const struct twin *twin, enum place_state state)
{
	int n = 0;

	for (int i = 0; i < PLAYERS; i++)
		n += twin->spots[i].state == state;
	return n;
}

int twin_claims(const struct twin *twin)
{
	return twin_places(twin, PLACE_LIVE) + twin_places(twin, PLACE_SUBMITTED);
}

struct draft draft_open(struct model *model, int index)
{
	const struct twin *twin = &model->twins[index];

	return (struct draft){
		.model = model, .index = index, .twin = *twin, .now = twin_now(model, twin)
	};
}

static void retire(struct model *model, int index)
{
	for (int i = 0; i < model->active_count; i++)
		if (model->active[i] == index)
			model->active[i--] = model->active[--model->active_count];
}

static void keep_no_show(struct player *player, int twin, int64_t at)
{
	if (player->no_show_count == NO_SHOWS_MOST)
		abort(); /* a world of fewer steps would do */
	player->no_shows[player->no_show_count++] = (struct no_show){ twin, at };
}

static void touch(struct model *model, int index)
{
	for (int i = 0; i < model->touched_count; i++)
		if (model->touched[i] == index)
			return;
	if (model->touched_count == ACTIVE_MOST)
		abort();
	model->touched[model->touched_count++] = index;
}

void draft_keep(struct draft *draft)
{
	struct model *model = draft->model;

	model->twins[draft->index] = draft->twin;
	touch(model, draft->index);
	for (int i = 0; i < draft->posting_count; i++)
		player_post(&model->players[draft->postings[i].player], draft->postings[i].cents,
			    draft->postings[i].earned);
	for (int i = 0; i < draft->no_show_count; i++)
		keep_no_show(&model->players[draft->no_shows[i].player], draft->index,
			     draft->no_shows[i].at);
	for (int i = 0; i < PLAYERS; i++)
		model->players[i].is_proven |= draft->proven[i];
	for (int i = 0; i < draft->move_count; i++)
		model->moves[draft->moves[i]]++;
	if (state_is_terminal(draft->twin.state))
		retire(model, draft->index);
}

void draft_move(struct draft *draft, enum event event)
{
	int move = move_find(draft->twin.is_hire, draft->twin.state, event);

	if (move < 0 || draft->move_count == MOVES_MOST) {
		(void)fprintf(stderr, "the model knows no event %d in %s\n", (int)event,
			      state_name(draft->twin.state));
		abort();
	}
	draft->moves[draft->move_count++] = move;
	draft->twin.state = moves[move].to;
}

void draft_post(struct draft *draft, int player, int64_t cents, int64_t earned)
{
	draft->postings[draft->posting_count].player = player;
	draft->postings[draft->posting_count].earned = earned;
	draft->postings[draft->posting_count++].cents = cents;
}

void draft_settle(struct draft *draft, int winner)
{
	struct twin *twin = &draft->twin;

	twin->is_won = winner != NOBODY;
	twin->winner = winner;
	if (winner == NOBODY)
		draft_post(draft, twin->sender, twin->price, twin->paid_earned);
	else
		draft_post(draft, winner, twin->price - twin->fee, twin->price - twin->fee);
}

void draft_no_show(struct draft *draft, int player, int64_t at, int64_t cooldown_ends)
{
	draft->no_shows[draft->no_show_count].player = player;
	draft->no_shows[draft->no_show_count++].at = at;
	draft->twin.cooldown_count++;
	if (draft->twin.cooldowns[player] < cooldown_ends)
		draft->twin.cooldowns[player] = cooldown_ends;
}

void draft_prove(struct draft *draft, int player)
{
	draft->proven[player] = true;
}

int model_post(struct model *model, struct twin twin)
{
	if (model->twin_count == TWINS_MOST || model->active_count == ACTIVE_MOST)
		abort();
	model->twins[model->twin_count] = twin;
	touch(model, model->twin_count);
	model->active[model->active_count++] = model->twin_count;
	return model->twin_count++;
}

bool model_is_known(const struct twin *twin, int player)
{
	return twin->sender == player || twin->spots[player].state != PLACE_NONE ||
	       twin->showings[player] != SHOWN_NOT;
}

int64_t model_fee(bool is_hire, int64_t price)
{
	int64_t fee = price * 20 / 100 + (is_hire ? 50 : 0);

	return fee < price ? fee : price;
}

void player_post(struct player *player, int64_t cents, int64_t earned)
{
	if (cents == 0)
		return; /* a leg of nothing is left out */
	player->balance += cents;
	player->earned += earned;
	player->entries++;
}

/* Of so many cents that go out, what is earned money. */
static int64_t earned_part(const struct player *player, int64_t cents)
{
	int64_t card = player->balance - player->earned;

	return cents > card ? cents - card : 0;
}

void player_take(struct player *player, int64_t cents)
{
	player_post(player, -cents, -earned_part(player, cents));
}

bool model_is_frozen(const struct player *player)
{
	return player->shortage > 0 || player->suspended;
}

enum error model_pay(struct model *model, int index, int player)
{
	struct draft draft = draft_open(model, index);
	struct twin *twin = &draft.twin;
	const struct player *sender = &model->players[twin->sender];

	if (twin->sender != player)
		return model_is_known(twin, player) ? ERR_FORBIDDEN : ERR_NOT_FOUND;
	if (twin->state != STATE_PENDING)
		return ERR_WRONG_STATE;
	if (model_is_frozen(sender))
		return ERR_WALLET_FROZEN;
	if (sender->balance < twin->price)
		return ERR_PAYMENT_REQUIRED;
	draft_move(&draft, EVENT_PAY);
	twin->paid_earned = earned_part(sender, twin->price);
	draft_post(&draft, player, -twin->price, -twin->paid_earned);
	twin->was_paid = true;
	twin->closes = draft.now + twin->limit;
	draft_keep(&draft);
	return OK;
}

static int64_t lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void model_settle(struct player *player)
{
	int64_t part = lesser(player->balance, player->shortage);

	player_take(player, part);
	player->shortage -= part;
}

void model_top_up(struct player *player, int64_t cents)
{
	player_post(player, cents, 0);
	model_settle(player);
}

enum error model_give_again(struct player *player)
{
	if (id_is_none(player->taken))
		return ERR_NOT_FOUND;
	player->taken = ID_NONE;
	player->open -= player->is_lost ? 0 : player->taken_cents;
	player_post(player, player->taken_cents, player->taken_earned);
	model_settle(player);
	return OK;
}

void model_take_back(struct player *player, int64_t cents, struct id taken, bool lost)
{
	int64_t part = lesser(player->balance, cents);

	player->taken_earned = earned_part(player, part);
	player_take(player, part);
	player->shortage += cents - part;
	player->taken = taken;
	player->open += lost ? 0 : cents;
	player->taken_cents = cents;
	player->is_lost = lost;
}
