/*
 * What strangers send, to whatever reads it first: one program, whose target is the first byte
 * of the input. Built by ./dev fuzz with libFuzzer, ASan and UBSan; nothing here needs a database (requests.c does).
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/query.h"
#include "api/request.h"
#include "api/route.h"
#include "files/upload.h"
#include "html/markdown.h"
#include "json/read.h"
#include "judge/floor.h"
#include "people/secret.h"
#include "stripe/signature.h"

struct anything {
	const char *text;
	struct json list, map;
	struct maybe number;
	struct id id;
	bool flag;
};

static const struct js_field fields[] = {
	FIELD(anything, text, js_text, .max = 100),
	FIELD(anything, list, js_string_list, .most_items = 20, .max = 60, .most_bytes = 1000),
	FIELD(anything, map, js_string_map, .most_items = 20, .most_bytes = 1000),
	FIELD(anything, number, js_whole, .min = -5, .max = 5),
	FIELD(anything, id, js_id),
	FIELD(anything, flag, js_bool),
};

static void fuzz_json(struct arena *arena, const char *text, size_t length)
{
	struct js_node *node = NULL;
	struct anything out = { .text = NULL };

	if (js_parse(arena, text, length, &node) == OK)
		(void)js_read(arena, node, fields, &out);
}

/* A path and its query, as a worker meets them: the route, then a page of a list. */
static void fuzz_query(struct arena *arena, const char *text, size_t length)
{
	char *path = arena_copy(arena, text, length), *query = strchr(path, '?');
	struct page page;

	if (query)
		*query++ = '\0';
	for (int kind = CURSOR_ID; kind <= CURSOR_SEQ; kind++) {
		struct request req = { .arena = arena,
				       .method = GET,
				       .path = path,
				       .query = query ? query : path,
				       .body = path };

		if (query_check(&req) == OK)
			(void)query_page(&req, (enum cursor_kind)kind, &page);
		(void)route_find(&req);
		(void)query_escape(arena, req.query);
	}
}

static void fuzz_signature(struct arena *arena, const char *text, size_t length)
{
	(void)signature_check(arena, arena_copy(arena, text, length), text, length, "whsec_fuzz",
			      1700000000);
}

static void fuzz_names(struct arena *arena, const char *text, size_t length)
{
	const char *name = arena_copy(arena, text, length);
	struct id id;

	(void)upload_check_name(name);
	(void)secret_is(SECRET_KEY, name);
	(void)secret_hash(name);
	(void)id_read(name, &id);
}

/* Whatever was written: no element and no attribute but those of the writer's own. */
static void fuzz_markdown(struct arena *arena, const char *text, size_t length)
{
	const char *html = markdown_of_strangers(arena, arena_copy(arena, text, length)).text;

	for (const char *at = html; (at = strchr(at, '<')); at++)
		if (strncmp(at, "<script", 7) == 0 || strncmp(at, "<img", 4) == 0 ||
		    strncmp(at, "<a href=\"javascript", 19) == 0)
			abort();
}

/* A prompt, and answers to it, with a form feed between. */
static void fuzz_floor(struct arena *arena, const char *text, size_t length)
{
	char *rest = NULL, *prompt = strtok_r(arena_copy(arena, text, length), "\f", &rest);
	struct entry entries[5];
	int count = 0, ranks[5];

	for (char *answer; count < 5 && (answer = strtok_r(NULL, "\f", &rest)); count++)
		entries[count] = (struct entry){ .id = id_new(), .text = answer };
	if (!count)
		return;

	struct contest contest = {
		.job = id_new(), .prompt = prompt, .pack = "wild", .entries = entries, .count = count
	};
	const struct finding *findings = floor_of_contest(arena, &contest, NULL);

	floor_order(arena, &contest, findings, ranks);
	for (int i = 0; i < count; i++)
		if (ranks[i] < 1 || ranks[i] > count || floor_score(&findings[i]) < 0)
			abort();
	(void)floor_of_delivery(arena,
				&(struct assignment){ contest.job, prompt, "", "", prompt, 0 },
				&(struct delivery){ .text = entries[0].text }, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static void (*const targets[])(struct arena *, const char *,
				       size_t) = { fuzz_json,  fuzz_query,    fuzz_signature,
						   fuzz_names, fuzz_markdown, fuzz_floor };
	static struct arena *arena;

	if (!length)
		return 0;
	if (!arena)
		arena = arena_create();
	targets[bytes[0] % COUNT(targets)](arena,
					   arena_copy(arena, (const char *)bytes + 1, length - 1),
					   length - 1);
	arena_reset(arena);
	return 0;
}
