/* describe NAME: print the description as a file of the tree has it; or, for tests, each answer of each route by its place in the row, and a request of each. */
#include <stdio.h>
#include <string.h>

#include "api/description.h"
#include "api/guide.h"
#include "api/openapi.h"
#include "api/schema.h"
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

/* A request of each route, as tests/fuzz/requests.c reads it: parameters, an empty line, the body; a form feed between. */
static struct json requests(struct arena *arena)
{
	static const char *const methods[] = {
		[GET] = "GET", [POST] = "POST", [PATCH] = "PATCH", [DELETE] = "DELETE"
	};
	struct text out = text_start(arena, 30000);
	struct member member;

	for (int i = 0; route_at(i); i++) {
		const struct route *route = route_at(i);
		const char *query = "";

		for (const char *at = route->query ? route->query : ""; member_next(&at, &member);)
			query = arena_printf(arena, "%s%s%.*s=%s", query, *query ? "&" : "",
					     member.name_length, member.name,
					     example_of_member(arena, &member).text);
		text_add_string(&out,
				arena_printf(arena,
					     "REQUEST_METHOD=%s\nDOCUMENT_URI=%s\nQUERY_STRING=%s\n"
					     "HTTP_AUTHORIZATION=Bearer @KEY\n\n%s\f",
					     methods[route->method], route->path, query,
					     route->example ? route->example
					     : route->form  ? route->form
							    : ""));
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
		      { "answers", answers },
		      { "requests", requests } };
	struct arena *arena = arena_create();

	for (int i = 0; count == 2 && i < COUNT(pages); i++)
		if (strcmp(words[1], pages[i].name) == 0)
			return puts(pages[i].make(arena).text) < 0;
	(void)fputs("usage: describe api.md|openapi.json|answers|requests\n", stderr);
	return 2;
}
