#include "judge/relevance.h"

#include <math.h>

struct terms terms_of(struct arena *arena, const struct words *words)
{
	struct terms terms = { table_create(arena, words->count + 1),
			       ARENA_ARRAY(arena, struct term, words->count + 1), 0 };

	for (int i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		uint32_t *place;

		if (!word_is_content(word))
			continue;
		place = table_at(&terms.places, word->stem);
		if (!*place) {
			terms.list[terms.count] = (struct term){ word->stem, 0 };
			*place = (uint32_t)++terms.count;
		}
		terms.list[*place - 1].count++;
	}
	return terms;
}

static double weight(const struct term *term)
{
	return 1 + log(term->count);
}

static double length_of(const struct terms *terms)
{
	double sum = 0;

	for (int i = 0; i < terms->count; i++)
		sum += weight(&terms->list[i]) * weight(&terms->list[i]);
	return sqrt(sum);
}

int terms_cosine(const struct terms *a, const struct terms *b)
{
	double sum = 0, lengths = length_of(a) * length_of(b);

	for (int i = 0; i < b->count; i++) {
		uint32_t place = table_find(&a->places, b->list[i].stem);

		if (place)
			sum += weight(&a->list[place - 1]) * weight(&b->list[i]);
	}
	return lengths > 0 ? (int)lround(1000 * sum / lengths) : 0;
}
