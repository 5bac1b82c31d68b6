#include "judge/floor.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/config.h"
#include "base/text.h"
#include "judge/copy.h"
#include "judge/form.h"
#include "judge/own.h"
#include "judge/phrase.h"
#include "judge/relevance.h"

/* A short question has at most so many words, its short answer so many, of which so many of meaning. */
enum { QUESTION_MOST = 25, PLAIN_QUESTION_MOST = 12, ANSWER_MOST = 12, ANSWER_MEANT = 3 };
/* So many different words are hardly an answer to anything else. */
enum { BARE_MOST = 2 };
/* So many words of meaning must a task and an answer have, for their words to tell in a drop. */
enum { TASK_LEAST = 5, TEXT_LEAST = 40 };
/* A stroke over the keys: so many consonants in a row; among so many words it shows. */
enum { JAM = 5, MASH_READ = 60 };

/* What was asked for, as far as its words tell. */
struct subject {
	struct arena *arena;
	const char *prompt;
	const char *demands; /* NULL of a drop: nothing is counted */
	struct words words, all;
	struct runs runs;
	struct terms terms; /* of the prompt and what stands beside it */
	bool short_question, strict, orders;
};

/* One text while the rules look at it. */
struct look {
	const struct subject *subject;
	const char *text;
	int files;
	int shared, relevance; /* by words of meaning only, and by the measure that decides */
	struct words words;
	struct runs runs;
	struct terms terms;
	const struct look *earlier; /* the entries before it, and how many they are */
	int earlier_count;
	bool measured; /* by a better one than words */
};

static bool asks(const struct words *words, const char *prompt)
{
	if (strchr(prompt, '?') || strstr(prompt, "？") || strstr(prompt, "؟"))
		return words->count <= QUESTION_MOST;
	for (int i = 0; i < words->count && words->count <= PLAIN_QUESTION_MOST; i++)
		if (words->list[i].flags & WORD_ASKING &&
		    (i == 0 || words->list[i].flags & WORD_PAIR ||
		     strchr(".!:\n", prompt[words->list[i - 1].at + words->list[i - 1].length])))
			return true;
	return false;
}

static struct subject subject_of(struct arena *arena, const char *prompt, const char *all,
				 bool strict)
{
	struct subject s = { .arena = arena, .prompt = prompt, .strict = strict };

	s.words = words_read(arena, prompt, TONGUE_UNKNOWN);
	s.all = words_read(arena, all, s.words.tongue);
	s.runs = runs_of(arena, &s.words, &s.words);
	s.terms = terms_of(arena, &s.all);
	s.short_question = asks(&s.words, prompt);
	s.orders = phrase_between(&s.words, 0, s.words.count) == PHRASE_ORDER;
	return s;
}

static struct look look_of(const struct subject *subject, const char *text, int files)
{
	struct look look = { .subject = subject, .text = text, .files = files, .relevance = -1 };

	look.words = words_read(subject->arena, text, subject->words.tongue);
	look.runs = runs_of(subject->arena, &look.words, &subject->words);
	look.terms = terms_of(subject->arena, &look.words);
	return look;
}

/* ------------------------------------------------------------ the rules */

static const char *empty_why(struct look *look)
{
	return look->files || !text_is_blank(look->text) ? NULL : "is empty";
}

static const char *copy_why(struct look *look)
{
	if (copy_of_task(&look->subject->runs, &look->runs))
		return "repeats the task and says hardly anything else";
	for (int i = 0; i < look->earlier_count; i++)
		if (copy_of_answer(&look->subject->runs, &look->earlier[i].runs, &look->runs))
			return "repeats an earlier answer nearly word for word";
	return NULL;
}

static const char *refusal_why(struct look *look)
{
	enum phrase said = look->files
				   ? PHRASE_NONE
				   : phrase_only(&look->words, look->text, &look->subject->terms);

	if (said == PHRASE_REFUSAL)
		return "declines the work and says nothing else";
	return said == PHRASE_PROMISE ? "announces the work and does none" : NULL;
}

