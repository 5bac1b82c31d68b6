#include "race/client.h"

struct draft {
	struct id id, user;
	char *secret;
	struct key key;
};

static enum error keep_key(struct db *db, void *arg)
{
	struct draft *draft = arg;

	return key_create(db,
			  &(struct new_key){ .id = draft->id,
					     .user = draft->user,
					     .name = "test",
					     .secret = draft->secret },
			  &draft->key);
}

struct client client_of(struct id user)
{
	struct client client = { .user = user, .name = "" };
	struct draft draft = { .id = id_new(), .user = user, .secret = client.key };

	secret_draw(SECRET_KEY, client.key);
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, keep_key, &draft), OK);
	return client;
}

struct reading {
	const char *text;
	size_t length;
};

static size_t read_body(void *stream, char *out, size_t room)
{
	struct reading *reading = stream;
	size_t n = room < reading->length ? room : reading->length;

	memcpy(out, reading->text, n);
	reading->text += n;
	reading->length -= n;
	return n;
}

struct reply client_ask(const struct client *client, enum method method, const char *path,
			const char *body)
{
	struct reading reading = { body ? body : "", body ? strlen(body) : 0 };
	const char *query = strchr(path, '?');
	struct request req = {
		.arena = world_arena(),
		.db = world_db(),
		.method = method,
		.path = query ? arena_copy(world_arena(), path, (size_t)(query - path)) : path,
		.query = query ? query + 1 : "",
		.request_id = "test",
		.idempotency_key = client->name,
		.authorization = client->session
					 ? ""
					 : arena_printf(world_arena(), "Bearer %s", client->key),
		.if_none_match = "",
		.accept = "",
		.last_event_id = "",
		.cookie = client->session ? arena_printf(world_arena(), "clorp=%s", client->session)
					  : "",
		.origin = "",
		.fetch_site = client->session ? "same-origin" : "",
		.user_agent = "",
		.range = "",
		.if_range = "",
		.body_file = "",
		.files_at = "",
		.address = "127.0.0.1",
		.content_length = (int64_t)reading.length,
		.read_body = read_body,
		.stream = &reading,
	};

	serve(&req);
	return req.reply;
}

const char *reply_header_of(const struct reply *reply, const char *name)
{
	for (int i = 0; i < reply->header_count; i++)
		if (strcmp(reply->headers[i].name, name) == 0)
			return reply->headers[i].value;
	return "";
}
