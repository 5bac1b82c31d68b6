#include "people/key.h"

#include <string.h>

#include "people/scope.h"
#include "people/secret.h"
#include "people/user.h"

#define KEY_COLUMNS \
	"id, user_id, name, last_four, scopes, created_at, last_used_at, expires_at, revoked_at"

static struct key from_row(const struct rows *row)
{
	return (struct key){
		.id = row_id(row, "id"),
		.user_id = row_id(row, "user_id"),
		.name = row_text(row, "name"),
		.last_four = row_text(row, "last_four"),
		.scopes = row_text(row, "scopes"),
		.created_at = row_time(row, "created_at"),
		.last_used_at = row_time(row, "last_used_at"),
		.expires_at = row_time(row, "expires_at"),
		.revoked_at = row_time(row, "revoked_at"),
	};
}

enum error key_list(struct db *db, struct id user, struct key_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT " KEY_COLUMNS " FROM api_keys WHERE user_id = ? AND revoked_at IS NULL ORDER BY id LIMIT ?",
		user, KEYS_MOST));

	struct key_list list = { ARENA_ARRAY(db_arena(db), struct key, rows_count(rows)), 0 };

	while (rows_next(rows))
		list.keys[list.count++] = from_row(rows);
	*out = list;
	return OK;
}

static enum error find(struct db *db, struct id id, struct id user, struct key *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "key",
		"SELECT " KEY_COLUMNS " FROM api_keys WHERE id = ? AND user_id = ?", id, user));
	*out = from_row(rows);
	return OK;
}

static bool find_in(const struct key_list *list, struct id id, struct key *out)
{
	for (int i = 0; i < list->count; i++) {
		if (!id_equal(list->keys[i].id, id))
			continue;
		*out = list->keys[i];
		return true;
	}
	return false;
}

enum error key_create(struct db *db, const struct new_key *new, struct key *out)
{
	struct key_list list = { .count = 0 };
	struct arena *arena = db_arena(db);

	TRY(user_lock(db, new->user));
	TRY(key_list(db, new->user, &list));
	if (find_in(&list, new->id, out))
		return OK; /* an earlier run of this request was committed */
	if (list.count >= KEYS_MOST)
		return failure(ERR_CONFLICT, "a user may have %d keys: revoke one first", KEYS_MOST);

	enum error e = db_exec(db,
		"INSERT INTO api_keys (id, user_id, key_hash, name, last_four, scopes, created_at, "
		"expires_at) VALUES (?, ?, ?, ?, ?, ?, NOW(3), NOW(3) + INTERVAL ? SECOND)",
		new->id, new->user, secret_hash(new->secret), new->name,
		new->secret + strlen(new->secret) - 4,
		scope_set(arena, new->scopes ? new->scopes : SCOPE_ALL), new->lives);

	if (e && e != ERR_DUPLICATE) /* the id was drawn once: a duplicate is this very key */
		return e;
	return find(db, new->id, new->user, out);
}

enum error key_revoke(struct db *db, struct id id, struct id user)
{
	TRY(db_exec(db, "UPDATE api_keys SET revoked_at = COALESCE(revoked_at, NOW(3)) "
			"WHERE id = ? AND user_id = ?", id, user));
	return db_affected(db) > 0 ? OK : failure(ERR_NOT_FOUND, "there is no such key");
}

enum error key_revoke_all(struct db *db, struct id user, int64_t *count)
{
	TRY(user_lock(db, user));
	TRY(db_exec(db, "UPDATE api_keys SET revoked_at = NOW(3) WHERE user_id = ? AND revoked_at IS NULL",
		    user));
	*count = db_affected(db);
	return OK;
}
