/* Programs that act for users: those that the operator names. */
#include "people/client.h"

#include <string.h>

#include "admin/verb.h"
#include "base/text.h"
#include "json/write.h"
#include "people/name.h"

enum { URIS_MOST = 2000 };

struct work {
	struct client client;
	struct client_list list;
};

static enum error save(struct db *db, void *arg)
{
	struct work *work = arg;

	return client_save(db, &work->client);
}

static struct json client_json(struct arena *arena, const struct client *client)
{
	return js_object(arena, "id", client->id, "name", client->name, "redirect_uris",
			 client->redirect_uris);
}

static enum error check(const struct client *client)
{
	if (text_characters(client->name) > CLIENT_NAME_CHARACTERS)
		return failure(ERR_INVALID, "a name has 1 to %d characters", CLIENT_NAME_CHARACTERS);
	TRY(name_check(client->name));
	if (!*client->id || strlen(client->id) > CLIENT_ID_MOST || strchr(client->id, ' '))
		return failure(ERR_INVALID, "an id has 1 to %d characters and no space",
			       CLIENT_ID_MOST);
	for (const char *at = client->redirect_uris; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");

		if (strcspn(at, ":") >= length || memchr(at, '#', length))
			return failure(ERR_INVALID,
				       "REDIRECT-URI must be a whole address without #");
		at += length;
	}
	return strlen(client->redirect_uris) <= URIS_MOST
		       ? OK
		       : failure(ERR_INVALID, "the addresses are too long together");
}

enum error admin_client_add(struct call *call)
{
	struct text uris = text_start(call->arena, 200);
	struct work work = { .client = { .id = call->words[0], .name = call->words[1] } };

	for (int i = 2; i < call->count; i++) {
		text_add_string(&uris, i > 2 ? " " : "");
		text_add_string(&uris, call->words[i]);
	}
	work.client.redirect_uris = uris.bytes;
	TRY(check(&work.client));
	TRY(act(call, save, &work, work.client.id));
	say(client_json(call->arena, &work.client));
	return OK;
}

static enum error list_all(struct db *db, void *arg)
{
	struct work *work = arg;

	return client_list(db, &work->list);
}

enum error admin_client_list(struct call *call)
{
	struct work work = { .list = { .count = 0 } };

	TRY(db_transact(call->db, DB_AUTOCOMMIT, list_all, &work));
	for (int i = 0; i < work.list.count; i++)
		say(client_json(call->arena, &work.list.clients[i]));
	return OK;
}

static enum error remove_one(struct db *db, void *arg)
{
	struct work *work = arg;

	return client_remove(db, work->client.id);
}

enum error admin_client_remove(struct call *call)
{
	struct work work = { .client = { .id = call->words[0] } };
	const char *id = work.client.id;

	TRY(act(call, remove_one, &work, id));
	say(js_object(call->arena, "id", id, "removed", (bool)true));
	return OK;
}
