#include "people/mail.h"

#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "people/closing.h"
#include "people/login.h"
#include "people/secret.h"
#include "people/user.h"

enum { BACKOFF_FIRST_SECONDS = 10, KEPT_DAYS = 30 };

static const struct {
	const char *name;
	int seconds;
} kinds[] = {
	[MAIL_CONFIRM] = { "confirm", CONFIRM_SECONDS },
	[MAIL_RESET] = { "reset", RESET_SECONDS },
};

static enum mail_kind kind_named(const char *name)
{
	for (int i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return (enum mail_kind)i;
	abort();
}

#define ASK \
	"INSERT IGNORE INTO mails (id, user_id, kind, address, next_attempt_at, created_at) " \
	"SELECT ?, id, ?, email, NOW(3), NOW(3) FROM users WHERE "

void mail_ask_confirm(struct db *db, struct id mail, struct id user)
{
	if (*settings()->mail_url)
		db_queue(db, ASK "id = ? AND email IS NOT NULL AND email_confirmed_at IS NULL "
			 "AND (SELECT COUNT(*) FROM mails m WHERE m.user_id = users.id AND m.kind = 'confirm' "
			 "AND m.created_at > NOW(3) - INTERVAL 1 HOUR) < ?",
			 mail, kinds[MAIL_CONFIRM].name, user, (int)CONFIRM_MAILS_AN_HOUR);
}

enum error mail_check_unconfirmed(struct db *db, struct id user)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id FROM users WHERE id = ? AND email IS NOT NULL "
				"AND email_confirmed_at IS NULL", user));
	return rows_count(rows) > 0
		       ? OK
		       : failure(ERR_CONFLICT, "you have no address that waits to be confirmed");
}

void mail_ask_reset(struct db *db, struct id mail, const char *address)
{
	if (*settings()->mail_url)
		db_queue(db, ASK "email = ?", mail, kinds[MAIL_RESET].name, address);
}

/* ------------------------------------------------------------ sending */

static void keep_secret(struct db *db, const struct mail *mail, const char *secret)
{
	db_queue(db, "INSERT INTO mail_tokens (token_hash, user_id, kind, address, created_at, expires_at) "
		     "VALUES (?, ?, ?, ?, NOW(3), NOW(3) + INTERVAL ? SECOND)",
		 secret_hash(secret), mail->user, kinds[mail->kind].name, mail->address,
		 kinds[mail->kind].seconds);
}

enum error mail_lease(struct db *db, struct id token, const char *secret, struct mail *out,
		      bool *found)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id, user_id, kind, address, attempts FROM mails "
				"WHERE next_attempt_at <= NOW(3) ORDER BY next_attempt_at LIMIT 1 "
				"FOR UPDATE SKIP LOCKED"));
	*found = rows_next(rows);
	if (!*found)
		return OK;
	*out = (struct mail){
		.id = row_id(rows, "id"),
		.user = row_id(rows, "user_id"),
		.kind = kind_named(row_text(rows, "kind")),
		.address = row_text(rows, "address"),
		.attempts = row_int(rows, "attempts") + 1,
		.token = token,
	};
	db_queue(db, "UPDATE mails SET lease_token = ?, attempts = attempts + 1, "
		     "next_attempt_at = NOW(3) + INTERVAL ? SECOND WHERE id = ?",
		 token, MAIL_LEASE_MS / 1000, out->id);
	keep_secret(db, out, secret);
	return OK;
}

static enum error end(struct db *db, const struct mail *mail, const char *status, const char *why)
{
	return db_exec(db, "UPDATE mails SET status = ?, next_attempt_at = NULL, lease_token = NULL, "
			   "last_error = LEFT(?, 200) WHERE id = ? AND lease_token = ?",
		       status, why, mail->id, mail->token);
}

enum error mail_sent(struct db *db, const struct mail *mail)
{
	return end(db, mail, "sent", NULL);
}

enum error mail_refused(struct db *db, const struct mail *mail, const char *why)
{
	return end(db, mail, "given_up", why);
}

