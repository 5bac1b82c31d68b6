#include "people/signup.h"

#include <string.h>

#include "base/config.h"
#include "people/agent.h"
#include "people/invite.h"
#include "queue/quota.h"

enum { HOUR = 3600 };

static enum error insert(struct db *db, const struct newcomer *who)
{
	return db_exec(db,
		"INSERT INTO users (id, name, email, password_hash, created_at) "
		"VALUES (?, ?, ?, ?, NOW(3))", who->user, who->name, who->email, who->password_hash);
}

/* An id is drawn once: if it stands, an earlier run was committed. Else the address does. */
static enum error check_duplicate(struct db *db, struct id user)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id FROM users WHERE id = ?", user));
	return rows_count(rows) > 0 ? OK
				    : failure(ERR_CONFLICT, "this address has an account already");
}

enum error signup_insert(struct db *db, const struct newcomer *who)
{
	TRY(insert(db, who));
	db_queue(db, "INSERT INTO accounts (id, name, user_id, balance_cents, last_seq, created_at) "
		     "VALUES (?, 'user', ?, 0, 0, NOW(3))", who->user, who->user);
	agent_create_default(db, who->user);
	return OK;
}

enum error signup_create(struct db *db, const struct newcomer *who)
{
	enum error e = signup_insert(db, who);

	return e == ERR_DUPLICATE ? check_duplicate(db, who->user) : e;
}

static struct quota quota_of(struct digest address)
{
	return (struct quota){ "signup", address, settings()->signup_per_hour, HOUR, false };
}

static enum error check_open(void)
{
	if (strcmp(settings()->signup, "closed") == 0)
		return failure(ERR_SIGNUP_CLOSED,
			       "nobody signs up here by themselves: ask the operator for a key");
	return OK;
}

static enum error count(struct db *db, struct digest address)
{
	const struct quota quota = quota_of(address);

	TRY(check_open());
	return quota_take(db, &quota);
}

enum error signup_look(struct db *db, struct digest address)
{
	const struct quota quota = quota_of(address);

	TRY(check_open());
	return quota_look(db, &quota);
}

static enum error check_invite(struct db *db, const char *invite, struct id user)
{
	if (strcmp(settings()->signup, "invite") != 0)
		return OK;
	if (!*invite)
		return failure_in("invite", "an invitation is needed to sign up here");
	return invite_use(db, invite, user);
}

enum error signup_open(struct db *db, struct digest address, const char *invite, struct id user)
{
	TRY(count(db, address));
	return check_invite(db, invite, user);
}

/* Who tries out addresses, to learn which of them have accounts, uses up the hour, but no invitation. */
static enum error create_or_undo(struct db *db, const struct signup *signup)
{
	db_queue(db, "SAVEPOINT counted");
	TRY(check_invite(db, signup->invite, signup->who.user));

	enum error e = signup_create(db, &signup->who);

	if (e == ERR_CONFLICT)
		db_queue(db, "ROLLBACK TO SAVEPOINT counted");
	return e;
}

enum error signup_take(struct db *db, const struct signup *signup, struct key *out)
{
	TRY(count(db, signup->address));
	TRY(create_or_undo(db, signup));
	return key_create(db, &signup->key, out);
}
