#include "judge/floor.h"

#include <string.h>

#include "base/random.h"
#include "base/text.h"

static const char *const names[FLOOR_RULES] = {
	[FLOOR_PASSED] = "passed",   [FLOOR_EMPTY] = "empty", [FLOOR_COPY] = "copy",
	[FLOOR_REFUSAL] = "refusal", [FLOOR_ORDER] = "order", [FLOOR_UNRELATED] = "unrelated",
	[FLOOR_DEMAND] = "demand",
};

const char *floor_rule_name(enum floor_rule rule)
{
	return names[rule];
}

static struct finding passed(void)
{
	return (struct finding){ FLOOR_PASSED, "", -1 };
}

static struct finding finding_of(struct arena *arena, const char *prompt, const char *text,
				 int files)
{
	const char *bare = text_trim(arena, text);

	if (!*bare && !files)
		return (struct finding){ FLOOR_EMPTY, "is empty", -1 };
	if (*bare && strcmp(bare, text_trim(arena, prompt)) == 0)
		return (struct finding){ FLOOR_COPY, "repeats the task", -1 };
	return passed();
}

static bool is_copy(struct arena *arena, const struct contest *contest, int index)
{
	const char *text = text_trim(arena, contest->entries[index].text);

	for (int i = 0; *text && i < index; i++)
		if (strcmp(text, text_trim(arena, contest->entries[i].text)) == 0)
			return true;
	return false;
}

const struct finding *floor_of_contest(struct arena *arena, const struct contest *contest,
				       nearness_fn *measure)
{
	struct finding *findings = ARENA_ARRAY(arena, struct finding, contest->count);

	(void)measure;
	for (int i = 0; i < contest->count; i++) {
		const struct entry *entry = &contest->entries[i];

		findings[i] = finding_of(arena, contest->prompt, entry->text, entry->files);
		if (!findings[i].rule && is_copy(arena, contest, i))
			findings[i] = (struct finding){ FLOOR_COPY, "repeats an earlier answer",
							-1 };
	}
	return findings;
}

struct finding floor_of_delivery(struct arena *arena, const struct assignment *asked,
				 const struct delivery *given, nearness_fn *measure)
{
	(void)measure;
	return finding_of(arena, asked->prompt, given->text, given->files);
}

/* By chance, but the same for all who look: neither who came first nor an id's date counts. */
static struct digest lot_of(struct arena *arena, const struct contest *contest, int index)
{
	const char *ids = arena_printf(arena, "%s %s", contest->job.text,
				       contest->entries[index].id.text);

	return digest_of(ids, strlen(ids));
}

void floor_order(struct arena *arena, const struct contest *contest, const struct finding *findings,
		 int *ranks)
{
	struct digest *lots = ARENA_ARRAY(arena, struct digest, contest->count);

	for (int i = 0; i < contest->count; i++)
		lots[i] = lot_of(arena, contest, i);
	for (int i = 0; i < contest->count; i++) {
		ranks[i] = 1;
		for (int k = 0; k < contest->count; k++) {
			bool a = findings[i].rule != FLOOR_PASSED,
			     b = findings[k].rule != FLOOR_PASSED;
			int lot = memcmp(&lots[k], &lots[i], sizeof(lots[i]));

			ranks[i] += k != i && (b < a || (b == a && lot < 0));
		}
	}
}
