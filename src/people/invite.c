#include "people/invite.h"

#include "people/secret.h"

enum error invite_create(struct db *db, struct id id, const char *code, const char *note,
			 int64_t days)
{
	enum error e = db_exec(db,
		"INSERT INTO invites (id, code_hash, note, created_at, expires_at) "
		"VALUES (?, ?, ?, NOW(3), NOW(3) + INTERVAL ? DAY)", id, secret_hash(code), note, days);

	return e == ERR_DUPLICATE ? OK : e; /* an earlier run was committed */
}

enum error invite_use(struct db *db, const char *code, struct id user)
{
	TRY(db_exec(db, "UPDATE invites SET used_at = COALESCE(used_at, NOW(3)), used_by = ? "
			"WHERE code_hash = ? AND (used_by = ? OR "
			"(used_by IS NULL AND expires_at > NOW(3)))",
		    user, secret_hash(code), user));
	if (db_affected(db) > 0)
		return OK;
	return failure_in("invite", "this invitation is unknown, used or out of date");
}

enum error invite_list(struct db *db, struct invite_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id, note, created_at, expires_at, used_at, used_by "
				"FROM invites ORDER BY id DESC LIMIT ?", INVITES_MOST));

	struct invite_list list = { ARENA_ARRAY(db_arena(db), struct invite, rows_count(rows)), 0 };

	while (rows_next(rows))
		list.invites[list.count++] = (struct invite){
			.id = row_id(rows, "id"),
			.note = row_text(rows, "note"),
			.created_at = row_time(rows, "created_at"),
			.expires_at = row_time(rows, "expires_at"),
			.used_at = row_time(rows, "used_at"),
			.used_by = row_id(rows, "used_by"),
		};
	*out = list;
	return OK;
}
