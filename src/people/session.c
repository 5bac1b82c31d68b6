#include "people/session.h"

#include "base/config.h"
#include "people/secret.h"
#include "people/user.h"

#define SESSION_COLUMNS "id, user_id, opened_by, user_agent, created_at, last_used_at, expires_at"

static struct session from_row(const struct rows *row)
{
	return (struct session){
		.id = row_id(row, "id"),
		.user = row_id(row, "user_id"),
		.opened_by = row_text(row, "opened_by"),
		.user_agent = row_text(row, "user_agent"),
		.created_at = row_time(row, "created_at"),
		.last_used_at = row_time(row, "last_used_at"),
		.expires_at = row_time(row, "expires_at"),
	};
}

/* Ids are in the order of time, so the oldest are those below the one that just fits. */
static void end_oldest(struct db *db, struct id user)
{
	db_queue(db, "DELETE FROM sessions WHERE user_id = ? AND id <= (SELECT id FROM (SELECT id "
		     "FROM sessions WHERE user_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?) oldest)",
		 user, user, SESSIONS_MOST - 1);
}

enum error session_open(struct db *db, const struct session *session, const char *token)
{
	TRY(user_lock(db, session->user));
	end_oldest(db, session->user);

	enum error e = db_exec(db,
		"INSERT INTO sessions (id, user_id, token_hash, opened_by, user_agent, created_at, "
		"last_used_at, expires_at) VALUES (?, ?, ?, ?, LEFT(?, ?), NOW(3), NOW(3), "
		"NOW(3) + INTERVAL ? DAY)",
		session->id, session->user, secret_hash(token), session->opened_by,
		session->user_agent, USER_AGENT_CHARACTERS, settings()->session_days);

	return e == ERR_DUPLICATE ? OK : e; /* the id was drawn once: an earlier run was committed */
}

enum error session_find(struct db *db, struct id id, struct id user, struct session *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "session", "SELECT " SESSION_COLUMNS " FROM sessions "
				"WHERE id = ? AND user_id = ? AND expires_at > NOW(3)", id, user));
	*out = from_row(rows);
	return OK;
}

enum error session_list(struct db *db, struct id user, struct session_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT " SESSION_COLUMNS " FROM sessions WHERE user_id = ? "
				"AND expires_at > NOW(3) ORDER BY last_used_at DESC, id DESC LIMIT ?",
		     user, SESSIONS_MOST));

	struct session_list list = { ARENA_ARRAY(db_arena(db), struct session, rows_count(rows)),
				     0 };

	while (rows_next(rows))
		list.sessions[list.count++] = from_row(rows);
	*out = list;
	return OK;
}

enum error session_end(struct db *db, struct id id, struct id user)
{
	TRY(db_exec(db, "DELETE FROM sessions WHERE id = ? AND user_id = ?", id, user));
	if (db_affected(db) > 0 || db_unsure(db))
		return OK;
	return failure(ERR_NOT_FOUND, "there is no such session");
}

void session_end_others(struct db *db, struct id user, struct id kept)
{
	db_queue(db, "DELETE FROM sessions WHERE user_id = ? AND NOT id <=> ?", user, kept);
}

enum error session_sweep(struct db *db, int most)
{
	return db_exec(db, "DELETE FROM sessions WHERE expires_at < NOW(3) LIMIT ?", most);
}
