/* Freezing and thawing wallets by hand. */
#include "admin/verb.h"
#include "json/write.h"
#include "money/suspension.h"

struct work {
	struct id user;
	const char *why;
};

static enum error begin(struct db *db, void *arg)
{
	const struct work *work = arg;

	return suspension_begin(db, work->user, work->why);
}

static enum error end(struct db *db, void *arg)
{
	return suspension_end(db, ((const struct work *)arg)->user);
}

enum error admin_user_freeze(struct call *call)
{
	struct work work = { .why = call->why };

	TRY(read_id("USER", call->words[0], &work.user));
	TRY(act(call, begin, &work, work.user.text));
	say(js_object(call->arena, "id", work.user, "frozen", (bool)true, "frozen_reason", work.why));
	return OK;
}

enum error admin_user_thaw(struct call *call)
{
	struct work work = { .why = call->why };

	TRY(read_id("USER", call->words[0], &work.user));
	TRY(act(call, end, &work, work.user.text));
	say(js_object(call->arena, "id", work.user, "frozen", (bool)false));
	return OK;
}
