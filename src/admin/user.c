/* Who there is. */
#include "people/user.h"

#include <string.h>

#include "admin/verb.h"
#include "json/write.h"

struct wanted {
	const char *name;
	struct id id;
	struct user_list list;
	struct user user;
	struct user_file file;
};

static enum error list(struct db *db, void *arg)
{
	struct wanted *wanted = arg;

	return user_list(db, wanted->name, wanted->id, &wanted->list);
}

static enum error read_options(const struct call *call, struct wanted *out)
{
	for (int i = 0; i < call->count; i += 2) {
		const char *value = i + 1 < call->count ? call->words[i + 1] : NULL;

		if (value && strcmp(call->words[i], "--name") == 0)
			out->name = value;
		else if (value && strcmp(call->words[i], "--after") == 0)
			TRY(read_id("--after", value, &out->id));
		else
			return failure(ERR_INVALID,
				       "user list takes --name X and --after ID, not \"%s\"",
				       call->words[i]);
	}
	return OK;
}

enum error admin_user_list(struct call *call)
{
	struct wanted wanted = { .id = ID_NONE };

	TRY(read_options(call, &wanted));
	TRY(db_transact(call->db, DB_AUTOCOMMIT, list, &wanted));
	for (int i = 0; i < wanted.list.count; i++) {
		const struct user_line *line = &wanted.list.lines[i];

		say(js_object(call->arena, "id", line->id, "name", line->name, "balance_cents",
			      line->balance_cents, "created_at", line->created_at));
	}
	return OK;
}

static enum error find(struct db *db, void *arg)
{
	struct wanted *wanted = arg;

	TRY(user_find(db, wanted->id, &wanted->user));
	return user_file(db, wanted->id, &wanted->file);
}

enum error admin_user_show(struct call *call)
{
	struct wanted wanted = { .id = ID_NONE };

	TRY(read_id("USER", call->words[0], &wanted.id));
	TRY(db_transact(call->db, DB_AUTOCOMMIT, find, &wanted));
	say(js_object(call->arena,
		"id", wanted.user.id,
		"name", wanted.user.name,
		"email", wanted.file.email,
		"balance_cents", wanted.user.balance_cents,
		"shortage_cents", wanted.file.shortage_cents,
		"frozen_at", wanted.file.frozen_at,
		"frozen_by_operator", wanted.file.suspended_why,
		"closed_at", wanted.file.closed_at,
		"keys", wanted.file.keys,
		"last_used_at", wanted.file.last_used_at,
		"has_payment_method", wanted.user.has_payment_method,
		"auto_topup_enabled", wanted.user.auto_topup_enabled,
		"stripe_customer_id", wanted.user.stripe_customer_id,
		"stripe_account_id", wanted.user.stripe_account_id,
		"stripe_account_status", wanted.user.stripe_account_status,
		"created_at", wanted.user.created_at));
	return OK;
}

static enum error rename_user(struct db *db, void *arg)
{
	const struct wanted *wanted = arg;

	return user_update(db, wanted->id, wanted->name, NULL);
}

enum error admin_user_rename(struct call *call)
{
	struct wanted wanted = { .name = call->words[1] };

	TRY(read_id("USER", call->words[0], &wanted.id));
	TRY(read_name(wanted.name));
	TRY(act(call, rename_user, &wanted, wanted.id.text));
	say(js_object(call->arena, "id", wanted.id, "name", wanted.name));
	return OK;
}
