#include "people/signup.h"

#include "people/agent.h"

enum error signup_create(struct db *db, struct id id, const char *name)
{
	enum error e = db_exec(db, "INSERT INTO users (id, name, created_at) VALUES (?, ?, NOW(3))",
			       id, name);

	if (e == ERR_DUPLICATE)
		return OK; /* an id is drawn once: an earlier run was committed */
	TRY(e);
	db_queue(db, "INSERT INTO accounts (id, name, user_id, balance_cents, last_seq, created_at) "
		     "VALUES (?, 'user', ?, 0, 0, NOW(3))", id, id);
	agent_create_default(db, id);
	return OK;
}
