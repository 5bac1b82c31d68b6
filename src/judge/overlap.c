#include "judge/overlap.h"

#include <string.h>

/* Four words in a row seldom coincide; an answer's own refrain needs more to count. */
enum { SHINGLE = 4, SHINGLE_SELF = 6 };
enum { OPENING = 2, ROW_PROMPT = 100, ROW_WORDS = 200 };
enum { WHOLE_PERCENT = 80, WHOLE_MIN = 15 };

enum prompt_part { PART_ASKED = 1, PART_MATERIAL = 2 };

struct seen seen_create(struct arena *arena, const struct task *task, const struct words *entries,
			int count)
{
	int total = 0;
	int material = task->edits && !task->translates ? task->material : task->words.count;

	for (int i = 0; i < count; i++)
		total += entries[i].count;

	struct seen seen = {
		.asked = task->words,
		.prompt = table_create(arena, task->words.count),
		.rivals = table_create(arena, total),
		.shelved = ARENA_ARRAY(arena, int, count),
		.shared = ARENA_ARRAY(arena, int, count),
	};

	if (task->words.count >= OPENING)
		seen.opening = words_shingle(task->words.list, OPENING);
	for (int i = task->words.count - SHINGLE; i >= 0; i--)
		*table_at(&seen.prompt, words_shingle(task->words.list + i, SHINGLE)) =
			i < material ? PART_ASKED : PART_MATERIAL;
	return seen;
}

static void mark(unsigned char *marks, int width, enum mark with)
{
	for (int i = 0; i < width; i++)
		if (marks[i] < with)
			marks[i] = (unsigned char)with;
}

static void mark_repeated(struct arena *arena, const struct words *words, unsigned char *marks)
{
	struct table self = table_create(arena, words->count);

	for (int i = 0; i + SHINGLE_SELF <= words->count; i++)
		if ((*table_at(&self, words_shingle(words->list + i, SHINGLE_SELF)))++)
			mark(marks + i, SHINGLE_SELF, MARK_REPEATED);
}

static void mark_foreign(struct arena *arena, struct seen *seen, const struct words *words,
			 struct overlap *out)
{
	bool *in_prompt = ARENA_ARRAY(arena, bool, words->count);
	struct table counted = table_create(arena, words->count);

	for (int i = 0; i + SHINGLE <= words->count; i++) {
		uint64_t shingle = words_shingle(words->list + i, SHINGLE);
		uint32_t part = table_find(&seen->prompt, shingle);
		uint32_t owner = part ? 0 : table_find(&seen->rivals, shingle);

		if (part)
			memset(in_prompt + i, true, SHINGLE);
		if (part == PART_ASKED)
			mark(out->marks + i, SHINGLE, MARK_PROMPT);
		if (owner)
			mark(out->marks + i, SHINGLE, MARK_RIVAL);
		if (owner && !(*table_at(&counted, shingle))++)
			seen->shared[owner - 1]++;
	}
	for (int i = 0; i < words->count; i++)
		out->prompt_any += in_prompt[i];
	for (int i = 0; i + OPENING <= words->count && !out->opening; i++)
		out->opening = words_shingle(words->list + i, OPENING) == seen->opening;
}

/*
 * The longest common subsequence. It finds the prompt among words put in
 * between, where shingles break; long texts have shingles enough.
 */
static int common_row(const struct words *prompt, const struct words *words)
{
	int row[ROW_PROMPT + 1] = { 0 };

	if (prompt->count > ROW_PROMPT || words->count > ROW_WORDS)
		return 0;
	for (int w = 0; w < words->count; w++) {
		int diagonal = 0;

		for (int p = 0; p < prompt->count; p++) {
			int above = row[p + 1];

			if (words->list[w].stem == prompt->list[p].stem)
				row[p + 1] = diagonal + 1;
			else if (row[p] > above)
				row[p + 1] = row[p];
			diagonal = above;
		}
	}
	return row[prompt->count];
}

static void marks_count(const struct words *words, struct overlap *out)
{
	for (int i = 0; i < words->count; i++) {
		out->repeated += out->marks[i] == MARK_REPEATED;
		out->prompt += out->marks[i] == MARK_PROMPT;
		out->from_rival += out->marks[i] == MARK_RIVAL;
	}
}

static void rival_find(struct seen *seen, struct overlap *out)
{
	out->rival = -1;
	for (int i = 0; i < seen->entries; i++) {
		if (seen->shared[i] && (out->rival < 0 || seen->shared[i] > seen->shared[out->rival]))
			out->rival = i;
		if (seen->shelved[i] >= WHOLE_MIN &&
		    seen->shared[i] * 100 >= seen->shelved[i] * WHOLE_PERCENT) {
			out->rival = i;
			out->whole_rival = true;
			break;
		}
	}
	if (seen->entries)
		memset(seen->shared, 0, sizeof(int) * (size_t)seen->entries);
}

static void shelve(struct seen *seen, const struct words *words)
{
	int owner = seen->entries++;

	for (int i = 0; i + SHINGLE <= words->count; i++) {
		uint64_t shingle = words_shingle(words->list + i, SHINGLE);
		uint32_t *first;

		if (table_find(&seen->prompt, shingle))
			continue;
		first = table_at(&seen->rivals, shingle);
		if (!*first) {
			*first = (uint32_t)owner + 1;
			seen->shelved[owner]++;
		}
	}
}

struct overlap overlap_of(struct arena *arena, struct seen *seen, const struct words *entries,
			  int index)
{
	const struct words *words = &entries[index];
	struct overlap overlap = { .marks = ARENA_ARRAY(arena, unsigned char, words->count) };

	mark_repeated(arena, words, overlap.marks);
	mark_foreign(arena, seen, words, &overlap);
	overlap.prompt_row = common_row(&seen->asked, words);
	marks_count(words, &overlap);
	rival_find(seen, &overlap);
	shelve(seen, words);
	return overlap;
}
