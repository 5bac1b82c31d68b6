#include "language/vocabulary.h"

#include <string.h>

struct table vocabulary_of(struct arena *arena, const struct vocabulary_row *rows, int count)
{
	int letters = 0;

	for (int i = 0; i < count; i++)
		letters += (int)strlen(rows[i].words);

	struct table table = table_create(arena, letters / 2 + 1);

	for (int i = 0; i < count; i++) {
		struct words words = words_read(arena, rows[i].words, TONGUE_english);

		for (int w = 0; w < words.count; w++)
			*table_at(&table, words.list[w].stem) = rows[i].value;
	}
	return table;
}
