#include "db/migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"

enum { FILES_MOST = 500, FILE_BYTES_MOST = 1 << 20 };

struct files {
	const char *names[FILES_MOST];
	int count;
};

static int is_migration(const struct dirent *entry)
{
	const char *name = entry->d_name;
	size_t length = strlen(name);

	for (int i = 0; i < 4; i++)
		if (!isdigit((unsigned char)name[i]))
			return 0;
	return name[4] == '-' && length > 4 && strcmp(name + length - 4, ".sql") == 0;
}

static enum error list(struct arena *arena, const char *folder, struct files *out)
{
	struct dirent **found;
	int count = scandir(folder, &found, is_migration, alphasort);

	if (count < 0)
		return failure(ERR_INVALID, "%s: %s", folder, strerror(errno));
	out->count = 0;
	for (int i = 0; i < count; i++) {
		if (out->count < FILES_MOST)
			out->names[out->count++] = arena_copy(arena, found[i]->d_name,
							      strlen(found[i]->d_name));
		free(found[i]);
	}
	free(found);
	if (out->count == 0)
		return failure(ERR_INVALID, "%s holds no migrations: see the setting sql_dir",
			       folder);
	return OK;
}

static enum error read_whole(struct arena *arena, const char *path, char **out)
{
	FILE *file = fopen(path, "re");

	if (!file)
		return failure(ERR_INVALID, "%s: %s", path, strerror(errno));

	char *bytes = arena_alloc(arena, FILE_BYTES_MOST + 1);
	size_t length = fread(bytes, 1, FILE_BYTES_MOST, file);
	int broken = ferror(file) ? errno : 0;

	(void)fclose(file);
	if (broken)
		return failure(ERR_INVALID, "%s: %s", path, strerror(broken));
	if (length == FILE_BYTES_MOST)
		return failure(ERR_INVALID, "%s is too large", path);
	*out = bytes;
	return OK;
}

static bool only_comments(const char *sql)
{
	while (*sql) {
		sql += strspn(sql, " \t\n");
		if (strncmp(sql, "--", 2) != 0)
			return !*sql;
		sql += strcspn(sql, "\n");
	}
	return true;
}

/* A statement ends with a semicolon at the end of a line: that is the files' form. */
static enum error run_statements(struct db *db, char *script)
{
	for (char *end; (end = strstr(script, ";\n")); script = end + 2) {
		*end = '\0';
		TRY(db_script(db, script));
	}
	return only_comments(script) ? OK : db_script(db, script);
}

static const char *digits_of(struct arena *arena, struct digest digest)
{
	struct text text = text_start(arena, 2 * SHA256_BYTES);

	for (int i = 0; i < SHA256_BYTES; i++)
		text_add_string(&text, arena_printf(arena, "%02x", digest.bytes[i]));
	return text.bytes;
}

static enum error record(struct db *db, const char *name, const char *sha256)
{
	return db_exec(db, "INSERT INTO schema_migrations (name, sha256, applied_at) "
			   "VALUES (?, ?, UTC_TIMESTAMP(3)) "
			   "ON DUPLICATE KEY UPDATE sha256 = VALUE(sha256)", name, sha256);
}

/* Of what was applied before digests were kept, the text at hand is taken for the text it had. */
static enum error find(struct db *db, const char *name, const char *sha256, bool *applied)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT sha256 FROM schema_migrations WHERE name = ?", name));
	*applied = rows_next(rows);
	if (!*applied)
		return OK;
	if (!row_text(rows, "sha256"))
		return record(db, name, sha256);
	if (strcmp(row_text(rows, "sha256"), sha256) != 0)
		return failure(ERR_INVALID,
			       "%s is not the text that was applied: a migration is never "
			       "changed, another one is added",
			       name);
	return OK;
}

static enum error apply(struct db *db, const char *folder, const char *name, int *count)
{
	struct arena *arena = db_arena(db);
	char *script = NULL;
	bool applied;

	TRY(read_whole(arena, arena_printf(arena, "%s/%s", folder, name), &script));

	const char *sha256 = digits_of(arena, digest_of(script, strlen(script)));

	TRY(find(db, name, sha256, &applied));
	if (applied)
		return OK;
	TRY(run_statements(db, script));
	(*count)++;
	return record(db, name, sha256);
}

enum error migrate(struct db *db, const char *folder, int *applied)
{
	struct files files = { .count = 0 };
	int count = 0;

	TRY(list(db_arena(db), folder, &files));
	TRY(db_script(db, "CREATE TABLE IF NOT EXISTS schema_migrations ("
			  "name VARCHAR(64) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY, "
			  "applied_at DATETIME(3) NOT NULL) ENGINE = InnoDB, CHARACTER SET utf8mb4"));
	TRY(db_script(db, "ALTER TABLE schema_migrations ADD COLUMN IF NOT EXISTS "
			  "sha256 CHAR(64) CHARACTER SET ascii"));
	for (int i = 0; i < files.count; i++)
		TRY(apply(db, folder, files.names[i], &count));
	*applied = count;
	return OK;
}
