#include "language/tongue.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <string.h>

#include "base/attr.h"

/* Room for all words of words/. */
enum { WORDS_KNOWN = 2600 };

static const struct {
	const char *name, *grammar, *asking;
} lists[TONGUE_COUNT] = {
#define TONGUE(name, grammar, asking) [TONGUE_##name] = { #name, grammar, asking },
#include "language/tongues.def"
#undef TONGUE
};

static void add(struct table *table, const char *words, int tongue)
{
	while (*words) {
		size_t length = strcspn(words, " ");

		if (length)
			*table_at(table, hash_of(words, length)) |= 1u << tongue;
		words += length + (words[length] == ' ');
	}
}

const struct tongues *tongues_known(void)
{
	static struct tongues known;

	if (!known.grammar.slots) {
		static struct arena *arena; /* for as long as the process lives */

		arena = arena_create();

		known.asking = table_create(arena, WORDS_KNOWN / 8);
		known.grammar = table_create(arena, WORDS_KNOWN);
		for (int i = 1; i < TONGUE_COUNT; i++) {
			add(&known.grammar, lists[i].grammar, i);
			add(&known.grammar, lists[i].asking, i);
			add(&known.asking, lists[i].asking, i);
		}
	}
	return &known;
}

struct sb_stemmer *tongue_stemmer(enum tongue tongue)
{
	static struct sb_stemmer *made[TONGUE_COUNT];
	static bool tried[TONGUE_COUNT];

	if (tongue && !tried[tongue])
		made[tongue] = sb_stemmer_new(lists[tongue].name, NULL);
	tried[tongue] = true;
	return made[tongue];
}
