#include "people/issuer.h"

enum error issuer_find(struct db *db, const char *url, struct issuer *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "issuer",
		"SELECT url, authorization_url, token_url, wants_post FROM issuers "
		"WHERE url = ? AND fetched_at IS NOT NULL", url));
	*out = (struct issuer){
		.url = row_text(rows, "url"),
		.authorization_url = row_text(rows, "authorization_url"),
		.token_url = row_text(rows, "token_url"),
		.wants_post = row_bool(rows, "wants_post"),
	};
	return OK;
}

enum error issuer_begin(struct db *db, const char *url, bool *due)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT tried_at IS NULL OR tried_at < NOW(3) - INTERVAL "
		"IF(fetch_error IS NOT NULL OR wanted_at IS NOT NULL, ?, ?) SECOND AS due "
		"FROM issuers WHERE url = ?", (int)ISSUER_AGAIN_SECONDS, (int)ISSUER_FRESH_SECONDS, url));
	*due = !rows_next(rows) || row_bool(rows, "due");
	if (*due)
		db_queue(db, "INSERT INTO issuers (url, tried_at) VALUES (?, NOW(3)) "
			     "ON DUPLICATE KEY UPDATE tried_at = NOW(3), wanted_at = NULL", url);
	return OK;
}

enum error issuer_keep(struct db *db, const struct issuer *issuer, const struct jws_key *keys,
		       int count)
{
	db_queue(db, "UPDATE issuers SET authorization_url = ?, token_url = ?, wants_post = ?, "
		     "fetched_at = NOW(3), fetch_error = NULL WHERE url = ?",
		 issuer->authorization_url, issuer->token_url, issuer->wants_post, issuer->url);
	db_queue(db, "DELETE FROM issuer_keys WHERE issuer_url = ?", issuer->url);
	for (int i = 0; i < count; i++)
		db_queue(db, "INSERT IGNORE INTO issuer_keys (issuer_url, kid, alg, first_part, second_part) "
			     "VALUES (?, ?, ?, ?, ?)",
			 issuer->url, keys[i].id, jws_algorithm_name(keys[i].algorithm), keys[i].first,
			 keys[i].second);
	return OK;
}

enum error issuer_failed(struct db *db, const char *url, const char *why)
{
	return db_exec(db, "UPDATE issuers SET fetch_error = LEFT(?, 200) WHERE url = ?", why, url);
}

enum error issuer_want(struct db *db, const char *url)
{
	return db_exec(db, "UPDATE issuers SET wanted_at = NOW(3) WHERE url = ? AND wanted_at IS NULL",
		       url);
}
