/* The order of those who judge no better: see floor.h. */
#include <string.h>

#include "base/random.h"
#include "judge/floor.h"

/* Half of the score is had at so many thousandths, and at so many different words of meaning. */
enum { NEAR_HALF = 10, WORDS_HALF = 40, WORDS_UNTOLD = 12 };

static int saturated(int amount, int half)
{
	return 500 * amount / (amount + half);
}

/* From 0 to 1000. Where nobody can tell how near a text is, it counts as half near, and how short it is does not. */
int floor_score(const struct finding *f)
{
	bool told = f->near >= 0;
	int words = told || f->distinct > WORDS_UNTOLD ? f->distinct : WORDS_UNTOLD;

	return saturated(told ? f->near : NEAR_HALF, NEAR_HALF) + saturated(words, WORDS_HALF);
}

struct place {
	int passed, score;
	struct digest lot;
};

/* By chance, but the same for all who look: neither who came first nor an id's date counts. */
static struct digest lot_of(struct arena *arena, const struct contest *contest, int index)
{
	const char *ids = arena_printf(arena, "%s %s", contest->job.text,
				       contest->entries[index].id.text);

	return digest_of(ids, strlen(ids));
}

static bool is_before(const struct place *a, const struct place *b)
{
	if (a->passed != b->passed)
		return a->passed > b->passed;
	if (a->score != b->score)
		return a->score > b->score;
	return memcmp(&a->lot, &b->lot, sizeof(a->lot)) < 0;
}

void floor_order(struct arena *arena, const struct contest *contest, const struct finding *findings,
		 int *ranks)
{
	struct place *places = ARENA_ARRAY(arena, struct place, contest->count);

	for (int i = 0; i < contest->count; i++)
		places[i] = (struct place){ findings[i].rule == FLOOR_PASSED,
					    floor_score(&findings[i]), lot_of(arena, contest, i) };
	for (int i = 0; i < contest->count; i++) {
		ranks[i] = 1;
		for (int k = 0; k < contest->count; k++)
			ranks[i] += k != i && (is_before(&places[k], &places[i]) ||
					       (k < i && !is_before(&places[i], &places[k])));
	}
}
