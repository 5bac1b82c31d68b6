#include "db/schema.h"

#include <mysqld_error.h>
#include <string.h>

static enum error older(const char *name)
{
	return failure(ERR_SCHEMA,
		       "the database is older than this program and lacks migration %s: run "
		       "clorp-admin migrate as the database's owner",
		       name);
}

static enum error newer(const char *name)
{
	return failure(ERR_SCHEMA,
		       "the database is newer than this program and has migration %s: install the "
		       "version of clorp that it belongs to",
		       name);
}

/* What was applied before digests were kept has none, and is taken at its name. */
static enum error check_text(const struct migration *ours, const char *sha256)
{
	if (!sha256 || strcmp(sha256, ours->sha256) == 0)
		return OK;
	return failure(ERR_SCHEMA,
		       "migration %s was applied with another text than this program was built with: "
		       "install the version of clorp that applied it",
		       ours->name);
}

/* Both lists are in the order of their names. */
static enum error compare(struct rows *applied)
{
	for (const struct migration *ours = schema_migrations;; ours++) {
		const char *theirs = rows_next(applied) ? row_text(applied, "name") : NULL;

		if (!ours->name && !theirs)
			return OK;
		if (!theirs || (ours->name && strcmp(ours->name, theirs) < 0))
			return older(ours->name);
		if (!ours->name || strcmp(ours->name, theirs) > 0)
			return newer(theirs);
		TRY(check_text(ours, row_text(applied, "sha256")));
	}
}

/* No such table, or no such column in it: from before migrations had digests. */
static bool is_unknown(unsigned number)
{
	return number == ER_NO_SUCH_TABLE || number == ER_BAD_FIELD_ERROR;
}

enum error schema_check(struct db *db)
{
	struct rows *applied;
	enum error e = db_query(db, &applied,
				"SELECT name, sha256 FROM schema_migrations ORDER BY name");

	if (e == ERR_BROKEN && is_unknown(db_number(db)))
		return older(schema_migrations[0].name);
	TRY(e);
	return compare(applied);
}

void schema_guard(struct db *db)
{
	db_guard(db, schema_check);
}
