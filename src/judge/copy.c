#include "judge/copy.h"

/* Words that must stand in a row; the share in hundredths that such rows make up; how many own words
 * make an answer long enough to be somebody's; how near to the task's ends its echo begins and ends. */
enum { RUN = 6, SHARE = 90, OWN_LEAST = 12, ENDS = 2 };

/* A task of fewer words is a row by itself. */
struct runs runs_of(struct arena *arena, const struct words *words, const struct words *task)
{
	int width = task->count < RUN ? task->count : RUN;
	struct runs runs = { .words = *words, .width = width };

	runs.count = width && words->count >= width ? words->count - width + 1 : 0;
	runs.rows = ARENA_ARRAY(arena, uint64_t, runs.count + 1);
	runs.seen = table_create(arena, runs.count + 1);
	for (int i = 0; i < runs.count; i++) {
		runs.rows[i] = words_shingle(&words->list[i], width);
		*table_at(&runs.seen, runs.rows[i]) = 1;
	}
	return runs;
}

/* Walks along a text's words and tells of each whether it stands in a row that another has. */
struct walk {
	const struct runs *text, *other;
	int at, until;
};

static bool stands_in(struct walk *walk)
{
	if (walk->at < walk->text->count &&
	    table_find(&walk->other->seen, walk->text->rows[walk->at]))
		walk->until = walk->at + walk->text->width;
	return walk->at++ < walk->until;
}

/* How many of the words do, and whether any of the first and of the last few. */
struct shared {
	int words;
	bool first, last;
};

static struct shared shared_of(const struct runs *text, const struct runs *other)
{
	struct walk walk = { text, other, 0, 0 };
	struct shared shared = { 0, false, false };
	int count = text->words.count;

	for (int i = 0; i < count; i++) {
		bool is = stands_in(&walk);

		shared.words += is;
		shared.first |= is && i < ENDS;
		shared.last |= is && i >= count - ENDS;
	}
	return shared;
}

bool copy_of_task(const struct runs *task, const struct runs *text)
{
	struct shared theirs = shared_of(text, task), asked = shared_of(task, text);

	return task->words.count && text->count &&
	       theirs.words * 100 >= (text->words.count - ENDS) * SHARE &&
	       asked.words * 100 >= task->words.count * SHARE && asked.first && asked.last;
}

bool copy_of_answer(const struct runs *task, const struct runs *earlier, const struct runs *text)
{
	struct walk asked = { text, task, 0, 0 }, taken = { text, earlier, 0, 0 };
	int own = 0, copied = 0;

	for (int i = 0; i < text->words.count; i++) {
		bool given = stands_in(&asked), has = stands_in(&taken);

		own += !given;
		copied += !given && has;
	}
	return own >= OWN_LEAST && copied * 100 >= own * SHARE;
}
