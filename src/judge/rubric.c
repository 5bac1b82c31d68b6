#include "judge/rubric.h"

#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/text.h"

enum { FILE_MOST = 64 * 1024 };

static const char *built_in(const char *name)
{
	const struct rubric_text *at = rubric_texts;

	while (at->name && strcmp(at->name, name) != 0)
		at++;
	return at->name ? at->text : NULL;
}

/* NULL if settings name no folder, or it has no such file. */
static const char *from_folder(struct arena *arena, const char *name)
{
	const char *folder = settings()->judge_rubrics;
	FILE *file = *folder ? fopen(arena_printf(arena, "%s/%s.txt", folder, name), "re") : NULL;

	if (!file)
		return NULL;

	char *text = arena_alloc(arena, FILE_MOST + 1);

	text[fread(text, 1, FILE_MOST, file)] = '\0';
	(void)fclose(file);
	return text;
}

static bool add(struct rubric_line *list, int *count, int most, const char *name, const char *text)
{
	if (*count == most || !*name || !*text)
		return false;
	list[(*count)++] = (struct rubric_line){ name, text };
	return true;
}

/* "criterion correct: Does it ...?" */
static bool read_line(struct arena *arena, const char *line, struct rubric *out)
{
	const char *colon = strchr(line, ':');

	if (!*line || *line == '#')
		return true;
	if (!colon)
		return false;

	const char *head = arena_copy(arena, line, (size_t)(colon - line));
	const char *text = text_trim(arena, colon + 1);

	if (strcmp(head, "about") == 0)
		out->about = text;
	else if (strcmp(head, "checkable") == 0)
		out->checkable = strcmp(text, "yes") == 0;
	else if (strncmp(head, "criterion ", 10) == 0)
		return add(out->criteria, &out->criterion_count, CRITERIA_MOST, head + 10, text);
	else if (strncmp(head, "grade ", 6) == 0)
		return add(out->grades, &out->grade_count, GRADES_MOST, head + 6, text);
	else
		return false;
	return true;
}

static enum error read_rubric(struct arena *arena, const char *name, const char *text,
			      struct rubric *out)
{
	struct rubric rubric = { .about = "" };
	int number = 0;

	for (size_t length; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		number++;
		if (!read_line(arena, text_trim(arena, arena_copy(arena, text, length)), &rubric))
			return failure(ERR_INVALID,
				       "the rubric %s: line %d is of no form that is known", name,
				       number);
	}
	if (!rubric.criterion_count || rubric.grade_count < 2)
		return failure(ERR_INVALID, "the rubric %s lacks criteria or grades", name);
	*out = rubric;
	return OK;
}

enum error rubric_find(struct arena *arena, const char *pack, struct rubric *out)
{
	const char *text = from_folder(arena, pack);

	if (!text)
		text = built_in(pack);
	if (!text)
		text = built_in("wild");
	return read_rubric(arena, pack, text, out);
}
