#include "people/identity.h"

#include <string.h>

#include "people/name.h"
#include "people/signup.h"

enum error identity_look(struct db *db, const char *issuer, const char *key_id, const char *subject,
			 struct sight *out)
{
	struct rows *keys, *people;
	struct sight sight = { .key = { .algorithm = JWS_UNKNOWN }, .user = ID_NONE };

	db_queue_query(db, &keys, "SELECT alg, first_part, second_part FROM issuer_keys "
				  "WHERE issuer_url = ? AND kid = ?", issuer, key_id);
	TRY(db_query(db, &people, "SELECT user_id FROM identities WHERE issuer_url = ? AND subject = ?",
		     issuer, subject));
	if (rows_next(keys))
		sight.key = (struct jws_key){ jws_algorithm_named(row_text(keys, "alg")), key_id,
					      row_text(keys, "first_part"),
					      row_text(keys, "second_part") };
	if (rows_next(people))
		sight.user = row_id(people, "user_id");
	*out = sight;
	return OK;
}

static enum error find(struct db *db, const struct vouched *who, struct id *user)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT user_id FROM identities WHERE issuer_url = ? AND subject = ?",
		     who->issuer, who->subject));
	*user = rows_next(rows) ? row_id(rows, "user_id") : ID_NONE;
	return OK;
}

/* The id of a user that stands was not given by this issuer: nobody becomes that user by naming it. */
static enum error choose_id(struct db *db, const char *subject, struct id *out)
{
	struct rows *rows;
	struct id id;

	*out = id_new();
	if (!id_read(subject, &id) || id_is_none(id))
		return OK;
	TRY(db_query(db, &rows, "SELECT id FROM users WHERE id = ?", id));
	if (rows_count(rows) == 0)
		*out = id;
	return OK;
}

/* Two at once, or an issuer that names what another one just did: the second looks again. */
static enum error unless_raced(enum error e)
{
	return e == ERR_DUPLICATE ? failure(ERR_CONTENDED, "somebody else came in at once") : e;
}

enum error identity_enter(struct db *db, const struct vouched *who, struct id *user)
{
	struct newcomer newcomer = { .name = name_of_stranger(db_arena(db), who->name) };

	TRY(find(db, who, user));
	if (!id_is_none(*user))
		return OK;
	TRY(choose_id(db, who->subject, &newcomer.user));
	if (!who->is_welcome)
		TRY(signup_open(db, who->address, who->invite, newcomer.user));
	TRY(unless_raced(signup_insert(db, &newcomer)));
	TRY(unless_raced(db_exec(db,
		"INSERT INTO identities (issuer_url, subject, user_id, created_at) VALUES (?, ?, ?, NOW(3))",
		who->issuer, who->subject, newcomer.user)));
	*user = newcomer.user;
	return OK;
}

void identity_forget(struct db *db, struct id user)
{
	db_queue(db, "DELETE FROM identities WHERE user_id = ?", user);
}
