#include "sim/dispute_twin.h"

#include "sim/drop_twin.h"
#include "sim/hire_twin.h"

bool dispute_twin_stands(const struct player *player)
{
	return !id_is_none(player->taken) && (!player->is_lost || player->shortage > 0);
}

void dispute_twin_call_off(struct model *model, int player)
{
	if (!dispute_twin_stands(&model->players[player]))
		return;
	for (int i = 0; i < model->twin_count; i++) {
		if (model->twins[i].sender != player || state_is_terminal(model->twins[i].state))
			continue;
		if (model->twins[i].is_hire)
			hire_twin_call_off(model, i);
		else
			drop_twin_call_off(model, i);
	}
}

static enum error check(const struct player *player, const struct twin *twin, int index)
{
	if (id_is_none(player->taken) || twin->sender != index || !twin->is_won)
		return ERR_NOT_FOUND;
	if (id_equal(twin->decided, player->taken) || !dispute_twin_stands(player))
		return ERR_WRONG_STATE;
	return OK;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

enum error dispute_twin_claw_back(struct model *model, int index, int job)
{
	struct player *player = &model->players[index];
	struct twin *twin = &model->twins[job];

	TRY(check(player, twin, index));
	if (!player->is_lost)
		return ERR_WRONG_STATE;

	struct player *winner = &model->players[twin->winner];
	int64_t lost = player->shortage - player->open;
	int64_t part = least(least(twin->price - twin->fee - twin->clawed, lost), winner->balance);

	if (lost <= 0)
		return ERR_WRONG_STATE;
	if (part == 0)
		return ERR_PAYMENT_REQUIRED;
	player_post(winner, -part, -least(part, winner->earned));
	player->shortage -= part;
	twin->clawed += part;
	twin->decided = player->taken;
	return OK;
}

enum error dispute_twin_release(struct model *model, int index, int job)
{
	TRY(check(&model->players[index], &model->twins[job], index));
	model->twins[job].decided = model->players[index].taken;
	return OK;
}
