/*
 * Who loses a password, a key or a mailbox to somebody has it set anew, and all that was opened by it ends.
 * What the other one asks for at that very moment, and is let in for by what was good a moment ago, must not stay.
 */
#include "base/password.h"
#include "people/mail.h"
#include "people/session.h"
#include "race/client.h"
#include "race/rival.h"
#include "support/suite.h"

#define EMAIL "ann@people.example"
#define OLD "the old password"

/* Of the user whom both are after; shared with the rivals, who are forks. */
static struct client client;
static char mail[SECRET_TEXT], session[SECRET_TEXT];

static enum error open_session(struct db *db, void *arg)
{
	(void)arg;
	return session_open(db,
			    &(struct session){
				    .id = id_new(), .user = client.user, .opened_by = "password" },
			    session);
}

static void arrange(void)
{
	client = client_of(given_user());
	secret_draw(SECRET_MAIL, mail);
	secret_draw(SECRET_SESSION, session);
	sql("UPDATE users SET email = NULL WHERE email = '" EMAIL "'");
	sql("UPDATE users SET email = '" EMAIL "', password_hash = '%s' WHERE id = '%s'",
	    password_hash(world_arena(), OLD), client.user.text);
	sql("INSERT INTO mail_tokens (token_hash, user_id, kind, address, created_at, expires_at) "
	    "VALUES (UNHEX(SHA2('%s', 256)), '%s', 'reset', '" EMAIL "', NOW(3), "
	    "NOW(3) + INTERVAL 1 HOUR)", mail, client.user.text);
	ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, open_session, NULL), OK);
}

static enum error reset_in(struct db *db, void *arg)
{
	(void)arg;
	return mail_reset(db, mail, "a hash", id_new());
}

static enum error reset(void *arg)
{
	(void)arg;
	return db_transact(world_db(), DB_TRANSACTION, reset_in, NULL);
}

/* What the other one asks for. */
struct attempt {
	const char *path, *body; /* NULL: the key */
	bool by_session;
};

static enum error attempt(void *arg)
{
	const struct attempt *wanted = arg;
	const char *key = arena_printf(world_arena(), "{\"key\":\"%s\"}", client.key);

	client.session = wanted->by_session ? session : NULL;
	return client_ask(&client, POST, wanted->path, wanted->body ? wanted->body : key).status ==
			       401
		       ? OK
		       : ERR_CONFLICT;
}

/* Both wait for the user, first the owner and then the other one, who has been let in by then. */
static void try_while_the_owner_shuts_out(struct attempt wanted)
{
	arrange();
	row_hold("users", client.user);

	struct rival owner = rival_start(reset, NULL);

	await_waiting(1);

	struct rival other = rival_start(attempt, &wanted);

	await_waiting(2);
	row_let_go();
	ck_assert_int_eq(rival_end(owner), OK);
	ck_assert_msg(rival_end(other) == OK, "%s was answered", wanted.path);
}

static void nothing_is_left(void)
{
	static const char *const rows[] = { "sessions WHERE",
					    "api_keys WHERE revoked_at IS NULL AND",
					    "oauth_grants WHERE ended_at IS NULL AND",
					    "webhooks WHERE status = 'enabled' AND" };

	for (int i = 0; i < COUNT(rows); i++)
		ck_assert_msg(look_number(arena_printf(world_arena(),
						       "SELECT COUNT(*) FROM %s user_id = '%s'",
						       rows[i], client.user.text)) == 0,
			"%s", rows[i]);
}

START_TEST(the_old_password_opens_nothing_any_more)
{
	try_while_the_owner_shuts_out((struct attempt){
		"/api/session", "{\"email\":\"" EMAIL "\",\"password\":\"" OLD "\"}", false });
	nothing_is_left();
}
END_TEST

START_TEST(a_key_opens_no_session)
{
	try_while_the_owner_shuts_out((struct attempt){ "/api/session", NULL, false });
	nothing_is_left();
}
END_TEST

START_TEST(neither_key_nor_session_makes_what_outlives_it)
{
	static const struct attempt list[] = {
		{ "/api/keys", "{\"name\":\"another\"}", false },
		{ "/api/keys", "{\"name\":\"another\"}", true },
		{ "/api/webhooks", "{\"url\":\"https://hooks.example/\"}", false },
		{ "/oauth/authorize",
		  "client_id=clorp-cli&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&response_type=code"
		  "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
		  "&code_challenge_method=S256&scope=wallet&answer=allow",
		  true },
	};

	for (int i = 0; i < COUNT(list); i++) {
		try_while_the_owner_shuts_out(list[i]);
		nothing_is_left();
	}
}
END_TEST

SUITE("shut_out_race", world_open, world_close, the_old_password_opens_nothing_any_more,
      a_key_opens_no_session, neither_key_nor_session_makes_what_outlives_it)
