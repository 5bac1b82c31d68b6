#include "judge/own.h"

#include <ctype.h>

#include "judge/phrase.h"

/* So many words in a row nobody says twice by chance. */
enum { ROW = 6 };

static bool is_mixed(const struct word *word, const char *text)
{
	bool letter = false, digit = false;

	for (const char *c = text + word->at; c < text + word->at + word->length; c++) {
		digit |= isdigit((unsigned char)*c) != 0;
		letter |= !isdigit((unsigned char)*c);
	}
	return letter && digit;
}

static void leave_out(bool *left_out, int from, int to)
{
	while (from < to)
		left_out[from++] = true;
}

static void leave_codes_out(const struct words *words, const char *text, bool *left_out)
{
	for (int i = 0; i < words->count; i++)
		left_out[i] |= is_mixed(&words->list[i], text);
}

static void leave_rows_out(struct arena *arena, const struct words *task, const struct words *words,
			   bool *left_out)
{
	struct table seen = table_create(arena, task->count + words->count);

	for (int i = 0; i + ROW <= task->count; i++)
		*table_at(&seen, words_shingle(&task->list[i], ROW)) = 1;
	for (int i = 0; i + ROW <= words->count; i++)
		if ((*table_at(&seen, words_shingle(&words->list[i], ROW)))++)
			leave_out(left_out, i, i + ROW);
}

static void leave_orders_out(const struct words *words, const char *text, bool *left_out)
{
	for (int at = 0, end; at < words->count; at = end) {
		end = phrase_sentence_end(words, at, text);
		if (phrase_between(words, at, end) == PHRASE_ORDER)
			leave_out(left_out, at, end);
	}
}

struct words own_words(struct arena *arena, const struct words *task, const struct words *words,
		       const char *text, bool may_order)
{
	bool *left_out = ARENA_ARRAY(arena, bool, words->count);
	struct words own = *words;

	leave_codes_out(words, text, left_out);
	leave_rows_out(arena, task, words, left_out);
	if (!may_order)
		leave_orders_out(words, text, left_out);
	own.list = ARENA_ARRAY(arena, struct word, words->count);
	own.count = 0;
	for (int i = 0; i < words->count; i++)
		if (!left_out[i])
			own.list[own.count++] = words->list[i];
	return own;
}
