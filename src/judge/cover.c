#include "judge/cover.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "judge/overlap.h"
#include "language/number.h"
#include "language/part.h"
#include "language/vocabulary.h"

/* A task with fewer subject words than this is about its everyday ones as well. */
enum { SUBJECT_MIN = 2 };
/* A text asks for no more than this, which bounds the time it can take. */
enum { PARTS_READ = 300, PARTS_MAX = 30, PART_KEYS = 12, MENTIONS_MAX = 24 };
/* Letters that tell a word; how far a thing to mention stands behind the verb. */
enum {
	NEEDLE_MIN = 5,
	NEEDLE_MAX = 6,
	STUMP_MIN = 4,
	ENDING_MAX = 3,
	MENTION_REACH = 8,
	NOT_REACH = 3
};
enum { ROLE_MENTION = 1, ROLE_MENTION_LOOSELY, ROLE_NOT };

/* clang-format off */
static const struct vocabulary_row roles[] = {
	{ ROLE_MENTION_LOOSELY, "erwähne erwähnen erwähnt" }, /* where every noun looks like a name */
	{ ROLE_MENTION, "mention include state contain say cover mentionne mentionner menciona mencionar "
	  "упомяни укажи" },
	{ ROLE_NOT, "not never dont avoid without no nicht ohne ne sans sin не без" },
};
/* clang-format on */

static size_t needle_of(const struct word *word)
{
	size_t length = word->length;

	if (length <= NEEDLE_MIN)
		return length;
	return length - 1 < NEEDLE_MAX ? length - 1 : NEEDLE_MAX;
}

/* Nobody's word is longer than this; what is has been made to be searched. */
enum { WORD_SEARCHED = 64 };

static bool holds(const char *text, size_t length, const char *needle, size_t needed)
{
	if (length > WORD_SEARCHED)
		length = WORD_SEARCHED;
	for (size_t i = 0; i + needed <= length; i++)
		if (!strncasecmp(text + i, needle, needed))
			return true;
	return false;
}

/* The same word in another form: "reverse" in "reverseList", "rail" for "railway". */
static bool is_akin(const struct word *key, const char *key_text, const struct word *word,
		    const char *text)
{
	size_t needed = needle_of(key);

	if (key->stem == word->stem)
		return true;
	if ((key->flags | word->flags) & (WORD_IDEOGRAPH | WORD_NUMBER))
		return false;
	if (needed >= NEEDLE_MIN && holds(text + word->at, word->length, key_text + key->at, needed))
		return true;
	return word->length >= STUMP_MIN && word->length < key->length &&
	       key->length - word->length <= ENDING_MAX &&
	       !strncasecmp(text + word->at, key_text + key->at, word->length);
}

static bool is_own(const struct reading *reading, int at)
{
	return !reading->marks || reading->marks[at] != MARK_PROMPT;
}

/* How many of the delivery's own words are akin to the key. */
static int touches(const struct word *key, const char *key_text, const struct reading *delivery)
{
	int touching = 0;

	for (int i = 0; i < delivery->words.count; i++)
		touching += is_own(delivery, i) && !(delivery->words.list[i].flags & WORD_STOP) &&
			    is_akin(key, key_text, &delivery->words.list[i], delivery->text);
	return touching;
}

/* A task of hardly any but everyday words is about these, each of which may be chance. */
static int weight_of(const struct cover *cover, int subject, int everyday)
{
	if (cover->subject >= SUBJECT_MIN && everyday > 1)
		everyday = 1;
	return COVER_SUBJECT * subject + everyday;
}

static struct cover cover_up_to(struct arena *arena, const struct reading *task,
				const struct reading *delivery, int most)
{
	struct table seen = table_create(arena, task->words.count);
	struct cover cover = { 0, 0, 0, 0 };
	int subject = 0, everyday = 0;

	for (int i = 0; i < task->words.count && cover.of < most; i++) {
		const struct word *key = &task->words.list[i];

		if (!word_is_key(key) || number_of(key, task->text) ||
		    (*table_at(&seen, key->stem))++)
			continue;

		int touching = touches(key, task->text, delivery);

		cover.of++;
		cover.met += touching > 0;
		if (key->flags & MEANS_EVERYDAY) {
			everyday += touching > 0;
		} else {
			subject += touching;
			cover.subject++;
		}
	}
	cover.weight = weight_of(&cover, subject, everyday);
	return cover;
}

struct cover cover_of(struct arena *arena, const struct reading *task,
		      const struct reading *delivery)
{
	return cover_up_to(arena, task, delivery, 3 * KEY_TERMS);
}

static struct reading reading_of(struct arena *arena, const struct lexicon *lexicon,
				 const struct part *part)
{
	struct reading reading = { .text = arena_copy(arena, part->start, part->length) };

	reading.words = words_of(arena, reading.text);
	lexicon_mark(lexicon, &reading.words);
	return reading;
}

