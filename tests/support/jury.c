#include "support/jury.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "json/read.h"
#include "support/expect.h"
#include "web/http.h"

static char base[64];

void jury_start(void)
{
	const char *srcdir = getenv("srcdir");
	int out[2];
	FILE *said;

	ck_assert_int_eq(pipe(out), 0);
	if (fork() == 0) {
		char path[4096];

		(void)snprintf(path, sizeof(path), "%s/tests/support/model", srcdir ? srcdir : ".");
		(void)dup2(out[1], STDOUT_FILENO);
		(void)close(out[0]);
		(void)close(out[1]);
		(void)execl(path, path, (char *)NULL);
		_exit(127);
	}
	(void)close(out[1]);
	said = fdopen(out[0], "r");
	ck_assert_msg(said && fgets(base, sizeof(base), said), "no model server came up");
	base[strcspn(base, "\n")] = '\0';
	(void)fclose(said);
}

void jury_seat(int number, const char *model)
{
	struct juror_settings *juror = &settings_mutable()->jurors[number - 1];

	juror->url = base;
	juror->model = model;
}

static const char *ask(struct arena *arena, const char *what)
{
	struct http_request request = { .method = "GET",
					.url = arena_printf(arena, "%s/%s", base, what),
					.connect_ms = 5000,
					.total_ms = 20000,
					.bytes_most = 4 << 20 };
	struct http_response response;

	expect(OK, http_send(arena, &request, &response));
	return response.body;
}

int jury_calls(const char *model)
{
	struct arena *arena = arena_create();
	const char *body = ask(arena, "calls");
	struct calls {
		struct maybe of;
	} calls = { { false, 0 } };
	struct js_field field = { .name = model, .read = js_loose_int };
	struct js_node *node;

	expect(OK, js_parse(arena, body, strlen(body), &node));
	expect(OK, js_read_fields(arena, node, &field, 1, &calls));
	arena_free(arena);
	return (int)calls.of.number;
}

const char *jury_last(struct arena *arena)
{
	return ask(arena, "last");
}

static struct id id_like(struct arena *arena, unsigned kind, int number, int place)
{
	struct id id;
	const char *text = arena_printf(arena, "018f0000-0000-7000-%04x-%08x%04x", kind,
					(unsigned)number, (unsigned)place);

	ck_assert(id_read(text, &id));
	return id;
}

struct contest jury_contest(struct arena *arena, int number, const int *qualities, int count)
{
	struct entry *entries = ARENA_ARRAY(arena, struct entry, count);
	struct contest contest = {
		.prompt = "Describe how to prune an old apple tree in winter, step by step.",
		.pack = "roast",
		.entries = entries,
		.count = count
	};

	contest.job = id_like(arena, 0x8000, number, 0);
	for (int i = 0; i < count; i++) {
		entries[i].text =
			arena_printf(arena,
				     "Prune the apple tree on a dry winter day: cut dead branches %d "
				     "first, then crossing ones. [q %d]",
				     i, qualities[i]);
		entries[i].id = id_like(arena, 0x8001, number, i);
	}
	return contest;
}
