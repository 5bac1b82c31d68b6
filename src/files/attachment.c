#include "files/attachment.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "files/kind.h"

struct json attachments_json(const struct attachments *attachments)
{
	const char *json = attachments->json ? attachments->json : "[]";

	return (struct json){ json, strlen(json) };
}

static enum error check_keys(const char *field, const struct id *keys, int count)
{
	if (count > ATTACHMENTS_MOST)
		return failure_in(field, "at most %d files are taken", ATTACHMENTS_MOST);
	for (int i = 0; i < count; i++)
		for (int k = 0; k < i; k++)
			if (id_equal(keys[i], keys[k]))
				return failure_in(field, "a file is named twice: %s", keys[i].text);
	return OK;
}

/* In which order they are locked: by ascending key, so that two requests wait in one line. */
static void order_keys(const struct id *keys, int count, int *order)
{
	for (int i = 0; i < count; i++) {
		int at = i;

		for (; at > 0 && strcmp(keys[order[at - 1]].text, keys[i].text) > 0; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

/* The blob itself is not locked: it is everybody's who has those bytes. */
#define TYPE_OF_IT "(SELECT b.content_type FROM blobs b WHERE b.sha256 = u.sha256)"
#define LOCK_UPLOAD \
	"SELECT u.id, u.user_id, u.name, u.size, u.sha256, u.expires_at, " TYPE_OF_IT \
	" AS content_type, " \
	"JSON_OBJECT('key', CAST(u.id AS CHAR), 'name', u.name, 'size', u.size, 'content_type', " TYPE_OF_IT \
	", 'sha256', LOWER(HEX(u.sha256))) AS json FROM uploads u " \
	"WHERE u.id = ? AND u.user_id = ? FOR UPDATE"

/* All in one round trip. */
static enum error lock_all(struct db *db, struct id user, const struct id *keys, int count,
			   struct rows **rows)
{
	int order[ATTACHMENTS_MOST] = { 0 };

	order_keys(keys, count, order);
	for (int i = 0; i < count - 1; i++)
		db_queue_query(db, &rows[order[i]], LOCK_UPLOAD, keys[order[i]], user);
	return db_query(db, &rows[order[count - 1]], LOCK_UPLOAD, keys[order[count - 1]], user);
}

enum error attachments_find(struct db *db, struct id user, const char *field, const struct id *keys,
			    int count, struct attachments *out)
{
	struct rows *rows[ATTACHMENTS_MOST] = { NULL };
	struct text json = text_start(db_arena(db), 256);

	TRY(check_keys(field, keys, count));
	*out = (struct attachments){ NULL, 0, NULL };
	if (count <= 0)
		return OK;

	struct upload *list = ARENA_ARRAY(db_arena(db), struct upload, count);

	TRY(lock_all(db, user, keys, count, rows));
	for (int i = 0; i < count; i++) {
		if (!rows_next(rows[i]))
			return failure_in(field, "%s is no file that you uploaded, or it was swept",
					  keys[i].text);
		list[i] = upload_from_row(rows[i]);
		text_add_char(&json, i ? ',' : '[');
		text_add_string(&json, row_text(rows[i], "json"));
	}
	text_add_char(&json, ']');
	*out = (struct attachments){ list, count, json.bytes };
	return OK;
}

void attachments_add(struct db *db, enum owner kind, struct id owner, struct id job,
		     const struct attachments *attachments)
{
	static const char *const names[] = { "job", "submission", "delivery" };

	for (int i = 0; i < attachments->count; i++) {
		struct id key = attachments->list[i].key;

		db_queue(db, "INSERT INTO attachments (owner_id, position, upload_id, job_id, kind) "
			     "VALUES (?, ?, ?, ?, ?)", owner, i, key, job, names[kind]);
		db_queue(db, "UPDATE uploads SET expires_at = NULL WHERE id = ?", key);
	}
}

enum error attachments_read(struct db *db, struct id owner, struct readable *out)
{
	struct rows *rows;
	struct text all = text_start(db_arena(db), 256);
	struct readable readable = { .count = 0 };

	TRY(db_query(db, &rows,
		"SELECT b.excerpt, b.size > ? AS is_long FROM attachments a JOIN uploads u ON u.id = a.upload_id "
		"JOIN blobs b ON b.sha256 = u.sha256 WHERE a.owner_id = ? AND b.excerpt IS NOT NULL "
		"ORDER BY a.position", (int)EXCERPT_BYTES, owner));
	while (all.length < READABLE_BYTES && rows_next(rows)) {
		text_add_string(&all, readable.count++ ? "\n\n" : "");
		text_add_string(&all, row_text(rows, "excerpt"));
		readable.is_cut = readable.is_cut || row_bool(rows, "is_long");
	}
	readable.is_cut = readable.is_cut || all.length > READABLE_BYTES ||
			  readable.count < rows_count(rows);
	all.bytes[text_fit(all.bytes, READABLE_BYTES)] = '\0';
	readable.text = all.bytes;
	*out = readable;
	return OK;
}

struct digest attachments_digest(struct arena *arena, const char *text,
				 const struct attachments *attachments)
{
	struct hash *hash = hash_start();
	const char *trimmed = text_trim(arena, text ? text : "");

	hash_add(hash, trimmed, strlen(trimmed));
	for (int i = 0; i < attachments->count; i++) {
		hash_add(hash, "", 1); /* a NUL, which no text has */
		hash_add(hash, attachments->list[i].sha256.bytes, SHA256_BYTES);
	}
	return hash_end(hash);
}
