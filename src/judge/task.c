#include "judge/task.h"

#include <string.h>

#include "base/attr.h"
#include "language/material.h"
#include "language/number.h"

bool word_is_content(const struct word *word)
{
	return !(word->flags & (WORD_STOP | WORD_NOISE));
}

static enum pack pack_of(const char *name)
{
	static const char *const names[] = { "wild", "roast", "scout", "code", "cook" };

	for (int i = 0; i < COUNT(names); i++)
		if (!strcmp(name, names[i]))
			return (enum pack)i;
	return PACK_WILD;
}

static uint32_t meanings_of(const struct words *words, int count)
{
	uint32_t flags = 0;

	for (int i = 0; i < count; i++)
		flags |= words->list[i].flags;
	return flags;
}

/* What an answer cannot be credited with: the prompt's content, less the material it was given to
 * work on. */
static void asked_find(struct task *task, struct arena *arena)
{
	int count = task->edits && !task->translates ? task->material : task->words.count;

	task->asked = table_create(arena, count);
	task->asked_count = 0;
	for (int i = 0; i < count; i++) {
		const struct word *word = &task->words.list[i];

		if (word_is_content(word))
			task->asked_count += !(*table_at(&task->asked, word->stem))++;
	}
}

/* Keep the terms that the prompt says most often, of equals those it says first. */
static void key_offer(struct task *task, const struct table *counts, uint64_t stem)
{
	int worst = 0;

	if (task->key_count < KEY_TERMS) {
		task->keys[task->key_count++] = stem;
		return;
	}
	for (int i = 1; i < KEY_TERMS; i++)
		if (table_find(counts, task->keys[i]) <= table_find(counts, task->keys[worst]))
			worst = i;
	if (table_find(counts, stem) > table_find(counts, task->keys[worst]))
		task->keys[worst] = stem;
}

bool word_is_key(const struct word *word)
{
	return word_is_content(word) && !(word->flags & (MEANS_FILLER | WORD_NUMBER));
}

static void keys_find(struct task *task, struct arena *arena)
{
	const struct words *words = &task->words;
	struct table counts = table_create(arena, words->count),
		     offered = table_create(arena, words->count);

	for (int i = 0; i < words->count; i++)
		(*table_at(&counts, words->list[i].stem))++;
	for (int i = 0; i < words->count; i++)
		if (word_is_key(&words->list[i]) && !(*table_at(&offered, words->list[i].stem))++)
			key_offer(task, &counts, words->list[i].stem);
	task->key_places = table_create(arena, KEY_TERMS);
	for (int i = 0; i < task->key_count; i++)
		*table_at(&task->key_places, task->keys[i]) = (uint32_t)i + 1;
}

static int stop_percent(const struct words *words)
{
	int stops = 0;

	for (int i = 0; i < words->count; i++)
		stops += (words->list[i].flags & WORD_STOP) != 0;
	return words->count ? stops * 100 / words->count : 0;
}

struct task task_of(struct arena *arena, const struct lexicon *lexicon, const char *prompt,
		    const char *pack)
{
	struct task task = { .pack = pack_of(pack), .words = words_of(arena, prompt) };

	lexicon_mark(lexicon, &task.words);
	task.material = material_of(&task.words, prompt);

	uint32_t all = meanings_of(&task.words, task.words.count);
	uint32_t lead = meanings_of(&task.words, task.material);

	task.edits = (lead & MEANS_EDIT) && task.material < task.words.count;
	task.translates = (all & MEANS_TRANSLATE) != 0;
	task.offers_choice = (all & MEANS_CHOICE) != 0;
	task.asks = strchr(prompt, '?') || strstr(prompt, "\xEF\xBC\x9F");
	task.brief = (lead & MEANS_BRIEF) || (task.words.count <= QUESTION_MAX && task.asks);
	task.wants_code = task.pack == PACK_CODE || (lead & MEANS_CODE);
	task.about_pleas = (all & MEANS_ATTACK) || ((all & MEANS_OVERRIDE) && (all & MEANS_ORDERS));
	task.pieces = number_of_pieces(&task.words, prompt);
	task.stop_percent = stop_percent(&task.words);
	asked_find(&task, arena);
	keys_find(&task, arena);
	return task;
}

void task_take_material(struct task *task, struct arena *arena)
{
	task->edits = true;
	asked_find(task, arena);
}