/* A prompt that itself speaks so may be answered so. */
static const char *order_why(struct look *look)
{
	const struct subject *s = look->subject;
	bool only = !s->orders && phrase_only(&look->words, look->text, &s->terms) == PHRASE_ORDER;

	return only ? "speaks to the judge and says nothing else" : NULL;
}

static bool is_link(const char *text)
{
	const char *start = text + strspn(text, " \t\r\n");
	size_t length = strcspn(start, " \t\r\n");

	return !start[length + strspn(start + length, " \t\r\n")] &&
	       (!strncmp(start, "www.", 4) || !strncmp(start, "http://", 7) ||
		!strncmp(start, "https://", 8));
}

/* Hands on the keyboard: a row of its keys, consonants without end, or no vowel at all. */
static bool is_mash(const struct word *word, const char *text)
{
	static const char *const rows[] = { "asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl",
					    "zxcv", "xcvb", "cvbn", "vbnm", "qwer", "uiop" };
	int jam = 0, vowels = 0;

	for (uint32_t i = 0; i < word->length; i++) {
		char c = text[word->at + i];

		if ((unsigned char)c >= 0x80 || (c >= '0' && c <= '9'))
			return false;
		vowels += strchr("aeiouyAEIOUY", c) != NULL;
		jam = strchr("aeiouAEIOU", c) ? 0 : jam + 1;
		for (int r = 0; i + 4 <= word->length && r < COUNT(rows); r++)
			if (!strncasecmp(text + word->at + i, rows[r], 4))
				return true;
		if (jam >= JAM)
			return true;
	}
	return !vowels && word->length >= JAM;
}

static bool is_mostly_mash(const struct look *look)
{
	int mash = 0, count = look->words.count < MASH_READ ? look->words.count : MASH_READ;

	for (int i = 0; i < count; i++)
		mash += is_mash(&look->words.list[i], look->text);
	return mash * 2 > count;
}

/* How near it must be, as an entry of a drop or (strict) as a delivery. */
static int64_t point_of(const struct look *look, bool strict)
{
	const struct config *set = settings();

	if (look->measured)
		return strict ? set->judge_embed_hire : set->judge_embed_drop;
	return strict ? set->judge_words_hire : set->judge_words_drop;
}

static bool is_sign(const struct look *look)
{
	return !look->words.count && isascii(look->text[strspn(look->text, " \t\r\n")]);
}

/* Of so few words the better measure says little: only what it finds near enough for a hire is none. */
static bool is_bare(const struct look *look)
{
	if (look->shared || (look->measured && look->relevance >= point_of(look, true)))
		return false;
	return look->terms.count <= BARE_MOST;
}

static bool is_in_another_language(const struct look *look)
{
	enum tongue task = look->subject->words.tongue, text = look->words.tongue;

	return task && text && task != text;
}

static bool is_told(const struct look *look)
{
	const struct subject *s = look->subject;

	if (look->measured)
		return true;
	return s->strict ? s->terms.meant > 0
			 : s->terms.meant >= TASK_LEAST && look->terms.meant >= TEXT_LEAST;
}

/* Of a delivery one of a few words of meaning: with more, words tell. */
static bool is_short_answer(const struct look *look)
{
	return look->subject->short_question && look->words.count <= ANSWER_MOST &&
	       (!look->subject->strict || look->terms.meant <= ANSWER_MEANT) && !is_link(look->text);
}

static const char *unrelated_why(struct look *look)
{
	if (look->files || is_short_answer(look)) {
		look->relevance = -1;
		return NULL;
	}
	if (is_sign(look) || is_mostly_mash(look) || (!look->shared && is_link(look->text)) ||
	    is_bare(look))
		return "is no text that could answer the task";
	if (!look->measured && is_in_another_language(look)) {
		look->relevance = -1;
		return NULL;
	}
	return is_told(look) && look->relevance < point_of(look, look->subject->strict)
		       ? "has nothing to do with the task"
		       : NULL;
}

static const char *demand_why(struct look *look)
{
	const struct subject *s = look->subject;

	return s->demands && !look->files ? form_broken(s->arena, s->demands, look->text) : NULL;
}

