#include "judge/phrase.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"

/* A text of more words says something besides. So many content words beside such a sentence are
 * nothing (courtesies, excuses), and so many within it; a promise says less. */
enum { TEXT_MOST = 120, BESIDE_MOST = 6, SENTENCE_MOST = 10, PROMISE_BESIDE = 3 };
enum { ALONE_MOST = 2 }; /* words of a sentence that is one word and hardly more */
enum { KEYS_MOST = 16384, STEPS_MOST = 4096, GAP = 4 };

/* One word of a phrase: any of these, behind up to so many others. */
struct step {
	int first, count, gap;
	bool last; /* of its phrase */
};

struct phrases {
	uint64_t keys[KEYS_MOST];
	struct step steps[STEPS_MOST];
	enum phrase says[STEPS_MOST]; /* of the phrase that begins at this step */
	int key_count, step_count;
	struct table firsts; /* what they begin with: bit n for those of phrase n */
};

static const struct {
	enum phrase says;
	const char *words;
} rows[] = {
#define REFUSAL(words) { PHRASE_REFUSAL, words },
#define PROMISE(words) { PHRASE_PROMISE, words },
#define ORDER(words) { PHRASE_ORDER, words },
#include "judge/words/all.def"
};

static void step_add(struct phrases *p, const uint64_t *keys, int count, int gap)
{
	if (p->key_count + count > KEYS_MOST || p->step_count == STEPS_MOST)
		abort(); /* the files of words/ have outgrown the room */
	memcpy(p->keys + p->key_count, keys, sizeof(*keys) * (size_t)count);
	p->steps[p->step_count++] = (struct step){ p->key_count, count, gap, false };
	p->key_count += count;
}

/* "can't/cannot" is one step; a row of characters without spaces is one a pair. */
static void token_add(struct phrases *p, struct arena *arena, const char *start, size_t length,
		      int gap)
{
	const char *token = arena_copy(arena, start, length);
	struct words words = words_read(arena, token, TONGUE_english);
	uint64_t keys[64];
	int count = 0;

	for (int i = 0; i < words.count && count < COUNT(keys); i++) {
		if (i && token[words.list[i].at - 1] != '/') {
			step_add(p, keys, count, gap);
			count = gap = 0;
		}
		keys[count++] = words.list[i].key;
	}
	step_add(p, keys, count, gap);
}

static void phrase_add(struct phrases *p, struct arena *arena, enum phrase says, const char *words)
{
	int gap = 0;

	p->says[p->step_count] = says;
	for (size_t length; *words; words += length + (words[length] == ' ')) {
		length = strcspn(words, " ");
		if (*words == '~') {
			gap = GAP;
		} else if (length) {
			token_add(p, arena, words, length, gap);
			gap = 0;
		}
	}
	p->steps[p->step_count - 1].last = true;
}

static int step_next(const struct phrases *p, int step)
{
	while (!p->steps[step].last)
		step++;
	return step + 1;
}

static struct phrases *build(void)
{
	static struct arena *arena; /* for as long as the process lives */

	if (!arena)
		arena = arena_create();

	struct phrases *p = ARENA_NEW(arena, struct phrases);

	for (int i = 0; i < COUNT(rows); i++)
		phrase_add(p, arena, rows[i].says, rows[i].words);
	p->firsts = table_create(arena, p->key_count);
	for (int step = 0; step < p->step_count; step = step_next(p, step))
		for (int k = 0; k < p->steps[step].count; k++)
			*table_at(&p->firsts,
				  p->keys[p->steps[step].first + k]) |= 1u << p->says[step];
	return p;
}

static const struct phrases *phrases_known(void)
{
	static const struct phrases *known; /* constant, once built */

	if (!known)
		known = build();
	return known;
}

