/* describe NAME: print the description as a file of the tree has it. */
#include <stdio.h>
#include <string.h>

#include "api/guide.h"
#include "api/openapi.h"

int main(int count, char **words)
{
	static const struct {
		const char *name;
		struct json (*make)(struct arena *);
	} pages[] = { { "api.md", guide_reference }, { "openapi.json", openapi_document } };
	struct arena *arena = arena_create();

	for (int i = 0; count == 2 && i < COUNT(pages); i++)
		if (strcmp(words[1], pages[i].name) == 0)
			return puts(pages[i].make(arena).text) < 0;
	(void)fputs("usage: describe api.md|openapi.json\n", stderr);
	return 2;
}
