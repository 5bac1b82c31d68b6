#include "files/upload.h"

#include <string.h>

#include "base/config.h"
#include "files/store.h"
#include "language/plain.h"
#include "queue/quota.h"

enum { HOUR_SECONDS = 3600 };

enum error upload_check_name(const char *name)
{
	if (!name || !*name)
		return failure_in("name", "name is missing: as in /api/uploads?name=out.md");
	if (strlen(name) > FILE_NAME_BYTES)
		return failure_in("name", "name may have %d bytes", FILE_NAME_BYTES);
	if (strpbrk(name, "/\\") || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return failure_in("name", "name is to be a file's, without a path");
	if (!name_is_plain(name))
		return failure_in("name",
				  "name holds what does not show, or turns the writing round");
	return OK;
}

static struct quota quota_of(struct id user)
{
	return (struct quota){
		.name = "upload",
		.subject = digest_of(user.text, strlen(user.text)),
		.most = settings()->files_per_hour,
		.seconds = HOUR_SECONDS,
	};
}

static enum error over_quota(void)
{
	return failure(
		ERR_QUOTA_EXCEEDED,
		"all files of a user together may have %lld bytes: what hangs on nothing goes by itself",
		(long long)settings()->files_user_bytes);
}

enum error upload_check(struct db *db, struct id user, int64_t size, struct allowance *out)
{
	struct quota quota = quota_of(user);
	int64_t most = settings()->files_max_bytes;
	struct rows *rows;

	if (size > most)
		return failure(ERR_TOO_LARGE, "a file may have %lld bytes", (long long)most);
	db_queue_query(db, &rows, "SELECT files_bytes FROM users WHERE id = ?", user);
	TRY(quota_look(db, &quota));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "there is no such user");

	struct allowance allowance = { row_int(rows, "files_bytes"), settings()->files_user_bytes,
				       most };

	if (allowance.used_bytes + (size > 0 ? size : 1) > allowance.most_bytes)
		return over_quota();
	TRY(store_check(db_arena(db), size > 0 ? size : 1));
	*out = allowance;
	return OK;
}

static void queue_find(struct db *db, struct id key, struct rows **rows)
{
	db_queue_query(db, rows,
		"SELECT u.id, u.user_id, u.name, u.size, u.sha256, u.expires_at, b.content_type "
		"FROM uploads u JOIN blobs b ON b.sha256 = u.sha256 WHERE u.id = ?", key);
}

struct upload upload_from_row(const struct rows *row)
{
	return (struct upload){
		.key = row_id(row, "id"),
		.user = row_id(row, "user_id"),
		.name = row_text(row, "name"),
		.content_type = row_text(row, "content_type"),
		.size = row_int(row, "size"),
		.sha256 = row_digest(row, "sha256"),
		.expires_at = row_time(row, "expires_at"),
	};
}

enum error upload_find(struct db *db, struct id key, struct upload *out)
{
	struct rows *rows;

	queue_find(db, key, &rows);
	TRY(db_flush(db));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "there is no such file");
	*out = upload_from_row(rows);
	return OK;
}

/* The blob's row is ours from here to COMMIT: nobody takes its file away meanwhile. */
static void queue_blob(struct db *db, const struct spool *spool)
{
	db_queue(db,
		"INSERT INTO blobs (sha256, size, content_type, excerpt, created_at) "
		"VALUES (?, ?, ?, ?, SYSDATE(3)) ON DUPLICATE KEY UPDATE unused_since = NULL",
		spool->sha256, spool->size, spool->content_type, spool->excerpt);
}

/* Counted, and with a row, if there is room: where the first changed nothing the second adds nothing. */
static void queue_upload(struct db *db, const struct new_upload *wanted)
{
	const struct spool *spool = &wanted->spool;

	db_queue(db, "UPDATE users SET files_bytes = files_bytes + ? WHERE id = ? "
		     "AND files_bytes + ? <= ?",
		 spool->size, wanted->user, spool->size, settings()->files_user_bytes);
	db_queue(db,
		"INSERT INTO uploads (id, user_id, sha256, name, size, created_at, expires_at) "
		"SELECT ?, ?, ?, ?, ?, SYSDATE(3), SYSDATE(3) + INTERVAL ? SECOND FROM DUAL "
		"WHERE ROW_COUNT() = 1",
		wanted->key, wanted->user, spool->sha256, wanted->name, spool->size,
		settings()->files_keep_seconds);
}

/* One round trip, and then the file. */
static enum error create(struct db *db, const struct new_upload *wanted, struct upload *out)
{
	struct rows *rows;

	queue_blob(db, &wanted->spool);
	queue_upload(db, wanted);
	queue_find(db, wanted->key, &rows);
	TRY(db_flush(db));
	if (!rows_next(rows))
		return over_quota();
	*out = upload_from_row(rows);
	/* Last, when only COMMIT can fail any more: then it lies there for nobody, and the sweep finds it. */
	return store_keep(db_arena(db), wanted->spool.path, wanted->spool.sha256);
}

enum error upload_create(struct db *db, const struct new_upload *wanted, struct upload *out)
{
	struct quota quota = quota_of(wanted->user);

	/* An earlier run of this holds the quota's row until it has ended, one way or the other. */
	if (db_unsure(db)) {
		TRY(quota_lock(db, &quota));

		enum error stands = upload_find(db, wanted->key, out);

		if (stands != ERR_NOT_FOUND)
			return stands;
	}
	TRY(quota_take(db, &quota));
	return create(db, wanted, out);
}
