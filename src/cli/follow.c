#include "cli/follow.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "cli/phrase.h"
#include "cli/show.h"

enum { TICK_MS = 500, LOOK_MS = 2000, NEAR_MS = 5000, BAR = 20 };

static const char *const ends[] = { "completed", "failed", "cancelled", "verified" };

bool follow_is_over(struct json_object *job)
{
	for (int i = 0; i < COUNT(ends); i++)
		if (part_is(job, "status", ends[i]))
			return true;
	return false;
}

/* ------------------------------------------------------------ drawing */

static void add_bar(struct cli *cli, struct text *out, struct json_object *job)
{
	int64_t left = part_time(job, "window_closes_at").ms - cli_now(cli).ms;
	int64_t all = part_int(job, "time_limit_seconds") * 1000;
	int64_t full = all > 0 && left > 0 ? left * BAR / all : 0;

	for (int i = 0; i < BAR; i++)
		text_add_string(out, i < full		? cli->screen.utf8 ? "\u2588" : "#"
				     : cli->screen.utf8 ? "\u2591"
							: ".");
	text_add_string(out, arena_printf(cli->arena, " %s  ", phrase_clock(cli->arena, left)));
}

/* An entry is a full mark, a claim without one a half, a free place an empty one. */
static void add_places(struct cli *cli, struct text *out, struct json_object *job)
{
	int64_t entries = part_int(job, "submissions_count"), claims = part_int(job, "claims_count");

	for (int64_t i = 0; i < part_int(job, "max_claims") && i < BAR; i++)
		text_add_string(out, i < entries	? cli->screen.utf8 ? "\u25CF" : "#"
				     : i < claims	? cli->screen.utf8 ? "\u25D0" : "o"
				     : cli->screen.utf8 ? "\u25CB"
							: ".");
	text_add_string(out, "  ");
	text_add_string(out, phrase_count(cli->arena, entries, "answer", "answers"));
}

static const char *line_of(struct cli *cli, struct json_object *job)
{
	struct text out = text_start(cli->arena, 256);

	if (part_is(job, "status", "open")) {
		add_bar(cli, &out, job);
		add_places(cli, &out, job);
	} else {
		text_add_string(&out, screen_line(cli->arena, part_text_or(job, "status", "?")));
	}
	return screen_fit(cli->arena, &cli->screen, out.bytes, cli->screen.width - 1);
}

/* On a terminal one line that changes; elsewhere a line for each change of what is known. */
static void draw(struct cli *cli, struct json_object *job, char last[160])
{
	char now[160];

	if (cli->flags.quiet || cli->flags.json)
		return;
	if (cli->screen.motion) {
		(void)fprintf(stderr, "\r%s\033[K", line_of(cli, job));
		return;
	}
	(void)snprintf(now, sizeof(now), "%s: %lld of %lld places, %lld answers",
		       screen_line(cli->arena, part_text_or(job, "status", "?")),
		       (long long)part_int(job, "claims_count"),
		       (long long)part_int(job, "max_claims"),
		       (long long)part_int(job, "submissions_count"));
	if (strcmp(now, last) != 0)
		(void)fprintf(stderr, "%s\n", now);
	memcpy(last, now, sizeof(now));
}

/* ------------------------------------------------------------ looking */

static void rest(int64_t ms)
{
	struct timespec time = { ms / 1000, (ms % 1000) * 1000000 };

	(void)nanosleep(&time, NULL);
}

/* When to look next: the window's end is worth a closer look. */
static int64_t until_next_look(struct cli *cli, struct json_object *job)
{
	int64_t left = part_time(job, "window_closes_at").ms - cli_now(cli).ms;

	return left < NEAR_MS ? TICK_MS : LOOK_MS;
}

static void wait_drawing(struct cli *cli, struct json_object *job, char last[160])
{
	int64_t until = monotonic_ms() + until_next_look(cli, job);

	do {
		draw(cli, job, last);
		rest(TICK_MS);
	} while (monotonic_ms() < until);
}

static bool is_late(const struct cli *cli, int64_t began)
{
	return cli->flags.timeout.known &&
	       monotonic_ms() - began >= cli->flags.timeout.number * 1000;
}

static enum ending look(struct cli *cli, const char *path, int64_t began, struct json_object **job)
{
	char last[160] = "";

	for (;;) {
		struct arena_mark mark = arena_mark(cli->arena);
		enum ending end = api_get(cli, job, path);

		if ((end && end != END_AWAY) || (!end && follow_is_over(*job)))
			return end;
		if (is_late(cli, began))
			return refuse(END_TIMED_OUT, "timed_out", "it is not over yet");
		if (end)
			rest(LOOK_MS);
		else
			wait_drawing(cli, *job, last);
		complaint_forget();
		arena_rewind(cli->arena, mark);
	}
}

enum ending follow_job(struct cli *cli, const char *id, struct json_object **job)
{
	enum ending end = look(cli, arena_printf(cli->arena, "/api/jobs/%s", id), monotonic_ms(),
			       job);

	if (cli->screen.motion && !cli->flags.quiet && !cli->flags.json)
		(void)fputs("\r\033[K", stderr);
	return end;
}

/* ------------------------------------------------------------ how it ended */

enum ending follow_own(struct cli *cli, struct json_object *job, struct json_object **out)
{
	struct json_object *answer = NULL;
	const char *id = part_text_or(job, "id", "");
	enum ending end;

	*out = NULL;
	if (!part_is(job, "kind", "drop"))
		return END_WELL;
	end = api_get(cli, &answer, arena_printf(cli->arena, "/api/jobs/%s/submission", id));
	if (end == END_FAILED) { /* there is none of the caller's */
		complaint_forget();
		return END_WELL;
	}
	TRY(end);
	*out = part_of(answer, "submission");
	return END_WELL;
}

enum ending follow_ending(struct json_object *job, struct json_object *own)
{
	bool good = part_is(job, "status", "completed") || part_is(job, "status", "verified");

	if (!good || (own && part_int(own, "rank") != 1))
		return END_LOST;
	return END_WELL;
}

static void tell_own(struct cli *cli, struct json_object *own)
{
	show_field(cli, "your grade", part_text(own, "grade"));
	show_field(cli, "your rank",
		   arena_printf(cli->arena, "%lld", (long long)part_int(own, "rank")));
	show_field(cli, "rationale", part_text(own, "rationale"));
}

enum ending follow_to_the_end(struct cli *cli, const char *id)
{
	struct json_object *job, *own;

	TRY(follow_job(cli, id, &job));
	TRY(follow_own(cli, job, &own));
	if (cli->flags.json) {
		json_object_object_add(job, "submission", json_object_get(own));
		TRY(show_json(cli, job, NULL));
		return follow_ending(job, own);
	}
	show_field(cli, "status", part_text(job, "status"));
	show_field(cli, "why", part_text(job, "failure_reason"));
	show_field(cli, "grade", part_text(job, "grade"));
	if (own)
		tell_own(cli, own);
	return follow_ending(job, own);
}
