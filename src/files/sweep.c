#include "files/sweep.h"

#include <time.h>

#include "files/store.h"

enum { STRAY_SECONDS = 24 * 3600, LEFT_SECONDS = 3600, MINUTE = 60, LOOKS_FOR_ONE = 20 };

struct round {
	int most;
	struct swept swept;
	bool found;
	struct digest stray;
};

/* Its blob is locked before it is known whether another refers to it; and the user's row comes last. */
static enum error drop_upload(struct db *db, void *arg)
{
	struct round *round = arg;
	struct rows *rows;

	round->found = false;
	TRY(db_query(db, &rows,
		"SELECT u.id, u.user_id, u.sha256, u.size FROM uploads u WHERE u.expires_at <= NOW(3) "
		"AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.upload_id = u.id) "
		"ORDER BY u.expires_at LIMIT 1 FOR UPDATE SKIP LOCKED"));
	if (!rows_next(rows))
		return OK;
	round->found = true;

	struct digest sha256 = row_digest(rows, "sha256");

	struct id upload = row_id(rows, "id"), user = row_id(rows, "user_id");
	int64_t size = row_int(rows, "size");

	TRY(db_query(db, &rows, "SELECT sha256 FROM blobs WHERE sha256 = ? FOR UPDATE", sha256));
	db_queue(db, "DELETE FROM uploads WHERE id = ?", upload);
	db_queue(db, "UPDATE blobs SET unused_since = SYSDATE(3) WHERE sha256 = ? AND NOT EXISTS "
		     "(SELECT 1 FROM uploads WHERE sha256 = ?)", sha256, sha256);
	db_queue(db, "UPDATE users SET files_bytes = files_bytes - ? WHERE id = ?", size, user);
	return db_flush(db);
}

/*
 * The file goes under the row's lock: who uploads the same bytes waits for it, and makes the file anew. If this
 * dies before COMMIT, the row stands without a file and without an upload, and is met again.
 */
static enum error drop_blob(struct db *db, void *arg)
{
	struct round *round = arg;
	struct rows *rows;

	round->found = false;
	TRY(db_query(db, &rows,
		"SELECT sha256 FROM blobs WHERE unused_since IS NOT NULL ORDER BY unused_since LIMIT 1 "
		"FOR UPDATE SKIP LOCKED"));
	if (!rows_next(rows))
		return OK;
	round->found = true;

	struct digest sha256 = row_digest(rows, "sha256");

	TRY(db_exec(db, "DELETE FROM blobs WHERE sha256 = ?", sha256));
	return store_remove(db_arena(db), sha256);
}

/* A row of it is ours until COMMIT, so that whoever uploads the same bytes now waits, and makes the file anew. */
static enum error drop_stray(struct db *db, void *arg)
{
	struct round *round = arg;
	enum error e;

	round->found = false;
	e = db_exec(db, "INSERT INTO blobs (sha256, size, content_type, created_at) "
			"VALUES (?, 1, 'none', SYSDATE(3))", round->stray);
	if (e == ERR_DUPLICATE)
		return OK; /* it is known after all */
	TRY(e);
	round->found = true;
	TRY(db_exec(db, "DELETE FROM blobs WHERE sha256 = ?", round->stray));
	return store_remove(db_arena(db), round->stray);
}

static enum error all_of(struct db *db, db_work *drop, struct round *round,
			 const volatile sig_atomic_t *stop, int *count)
{
	for (int i = 0; i < round->most && !(stop && *stop); i++) {
		TRY(db_transact(db, DB_TRANSACTION, drop, round));
		if (!round->found)
			return OK;
		++*count;
	}
	return OK;
}

static enum error is_known(struct db *db, void *arg)
{
	struct round *round = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT 1 AS n FROM blobs WHERE sha256 = ?", round->stray));
	round->found = rows_next(rows);
	return OK;
}

/* Of a folder not more than some in one go; in the next round of all folders those that follow. */
static enum error strays_of(struct db *db, int64_t minute, struct round *round)
{
	struct store_list list = store_list(db_arena(db), (int)(minute % STORE_FOLDERS),
					    STRAY_SECONDS);
	int64_t looks = (int64_t)LOOKS_FOR_ONE * round->most;
	int64_t from = minute / STORE_FOLDERS * looks;

	for (int64_t i = 0; i < list.count && i < looks; i++) {
		round->stray = list.digests[(from + i) % list.count];
		TRY(db_transact(db, DB_AUTOCOMMIT, is_known, round));
		if (round->found)
			continue;
		TRY(db_transact(db, DB_TRANSACTION, drop_stray, round));
		round->swept.strays += round->found;
	}
	return OK;
}

enum error files_sweep(struct db *db, int most, const volatile sig_atomic_t *stop, struct swept *out)
{
	struct round round = { .most = most };

	TRY(all_of(db, drop_upload, &round, stop, &round.swept.uploads));
	TRY(all_of(db, drop_blob, &round, stop, &round.swept.blobs));
	TRY(strays_of(db, time(NULL) / MINUTE, &round));
	round.swept.left = store_drop_left(db_arena(db), LEFT_SECONDS);
	*out = round.swept;
	return OK;
}
