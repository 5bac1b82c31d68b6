#include "stripe/form.h"

#include "web/http.h"

struct form form_start(struct arena *arena)
{
	return (struct form){ text_start(arena, 512) };
}

/* Names are ours and hold no character that needs escaping but brackets, which may stand as they are. */
void form_add(struct form *form, const char *name, const char *value)
{
	if (!value)
		return;
	if (form->text.length)
		text_add_char(&form->text, '&');
	text_add_string(&form->text, name);
	text_add_char(&form->text, '=');
	text_add_string(&form->text, http_escape(form->text.arena, value));
}

void form_add_int(struct form *form, const char *name, int64_t number)
{
	form_add(form, name, arena_printf(form->text.arena, "%lld", (long long)number));
}
