#include "page/filter.h"

#include <string.h>

static struct markup option(struct arena *arena, const struct choice *choice, const char *chosen)
{
	bool is_chosen = chosen && strcmp(chosen, choice->value) == 0;

	return markup(arena, MARKUP("<option value=\""), choice->value,
		      is_chosen ? MARKUP("\" selected>") : MARKUP("\">"), choice->words,
		      MARKUP("\n"));
}

struct markup filter_select(struct arena *arena, const char *name, struct markup label,
			    const struct choice *choices, int count, const char *chosen)
{
	struct markup list = markup(arena, MARKUP("<p><label>"), label, MARKUP(" <select name=\""),
				    name, MARKUP("\">\n<option value=\"\">any\n"));

	for (int i = 0; i < count; i++)
		list = markup(arena, list, option(arena, &choices[i], chosen));
	return markup(arena, list, MARKUP("</select></label></p>\n"));
}

struct markup filter_form(struct arena *arena, const char *action, struct markup fields)
{
	return markup(arena, MARKUP("<form class=\"filters\" action=\""), action, MARKUP("\">\n"),
		      fields, MARKUP("<p><button class=\"plain\">Show</button></p>\n</form>\n"));
}