enum error mail_failed(struct db *db, const struct mail *mail, const char *why)
{
	if (mail->attempts >= MAIL_ATTEMPTS)
		return mail_refused(db, mail, why);
	return db_exec(db, "UPDATE mails SET next_attempt_at = NOW(3) + INTERVAL ? SECOND, "
			   "lease_token = NULL, last_error = LEFT(?, 200) "
			   "WHERE id = ? AND lease_token = ?",
		       (int64_t)BACKOFF_FIRST_SECONDS << (mail->attempts - 1), why, mail->id,
		       mail->token);
}

enum error mail_wait(struct db *db, int64_t most, int64_t *ms)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT (SELECT MIN(next_attempt_at) FROM mails) AS due_at, "
				"SYSDATE(3) AS now"));
	return rows_wait(rows, most, ms);
}

/* ------------------------------------------------------------ coming back */

/* What the secret stands for, as it is under the user's lock. */
struct proof {
	struct id user;
	bool is_done; /* by an earlier run of this request */
};

static enum error unknown(void)
{
	return failure(ERR_INVALID, "this link is unknown, used or out of date: ask for a new one");
}

static enum error find_owner(struct db *db, enum mail_kind kind, const char *secret, struct id *user)
{
	struct rows *rows;

	if (!secret_is(SECRET_MAIL, secret))
		return unknown();
	TRY(db_query(db, &rows, "SELECT user_id FROM mail_tokens WHERE token_hash = ? AND kind = ?",
		     secret_hash(secret), kinds[kind].name));
	if (!rows_next(rows))
		return unknown();
	*user = row_id(rows, "user_id");
	return OK;
}

/* Spent under the user's lock, all of the kind at once: so no two of them open anything twice. */
static void spend(struct db *db, struct id user, enum mail_kind kind, struct id request)
{
	db_queue(db, "UPDATE mail_tokens SET used_at = NOW(3), used_by = ? "
		     "WHERE user_id = ? AND kind = ? AND used_at IS NULL",
		 request, user, kinds[kind].name);
}

static enum error take(struct db *db, enum mail_kind kind, const char *secret, struct id request,
		       struct proof *out)
{
	struct id user;
	struct rows *rows;

	TRY(find_owner(db, kind, secret, &user));
	TRY(user_lock(db, user));
	TRY(db_query(db, &rows,
		"SELECT t.used_by, t.used_at IS NULL AND t.expires_at > NOW(3) AS is_good "
		"FROM mail_tokens t "
		"JOIN users u ON u.id = t.user_id AND u.email = t.address WHERE t.token_hash = ?",
		secret_hash(secret)));
	if (!rows_next(rows))
		return unknown();
	*out = (struct proof){ user, id_equal(row_id(rows, "used_by"), request) };
	if (!row_bool(rows, "is_good") && !out->is_done)
		return unknown();
	spend(db, user, kind, request);
	return OK;
}

static void confirm(struct db *db, struct id user)
{
	db_queue(db, "UPDATE users SET email_confirmed_at = COALESCE(email_confirmed_at, NOW(3)) "
		     "WHERE id = ?", user);
}

enum error mail_confirm(struct db *db, const char *secret, struct id request)
{
	struct proof proof;

	TRY(take(db, MAIL_CONFIRM, secret, request, &proof));
	confirm(db, proof.user);
	return OK;
}

enum error mail_look_reset(struct db *db, const char *secret)
{
	struct id user;

	return find_owner(db, MAIL_RESET, secret, &user);
}

enum error mail_reset(struct db *db, const char *secret, const char *password_hash,
		      struct id request)
{
	struct proof proof;

	TRY(take(db, MAIL_RESET, secret, request, &proof));
	if (proof.is_done)
		return OK;
	TRY(user_shut_out(db, proof.user, "the account's password was set anew by mail"));
	user_forget_bank(db, proof.user);
	confirm(db, proof.user);
	return login_set_password(db, proof.user, password_hash, NULL, ID_NONE);
}

enum error mail_sweep(struct db *db, int most)
{
	TRY(db_exec(db, "DELETE FROM mail_tokens WHERE expires_at < NOW(3) LIMIT ?", most));
	return db_exec(db, "DELETE FROM mails WHERE created_at < NOW(3) - INTERVAL ? DAY "
			   "AND status <> 'waiting' LIMIT ?", KEPT_DAYS, most);
}
