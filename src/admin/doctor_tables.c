/* The tables, and what the two accounts may do with them. */
#include <string.h>
#include <unistd.h>

#include "admin/doctor.h"
#include "base/config.h"
#include "base/text.h"
#include "db/schema.h"

bool look_schema(struct patient *patient, const char **found)
{
	if (schema_check(patient->db) == OK)
		return true;
	*found = arena_printf(patient->arena, "%s", failure_note()->text);
	return false;
}

/* What the owner needs on the whole database, beside the programs' rights. */
#define EVERYWHERE "the whole database"
static const struct right owners_rights[] = {
	{ EVERYWHERE, "CREATE" }, { EVERYWHERE, "ALTER" },	{ EVERYWHERE, "DROP" },
	{ EVERYWHERE, "INDEX" },  { EVERYWHERE, "REFERENCES" }, { NULL, NULL },
};

/* Granted for all, for this database, or for one of its tables: by name, or NULL for each of them. */
static enum error list_rights(struct db *db, struct rows **out)
{
	return db_query(
		db, out,
		"SELECT table_name, privilege_type FROM ("
		"SELECT NULL AS table_name, privilege_type, grantee FROM information_schema.user_privileges "
		"UNION ALL SELECT NULL, privilege_type, grantee FROM information_schema.schema_privileges "
		"WHERE DATABASE() LIKE table_schema "
		"UNION ALL SELECT table_name, privilege_type, grantee FROM information_schema.table_privileges "
		"WHERE table_schema = DATABASE()) AS rights "
		"WHERE grantee IN (CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), ''''), "
		"CONCAT('''', CURRENT_ROLE(), '''@'''''), '''PUBLIC''@''''')");
}

static bool has(struct rows *rights, const struct right *wanted)
{
	rows_rewind(rights);
	while (rows_next(rights)) {
		const char *table = row_text(rights, "table_name");

		if (strcmp(row_text(rights, "privilege_type"), wanted->privilege) == 0 &&
		    (!table || strcmp(table, wanted->table) == 0))
			return true;
	}
	return false;
}

/* "jobs: INSERT, UPDATE; users: SELECT", or NULL if nothing is missing. */
static const char *missing(struct arena *arena, struct rows *rights, const struct right *list)
{
	struct text text = text_start(arena, 200);
	const char *table = "";

	for (; list->privilege; list++) {
		if (has(rights, list))
			continue;
		if (strcmp(list->table, table) != 0) {
			text_add_string(&text, *table ? "; " : "");
			text_add_string(&text, list->table);
			text_add_string(&text, ": ");
		} else {
			text_add_string(&text, ", ");
		}
		text_add_string(&text, list->privilege);
		table = list->table;
	}
	return *table ? text.bytes : NULL;
}

/* What the account of a connection lacks; NULL: nothing. */
static const char *lacks(struct arena *arena, struct db *db, const struct right *list)
{
	struct rows *rights;

	if (list_rights(db, &rights))
		return arena_printf(arena, "?: %s", failure_note()->text);
	return missing(arena, rights, list);
}

static bool tell(struct patient *patient, const char *account, const char *lack, const char **found)
{
	*found = lack ? arena_printf(patient->arena, "%s lacks %s", account, lack)
		      : arena_printf(patient->arena, "yes, %s", account);
	return !lack;
}

bool look_rights(struct patient *patient, const char **found)
{
	return tell(patient, settings()->db_user, lacks(patient->arena, patient->db, schema_rights),
		    found);
}

static bool look_as_owner(struct patient *patient, struct db *db, const char **found)
{
	const char *some = lacks(patient->arena, db, schema_rights);
	const char *all = lacks(patient->arena, db, owners_rights);

	if (some && all)
		some = arena_printf(patient->arena, "%s; %s", some, all);
	return tell(patient, settings()->db_user, some ? some : all, found);
}

/* With settings of its own, if they are at hand. */
static bool look_by_file(struct patient *patient, const char **found)
{
	const char *ours = arena_printf(patient->arena, "%s", config_file());
	struct db *db = db_create();
	bool ok = false;

	db_use(db, patient->arena);
	if (config_load(patient->arena, patient->owners_file))
		*found = arena_printf(patient->arena, "%s", failure_note()->text);
	else
		ok = look_as_owner(patient, db, found);
	db_free(db);
	if (config_load(patient->arena, ours)) /* it was taken a moment ago */
		*found = arena_printf(patient->arena, "%s", failure_note()->text);
	return ok;
}

/* On a host that gives one account for everything it is this one. */
bool look_owners_rights(struct patient *patient, const char **found)
{
	static const struct right alters[] = { { EVERYWHERE, "ALTER" }, { NULL, NULL } };

	if (access(patient->owners_file, R_OK) == 0)
		return look_by_file(patient, found);
	if (!lacks(patient->arena, patient->db, alters))
		return look_as_owner(patient, patient->db, found);
	*found = arena_printf(patient->arena, "not looked at: %s cannot be read",
			      patient->owners_file);
	return true;
}

/* Either way will do: triggers refuse to rewrite the ledger, or the account has no right to. */
bool look_append_only(struct patient *patient, const char **found)
{
	static const struct right rewrites[] = {
		{ "entries", "UPDATE" },   { "entries", "DELETE" },	{ "transfers", "UPDATE" },
		{ "transfers", "DELETE" }, { "settlements", "UPDATE" }, { "settlements", "DELETE" },
	};
	struct rows *rows, *rights;
	bool may_rewrite = false;

	if (list_rights(patient->db, &rights) ||
	    db_query(patient->db, &rows,
		     "SELECT COUNT(*) AS triggers FROM information_schema.triggers "
		     "WHERE trigger_schema = DATABASE() "
		     "AND event_object_table IN ('entries', 'transfers', 'settlements')") ||
		     !rows_next(rows)) {
		*found = failure_note()->text;
		return false;
	}
	for (int i = 0; i < COUNT(rewrites); i++)
		may_rewrite = may_rewrite || has(rights, &rewrites[i]);

	bool triggers = row_int(rows, "triggers") >= COUNT(rewrites);

	*found = triggers && !may_rewrite ? "by triggers, and by the account's rights"
		 : triggers		  ? "by triggers"
		 : !may_rewrite		  ? "by the account's rights"
					  : "by nothing";
	return triggers || !may_rewrite;
}
