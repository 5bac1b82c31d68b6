/* Whether the tables and the store say the same. */
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "files/store.h"
#include "files/sweep.h"

enum { AT_ONCE = 500, YOUNG_SECONDS = 60, PIECE = 64 * 1024 };

struct check {
	bool bytes;
	file_teller *tell;
	void *arg;
	int findings;
	struct digest after; /* how far the walk along the rows is */
	int seen;
	struct digest file;
	bool known;
};

static void tell(struct check *check, const char *what, struct digest sha256, int64_t count)
{
	check->findings++;
	check->tell(check->arg, &(struct file_finding){ what, sha256, count });
}

static enum error hash_of(struct arena *arena, struct digest sha256, struct digest *out)
{
	static char piece[PIECE];
	ssize_t got;
	int fd = -1;

	TRY(store_open(arena, sha256, &fd));

	struct hash *hash = hash_start();

	while ((got = read(fd, piece, sizeof(piece))) > 0)
		hash_add(hash, piece, (size_t)got);
	*out = hash_end(hash);
	(void)close(fd);
	return OK;
}

static bool has_other_bytes(struct arena *arena, struct digest sha256)
{
	struct digest found;

	return hash_of(arena, sha256, &found) ||
	       memcmp(found.bytes, sha256.bytes, SHA256_BYTES) != 0;
}

static enum error look_at_rows(struct db *db, void *arg)
{
	struct check *check = arg;
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT sha256, size FROM blobs WHERE sha256 > ? AND unused_since IS NULL ORDER BY sha256 LIMIT ?",
		check->after, AT_ONCE));
	check->seen = rows_count(rows);
	while (rows_next(rows)) {
		struct digest sha256 = row_digest(rows, "sha256");
		int64_t size = store_size(db_arena(db), sha256);

		check->after = sha256;
		if (size < 0)
			tell(check, "missing", sha256, 1);
		else if (size != row_int(rows, "size"))
			tell(check, "size", sha256, 1);
		else if (check->bytes && has_other_bytes(db_arena(db), sha256))
			tell(check, "bytes", sha256, 1);
	}
	return OK;
}

static enum error look_for_row(struct db *db, void *arg)
{
	struct check *check = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT 1 AS n FROM blobs WHERE sha256 = ?", check->file));
	check->known = rows_next(rows);
	return OK;
}

static enum error look_at_files(struct db *db, int folder, struct check *check)
{
	struct store_list list = store_list(db_arena(db), folder, YOUNG_SECONDS);

	for (int i = 0; i < list.count; i++) {
		check->file = list.digests[i];
		TRY(db_transact(db, DB_AUTOCOMMIT, look_for_row, check));
		if (!check->known)
			tell(check, "stray", check->file, 1);
	}
	return OK;
}

enum error files_check(struct db *db, bool bytes, file_teller *teller, void *arg, int *findings)
{
	struct check check = { .bytes = bytes, .tell = teller, .arg = arg };
	struct arena_mark mark = arena_mark(db_arena(db));

	do {
		TRY(db_transact(db, DB_AUTOCOMMIT, look_at_rows, &check));
		arena_rewind(db_arena(db), mark);
	} while (check.seen == AT_ONCE);
	for (int folder = 0; folder < STORE_FOLDERS; folder++) {
		TRY(look_at_files(db, folder, &check));
		arena_rewind(db_arena(db), mark);
	}

	int left = store_count_left(db_arena(db), 3600);

	if (left > 0)
		tell(&check, "left", (struct digest){ { 0 } }, left);
	*findings = check.findings;
	return OK;
}
