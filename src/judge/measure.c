#include "judge/measure.h"

#include "judge/plea.h"

/* Vocabularies are compared up to here: enough to know a copy by. */
enum { TERMS_COMPARED = 600 };

int share_of(int64_t part, int64_t whole)
{
	return whole > 0 ? (int)(part * 1000 / whole) : 0;
}

static bool earns_nothing(const struct measure *m, const struct word *word)
{
	return (word->flags & MEANS_FILLER) || (m->plea && word_is_plea(word));
}

static void content_add(struct measure *m, const struct task *task, const struct word *word,
			bool own, bool first)
{
	bool asked = table_find(&task->asked, word->stem) != 0;
	uint32_t key = table_find(&task->key_places, word->stem);

	m->content++;
	m->asked += asked;
	m->asked_distinct += asked && first;
	m->promos += first && (word->flags & MEANS_PROMO);
	if (key && own)
		m->hits += !m->tf[key - 1]++;
	m->fillers += !asked && earns_nothing(m, word);
}

/* Content that the author brought along. */
static bool is_fresh(const struct measure *m, const struct task *task, const struct word *word)
{
	return word_is_content(word) && !table_find(&task->asked, word->stem) &&
	       !earns_nothing(m, word);
}

static void words_count(struct arena *arena, const struct task *task, const struct words *words,
			struct measure *m)
{
	struct table known = table_create(arena, words->count),
		     fresh = table_create(arena, words->count);
	int run = 0;

	m->terms = table_create(arena, words->count);

	for (int i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		bool own = m->overlap.marks[i] == MARK_OWN;
		bool first = !(*table_at(&known, word->stem))++;

		m->distinct += first;
		m->stops += (word->flags & WORD_STOP) != 0;
		m->ideographs += (word->flags & WORD_IDEOGRAPH) != 0;
		m->addresses |= (word->flags & MEANS_YOU) != 0;
		if (word_is_content(word) && m->overlap.marks[i] != MARK_REPEATED)
			content_add(m, task, word, own, first);
		run = table_find(&task->asked, word->stem) && m->overlap.marks[i] != MARK_PROMPT
			      ? run + 1
			      : 0;
		m->asked_run = run > m->asked_run ? run : m->asked_run;
		if (m->overlap.marks[i] == MARK_PROMPT)
			m->tail = 0;
		if (!is_fresh(m, task, word))
			continue;
		m->term_count += !(*table_at(&m->terms, word->stem))++;
		if (own && !(*table_at(&fresh, word->stem))++) {
			m->fresh++;
			m->tail++;
		}
	}
}

/* Whichever way of laying out pieces fits the number asked for best. */
static int pieces_of(const struct shape *shape, int wanted)
{
	int counts[] = { shape->items, shape->paragraphs, shape->lines, shape->sentences };
	int best = 0;

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (counts[i] == wanted || (best != wanted && counts[i] > best))
			best = counts[i];
	return best;
}

struct measure measure_of(struct arena *arena, const struct task *task, const struct entry *entry,
			  const struct words *words, struct overlap overlap)
{
	struct measure m = {
		.words = words->count,
		.cut = words->cut,
		.files = entry->files,
		.terms_rival = -1,
		.plea = plea_in(words, entry->text, task),
		.overlap = overlap,
		.shape = shape_of(entry->text),
	};

	words_count(arena, task, words, &m);
	m.pieces = task->pieces ? pieces_of(&m.shape, task->pieces) : 0;
	return m;
}

/* A rival with far more words has any word: only one of the like size can be the model. */
static int common_percent(const struct measure *ours, const struct measure *theirs)
{
	int common = 0, compared = 0;

	if (theirs->term_count > ours->term_count * 2)
		return 0;
	for (size_t i = 0; i <= ours->terms.mask && compared < TERMS_COMPARED; i++) {
		uint64_t key = ours->terms.slots[i].key;

		compared += key != 0;
		common += key && table_find(&theirs->terms, key);
	}
	return compared ? common * 100 / compared : 0;
}

void measure_rivals(struct measure *measures, int index)
{
	struct measure *m = &measures[index];

	for (int rival = 0; rival < index; rival++) {
		int percent = common_percent(m, &measures[rival]);

		if (percent > m->copied_terms) {
			m->copied_terms = percent;
			m->terms_rival = rival;
		}
	}
}
