/* Where events are sent to: the webhooks that users make. (What Stripe sends here is webhook.c's.) */
#include "queue/hook.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/config.h"
#include "base/signing.h"
#include "base/text.h"
#include "drop/pack.h"

enum { TYPES_MOST = 30, TYPE_CHARACTERS = 32 };
static const char board_type[] = "drop.opened", every_own[] = "*";

struct hook_body {
	const char *url, *pack;
	struct json types;
	struct maybe min_price_cents;
	bool enabled;
};

static const struct js_field hook_fields[] = {
	FIELD(hook_body, url, js_text, .min = 1, .max = HOOK_URL_CHARACTERS),
	FIELD(hook_body, types, js_string_list, .most_items = TYPES_MOST, .max = TYPE_CHARACTERS,
	      .most_bytes = 1000),
	FIELD(hook_body, pack, js_text, .max = 16),
	FIELD(hook_body, min_price_cents, js_whole, .min = 0, .max = 10000000),
	FIELD(hook_body, enabled, js_bool),
};
BODY(body_hook, hook_fields);

/* With no name and password in it, and nothing that two parsers would read in two ways. */
static enum error check_url(const char *url)
{
	const char *host = strstr(url, "://");
	bool https = strncmp(url, "https://", 8) == 0;
	bool http = settings()->outbound_private && strncmp(url, "http://", 7) == 0;

	if (!https && !http)
		return failure_in("url", "url must begin with https://");
	if (!host[3] || strchr("/?:", host[3]) || strpbrk(url, "@#\\ \"<>"))
		return failure_in("url", "url must be a plain web address, without a password");
	for (const char *c = url; *c; c++)
		if (*c <= ' ' || *c > '~')
			return failure_in("url", "url must be written in ASCII");
	return OK;
}

/* The types as a filter: those of the user's own (NULL: all of them), and whether the board is asked for. */
struct wish {
	struct text own;
	bool wants_all, wants_board;
};

static enum error add_type(struct wish *wish, const char *type)
{
	if (strcmp(type, every_own) == 0) {
		wish->wants_all = true;
		return OK;
	}
	if (!news_is_type(type))
		return failure_in("types", "there is no event %s: see docs/events.md", type);
	if (strcmp(type, board_type) == 0) {
		wish->wants_board = true;
		return OK;
	}
	text_add_string(&wish->own, wish->own.length ? "," : "");
	text_add_string(&wish->own, type);
	return OK;
}

/* ["a","b"]: a type has neither quotes nor spaces, so without them it is a list of words. */
static enum error read_types(struct arena *arena, struct json list, struct hook *hook)
{
	struct wish wish = { .own = text_start(arena, 200) };
	char *words = arena_copy(arena, list.text, list.length), *rest = NULL;

	for (char *type = strtok_r(words, "[]\", ", &rest); type;
	     type = strtok_r(NULL, "[]\", ", &rest))
		TRY(add_type(&wish, type));
	wish.wants_all = wish.wants_all || (!wish.own.length && !wish.wants_board);
	hook->types = wish.wants_all ? NULL : wish.own.bytes;
	hook->wants_board = wish.wants_board;
	return OK;
}

/* What the body says, over what stands. */
static enum error apply(struct arena *arena, const struct hook_body *body, struct hook *hook)
{
	if (body->url)
		hook->url = body->url;
	TRY(check_url(hook->url));
	if (body->types.length)
		TRY(read_types(arena, body->types, hook));
	if (body->pack && *body->pack && !pack_find(body->pack))
		return failure_in("pack", "there is no pack of that name: see /api/packs");
	if (body->pack)
		hook->pack = *body->pack ? body->pack : NULL;
	if (body->min_price_cents.known)
		hook->min_price_cents = body->min_price_cents;
	hook->is_enabled = body->enabled;
	return OK;
}

static struct json type_list(struct arena *arena, const struct hook *hook)
{
	struct text list = text_start(arena, 200);
	char *words = hook->types ? arena_copy(arena, hook->types, strlen(hook->types)) : NULL;
	char *rest = NULL;

	text_add_char(&list, '[');
	if (!hook->types)
		text_add_string(&list, "\"*\",");
	for (char *type = words ? strtok_r(words, ",", &rest) : NULL; type;
	     type = strtok_r(NULL, ",", &rest))
		text_add_string(&list, arena_printf(arena, "\"%s\",", type));
	if (hook->wants_board)
		text_add_string(&list, arena_printf(arena, "\"%s\",", board_type));
	list.bytes[list.length - 1] = ']'; /* in place of the last comma: there is one type at least */
	return (struct json){ list.bytes, list.length };
}

static struct json hook_members(struct arena *arena, const struct hook *hook)
{
	return js_members(arena,
		"id", hook->id,
		"url", hook->url,
		"types", type_list(arena, hook),
		"pack", hook->pack,
		"min_price_cents", hook->min_price_cents,
		"enabled", hook->is_enabled,
		"disabled_reason", hook->disabled_why,
		"failures", hook->failures,
		"created_at", hook->created_at,
		"updated_at", hook->updated_at);
}

static struct json hook_json(struct arena *arena, const struct hook *hook)
{
	return js_merge(arena, hook_members(arena, hook), (struct json){ "", 0 });
}

/* The secret is drawn once a request: after a lost COMMIT it stands already. */
static const char *secret_of(struct request *req)
{
	if (!*req->secret)
		signing_secret_draw(req->secret);
	return req->secret;
}

enum error api_hook_create(struct request *req)
{
	struct hook_body body = { .enabled = true };
	struct hook hook = { .id = req->draws[DRAW_REQUEST], .user_id = req->user };
	const char *none = NULL, *secret = secret_of(req);

	TRY(body_read_fields(req, hook_fields, &body));
	if (!body.url)
		return failure_in("url", "url is required");
	TRY(apply(req->arena, &body, &hook));
	TRY(hook_create(req->db, &hook, secret));
	TRY(hook_find(req->db, hook.id, req->user, &hook));

	struct json members = hook_members(req->arena, &hook);

	TRY(reply(req, 201, js_merge(req->arena, members, js_members(req->arena, "secret", secret))));
	req->reply.kept_body = js_merge(req->arena, members, js_members(req->arena, "secret", none));
	return OK;
}

enum error api_hook_list(struct request *req)
{
	struct hook_list list = { .count = 0 };

	TRY(hook_list(req->db, req->user, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = hook_json(req->arena, &list.hooks[i]);
	return reply_list(req, "webhooks", js_array(req->arena, items, list.count), NULL);
}

enum error api_hook_find(struct request *req)
{
	struct hook hook;

	TRY(hook_find(req->db, req->path_id, req->user, &hook));
	return reply(req, 200, hook_json(req->arena, &hook));
}

enum error api_hook_update(struct request *req)
{
	struct hook hook;

	TRY(hook_lock(req->db, req->path_id, req->user, &hook));

	struct hook_body body = { .enabled = hook.is_enabled };

	TRY(body_read_fields(req, hook_fields, &body));
	TRY(apply(req->arena, &body, &hook));
	hook_save(req->db, &hook);
	TRY(hook_find(req->db, hook.id, req->user, &hook));
	return reply(req, 200, hook_json(req->arena, &hook));
}

enum error api_hook_delete(struct request *req)
{
	TRY(hook_remove(req->db, req->path_id, req->user));
	return reply(req, 200, js_object(req->arena, "id", req->path_id, "deleted", (bool)true));
}
