#include "sim/standing_twin.h"

/* As it stands in the model, but for the job of the draft. */
static const struct twin *current(const struct draft *draft, int index)
{
	return index == draft->index ? &draft->twin : &draft->model->twins[index];
}

static int no_shows_of(const struct draft *draft, int player)
{
	const struct model *model = draft->model;
	const struct player *a = &model->players[player];
	int n = 0;

	for (int i = 0; i < a->no_show_count; i++) {
		const struct no_show *seen = &a->no_shows[i];

		n += twin_now(model, &model->twins[seen->twin]) - seen->at < DAY;
	}
	for (int i = 0; i < draft->no_show_count; i++)
		n += draft->no_shows[i].player == player && draft->now - draft->no_shows[i].at < DAY;
	return n;
}

struct count {
	int claims, hires, missed;
};

/* Held until then; or over, and a no-show that is not yet recorded. */
static void count_one(bool held, int64_t ends, int64_t now, int *n, int *missed)
{
	*n += held && now < ends;
	*missed += held && now >= ends;
}

static struct count count_of(const struct draft *draft, int player)
{
	const struct model *model = draft->model;
	struct count count = { .missed = no_shows_of(draft, player) };

	for (int i = 0; i < model->active_count; i++) {
		const struct twin *twin = current(draft, model->active[i]);
		const struct spot *spot = &twin->spots[player];
		int64_t now = twin_now(model, twin);

		count_one(spot->state == PLACE_LIVE, spot->ends, now, &count.claims, &count.missed);
		count_one(twin->state == STATE_ACCEPTED && twin->receiver == player, twin->deadline,
			  now, &count.hires, &count.missed);
	}
	return count;
}

static int lesser(int a, int b)
{
	return a < b ? a : b;
}

static int most_of(const struct draft *draft, int player, const struct count *count, int usual,
		   int lowered, int new)
{
	int most = count->missed >= NO_SHOWS ? lesser(usual, lowered) : usual;

	return draft->model->players[player].is_proven ? most : lesser(most, new);
}

bool standing_twin_may_claim(const struct draft *draft, int player)
{
	struct count count = count_of(draft, player);

	return count.claims <
	       most_of(draft, player, &count, CLAIMS_MOST, CLAIMS_LOWERED, CLAIMS_NEW);
}

bool standing_twin_may_accept(const struct draft *draft, int player)
{
	struct count count = count_of(draft, player);

	return count.hires < most_of(draft, player, &count, WORK_MOST, WORK_LOWERED, WORK_NEW);
}
