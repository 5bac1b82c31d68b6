/* pull: the reveal. To the sender the field and the winning text, to a competitor the own entry. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/follow.h"
#include "cli/pager.h"
#include "cli/phrase.h"
#include "cli/reveal.h"
#include "cli/show.h"

/* All answers, for the sender; for anybody else there is no such list. */
static enum ending find_field(struct cli *cli, const char *id, struct json_object **out)
{
	enum ending end = api_get(cli, out,
				  arena_printf(cli->arena, "/api/jobs/%s/submissions", id));

	if (end != END_FAILED)
		return end;
	complaint_forget();
	*out = NULL;
	return END_WELL;
}

/* The rows by rank: five at most. */
static void show_ranked(struct cli *cli, struct json_object *list)
{
	size_t count = part_count(list);

	for (int64_t rank = 1; rank <= (int64_t)count; rank++)
		for (size_t i = 0; i < count; i++) {
			struct json_object *one = part_at(list, i);

			if (part_int(one, "rank") != rank)
				continue;
			const char *grade = part_text_or(one, "grade", "-");

			show_behind(cli,
				    arena_printf(cli->arena, "%lld. %s  ", (long long)rank,
						 screen_line(cli->arena, grade)),
				    show_ink(grade), part_text_or(one, "rationale", ""));
		}
}

static void show_own(struct cli *cli, struct json_object *own)
{
	show_field(cli, "your grade", part_text(own, "grade"));
	show_field(cli, "your rank",
		   arena_printf(cli->arena, "%lld", (long long)part_int(own, "rank")));
	show_field(cli, "rationale", part_text(own, "rationale"));
}

/* Byte for byte, as it was handed in: to a file that a person named, never to a terminal. */
static enum ending write_output(struct cli *cli, struct json_object *job)
{
	const char *text = part_text(job, "output_text"), *path = cli->flags.output;

	if (!text)
		return refuse(END_FAILED, "no_output", "there is no winning text for you to see");
	FILE *file = fopen(path, "wbe");

	if (!file || fputs(text, file) < 0 || fclose(file))
		return refuse(END_FAILED, "not_written", "%s: %s", path, strerror(errno));
	return END_WELL;
}

static enum ending show_reveal(struct cli *cli, struct json_object *job, struct json_object *field,
			       struct json_object *own)
{
	const char *text = part_text(job, "output_text"), *grade = part_text(job, "grade");

	reveal_grade(cli, own ? part_text(own, "grade") : grade);
	pager_open(cli, text ? pager_lines(text) + 20 : 0);
	show_field(cli, "title", part_text(job, "title"));
	show_field(cli, "status", part_text(job, "status"));
	show_field(cli, "why", part_text(job, "failure_reason"));
	show_field(cli, "grade", grade);
	show_field(cli, "prize", card_price(cli, part_int(job, "prize_cents")));
	show_field(cli, "rationale", part_text(job, "grade_rationale"));
	if (own)
		show_own(cli, own);
	if (part_count(field) > 0) {
		(void)printf("\n%s\n", phrase_count(cli->arena, (int64_t)part_count(field),
						    "answer", "answers"));
		show_ranked(cli, field);
	}
	if (text) {
		(void)putchar('\n');
		show_text(cli, text);
	}
	return follow_ending(job, own);
}

static enum ending find_ended(struct cli *cli, const char *id, struct json_object **job)
{
	if (cli->flags.wait)
		return follow_job(cli, id, job);
	TRY(api_get(cli, job, arena_printf(cli->arena, "/api/jobs/%s", id)));
	if (follow_is_over(*job))
		return END_WELL;
	return refuse(END_FAILED, "not_over", "it is %s still: clorp pull --wait %s",
		      part_text_or(*job, "status", "open"), id);
}

enum ending command_pull(struct cli *cli)
{
	struct json_object *job, *answers, *field, *own = NULL;
	const char *id;

	TRY(cli_id(cli, 0, &id));
	TRY(find_ended(cli, id, &job));
	TRY(find_field(cli, id, &answers));
	field = part_of(answers, "submissions");
	if (!field)
		TRY(follow_own(cli, job, &own));
	if (cli->flags.output)
		TRY(write_output(cli, job));
	if (cli->flags.json) {
		json_object_object_add(job, "submissions", json_object_get(field));
		json_object_object_add(job, "submission", json_object_get(own));
		TRY(show_json(cli, job, NULL));
		return follow_ending(job, own);
	}
	return show_reveal(cli, job, field, own);
}