/* The word behind the phrase whose steps go on from here; -1 if they do not stand there. */
static int match(const struct phrases *p, int step, const struct words *words, int at)
{
	const struct step *s = &p->steps[step];

	for (int i = at; i < words->count && i <= at + s->gap; i++)
		for (int k = 0; k < s->count; k++) {
			int end = words->list[i].key != p->keys[s->first + k] ? -1
				  : s->last				      ? i + 1
					    : match(p, step + 1, words, i + 1);

			if (end >= 0)
				return end;
		}
	return -1;
}

/* The word behind the longest phrase of that kind that begins here; -1 if there is none. */
static int phrase_end(const struct words *words, int at, enum phrase phrase)
{
	const struct phrases *p = phrases_known();
	int last = -1;

	if (!(table_find(&p->firsts, words->list[at].key) & 1u << phrase))
		return -1;
	for (int step = 0; step < p->step_count; step = step_next(p, step)) {
		int end = p->says[step] == phrase ? match(p, step, words, at) : -1;

		last = end > last ? end : last;
	}
	return last;
}

/* A promise of one word ("done") is one only where it stands alone: "bake until done" is an answer. */
static bool says(const struct words *words, int at, enum phrase phrase, bool alone)
{
	int end = phrase_end(words, at, phrase);

	return end > at + 1 || (end > at && (alone || phrase != PHRASE_PROMISE));
}

enum phrase phrase_between(const struct words *words, int from, int to)
{
	enum phrase said = PHRASE_NONE;

	for (int i = from; i < to; i++)
		for (enum phrase more = PHRASE_ORDER; more > said; more--)
			if (says(words, i, more, to - from <= ALONE_MOST))
				said = more;
	return said;
}

static bool ends_sentence(const struct words *words, int at, const char *text)
{
	static const char *const marks[] = { ".", "!", "?", "\n", ";", "。", "！", "？", "؟", "।" };
	const struct word *word = &words->list[at];
	const char *gap = text + word->at + word->length;
	const char *end = at + 1 < words->count ? text + words->list[at + 1].at : gap + strlen(gap);

	for (; gap < end; gap++)
		for (int i = 0; i < COUNT(marks); i++)
			if (!strncmp(gap, marks[i], strlen(marks[i])))
				return true;
	return false;
}

int phrase_sentence_end(const struct words *words, int at, const char *text)
{
	while (at + 1 < words->count && !ends_sentence(words, at, text))
		at++;
	return at + 1;
}

static int own_content(const struct words *words, int from, int to, const struct terms *task)
{
	int count = 0;

	for (int i = from; i < to; i++)
		count += word_is_content(&words->list[i]) &&
			 !table_find(&task->places, words->list[i].stem);
	return count;
}

enum phrase phrase_only(const struct words *words, const char *text, const struct terms *task)
{
	enum phrase said = PHRASE_NONE;
	int beside = 0;

	if (words->count > TEXT_MOST)
		return PHRASE_NONE;
	for (int at = 0, end; at < words->count; at = end) {
		end = phrase_sentence_end(words, at, text);

		enum phrase here = phrase_between(words, at, end);
		int own = own_content(words, at, end, task);

		if (!here || own > SENTENCE_MOST)
			beside += own;
		said = here > said ? here : said;
	}
	return beside <= (said == PHRASE_PROMISE ? PROMISE_BESIDE : BESIDE_MOST) ? said
										 : PHRASE_NONE;
}

const char *phrase_left_out(struct arena *arena, const struct words *words, const char *text,
			    enum phrase phrase)
{
	static const char gap[] = "(...)";
	struct text out = text_start(arena, strlen(text) + sizeof(gap));
	size_t kept = 0; /* so much of the text is dealt with */

	for (int i = 0; i < words->count; i++) {
		int end = phrase_end(words, i, phrase);

		if (end < 0)
			continue;
		text_add(&out, text + kept, words->list[i].at - kept);
		text_add_string(&out, gap);
		kept = words->list[end - 1].at + words->list[end - 1].length;
		i = end - 1;
	}
	text_add_string(&out, text + kept);
	return out.bytes;
}
