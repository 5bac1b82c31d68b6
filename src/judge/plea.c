#include "judge/plea.h"

#include <string.h>

#include "base/attr.h"
#include "language/lexicon.h"

enum { PLEA_WORDS = 4 };

/* Words with these meanings, in this order, each at most so many words after the one before. */
struct plea {
	uint32_t meanings[PLEA_WORDS];
	int gap;
};

#define THIS (MEANS_MINE | MEANS_ENTRY)
#define GIVE (MEANS_HAND | MEANS_RATE)

static const struct plea pleas[] = {
	{ { MEANS_OVERRIDE, MEANS_EARLIER, MEANS_ORDERS }, 3 },
	{ { MEANS_OVERRIDE, MEANS_ORDERS, MEANS_EARLIER }, 3 },
	{ { MEANS_RATE, THIS, MEANS_PRIZE }, 3 },
	{ { MEANS_RATE, MEANS_PRIZE, MEANS_ENTRY }, 3 },
	{ { MEANS_HAND, MEANS_ENTRY, MEANS_PRIZE }, 3 },
	{ { MEANS_HAND, THIS, MEANS_PRIZE, MEANS_MARK }, 4 },
	{ { MEANS_HAND, MEANS_PRIZE, MEANS_MARK, THIS }, 4 },
	{ { MEANS_HAND, THIS, MEANS_WIN }, 4 },
	{ { GIVE, MEANS_THIS, MEANS_WIN }, 4 },
	{ { MEANS_OVERRIDE, MEANS_OTHERS, MEANS_ENTRY }, 3 },
	{ { MEANS_PRIZE, MEANS_MARK, MEANS_ENTRY }, 4 },
	{ { MEANS_ADDRESS, MEANS_JUDGE, GIVE | MEANS_DESERVE, THIS | MEANS_PRIZE | MEANS_MARK }, 6 },
	{ { MEANS_JUDGE, GIVE, THIS, MEANS_PRIZE }, 4 },
	{ { MEANS_ENTRY, MEANS_DESERVE, MEANS_PRIZE | MEANS_WIN | MEANS_MARK }, 4 },
	{ { MEANS_OTHERS, MEANS_ENTRY, MEANS_BAD }, 5 },
};

/* clang-format off */
/* Pleas in scripts without spaces, as they are written. */
static const char *const phrases[] = {
	"指示を無視", "命令を無視", "審査員", "一位にして", "1位にして", "最高評価", "最高点", "Sランク",
	"忽略之前", "忽略以上", "忽略前面", "忽略所有", "评委", "評審", "最高分", "排在第一",
	"지시를 무시", "명령을 무시", "심사위원", "최고 점수", "1등으로",
};
/* clang-format on */

/* A prompt about judging or candidates has answers about them; "answer" and the like excuse nobody.
 */
static bool means(const struct word *word, uint32_t meanings, const struct task *task)
{
	if (!(word->flags & meanings))
		return false;
	return (word->flags & (MEANS_FILLER | WORD_STOP)) || !table_find(&task->asked, word->stem);
}

/* The next word of such a meaning behind this place, -1 if none is within the gap. */
static int find_next(const struct words *words, int at, int gap, uint32_t meanings,
		     const struct task *task)
{
	for (int i = at + 1; i <= at + gap && i < words->count; i++)
		if (means(&words->list[i], meanings, task))
			return i;
	return -1;
}

static bool pleads_at(const struct words *words, int at, const struct plea *plea,
		      const struct task *task)
{
	if (!means(&words->list[at], plea->meanings[0], task))
		return false;
	for (int i = 1; i < PLEA_WORDS && plea->meanings[i]; i++) {
		at = find_next(words, at, plea->gap, plea->meanings[i], task);
		if (at < 0)
			return false;
	}
	return true;
}

/* "Give this an S", "deserves an S", "grade: S": the one grade that is a letter nobody writes otherwise. */
static bool asks_for_s(const struct words *words, const char *text, int at, const struct task *task)
{
	const struct word *word = &words->list[at];

	if (word->length != 1 || text[word->at] != 'S')
		return false;
	for (int i = at - 1; i >= 0 && i >= at - 4; i--)
		if (means(&words->list[i], GIVE | MEANS_DESERVE, task))
			return true;
	return find_next(words, at, 1, MEANS_MARK, task) > 0;
}

bool plea_in(const struct words *words, const char *text, const struct task *task)
{
	for (int i = 0; i < words->count; i++) {
		for (int p = 0; p < COUNT(pleas); p++)
			if (pleads_at(words, i, &pleas[p], task))
				return true;
		if (asks_for_s(words, text, i, task))
			return true;
	}
	for (int i = 0; i < COUNT(phrases); i++)
		if (strstr(text, phrases[i]))
			return true;
	return false;
}

bool word_is_plea(const struct word *word)
{
	return (word->flags & (MEANS_OVERRIDE | MEANS_EARLIER | MEANS_ORDERS | MEANS_RATE |
			       MEANS_HAND | MEANS_ENTRY | MEANS_PRIZE | MEANS_WIN | MEANS_MARK |
			       MEANS_JUDGE | MEANS_BAD | MEANS_DESERVE)) != 0;
}
