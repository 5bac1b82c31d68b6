/* The judge at hand: on files, or once more on a drop that is over. Nothing is changed by it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "admin/verb.h"
#include "base/config.h"
#include "base/instant.h"
#include "base/random.h"
#include "base/text.h"
#include "drop/ranking.h"
#include "json/write.h"
#include "judge/court.h"
#include "judge/local.h"

enum { FILES_MOST = 100 };

/* ------------------------------------------------------------ what came of it */

static void say_entries(struct arena *arena, const struct contest *contest,
			const struct judgement *judgement, const char *const *names)
{
	for (int rank = 1; rank <= contest->count; rank++)
		for (int i = 0; i < contest->count; i++) {
			const struct verdict *v = &judgement->verdicts[i];

			if (v->rank == rank)
				say(js_object(arena, "rank", v->rank, "grade",
					      arena_copy(arena, &v->grade, 1), "entry", i + 1, "from",
					      names[i], "rationale", v->rationale, "notes", v->notes));
		}
}

static enum error judge_and_say(struct arena *arena, struct contest *contest,
				const char *const *names)
{
	int64_t began = monotonic_ms();
	struct judgement judgement;

	contest->budget_ms = settings()->judge_budget_seconds * 1000;
	TRY((court_sits() ? court_judge : judge_local_waiting)(arena, contest, &judgement));
	for (int i = 0; i < judgement.remark_count; i++)
		say(js_object(arena, "type", judgement.remarks[i].type, "content",
			      judgement.remarks[i].content));
	say_entries(arena, contest, &judgement, names);
	say(js_object(arena, "by", court_sits() ? court_names(arena) : "the built-in judge", "agreement",
		      judgement.agreement, "ms", monotonic_ms() - began));
	return OK;
}

/* ------------------------------------------------------------ files */

static enum error read_entry(struct arena *arena, const char *path, struct entry *out)
{
	FILE *file = fopen(path, "re");
	char *text = arena_alloc(arena, ENTRY_BYTES + 2);
	size_t length;

	if (!file)
		return failure(ERR_INVALID, "%s: %s", path, strerror(errno));
	length = fread(text, 1, ENTRY_BYTES + 1, file);
	(void)fclose(file);
	text[length] = '\0';
	out->is_cut = length > ENTRY_BYTES;
	out->text = arena_copy(arena, text, text_fit(text, ENTRY_BYTES));
	out->id = id_new();
	return OK;
}

/* --pack P and --prompt TEXT, in any order, before the files. */
static enum error read_options(struct call *call, struct contest *out, int *used)
{
	int at = 0;

	for (; at + 1 < call->count && strncmp(call->words[at], "--", 2) == 0; at += 2)
		if (strcmp(call->words[at], "--pack") == 0)
			out->pack = call->words[at + 1];
		else if (strcmp(call->words[at], "--prompt") == 0)
			out->prompt = call->words[at + 1];
		else
			return failure(ERR_INVALID, "no option is named %s", call->words[at]);
	if (!out->prompt || at == call->count)
		return failure(ERR_INVALID, "what is asked for, and files: --prompt TEXT FILE...");
	*used = at;
	return OK;
}

enum error admin_judge_try(struct call *call)
{
	struct contest contest = { .job = id_new(), .pack = "wild" };
	struct entry entries[FILES_MOST];
	int used = 0;

	TRY(read_options(call, &contest, &used));
	contest.count = call->count - used;
	if (contest.count > FILES_MOST)
		return failure(ERR_INVALID, "at most %d files are judged", FILES_MOST);
	memset(entries, 0, sizeof(entries));
	for (int i = 0; i < contest.count; i++)
		TRY(read_entry(call->arena, call->words[used + i], &entries[i]));
	contest.entries = entries;
	return judge_and_say(call->arena, &contest, (const char *const *)call->words + used);
}

/* ------------------------------------------------------------ a drop */

enum error admin_judge_replay(struct call *call)
{
	struct contest contest;
	const char **names;
	struct id job;

	TRY(read_id("JOB", call->words[0], &job));
	TRY(ranking_contest(call->db, job, &contest));
	if (!contest.count)
		return failure(ERR_INVALID, "nothing was submitted to that drop");
	names = ARENA_ARRAY(call->arena, const char *, contest.count);
	for (int i = 0; i < contest.count; i++)
		names[i] = contest.entries[i].id.text;
	return judge_and_say(call->arena, &contest, names);
}
