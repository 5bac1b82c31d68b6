/*
 * Lease, send, record. Who dies in between sends another one when the lease is over: a mail
 * that comes twice harms nobody, and each opens what it promises.
 */
#include "cron/postman.h"

#include "base/config.h"
#include "base/log.h"
#include "people/mail.h"
#include "people/secret.h"
#include "web/letter.h"

struct errand {
	struct mail mail;
	bool found;
	char secret[SECRET_TEXT];
	enum error outcome;
	const char *why;
};

static const struct form {
	const char *subject, *page, *before, *act, *after;
} forms[] = {
	[MAIL_CONFIRM] = { "Confirm your address", "confirm",
			   "Somebody, probably you, gave this address for an account at",
			   "To confirm it, open", "If it was not you, leave this mail alone." },
	[MAIL_RESET] = { "Set a new password", "reset",
			 "Somebody, probably you, forgot the password of your account at",
			 "To set a new one within an hour, open",
			 "If it was not you, leave this mail alone: nothing changes." },
};

static enum error lease(struct db *db, void *arg)
{
	struct errand *errand = arg;

	return mail_lease(db, id_new(), errand->secret, &errand->mail, &errand->found);
}

static enum error record(struct db *db, void *arg)
{
	struct errand *errand = arg;

	if (errand->outcome == OK)
		return mail_sent(db, &errand->mail);
	if (errand->outcome == ERR_INVALID)
		return mail_refused(db, &errand->mail, errand->why);
	return mail_failed(db, &errand->mail, errand->why);
}

/* The two texts differ in what they begin with, and in what comes after the link. */
static const char *text_of(struct arena *arena, const struct errand *errand)
{
	const struct form *form = &forms[errand->mail.kind];
	const char *site = settings()->public_url;

	return arena_printf(arena, "%s\n%s\n\n%s\n%s/%s?code=%s\n\n%s\n", form->before, site,
			    form->act, site, form->page, errand->secret, form->after);
}

static enum error send(struct arena *arena, const struct errand *errand)
{
	return letter_send(arena,
			   &(const struct letter){ .id = errand->mail.id.text,
						   .to = errand->mail.address,
						   .subject = forms[errand->mail.kind].subject,
						   .text = text_of(arena, errand) });
}

static enum error one(struct db *db, struct errand *errand)
{
	struct arena *arena = db_arena(db);

	secret_draw(SECRET_MAIL, errand->secret);
	TRY(db_transact(db, DB_TRANSACTION, lease, errand));
	if (!errand->found)
		return OK;
	errand->outcome = send(arena, errand);
	if (errand->outcome)
		errand->why = arena_printf(arena, "%s", failure_note()->text);

	enum error e = db_transact(db, DB_TRANSACTION, record, errand);

	log_info("mail.handed_in", "mail", errand->mail.id, "user", errand->mail.user, "attempt",
		 errand->mail.attempts, "why_not", errand->why);
	return e;
}

enum error postman_run(struct db *db, int64_t ms, const volatile sig_atomic_t *stopping)
{
	struct arena_mark mark = arena_mark(db_arena(db));
	int64_t until = monotonic_ms() + ms;
	bool found = *settings()->mail_url;

	while (found && monotonic_ms() < until && !*stopping) {
		struct errand errand = { .found = false };

		TRY(one(db, &errand));
		found = errand.found;
		arena_rewind(db_arena(db), mark);
	}
	return OK;
}