static const struct {
	enum floor_rule rule;
	const char *name;
	const char *(*why)(struct look *); /* NULL if the text keeps it */
} rules[] = {
	{ FLOOR_EMPTY, "empty", empty_why },
	{ FLOOR_COPY, "copy", copy_why },
	{ FLOOR_REFUSAL, "refusal", refusal_why },
	{ FLOOR_ORDER, "order", order_why },
	{ FLOOR_UNRELATED, "unrelated", unrelated_why },
	{ FLOOR_DEMAND, "demand", demand_why },
};

const char *floor_rule_name(enum floor_rule rule)
{
	for (int i = 0; i < COUNT(rules); i++)
		if (rules[i].rule == rule)
			return rules[i].name;
	return "passed";
}

/* What the neutral order goes by. */
static void weigh(const struct look *look, struct finding *out)
{
	const struct subject *s = look->subject;
	struct words own = own_words(s->arena, &s->words, &look->words, look->text, s->orders);
	struct terms terms = terms_of(s->arena, &own);

	out->distinct = terms.meant;
	out->near = look->relevance < 0 || is_in_another_language(look)
			    ? -1
			    : terms_cosine(&s->terms, &terms, GRAMMAR_NOTHING);
}

static struct finding finding_of(struct look *look)
{
	struct finding finding = { .rule = FLOOR_PASSED, .why = "" };

	for (int i = 0; i < COUNT(rules) && !finding.rule; i++) {
		const char *why = rules[i].why(look);

		if (why)
			finding = (struct finding){ .rule = rules[i].rule, .why = why };
	}
	/* A hire's own point catches honest work more often. */
	finding.junk = finding.rule && finding.rule != FLOOR_DEMAND &&
		       (finding.rule != FLOOR_UNRELATED || look->relevance < point_of(look, false));
	finding.relevance = look->relevance;
	weigh(look, &finding);
	return finding;
}

/* ------------------------------------------------------------ the two questions */

/* By the better measure if it can be had, for all texts in one go. */
static void measure(struct arena *arena, nearness_fn *nearness, const char *prompt, bool strict,
		    struct look *looks, int count)
{
	const char **texts = ARENA_ARRAY(arena, const char *, count);
	int *near = ARENA_ARRAY(arena, int, count);
	bool measured;

	for (int i = 0; i < count; i++)
		texts[i] = looks[i].text;
	measured = nearness && nearness(arena, prompt, texts, count, near);
	for (int i = 0; i < count; i++) {
		const struct terms *asked = &looks[i].subject->terms, *terms = &looks[i].terms;

		looks[i].shared = terms_cosine(asked, terms, GRAMMAR_NOTHING);
		looks[i].measured = measured;
		looks[i].relevance = measured ? near[i]
				     : strict ? terms_cosine(asked, terms, GRAMMAR_LITTLE)
					      : looks[i].shared;
	}
}

const struct finding *floor_of_contest(struct arena *arena, const struct contest *contest,
				       nearness_fn *nearness)
{
	struct subject subject = subject_of(arena, contest->prompt, contest->prompt, false);
	struct look *looks = ARENA_ARRAY(arena, struct look, contest->count);
	struct finding *findings = ARENA_ARRAY(arena, struct finding, contest->count);

	for (int i = 0; i < contest->count; i++) {
		looks[i] = look_of(&subject, contest->entries[i].text, contest->entries[i].files);
		looks[i].earlier = looks;
		looks[i].earlier_count = i;
	}
	measure(arena, nearness, contest->prompt, false, looks, contest->count);
	for (int i = 0; i < contest->count; i++)
		findings[i] = finding_of(&looks[i]);
	return findings;
}

struct finding floor_of_delivery(struct arena *arena, const struct assignment *asked,
				 const struct delivery *given, nearness_fn *nearness)
{
	const char *all = arena_printf(arena, "%s\n%s\n%s\n%s", asked->prompt, asked->title,
				       asked->description, asked->requirements);
	struct subject subject = subject_of(arena, asked->prompt, all, true);
	struct look look = look_of(&subject, given->text, given->files);

	if (!given->is_mixed)
		subject.demands = arena_printf(arena, "%s\n%s", asked->prompt, asked->requirements);
	measure(arena, nearness, asked->prompt, true, &look, 1);
	return finding_of(&look);
}
