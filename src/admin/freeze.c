/* Freezing and thawing wallets by hand: noted, with who and why. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/verb.h"
#include "json/write.h"
#include "money/suspension.h"
#include "people/journal.h"

struct work {
	struct id user;
	const char *act, *actor, *why;
};

/* The operator's login, as sudo or the system knows it. */
static const char *actor(void)
{
	const char *name = getenv("SUDO_USER");
	const struct passwd *entry = getpwuid(getuid());

	if (name && *name)
		return name;
	return entry ? entry->pw_name : "unknown";
}

/* USER --why TEXT */
static enum error read_work(const struct call *call, const char *act, struct work *out)
{
	if (!id_read(call->words[0], &out->user))
		return failure(ERR_INVALID, "USER must be an id, not \"%s\"", call->words[0]);
	if (strcmp(call->words[1], "--why") != 0)
		return failure(ERR_INVALID, "say why: USER --why TEXT");
	out->act = act;
	out->actor = actor();
	out->why = call->words[2];
	return OK;
}

static enum error begin(struct db *db, void *arg)
{
	struct work *work = arg;

	TRY(suspension_begin(db, work->user, work->why));
	return journal_add(db, work->actor, work->act, work->user.text, work->why);
}

static enum error end(struct db *db, void *arg)
{
	struct work *work = arg;

	TRY(suspension_end(db, work->user));
	return journal_add(db, work->actor, work->act, work->user.text, work->why);
}

enum error admin_user_freeze(struct call *call)
{
	struct work work = { .act = NULL };

	TRY(read_work(call, "user freeze", &work));
	TRY(db_transact(call->db, DB_TRANSACTION, begin, &work));
	say(js_object(call->arena, "id", work.user, "frozen", (bool)true, "frozen_reason", work.why));
	return OK;
}

enum error admin_user_thaw(struct call *call)
{
	struct work work = { .act = NULL };

	TRY(read_work(call, "user thaw", &work));
	TRY(db_transact(call->db, DB_TRANSACTION, end, &work));
	say(js_object(call->arena, "id", work.user, "frozen", (bool)false));
	return OK;
}
