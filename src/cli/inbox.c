#include "cli/inbox.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/list.h"

enum { LOOK_SECONDS = 1 };

/* One page behind the cursor, which moves to its end. */
static enum ending look(struct cli *cli, struct inbox *inbox, struct json_object **events)
{
	struct json_object *answer;
	const char *const pairs[][2] = { { "limit", "100" },
					 { "after", *inbox->cursor ? inbox->cursor : NULL },
					 { "type", inbox->type } };

	TRY(api_get(cli, &answer,
		    arena_printf(cli->arena, "/api/events%s",
				 api_query(cli->arena, COUNT(pairs), pairs))));
	*events = list_rows(answer, "events");

	const char *next = part_text(answer, "next_cursor");

	if (!*events || !next || strlen(next) >= INBOX_CURSOR)
		return refuse(END_AWAY, "bad_answer", "the server's events have no cursor");
	(void)snprintf(inbox->cursor, sizeof(inbox->cursor), "%s", next);
	return END_WELL;
}

enum ending inbox_open(struct cli *cli, struct inbox *out)
{
	struct inbox inbox = { .type = cli->flags.type };
	struct json_object *events = NULL;

	if (cli->flags.after) {
		(void)snprintf(inbox.cursor, sizeof(inbox.cursor), "%s", cli->flags.after);
		*out = inbox;
		return END_WELL;
	}
	do {
		struct arena_mark mark = arena_mark(cli->arena);
		size_t count;

		TRY(look(cli, &inbox, &events));
		count = part_count(events);
		arena_rewind(cli->arena, mark);
		if (count == 0)
			break;
	} while (true);
	*out = inbox;
	return END_WELL;
}

static enum ending hand_on(struct cli *cli, struct json_object *events,
			   enum ending (*take)(struct cli *, struct json_object *, void *),
			   void *arg)
{
	for (size_t i = 0; i < part_count(events); i++)
		TRY(take(cli, part_at(events, i), arg));
	return END_WELL;
}

enum ending inbox_follow(struct cli *cli, struct inbox *inbox,
			 enum ending (*take)(struct cli *, struct json_object *, void *), void *arg)
{
	for (;;) {
		struct arena_mark mark = arena_mark(cli->arena);
		struct json_object *events = NULL;
		enum ending end = look(cli, inbox, &events);

		if (end && end != END_AWAY)
			return end;
		if (!end)
			TRY(hand_on(cli, events, take, arg));
		complaint_forget();
		bool more = !end && part_count(events) > 0;

		arena_rewind(cli->arena, mark);
		if (!more)
			(void)sleep(LOOK_SECONDS);
	}
}
