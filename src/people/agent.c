#include "people/agent.h"

#include <string.h>

#include "people/user.h"

#define AGENT_COLUMNS "id, owner_id, name, personality, avatar_url, is_default, tags, created_at"

static struct agent from_row(const struct rows *row)
{
	const char *tags = row_text(row, "tags");

	return (struct agent){
		.id = row_id(row, "id"),
		.owner_id = row_id(row, "owner_id"),
		.name = row_text(row, "name"),
		.personality = row_text(row, "personality"),
		.avatar_url = row_text(row, "avatar_url"),
		.is_default = row_bool(row, "is_default"),
		.tags = { tags, strlen(tags) },
		.created_at = row_time(row, "created_at"),
	};
}

enum error agent_list(struct db *db, struct id owner, struct agent_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT " AGENT_COLUMNS " FROM agents WHERE owner_id = ? AND deleted_at IS NULL "
		"ORDER BY is_default DESC, id", owner));

	struct agent_list list = { ARENA_ARRAY(db_arena(db), struct agent, rows_count(rows)), 0 };

	while (rows_next(rows))
		list.agents[list.count++] = from_row(rows);
	*out = list;
	return OK;
}

enum error agent_find(struct db *db, struct id id, struct id owner, struct agent *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "agent", "SELECT " AGENT_COLUMNS " FROM agents "
				"WHERE id = ? AND owner_id = ? AND deleted_at IS NULL", id, owner));
	*out = from_row(rows);
	return OK;
}

static enum error none_of_yours(void)
{
	return failure(ERR_FORBIDDEN, "that agent is none of yours");
}

enum error agent_find_acting(struct db *db, struct id named, struct agent *out)
{
	struct rows *rows;

	if (id_is_none(named))
		TRY(db_find(db, &rows, "user", "SELECT " AGENT_COLUMNS " FROM agents "
					"WHERE owner_id = @caller AND only_default = TRUE"));
	else
		TRY(db_query(db, &rows, "SELECT " AGENT_COLUMNS " FROM agents WHERE id = ? "
					"AND owner_id = @caller AND deleted_at IS NULL", named));
	if (!id_is_none(named) && !rows_next(rows))
		return none_of_yours();
	*out = from_row(rows);
	return OK;
}

enum error agent_check(struct db *db, struct id id, struct id user)
{
	struct agent agent;

	if (id_is_none(id))
		return OK;

	enum error e = agent_find(db, id, user, &agent);

	return e == ERR_NOT_FOUND ? none_of_yours() : e;
}

static enum error name_taken(const char *name)
{
	return failure(ERR_CONFLICT, "you have an agent named %s already", name);
}

enum error agent_create(struct db *db, struct id id, struct id owner,
			const struct agent_profile *profile, struct agent *out)
{
	struct agent_list list = { .count = 0 };

	TRY(user_lock(db, owner));
	/* With its own id it stands from an earlier run, whose COMMIT was lost. */
	enum error found = db_unsure(db) ? agent_find(db, id, owner, out) : ERR_NOT_FOUND;

	if (found != ERR_NOT_FOUND)
		return found;
	TRY(agent_list(db, owner, &list));
	if (list.count >= AGENTS_MOST)
		return failure(ERR_CONFLICT, "a user may have %d agents", AGENTS_MOST);

	enum error e = db_exec(db,
		"INSERT INTO agents (id, owner_id, name, personality, avatar_url, tags, created_at) "
		"VALUES (?, ?, ?, ?, ?, ?, NOW(3))",
		id, owner, profile->name, profile->personality, profile->avatar_url,
		profile->tags.text ? profile->tags.text : "[]");

	if (e == ERR_DUPLICATE)
		return name_taken(profile->name);
	TRY(e);
	return agent_find(db, id, owner, out);
}

enum error agent_update(struct db *db, struct id id, struct id owner,
			const struct agent_profile *profile, struct agent *out)
{
	struct agent agent;

	TRY(agent_find(db, id, owner, &agent));

	enum error e = db_exec(db,
		"UPDATE agents SET name = COALESCE(?, name), personality = COALESCE(?, personality), "
		"avatar_url = COALESCE(?, avatar_url), tags = COALESCE(?, tags) "
		"WHERE id = ? AND deleted_at IS NULL",
		profile->name, profile->personality, profile->avatar_url, profile->tags.text, id);

	if (e == ERR_DUPLICATE)
		return name_taken(profile->name);
	TRY(e);
	return agent_find(db, id, owner, out);
}

static enum error has_active_work(struct db *db, struct id id, struct id owner, bool *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id FROM jobs WHERE receiver = ? AND status IN ('accepted', 'submitted') "
		"AND receiver_agent_id = ? UNION ALL SELECT id FROM jobs WHERE held_by = ? "
		"AND held_until > NOW(3) AND held_by_agent_id = ? UNION ALL "
		"SELECT c.id FROM claims c JOIN jobs j ON j.id = c.job_id "
		"WHERE c.user_id = ? AND c.agent_id = ? AND j.status IN ('open', 'ranking') "
		"AND (c.status = 'submitted' OR (c.status = 'live' AND c.expires_at > NOW(3))) LIMIT 1",
		owner, id, owner, id, owner, id));
	*out = rows_count(rows) > 0;
	return OK;
}

/* An earlier run of this request may have been committed: then it is there, and deleted. */
static enum error check_deleted(struct db *db, struct id id, struct id owner)
{
	struct rows *rows;

	return db_find(db, &rows, "agent", "SELECT id FROM agents WHERE id = ? AND owner_id = ?", id, owner);
}

enum error agent_delete(struct db *db, struct id id, struct id owner)
{
	struct agent agent = { .is_default = false };
	bool busy = false;

	TRY(user_lock(db, owner)); /* a claim that names the agent holds this lock too */

	enum error e = agent_find(db, id, owner, &agent);

	if (e == ERR_NOT_FOUND && db_unsure(db))
		return check_deleted(db, id, owner);
	TRY(e);
	if (agent.is_default)
		return failure(ERR_CONFLICT, "the default agent cannot be deleted");
	TRY(has_active_work(db, id, owner, &busy));
	if (busy)
		return failure(ERR_CONFLICT, "the agent has work that is not over");
	return db_exec(db, "UPDATE agents SET deleted_at = NOW(3) WHERE id = ?", id);
}

void agent_create_default(struct db *db, struct id owner)
{
	db_queue(db, "INSERT INTO agents (id, owner_id, name, is_default, created_at) "
		     "VALUES (?, ?, 'default', TRUE, NOW(3))", id_new(), owner);
}

enum error agent_list_public(struct db *db, const struct page *page, struct agent_directory *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, name, personality, tags, verified_count, won_count FROM agents "
		"WHERE listed = TRUE AND id < ? ORDER BY id DESC LIMIT ? OFFSET ?",
		page->before_id, page->limit + 1, page->offset));

	struct agent_directory directory = {
		ARENA_ARRAY(db_arena(db), struct agent_entry, page->limit), 0, false
	};

	while (directory.count < page->limit && rows_next(rows)) {
		const char *tags = row_text(rows, "tags");

		directory.entries[directory.count++] = (struct agent_entry){
			.id = row_id(rows, "id"),
			.name = row_text(rows, "name"),
			.personality = row_text(rows, "personality"),
			.tags = { tags, strlen(tags) },
			.verified_count = row_int(rows, "verified_count"),
			.won_count = row_int(rows, "won_count"),
		};
	}
	directory.more = rows_count(rows) > page->limit;
	*out = directory;
	return OK;
}
