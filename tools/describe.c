/* describe NAME: print the description as a file of the tree has it; or each answer of each route, by its place in the row. */
#include <stdio.h>
#include <string.h>

#include "api/description.h"
#include "api/guide.h"
#include "api/openapi.h"
#include "base/text.h"

static struct json answers(struct arena *arena)
{
	struct text out = text_start(arena, 10000);
	struct described_answer answer;

	for (int i = 0; route_at(i); i++) {
		const char *name = description_name(arena, route_at(i)), *at = route_at(i)->answers;

		for (int k = 0; description_next_answer(arena, &at, &answer); k++)
			text_add_string(&out,
					arena_printf(arena, "%s %d %d %s\n", name, k, answer.status,
						     answer.object  ? answer.object
						     : answer.media ? answer.media
								    : "-"));
	}
	return (struct json){ out.bytes, out.length };
}

int main(int count, char **words)
{
	static const struct {
		const char *name;
		struct json (*make)(struct arena *);
	} pages[] = { { "api.md", guide_reference },
		      { "openapi.json", openapi_document },
		      { "answers", answers } };
	struct arena *arena = arena_create();

	for (int i = 0; count == 2 && i < COUNT(pages); i++)
		if (strcmp(words[1], pages[i].name) == 0)
			return puts(pages[i].make(arena).text) < 0;
	(void)fputs("usage: describe api.md|openapi.json|answers\n", stderr);
	return 2;
}
