#include "judge/body.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "language/part.h"
#include "language/vocabulary.h"

/* A longer line is no courtesy. */
enum { COURTESY_WORDS = 20, COURTESY_BYTES = 240 };

/* clang-format off */
static const struct vocabulary_row courtesies[] = {
	{ 1, "sure here hope know let feel happy glad thanks thank please requirement requirements met checked change changes adjust "
	  "question questions result below follows following requested delivered delivery correct carefully gerne hier bitte melde "
	  "voici n'hésitez merci aquí gracias конечно вот надеюсь" },
};
/* clang-format on */

struct line {
	const char *start, *end;
};

static bool is_blank(struct line line)
{
	while (line.start < line.end && isspace((unsigned char)*line.start))
		line.start++;
	return line.start == line.end;
}

/* Some courtesy, and no word that could be part of the work. */
static bool is_courtesy(struct arena *arena, const struct lexicon *lexicon,
			const struct table *allowed, struct line line)
{
	struct table polite = vocabulary_of(arena, courtesies, COUNT(courtesies));
	struct words words;
	int found = 0;

	if (line.end - line.start > COURTESY_BYTES || bullet_length(line.start))
		return false;
	words = words_of(arena, arena_copy(arena, line.start, (size_t)(line.end - line.start)));
	lexicon_mark(lexicon, &words);
	for (int i = 0; i < words.count; i++) {
		const struct word *word = &words.list[i];
		bool courtesy = table_find(&polite, word->stem) != 0;

		found += courtesy;
		if (!courtesy && word_is_content(word) && !(word->flags & MEANS_FILLER) &&
		    !(allowed && table_find(allowed, word->stem)))
			return false;
	}
	return found > 0 && words.count <= COURTESY_WORDS;
}

static struct line first_line(const char *text)
{
	struct line line = { text, text + strcspn(text, "\n") };

	while (*line.end && is_blank(line))
		line = (struct line){ line.end + 1, line.end + 1 + strcspn(line.end + 1, "\n") };
	while (line.end > line.start && isspace((unsigned char)line.end[-1]))
		line.end--;
	return line;
}

/* A first line that only announces: it ends in a colon, or is a heading. The prompt's words may
 * stand in it. */
static const char *opening_skip(struct arena *arena, const struct lexicon *lexicon,
				const struct words *prompt, const char *text)
{
	struct line line = first_line(text);
	struct table asked = table_create(arena, prompt->count);

	if (line.start == line.end || (line.end[-1] != ':' && *line.start != '#'))
		return text;
	for (int i = 0; i < prompt->count; i++)
		(*table_at(&asked, prompt->list[i].stem))++;
	return is_courtesy(arena, lexicon, &asked, line) ? line.end : text;
}

/* Where the text ends without a last paragraph of one line that is a courtesy. */
static size_t closing_skip(struct arena *arena, const struct lexicon *lexicon, const char *text)
{
	size_t length = strlen(text), start;

	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	for (start = length; start && text[start - 1] != '\n'; start--)
		;
	if (start < 2 || !is_blank((struct line){ text + start - 2, text + start - 1 }) ||
	    !is_courtesy(arena, lexicon, NULL, (struct line){ text + start, text + length }))
		return length;
	return start;
}

const char *body_of(struct arena *arena, const struct lexicon *lexicon, const struct words *prompt,
		    const char *text)
{
	const char *body = opening_skip(arena, lexicon, prompt, text);

	body = arena_copy(arena, body, closing_skip(arena, lexicon, body));
	return text_is_blank(body) ? text : text_trim(arena, body);
}
