/* People who come in by others' word, or by a mail, under lost COMMITs: see operation.h. */
#include "people/identity.h"
#include "people/mail.h"
#include "people/secret.h"
#include "race/operation.h"
#include "race/rival.h"

static void an_issuers_subject(struct scene *scene)
{
	scene->path_id = id_new();
}

/* Whose subject is the id of a user that stands. */
static void a_subject_that_is_taken(struct scene *scene)
{
	scene->client = client_of(given_user());
	scene->path_id = scene->client.user;
}

struct entrance {
	const char *subject;
	struct id user;
};

static enum error enter(struct db *db, void *arg)
{
	struct entrance *entrance = arg;
	const struct vouched who = { .issuer = "https://issuer.example",
				     .subject = entrance->subject,
				     .name = "Ann",
				     .is_welcome = true,
				     .invite = "" };

	return identity_enter(db, &who, &entrance->user);
}

static enum error come_in(struct scene *scene)
{
	struct entrance entrance = { .subject = scene->path_id.text };

	TRY(db_transact(world_db(), DB_TRANSACTION, enter, &entrance));
	return id_equal(entrance.user, scene->path_id) ? OK : ERR_BROKEN;
}

static enum error come_in_as_another(struct scene *scene)
{
	struct entrance entrance = { .subject = scene->path_id.text };

	TRY(db_transact(world_db(), DB_TRANSACTION, enter, &entrance));
	scene->job = entrance.user; /* @job */
	return id_equal(entrance.user, scene->path_id) ? ERR_BROKEN : OK;
}

/* A mail whose secret is at hand. */
static char secret[SECRET_TEXT];

static void a_mail(struct scene *scene, const char *kind)
{
	scene->client = client_of(given_user());
	secret_draw(SECRET_MAIL, secret);
	sql("UPDATE users SET email = '%s@people.example' WHERE id = '%s'", scene->client.user.text,
	    scene->client.user.text);
	sql("INSERT INTO mail_tokens (token_hash, user_id, kind, address, created_at, expires_at) "
	    "VALUES (UNHEX(SHA2('%s', 256)), '%s', '%s', '%s@people.example', NOW(3), "
	    "NOW(3) + INTERVAL 1 HOUR)", secret, scene->client.user.text, kind,
	    scene->client.user.text);
}

static void a_mail_to_confirm(struct scene *scene)
{
	a_mail(scene, "confirm");
}

static void a_mail_for_a_password(struct scene *scene)
{
	a_mail(scene, "reset");
}

static enum error confirm_in(struct db *db, void *request)
{
	return mail_confirm(db, secret, *(const struct id *)request);
}

static enum error confirm(struct scene *scene)
{
	struct id request = id_new();

	(void)scene;
	return db_transact(world_db(), DB_TRANSACTION, confirm_in, &request);
}

static enum error reset_in(struct db *db, void *request)
{
	return mail_reset(db, secret, "a hash", *(const struct id *)request);
}

static enum error reset(struct scene *scene)
{
	struct id request = id_new();

	(void)scene;
	return db_transact(world_db(), DB_TRANSACTION, reset_in, &request);
}

#define USED "SELECT COUNT(*) FROM mail_tokens WHERE user_id = @user AND used_at IS NOT NULL"
#define CONFIRMED "SELECT email_confirmed_at IS NOT NULL FROM users WHERE id = @user"

/* clang-format off */
OPERATION(whom_an_issuer_names_is_one_user,
	.arrange = an_issuers_subject, .act = come_in,
	.effects = { { "SELECT COUNT(*) FROM users WHERE id = @path", 1 },
		     { "SELECT COUNT(*) FROM accounts WHERE id = @path", 1 },
		     { "SELECT COUNT(*) FROM agents WHERE owner_id = @path AND is_default", 1 },
		     { "SELECT COUNT(*) FROM identities WHERE user_id = @path", 1 } })

OPERATION(who_is_named_as_a_user_that_stands_is_another_one,
	.arrange = a_subject_that_is_taken, .act = come_in_as_another,
	.effects = { { "SELECT COUNT(*) FROM identities WHERE user_id = @path", 0 },
		     { "SELECT COUNT(*) FROM identities WHERE subject = @path", 1 },
		     { "SELECT COUNT(*) FROM identities i JOIN accounts a ON a.id = i.user_id WHERE i.subject = @path", 1 } })

OPERATION(an_address_is_confirmed_once,
	.arrange = a_mail_to_confirm, .act = confirm,
	.effects = { { USED, 1 }, { CONFIRMED, 1 } })

OPERATION(a_password_is_set_anew_once,
	.arrange = a_mail_for_a_password, .act = reset,
	.effects = { { USED, 1 }, { CONFIRMED, 1 },
		     { "SELECT COUNT(*) FROM users WHERE id = @user AND password_hash = 'a hash'", 1 },
		     { "SELECT COUNT(*) FROM api_keys WHERE user_id = @user AND revoked_at IS NULL", 0 } })
/* clang-format on */

SUITE("lost_commit_people", open_behind_proxy, close_behind_proxy,
      BOTH(whom_an_issuer_names_is_one_user),
      BOTH(who_is_named_as_a_user_that_stands_is_another_one), BOTH(an_address_is_confirmed_once),
      BOTH(a_password_is_set_anew_once))
