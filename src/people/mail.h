/*
 * Mails to people: one that proves that an address is theirs, one by which who forgot
 * the password sets a new one. Put down here in the transaction that wants them, and sent
 * by clorp-cron; the secret in them is drawn when they are sent, and kept as a hash.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum mail_kind { MAIL_CONFIRM, MAIL_RESET };

enum {
	MAIL_LEASE_MS = 60 * 1000,
	MAIL_ATTEMPTS = 8,	     /* within an hour; then it is given up */
	RESET_SECONDS = 3600,	     /* how long a mail opens the way to a new password */
	CONFIRM_SECONDS = 7 * 86400, /* and proves an address */
	CONFIRM_MAILS_AN_HOUR = 3,   /* to one user, however often an address is given */
};

struct mail {
	struct id id, user;
	enum mail_kind kind;
	const char *address;
	int64_t attempts;
	struct id token; /* of the lease */
};

/*
 * Queue one of that id. To the user's address if it is not confirmed; to the account of that
 * address, if there is one. Else nothing, and nobody can tell. Nothing either where no mail is sent
 * (settings' mail.url).
 */
void mail_ask_confirm(struct db *, struct id mail, struct id user);

/* May one be asked for? CONFLICT if the user has no address, or a confirmed one. */
enum error mail_check_unconfirmed(struct db *, struct id user) MUST_USE;

void mail_ask_reset(struct db *, struct id mail, const char *address);

/*
 * Lease the next one that is due, and keep that secret (SECRET_MAIL) for it; *found is false
 * if none is. Needs a transaction.
 */
enum error mail_lease(struct db *, struct id token, const char *secret, struct mail *out,
		      bool *found) MUST_USE;

/*
 * What became of it, if the lease is still one's own: sent, refused for good, or to be tried
 * later, by attempts. Locks its row. Needs a transaction.
 */
enum error mail_sent(struct db *, const struct mail *) MUST_USE;
enum error mail_refused(struct db *, const struct mail *, const char *why) MUST_USE;
enum error mail_failed(struct db *, const struct mail *, const char *why) MUST_USE;

/* Milliseconds until one is due, at most `most`. */
enum error mail_wait(struct db *, int64_t most, int64_t *ms) MUST_USE;

/*
 * The secret came back: the address is its user's. Once; again by the same request changes nothing. INVALID
 * if it is unknown, over, used, or of an address that is the user's no more. Locks the user. Needs a transaction.
 */
enum error mail_confirm(struct db *, const char *secret, struct id request) MUST_USE;

/* INVALID if it is no secret of a mail for a new password: before one is hashed for nothing. Locks nothing. */
enum error mail_look_reset(struct db *, const char *secret) MUST_USE;

/*
 * The same for a new password, which confirms the address as well. Somebody else may have given the address,
 * and have had it confirmed by who only saw a mail: so sessions, keys, grants, identities and webhooks end, and
 * bank account and card are forgotten.
 */
enum error mail_reset(struct db *, const char *secret, const char *password_hash,
		      struct id request) MUST_USE;

/* Remove tokens that are over and mails of a month ago, at most so many of each. */
enum error mail_sweep(struct db *, int most) MUST_USE;
