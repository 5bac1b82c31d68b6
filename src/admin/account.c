/* New users, keys and money. */
#include <string.h>

#include "admin/verb.h"
#include "base/text.h"
#include "json/write.h"
#include "money/ledger.h"
#include "people/closing.h"
#include "people/key.h"
#include "people/name.h"
#include "people/secret.h"
#include "people/signup.h"

struct work {
	struct id user, id;
	const char *name;
	char secret[SECRET_TEXT];
	struct key key;
	struct money amount, balance;
	struct key_list keys;
};

enum error read_id(const char *what, const char *text, struct id *out)
{
	return id_read(text, out) ? OK
				  : failure(ERR_INVALID, "%s must be an id, not \"%s\"", what, text);
}

enum error read_name(const char *text)
{
	if (text_characters(text) > 60)
		return failure(ERR_INVALID, "a name has 1 to 60 characters");
	return name_check(text);
}

static enum error add_user(struct db *db, void *arg)
{
	struct work *work = arg;

	TRY(signup_create(db, &(struct newcomer){ .user = work->user, .name = work->name }));
	return key_create(db,
			  &(struct new_key){ .id = work->id,
					     .user = work->user,
					     .name = "first",
					     .secret = work->secret },
			  &work->key);
}

enum error admin_user_add(struct call *call)
{
	struct work work = { .user = id_new(), .id = id_new(), .name = call->words[0] };

	TRY(read_name(work.name));
	secret_draw(SECRET_KEY, work.secret);
	TRY(act(call, add_user, &work, work.user.text));

	const char *secret = work.secret;

	say(js_object(call->arena, "id", work.user, "name", work.name, "key", secret));
	return OK;
}

static enum error grant(struct db *db, void *arg)
{
	struct work *work = arg;

	return ledger_grant(db, work->id, work->user, work->amount, &work->balance);
}

enum error admin_grant(struct call *call)
{
	struct work work = { .id = id_new() };

	TRY(read_id("USER", call->words[0], &work.user));
	if (!text_to_int(call->words[1], &work.amount.cents))
		return failure(ERR_INVALID, "CENTS must be a whole number, not \"%s\"",
			       call->words[1]);
	if (work.amount.cents > 1000000000)
		return failure(ERR_INVALID, "ten million at once is surely a mistake");
	TRY(act(call, grant, &work, work.user.text));
	say(js_object(call->arena, "user_id", work.user, "granted_cents", work.amount,
		      "balance_cents", work.balance, "reason", reason_for(call->db, "grant", work.id)));
	return OK;
}

static enum error add_key(struct db *db, void *arg)
{
	struct work *work = arg;

	return key_create(db,
			  &(struct new_key){ .id = work->id,
					     .user = work->user,
					     .name = work->name,
					     .secret = work->secret },
			  &work->key);
}

enum error admin_key_add(struct call *call)
{
	struct work work = { .id = id_new(), .name = call->count > 1 ? call->words[1] : "key" };

	TRY(read_id("USER", call->words[0], &work.user));
	TRY(read_name(work.name));
	secret_draw(SECRET_KEY, work.secret);
	TRY(act(call, add_key, &work, work.user.text));

	const char *secret = work.secret;

	say(js_object(call->arena, "id", work.id, "user_id", work.user, "name", work.name, "key",
		      secret));
	return OK;
}

static enum error list_keys(struct db *db, void *arg)
{
	struct work *work = arg;

	return key_list(db, work->user, &work->keys);
}

enum error admin_key_list(struct call *call)
{
	struct work work = { .keys = { .count = 0 } };

	TRY(read_id("USER", call->words[0], &work.user));
	TRY(db_transact(call->db, DB_AUTOCOMMIT, list_keys, &work));
	for (int i = 0; i < work.keys.count; i++) {
		const struct key *key = &work.keys.keys[i];

		say(js_object(call->arena, "id", key->id, "name", key->name, "last_four",
			      key->last_four, "created_at", key->created_at, "last_used_at",
			      key->last_used_at));
	}
	return OK;
}

static enum error revoke(struct db *db, void *arg)
{
	struct work *work = arg;

	return key_revoke(db, work->id, work->user);
}

static enum error revoke_all(struct db *db, void *arg)
{
	struct work *work = arg;

	return key_revoke_all(db, work->user, &work->amount.cents);
}

static enum error revoke_every(struct call *call)
{
	struct work work = { .name = NULL };

	TRY(read_id("USER", call->words[1], &work.user));
	TRY(act(call, revoke_all, &work, work.user.text));
	say(js_object(call->arena, "user_id", work.user, "revoked", work.amount.cents));
	return OK;
}

static enum error close_user(struct db *db, void *arg)
{
	struct work *work = arg;

	return user_close(db, work->user, &work->balance);
}

enum error admin_user_close(struct call *call)
{
	struct work work = { .name = NULL };

	TRY(read_id("USER", call->words[0], &work.user));
	TRY(act(call, close_user, &work, work.user.text));
	say(js_object(call->arena, "user_id", work.user, "closed", (bool)true, "balance_cents",
		      work.balance));
	return OK;
}

enum error admin_key_revoke(struct call *call)
{
	struct work work = { .name = NULL };

	if (strcmp(call->words[0], "--all") == 0)
		return revoke_every(call);
	TRY(read_id("USER", call->words[0], &work.user));
	TRY(read_id("KEY-ID", call->words[1], &work.id));
	TRY(act(call, revoke, &work, work.id.text));
	say(js_object(call->arena, "id", work.id, "revoked", (bool)true));
	return OK;
}
