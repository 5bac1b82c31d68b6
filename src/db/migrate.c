#include "db/migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static enum error is_applied(struct db *db, const char *name, bool *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT name FROM schema_migrations WHERE name = ?", name));
	*out = rows_count(rows) > 0;
	return OK;
}

static enum error apply(struct db *db, const char *folder, const char *name)
{
	char *script = NULL;

	TRY(read_whole(db_arena(db), arena_printf(db_arena(db), "%s/%s", folder, name), &script));
	TRY(run_statements(db, script));
	return db_exec(db, "INSERT IGNORE INTO schema_migrations (name, applied_at) "
			   "VALUES (?, UTC_TIMESTAMP(3))", name);
}

enum error migrate(struct db *db, const char *folder, int *applied)
{
	struct files files = { .count = 0 };
	int count = 0;

	TRY(list(db_arena(db), folder, &files));
	TRY(db_script(db, "CREATE TABLE IF NOT EXISTS schema_migrations ("
			  "name VARCHAR(64) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY, "
			  "applied_at DATETIME(3) NOT NULL) ENGINE = InnoDB, CHARACTER SET utf8mb4"));
	for (int i = 0; i < files.count; i++) {
		bool done;

		TRY(is_applied(db, files.names[i], &done));
		if (done)
			continue;
		TRY(apply(db, folder, files.names[i]));
		count++;
	}
	*applied = count;
	return OK;
}

enum error migrate_pending(struct db *db, const char *folder, int *pending)
{
	struct files files = { .count = 0 };
	int count = 0;

	TRY(list(db_arena(db), folder, &files));
	for (int i = 0; i < files.count; i++) {
		bool done;

		TRY(is_applied(db, files.names[i], &done));
		count += !done;
	}
	*pending = count;
	return OK;
}
