#include "judge/relevance.h"

#include <math.h>

struct terms terms_of(struct arena *arena, const struct words *words)
{
	struct terms terms = { table_create(arena, words->count + 1),
			       ARENA_ARRAY(arena, struct term, words->count + 1), 0, 0 };

	for (int i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		uint32_t *place = table_at(&terms.places, word->stem);
		struct term *term;

		if (!*place) {
			terms.list[terms.count] = (struct term){ word->stem, 0, false };
			*place = (uint32_t)++terms.count;
		}
		term = &terms.list[*place - 1];
		term->count++;
		terms.meant += !term->meant && word_is_content(word);
		term->meant |= word_is_content(word);
	}
	return terms;
}

static double weight(const struct term *term, int grammar)
{
	return sqrt(term->count) * (term->meant ? 1 : grammar / 1000.0);
}

static double length_of(const struct terms *terms, int grammar)
{
	double sum = 0;

	for (int i = 0; i < terms->count; i++)
		sum += weight(&terms->list[i], grammar) * weight(&terms->list[i], grammar);
	return sqrt(sum);
}

int terms_cosine(const struct terms *a, const struct terms *b, int grammar)
{
	double sum = 0, lengths = length_of(a, grammar) * length_of(b, grammar);

	for (int i = 0; i < b->count; i++) {
		uint32_t place = table_find(&a->places, b->list[i].stem);

		if (place)
			sum += weight(&a->list[place - 1], grammar) * weight(&b->list[i], grammar);
	}
	return lengths > 0 ? (int)lround(1000 * sum / lengths) : 0;
}
