#include "support/call.h"

#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "people/key.h"
#include "people/secret.h"
#include "support/described.h"

#define REQUEST_ID "request-under-test"

struct stream {
	const char *bytes;
	size_t length;
};

static size_t read_stream(void *stream, char *out, size_t room)
{
	struct stream *from = stream;
	size_t length = from->length < room ? from->length : room;

	memcpy(out, from->bytes, length);
	from->bytes += length;
	from->length -= length;
	return length;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void release(void *object)
{
	(void)json_object_put(object);
}

static struct json_object *parsed(const char *body)
{
	struct json_object *json = *body ? json_tokener_parse(body) : NULL;

	if (json)
		arena_defer(world_arena(), release, json);
	return json;
}

static struct request request_of(const struct call *call, struct stream *stream)
{
	const char *query = strchr(call->path, '?');
	size_t length = query ? (size_t)(query - call->path) : strlen(call->path);
	const char *bearer = call->key ? format("Bearer %s", call->key) : "";

	return (struct request){
		.arena = world_arena(),
		.db = world_db(),
		.method = call->method,
		.path = arena_copy(world_arena(), call->path, length),
		.query = query ? query + 1 : "",
		.request_id = REQUEST_ID,
		.authorization = call->authorization ? call->authorization : bearer,
		.idempotency_key = or_empty(call->idempotency_key),
		.if_none_match = or_empty(call->if_none_match),
		.accept = or_empty(call->accept),
		.last_event_id = or_empty(call->last_event_id),
		.signature = or_empty(call->signature),
		.cookie = or_empty(call->cookie),
		.origin = or_empty(call->origin),
		.fetch_site = or_empty(call->fetch_site),
		.user_agent = "test",
		.mcp_version = or_empty(call->mcp_version),
		.mcp_method = or_empty(call->mcp_method),
		.mcp_name = or_empty(call->mcp_name),
		.range = or_empty(call->range),
		.if_range = or_empty(call->if_range),
		.body_file = or_empty(call->body_file),
		.files_at = or_empty(call->files_at),
		.wants_refusal = call->wants_refusal,
		.address = call->address ? call->address : "127.0.0.1",
		.content_length = call->content_length ? call->content_length
						       : (int64_t)stream->length,
		.read_body = read_stream,
		.stream = stream,
	};
}

static const char *body_of(const struct reply *reply)
{
	char *text = arena_alloc(world_arena(), (size_t)reply->file.length + 1);

	if (!reply->file.length)
		return arena_copy(world_arena(), reply->body.text, reply->body.length);
	ck_assert_int_eq(pread(reply->file.fd, text, (size_t)reply->file.length,
			       (off_t)reply->file.from),
			 reply->file.length);
	return text;
}

struct answer_seen call_as(struct call call)
{
	struct stream stream = { or_empty(call.body),
				 call.body_length ? call.body_length : strlen(or_empty(call.body)) };
	struct request req = request_of(&call, &stream);

	serve(&req);
	struct answer_seen seen = {
		.status = req.reply.status,
		.body = body_of(&req.reply),
		.content_type = req.reply.content_type,
		.header_count = req.reply.header_count,
	};

	memcpy(seen.headers, req.reply.headers, sizeof(seen.headers));
	seen.json = parsed(seen.body);
	check_described(&req, seen.body, seen.json);
	serve_afterwards(&req);
	return seen;
}

struct key_order {
	struct id id, user;
	char text[SECRET_TEXT];
	int scopes;
	struct key key;
};

static enum error create_key(struct db *db, void *arg)
{
	struct key_order *order = arg;

	return key_create(db,
			  &(struct new_key){ .id = order->id,
					     .user = order->user,
					     .name = "test",
					     .secret = order->text,
					     .scopes = order->scopes },
			  &order->key);
}

struct person given_person_as(struct given_user given)
{
	struct key_order order = { .id = id_new(), .user = given_user_as(given) };

	secret_draw(SECRET_KEY, order.text);
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, create_key, &order), OK);
	return (struct person){ order.user, format("%s", order.text) };
}

