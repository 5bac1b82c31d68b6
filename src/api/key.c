#include "people/key.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "base/text.h"

static struct json key_members(struct arena *arena, const struct key *key)
{
	return js_members(arena,
		"id", key->id,
		"name", key->name,
		"last_four", key->last_four,
		"created_at", key->created_at,
		"last_used_at", key->last_used_at);
}

enum error api_key_list(struct request *req)
{
	struct key_list list = { .count = 0 };
	struct json nothing = { "", 0 };

	TRY(key_list(req->db, req->user, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = js_merge(req->arena, key_members(req->arena, &list.keys[i]), nothing);
	return reply_list(req, "keys", js_array(req->arena, items, list.count), NULL);
}

struct key_body {
	const char *name;
};

static const struct js_field key_fields[] = {
	FIELD(key_body, name, js_text, .min = 1, .max = 60),
};

/*
 * The secret is drawn once a request: a second attempt, after a lost COMMIT,
 * must answer with the key whose hash is stored.
 */
static const char *secret_of(struct request *req)
{
	if (!*req->secret)
		key_draw(req->secret);
	return req->secret;
}

enum error api_key_create(struct request *req)
{
	struct key_body body = { .name = "key" };
	struct key key;
	const char *secret = secret_of(req), *none = NULL;

	TRY(body_read_fields(req, key_fields, &body));
	if (text_is_blank(body.name))
		return failure_in("name", "name must not be blank");
	TRY(key_create(req->db, req->draws[DRAW_REQUEST], req->user, body.name, secret, &key));

	struct json members = key_members(req->arena, &key);

	TRY(reply(req, 201, js_merge(req->arena, members, js_members(req->arena, "key", secret))));
	req->reply.kept_body = js_merge(req->arena, members, js_members(req->arena, "key", none));
	return OK;
}

enum error api_key_revoke(struct request *req)
{
	TRY(key_revoke(req->db, req->path_id, req->user));
	return reply(req, 200, js_object(req->arena, "id", req->path_id, "revoked", (bool)true));
}
