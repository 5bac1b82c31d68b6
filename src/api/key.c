#include "people/key.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "people/name.h"
#include "people/scope.h"
#include "people/secret.h"

static struct json key_members(struct arena *arena, const struct key *key)
{
	return js_members(arena,
		"id", key->id,
		"name", key->name,
		"last_four", key->last_four,
		"scopes", scope_json(arena, scope_of_set(key->scopes)),
		"created_at", key->created_at,
		"last_used_at", key->last_used_at,
		"expires_at", key->expires_at);
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

enum { LIFE_MOST = 10 * 366 * 86400 };

struct key_body {
	const char *name;
	struct json scopes;
	struct maybe expires_in_seconds;
};

static const struct js_field key_fields[] = {
	FIELD(key_body, name, js_text, .min = 1, .max = 60),
	FIELD(key_body, scopes, js_string_list, .min = 1, .max = 20, .most_items = 4,
	      .most_bytes = 200),
	FIELD(key_body, expires_in_seconds, js_whole, .min = 60, .max = LIFE_MOST),
};
BODY(body_key, key_fields);

/* ["read","compete"]: without its brackets and quotes it is a list of words. */
static enum error read_scopes(struct arena *arena, struct json list, int *out)
{
	char *words = arena_copy(arena, list.text, list.length);

	for (char *c = words; *c; c++)
		if (strchr("[]\"", *c))
			*c = ' ';
	TRY(scope_read("scopes", words, out));
	return *out ? OK : failure_in("scopes", "scopes must name at least one");
}

/*
 * The secret is drawn once a request: a second attempt, after a lost COMMIT,
 * must answer with the key whose hash is stored.
 */
static const char *secret_of(struct request *req)
{
	if (!*req->secret)
		secret_draw(SECRET_KEY, req->secret);
	return req->secret;
}

enum error api_key_create(struct request *req)
{
	struct key_body body = { .name = "key" };
	struct key key;
	const char *secret = secret_of(req), *none = NULL;

	TRY(body_read_fields(req, key_fields, &body));
	TRY(name_check(body.name));
	struct new_key new = { req->draws[DRAW_REQUEST], req->user, body.name, secret, 0,
			       body.expires_in_seconds };

	if (body.scopes.length)
		TRY(read_scopes(req->arena, body.scopes, &new.scopes));
	TRY(key_create(req->db, &new, &key));

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
