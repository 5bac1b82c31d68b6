#include "json/known.h"

#include <ctype.h>
#include <json-c/json.h>
#include <string.h>

enum { NAME_MOST = 40 };

/* A name as people spell it: price_cents, priceCents and Price-Cents are one. */
static int fold(const char *name, char out[NAME_MOST])
{
	int length = 0;

	for (; *name && length < NAME_MOST - 1; name++)
		if (*name != '_' && *name != '-')
			out[length++] = (char)tolower((unsigned char)*name);
	out[length] = '\0';
	return length;
}

static int least(int a, int b, int c)
{
	int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Letters to be put in, left out or changed; a name that begins the other is one off. */
static int distance(const char *a, const char *b)
{
	char x[NAME_MOST], y[NAME_MOST];
	int n = fold(a, x), m = fold(b, y), shorter = n < m ? n : m;
	int row[NAME_MOST] = { 0 };

	if (shorter >= 3 && strncmp(x, y, (size_t)shorter) == 0)
		return n != m;
	for (int j = 0; j <= m; j++)
		row[j] = j;
	for (int i = 1; i <= n; i++) {
		int before = row[0];

		row[0] = i;
		for (int j = 1; j <= m; j++) {
			int changed = before + (x[i - 1] != y[j - 1]);

			before = row[j];
			row[j] = least(changed, row[j] + 1, row[j - 1] + 1);
		}
	}
	return row[m];
}

/* NULL if none is near: more than a third of its letters are others. */
static const char *nearest(const char *name, const struct js_field *fields, int count,
			   const struct js_word *words, int word_count)
{
	const char *found = NULL;
	int best = (int)strlen(name) / 3 + 1;

	for (int i = 0; i < word_count; i++)
		if (words[i].meant && distance(name, words[i].said) == 0)
			return words[i].meant;
	for (int i = 0; i < count; i++) {
		int d = distance(name, fields[i].name);

		if (d < best) {
			best = d;
			found = fields[i].name;
		}
	}
	return found;
}

static bool is_known(const char *name, const struct js_field *fields, int count,
		     const struct js_word *words, int word_count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return true;
	for (int i = 0; i < word_count; i++)
		if (!words[i].meant && strcmp(words[i].said, name) == 0)
			return true;
	return false;
}

enum error js_check_known_fields(const struct js_node *node, const struct js_field *fields,
				 int count, const struct js_word *words, int word_count)
{
	struct json_object *object = (struct json_object *)(uintptr_t)(const void *)node;

	json_object_object_foreach(object, name, member)
	{
		(void)member;
		if (is_known(name, fields, count, words, word_count))
			continue;

		const char *meant = nearest(name, fields, count, words, word_count);

		return meant ? failure_in(name,
					  "there is no field \"%.40s\" here: %s is what you mean",
					  name, meant)
			     : failure_in(name, "there is no field \"%.40s\" here", name);
	}
	return OK;
}
