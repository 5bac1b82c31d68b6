#include "api/upload.h"

#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/hash.h"
#include "base/text.h"

int64_t upload_announced(const struct request *req)
{
	return req->content_length > 0 ? req->content_length : -1;
}

struct named_key {
	const char *key;
};

static const struct js_field key_fields[] = {
	FIELD(named_key, key, js_text, .required = true),
};

static enum error read_key(struct arena *arena, const struct js_node *item, const char *field,
			   struct id *out)
{
	struct named_key named = { NULL };

	if (!js_text_of(item, &named.key) && js_read(arena, item, key_fields, &named))
		return failure_in(field, "each of %s is the key of an upload, or an object with one",
				  field);
	if (!id_read(named.key, out))
		return failure_in(field, "%.40s is no key of an upload", named.key);
	return OK;
}

enum error js_upload_keys(struct arena *arena, const struct js_node *node,
			  const struct js_field *field, void *place)
{
	struct js_nodes nodes = { NULL, -1 };

	(void)js_children(arena, node, field, &nodes);
	if (nodes.count < 0)
		return failure_in(field->name, "%s must be an array", field->name);
	if (nodes.count > ATTACHMENTS_MOST)
		return failure_in(field->name, "at most %d files are taken", ATTACHMENTS_MOST);

	struct id *list = ARENA_ARRAY(arena, struct id, nodes.count);

	for (int i = 0; i < nodes.count; i++)
		TRY(read_key(arena, nodes.list[i], field->name, &list[i]));
	*(struct upload_keys *)place = (struct upload_keys){ list, nodes.count };
	return OK;
}

static struct json upload_json(struct arena *arena, const struct upload *upload)
{
	const char *sha256 = arena_printf(arena, "%s", digest_hex(upload->sha256).text);

	return js_object(arena,
		"key", upload->key,
		"name", upload->name,
		"size", upload->size,
		"content_type", upload->content_type,
		"sha256", sha256,
		"expires_at", upload->expires_at);
}

enum error api_upload_check(struct request *req)
{
	struct allowance allowance = { 0 };
	const char *size = query_filter(req, "size"), *name = query_filter(req, "name");
	int64_t bytes = -1;

	if (size && (!text_to_int(size, &bytes) || bytes < 0))
		return failure_in("size", "size must be a whole number");
	if (name)
		TRY(upload_check_name(name));
	TRY(upload_check(req->db, req->user, bytes, &allowance));
	return reply(req, 200,
		     js_object(req->arena,
		"file_bytes", allowance.file_bytes,
		"used_bytes", allowance.used_bytes,
		"user_bytes", allowance.most_bytes));
}

enum error api_upload_create(struct request *req)
{
	struct upload upload;
	const struct new_upload wanted = {
		.key = req->draws[DRAW_REQUEST],
		.user = req->user,
		.name = query_find(req, "name"),
		.spool = *req->spool,
	};

	TRY(upload_create(req->db, &wanted, &upload));
	return reply(req, 201, upload_json(req->arena, &upload));
}
