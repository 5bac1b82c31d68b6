#include "people/key.h"

#include <string.h>

#include "people/user.h"

static const char prefix[] = "clorp_";
static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

enum {
	PREFIX = sizeof(prefix) - 1,
	SECRET = 30,
	CHECKSUM = 6,
	BASE = 62,
	LENGTH = PREFIX + SECRET + CHECKSUM
};

/* CRC-32 as of ISO-HDLC (the one of zip): over forty bytes a table would not pay. */
static uint32_t crc32(const char *bytes, size_t length)
{
	uint32_t crc = 0xFFFFFFFFu;

	for (size_t i = 0; i < length; i++) {
		crc ^= (unsigned char)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
	}
	return ~crc;
}

static void write_checksum(const char *key, char out[CHECKSUM])
{
	uint32_t crc = crc32(key, PREFIX + SECRET);

	for (int i = CHECKSUM - 1; i >= 0; i--, crc /= BASE)
		out[i] = digits[crc % BASE];
}

/* Bytes that would make some digits likelier than others are drawn again. */
static char draw_digit(void)
{
	unsigned char byte;

	do
		random_bytes(&byte, 1);
	while (byte >= 256 / BASE * BASE);
	return digits[byte % BASE];
}

void key_draw(char out[KEY_TEXT])
{
	memcpy(out, prefix, PREFIX);
	for (int i = 0; i < SECRET; i++)
		out[PREFIX + i] = draw_digit();
	write_checksum(out, out + PREFIX + SECRET);
	out[LENGTH] = '\0';
}

bool key_is_well_formed(const char *key)
{
	char checksum[CHECKSUM];

	if (strlen(key) != LENGTH || strncmp(key, prefix, PREFIX) != 0 ||
	    strspn(key + PREFIX, digits) != SECRET + CHECKSUM)
		return false;
	write_checksum(key, checksum);
	return memcmp(checksum, key + PREFIX + SECRET, CHECKSUM) == 0;
}

static struct key from_row(const struct rows *row)
{
	return (struct key){
		.id = row_id(row, "id"),
		.user_id = row_id(row, "user_id"),
		.name = row_text(row, "name"),
		.last_four = row_text(row, "last_four"),
		.created_at = row_time(row, "created_at"),
		.last_used_at = row_time(row, "last_used_at"),
		.revoked_at = row_time(row, "revoked_at"),
	};
}

enum error key_list(struct db *db, struct id user, struct key_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, user_id, name, last_four, created_at, last_used_at, revoked_at "
		"FROM api_keys WHERE user_id = ? AND revoked_at IS NULL ORDER BY id LIMIT ?",
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

	TRY(db_query(db, &rows,
		"SELECT id, user_id, name, last_four, created_at, last_used_at, revoked_at "
		"FROM api_keys WHERE id = ? AND user_id = ?", id, user));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "there is no such key");
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

enum error key_create(struct db *db, struct id id, struct id user, const char *name,
		      const char *key, struct key *out)
{
	struct key_list list = { .count = 0 };

	TRY(user_lock(db, user));
	TRY(key_list(db, user, &list));
	if (find_in(&list, id, out))
		return OK; /* an earlier run of this request was committed */
	if (list.count >= KEYS_MOST)
		return failure(ERR_CONFLICT, "a user may have %d keys: revoke one first", KEYS_MOST);

	enum error e = db_exec(db,
		"INSERT INTO api_keys (id, user_id, key_hash, name, last_four, created_at) "
		"VALUES (?, ?, ?, ?, ?, NOW(3))",
		id, user, digest_of(key, strlen(key)), name, key + strlen(key) - 4);

	if (e && e != ERR_DUPLICATE) /* the id was drawn once: a duplicate is this very key */
		return e;
	return find(db, id, user, out);
}

enum error key_find_user(struct db *db, const char *key, struct id *user, struct id *id, bool *stale)
{
	struct rows *rows;

	if (!key_is_well_formed(key))
		return failure(ERR_UNAUTHENTICATED, "Authentication required");
	TRY(db_query(db, &rows,
		"SELECT id, user_id, COALESCE(last_used_at < NOW(3) - INTERVAL 1 MINUTE, TRUE) AS stale "
		"FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL",
		digest_of(key, strlen(key))));
	if (!rows_next(rows))
		return failure(ERR_UNAUTHENTICATED, "Authentication required");
	*user = row_id(rows, "user_id");
	*id = row_id(rows, "id");
	*stale = row_bool(rows, "stale");
	return OK;
}

void key_touch(struct db *db, struct id id)
{
	db_queue(db, "UPDATE api_keys SET last_used_at = NOW(3) WHERE id = ?", id);
}

enum error key_revoke(struct db *db, struct id id, struct id user)
{
	TRY(db_exec(db, "UPDATE api_keys SET revoked_at = COALESCE(revoked_at, NOW(3)) "
			"WHERE id = ? AND user_id = ?", id, user));
	return db_affected(db) > 0 ? OK : failure(ERR_NOT_FOUND, "there is no such key");
}
