#include "people/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct {
	const char *name;
	enum scope scope;
} table[] = {
	{ "read", SCOPE_READ },
	{ "compete", SCOPE_COMPETE },
	{ "spend", SCOPE_SPEND },
	{ "wallet", SCOPE_WALLET },
};

static struct text joined(struct arena *arena, int scopes, const char *quote, char between)
{
	struct text out = text_start(arena, 64);

	for (int i = 0; i < COUNT(table); i++) {
		if (!(scopes & (int)table[i].scope))
			continue;
		if (out.length)
			text_add_char(&out, between);
		text_add_string(&out, quote);
		text_add_string(&out, table[i].name);
		text_add_string(&out, quote);
	}
	return out;
}

const char *scope_words(struct arena *arena, int scopes)
{
	return joined(arena, scopes, "", ' ').bytes;
}

const char *scope_set(struct arena *arena, int scopes)
{
	return joined(arena, scopes, "", ',').bytes;
}

struct json scope_json(struct arena *arena, int scopes)
{
	const char *list = arena_printf(arena, "[%s]", joined(arena, scopes, "\"", ',').bytes);

	return (struct json){ list, strlen(list) };
}

static int scope_named(const char *word, size_t length)
{
	for (int i = 0; i < COUNT(table); i++)
		if (strlen(table[i].name) == length && strncmp(table[i].name, word, length) == 0)
			return (int)table[i].scope;
	return 0;
}

enum error scope_read(const char *field, const char *words, int *out)
{
	int scopes = 0;

	for (const char *at = words; *at; at += strspn(at, " ,")) {
		size_t length = strcspn(at, " ,");
		int scope = scope_named(at, length);

		if (length && !scope)
			return failure_in(field,
					  "a scope is read, compete, spend or wallet, not \"%.*s\"",
					  (int)(length > 40 ? 40 : length), at);
		scopes |= scope;
		at += length;
	}
	*out = scopes;
	return OK;
}

int scope_of_set(const char *set)
{
	int scopes = 0;

	if (scope_read("scopes", set, &scopes))
		abort();
	return scopes;
}
