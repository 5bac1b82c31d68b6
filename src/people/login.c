#include "people/login.h"

#include <ctype.h>
#include <string.h>

#include "base/config.h"
#include "base/password.h"
#include "people/session.h"
#include "people/user.h"
#include "queue/quota.h"

enum { WRONG_MOST = 5, WRONG_SECONDS = 15 * 60, EMAIL_MOST = 254 };

/* One count for each pair of account and address, whether or not there is such an account. */
static struct quota quota_of(const struct login *login)
{
	struct digest subject = digest_keyed(login->email, login->address.bytes,
					     sizeof(login->address.bytes));

	return (struct quota){ "login", subject, WRONG_MOST, WRONG_SECONDS, false };
}

/*
 * All that an address tries, whatever account: or one that tries a password at each account in turn is never
 * stopped, and has a worker at nothing but hashing. Counted after that, for until COMMIT the others of it wait.
 */
static struct quota quota_from(const struct login *login)
{
	return (struct quota){ "login.from", login->address, settings()->login_per_address,
			       WRONG_SECONDS, true };
}

/* It was looked at without a lock, and that took its time: another password may have been set meanwhile. */
static enum error check_unchanged(struct db *db, const char *password_hash, struct id *user)
{
	struct rows *rows;

	TRY(user_lock(db, *user));
	TRY(db_query(db, &rows, "SELECT id FROM users WHERE id = ? AND password_hash = ?", *user,
		     password_hash));
	if (rows_count(rows) == 0)
		*user = ID_NONE;
	return OK;
}

enum error login_check(struct db *db, const struct login *login, struct id *user)
{
	const struct quota quota = quota_of(login), from = quota_from(login);
	struct rows *rows;

	TRY(quota_look(db, &from));
	TRY(quota_take(db, &quota));
	TRY(db_query(db, &rows, "SELECT id, password_hash FROM users WHERE email = ?", login->email));

	bool known = rows_next(rows);
	const char *hash = known ? row_text(rows, "password_hash") : NULL;

	*user = known ? row_id(rows, "id") : ID_NONE;
	if (!password_matches(hash, login->password))
		*user = ID_NONE;
	TRY(quota_take(db, &from));
	if (!id_is_none(*user))
		TRY(check_unchanged(db, hash, user));
	if (!id_is_none(*user))
		quota_clear(db, &quota);
	return OK;
}

enum error login_confirm(struct db *db, struct id user, const char *password, bool *right)
{
	const struct quota quota = { "password", digest_of(user.text, strlen(user.text)),
				     WRONG_MOST, WRONG_SECONDS, false };
	struct rows *rows;

	TRY(quota_take(db, &quota));
	TRY(db_find(db, &rows, "user", "SELECT password_hash FROM users WHERE id = ?", user));

	const char *hash = row_text(rows, "password_hash");

	*right = hash ? password && password_matches(hash, password) : !password;
	if (*right)
		quota_clear(db, &quota);
	return OK;
}

static enum error set_email(struct db *db, struct id user, const char *email)
{
	struct rows *rows;

	if (email) {
		enum error e = db_exec(db, "UPDATE users SET email = COALESCE(email, ?) WHERE id = ?",
				       email, user);

		if (e == ERR_DUPLICATE)
			return failure(ERR_CONFLICT, "this address has an account already");
		TRY(e);
	}
	TRY(db_query(db, &rows, "SELECT email FROM users WHERE id = ?", user));
	if (rows_next(rows) && row_text(rows, "email"))
		return OK;
	return failure_in("email", "a password needs an e-mail address to sign in with");
}

enum error login_set_password(struct db *db, struct id user, const char *password_hash,
			      const char *email, struct id kept_session)
{
	TRY(user_lock(db, user));
	TRY(set_email(db, user, email));
	db_queue(db, "UPDATE users SET password_hash = ? WHERE id = ?", password_hash, user);
	/* A mail that opens the way to another one is worth nothing now. */
	db_queue(db, "UPDATE mail_tokens SET used_at = NOW(3) "
		     "WHERE user_id = ? AND kind = 'reset' AND used_at IS NULL", user);
	session_end_others(db, user, kept_session);
	return OK;
}

enum error email_read(struct arena *arena, const char *field, const char *text, const char **out)
{
	size_t length = strlen(text);
	const char *at = strchr(text, '@');
	char *lower = arena_copy(arena, text, length);

	if (length > EMAIL_MOST || !at || at == text || !strchr(at, '.') || strchr(at + 1, '@'))
		return failure_in(field, "%s must be an e-mail address", field);
	for (char *c = lower; *c; c++) {
		if ((unsigned char)*c <= ' ' || *c == 127 || strchr("<>,;:\"\\()[]", *c))
			return failure_in(field, "%s must be an e-mail address", field);
		*c = (char)tolower((unsigned char)*c);
	}
	*out = lower;
	return OK;
}