const char *path_of(struct id job, const char *verb)
{
	return format("/api/jobs/%s%s%s", job.text, *verb ? "/" : "", verb);
}

const char *header_of(const struct answer_seen *seen, const char *name)
{
	for (int i = 0; i < seen->header_count; i++)
		if (strcmp(seen->headers[i].name, name) == 0)
			return seen->headers[i].value;
	return NULL;
}

/* One step of a path: a member of an object, or an item of an array. */
static bool step(struct json_object *from, const char *name, struct json_object **to)
{
	int64_t index = -1;

	if (json_object_is_type(from, json_type_object))
		return json_object_object_get_ex(from, name, to);
	if (!json_object_is_type(from, json_type_array) || !text_to_int(name, &index) ||
	    index < 0 || (size_t)index >= json_object_array_length(from))
		return false;
	*to = json_object_array_get_idx(from, (size_t)index);
	return true;
}

static bool walk(const struct answer_seen *seen, const char *path, struct json_object **out)
{
	struct json_object *here = seen->json;

	while (*path) {
		size_t length = strcspn(path, ".");

		if (!step(here, arena_copy(world_arena(), path, length), &here))
			return false;
		path += length + (path[length] == '.');
	}
	*out = here;
	return true;
}

struct json_object *at(const struct answer_seen *seen, const char *path)
{
	struct json_object *found = NULL;

	ck_assert_msg(walk(seen, path, &found), "no %s in %d %s", path, seen->status, seen->body);
	return found;
}

bool has(const struct answer_seen *seen, const char *path)
{
	struct json_object *found;

	return walk(seen, path, &found);
}

static struct json_object *typed_at(const struct answer_seen *seen, const char *path,
				    enum json_type type)
{
	struct json_object *found = at(seen, path);

	ck_assert_msg(json_object_is_type(found, type), "%s is no %s in %s", path,
		      json_type_to_name(type), seen->body);
	return found;
}

const char *text_at(const struct answer_seen *seen, const char *path)
{
	return json_object_get_string(typed_at(seen, path, json_type_string));
}

int64_t number_at(const struct answer_seen *seen, const char *path)
{
	return json_object_get_int64(typed_at(seen, path, json_type_int));
}

bool true_at(const struct answer_seen *seen, const char *path)
{
	return json_object_get_boolean(typed_at(seen, path, json_type_boolean));
}

bool null_at(const struct answer_seen *seen, const char *path)
{
	return at(seen, path) == NULL;
}

int length_at(const struct answer_seen *seen, const char *path)
{
	return (int)json_object_array_length(typed_at(seen, path, json_type_array));
}

void check_members(const struct answer_seen *seen, const char *path, const char *names)
{
	struct json_object *object = typed_at(seen, path, json_type_object), *member;
	int count = 0;

	while (*names) {
		size_t length = strcspn(names, " ");
		const char *name = arena_copy(world_arena(), names, length);

		ck_assert_msg(json_object_object_get_ex(object, name, &member), "no %s in %s: %s",
			      name, path, seen->body);
		names += length + (names[length] == ' ');
		count++;
	}
	ck_assert_msg(json_object_object_length(object) == count, "more than %d members in %s: %s",
		      count, path, seen->body);
}

static void check_error_text(const struct answer_seen *seen, const char *code)
{
	ck_assert_str_eq(text_at(seen, "code"), code);
	ck_assert_str_eq(text_at(seen, "request_id"), REQUEST_ID);
	ck_assert_str_ne(text_at(seen, "error"), "");
	ck_assert_str_eq(seen->content_type, "application/json");
}

void check_error_in(struct answer_seen seen, int status, const char *code, const char *field)
{
	ck_assert_msg(seen.status == status, "%d instead of %d %s: %s", seen.status, status, code,
		      seen.body);
	check_error_text(&seen, code);
	if (field)
		ck_assert_str_eq(text_at(&seen, "field"), field);
	if (status != 402)
		check_members(&seen, "",
			      field ? "error code request_id field" : "error code request_id");
}