static bool counts_hold(struct arena *arena, const struct reading *part, const struct tally *tally,
			int *found)
{
	struct count counts[COUNTS_MAX];

	*found = counts_of(arena, &part->words, part->words.count, part->text, counts);
	for (int i = 0; i < *found; i++)
		if (tally_breaks(tally, &counts[i]))
			return false;
	return true;
}

struct cover cover_parts(struct arena *arena, const struct lexicon *lexicon,
			 const char *requirements, const struct reading *delivery,
			 const struct tally *tally)
{
	struct cover cover = { 0, 0, 0, 0 };
	struct part part;

	for (int i = 0; i < PARTS_READ && cover.of < PARTS_MAX && part_next(&requirements, &part);
	     i++) {
		struct reading reading = reading_of(arena, lexicon, &part);
		struct cover keys = cover_up_to(arena, &reading, delivery, PART_KEYS);
		int counts;
		bool held = counts_hold(arena, &reading, tally, &counts);

		if (!strncasecmp(reading.text, "skills:", 7) || (!keys.of && !counts))
			continue;
		cover.of++;
		cover.met += held && (counts || keys.met);
	}
	return cover;
}

static void exact_add(struct mentions *mentions, bool met)
{
	mentions->exact.of++;
	mentions->exact.met += met;
}

static bool is_name(const struct reading *part, int at)
{
	const struct word *word = &part->words.list[at];

	return at > 0 && word->length > 1 && isupper((unsigned char)part->text[word->at]) &&
	       !(word->flags & WORD_STOP);
}

static bool has_number(const struct reading *delivery, int number)
{
	for (int i = 0; i < delivery->words.count; i++)
		if (number_of(&delivery->words.list[i], delivery->text) == number)
			return true;
	return false;
}

/* Words between double quotation marks. */
static void quotes_add(struct arena *arena, const char *text, bool wanted,
		       const struct reading *delivery, struct mentions *mentions)
{
	const char *open, *close;

	while (mentions->exact.of < MENTIONS_MAX && (open = strchr(text, '"')) &&
	       (close = strchr(open + 1, '"'))) {
		const char *quote = arena_copy(arena, open + 1, (size_t)(close - open - 1));

		if (*quote)
			exact_add(mentions, (strcasestr(delivery->text, quote) != NULL) == wanted);
		text = close + 1;
	}
}

/* The things named behind the verb, up to the end of its part. */
static void things_add(struct arena *arena, const struct reading *part, int verb, bool names,
		       const struct reading *delivery, struct mentions *mentions)
{
	struct count counts[COUNTS_MAX];
	int found = counts_of(arena, &part->words, part->words.count, part->text, counts);
	int keys = 0, met = 0;

	for (int i = verb + 1; i < part->words.count && i <= verb + MENTION_REACH; i++) {
		const struct word *word = &part->words.list[i];
		int number = number_of(word, part->text);
		bool counted = false;

		for (int c = 0; c < found; c++)
			counted |= counts[c].at == i;
		if (number > 1 && !counted)
			exact_add(mentions, has_number(delivery, number));
		else if (names && is_name(part, i))
			exact_add(mentions, touches(word, part->text, delivery) > 0);
		else if (word_is_key(word) && ++keys)
			met += touches(word, part->text, delivery) > 0;
	}
	mentions->loose.of += keys > 0;
	mentions->loose.met += met > 0;
}

static bool is_denied(const struct reading *part, const struct table *table, int at)
{
	for (int i = at - 1; i >= 0 && i >= at - NOT_REACH; i--)
		if (table_find(table, part->words.list[i].stem) == ROLE_NOT)
			return true;
	return false;
}

void mentions_add(struct arena *arena, const struct lexicon *lexicon, const char *text,
		  const struct reading *delivery, struct mentions *mentions)
{
	struct table table = vocabulary_of(arena, roles, COUNT(roles));
	struct part next;

	for (int p = 0; p < PARTS_READ && part_next(&text, &next); p++) {
		struct reading part = reading_of(arena, lexicon, &next);

		if (mentions->exact.of + mentions->loose.of >= MENTIONS_MAX)
			return;
		for (int i = 0; i < part.words.count; i++) {
			uint32_t role = table_find(&table, part.words.list[i].stem);

			if (role != ROLE_MENTION && role != ROLE_MENTION_LOOSELY)
				continue;

			bool wanted = !is_denied(&part, &table, i);

			quotes_add(arena, part.text, wanted, delivery, mentions);
			if (wanted)
				things_add(arena, &part, i, role == ROLE_MENTION, delivery,
					   mentions);
			break;
		}
	}
}
