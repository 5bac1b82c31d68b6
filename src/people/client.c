#include "people/client.h"

#include <string.h>

#include "base/config.h"
#include "base/text.h"

enum { CLIENTS_MOST = 1000 };

/* The programs of this project: they come by the device grant, or on a loopback address. */
static const struct client built_in[] = {
	{ "clorp-cli", "clorp (command line)", "http://127.0.0.1/callback http://[::1]/callback",
	  false },
};

bool client_is_document(const char *id)
{
	const char *host = strstr(id, "://"), *path = host ? strchr(host + 3, '/') : NULL;
	bool https = strncmp(id, "https://", strlen("https://")) == 0;

	/* A path is needed, and nothing that would make two spellings of one document. */
	return path && !strpbrk(id, "#@ \\") && !strstr(path, "/.") &&
	       (https ||
		(settings()->outbound_private && strncmp(id, "http://", strlen("http://")) == 0));
}

static enum error unknown(void)
{
	return failure(ERR_UNKNOWN_CLIENT, "client_id is of no client that is known here");
}

static struct client from_row(const struct rows *row)
{
	return (struct client){
		.id = row_text(row, "id"),
		.name = row_text(row, "name"),
		.redirect_uris = row_text(row, "redirect_uris"),
		.is_waiting = row_bool(row, "is_waiting"),
	};
}

enum error client_find(struct db *db, const char *id, struct client *out)
{
	struct rows *rows;

	for (int i = 0; i < COUNT(built_in); i++) {
		if (strcmp(built_in[i].id, id) != 0)
			continue;
		*out = built_in[i];
		return OK;
	}
	if (!*id || strlen(id) > CLIENT_ID_MOST)
		return unknown();
	TRY(db_query(db, &rows,
		"SELECT id, name, redirect_uris, fetch_error, redirect_uris = '' AND fetch_error IS NULL "
		"AS is_waiting FROM oauth_clients WHERE id = ?", id));
	if (!rows_next(rows))
		return unknown();
	if (row_text(rows, "fetch_error"))
		return failure(ERR_UNKNOWN_CLIENT, "the client's metadata document is no good: %s",
			       row_text(rows, "fetch_error"));
	*out = from_row(rows);
	return OK;
}

/* Its row says that it is wanted: clorp-cron does the rest. A second asker learns how it stands. */
enum error client_want(struct db *db, const char *id, struct client *out)
{
	enum error e = db_exec(db, "INSERT INTO oauth_clients (id, name, redirect_uris, created_at) "
				   "VALUES (?, '', '', NOW(3))", id);

	if (e == ERR_DUPLICATE)
		return client_find(db, id, out);
	TRY(e);
	*out = (struct client){ .id = id, .name = id, .redirect_uris = "", .is_waiting = true };
	return OK;
}

/* How much of the address is scheme and loopback host; 0 if it is no loopback's. */
static size_t loopback(const char *uri)
{
	static const char *const hosts[] = { "http://127.0.0.1", "http://[::1]",
					     "http://localhost" };

	for (int i = 0; i < COUNT(hosts); i++) {
		size_t length = strlen(hosts[i]);

		if (strncmp(uri, hosts[i], length) == 0 && strchr(":/", uri[length]))
			return length;
	}
	return 0;
}

/* com.example.app:/back, by a name that is theirs; what a browser itself understands has no dot. */
static bool is_private(const char *uri)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789+-.";
	size_t scheme = strspn(uri, letters);

	return uri[scheme] == ':' && memchr(uri, '.', scheme);
}

enum error client_check_uri(const char *uri)
{
	static const char secure[] = "https://";
	bool is_web = strncmp(uri, secure, sizeof(secure) - 1) == 0 &&
		      !strchr("/?", uri[sizeof(secure) - 1]);

	for (const char *c = uri; *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("#\"\\<>", *c))
			return failure(ERR_INVALID, "a redirect URI holds what no address does");
	if (is_web || loopback(uri) || is_private(uri))
		return OK;
	return failure(ERR_INVALID, "a redirect URI is https, http on this machine, or of a scheme "
				    "named after a domain, as com.example.app:/back");
}

static const char *after_port(const char *uri)
{
	return *uri == ':' ? uri + 1 + strspn(uri + 1, "0123456789") : uri;
}

static bool same(const char *registered, const char *uri)
{
	size_t length = loopback(registered);

	if (strcmp(registered, uri) == 0)
		return true;
	return length && strncmp(registered, uri, length) == 0 && loopback(uri) == length &&
	       strcmp(after_port(registered + length), after_port(uri + length)) == 0;
}

bool client_may_redirect(struct arena *arena, const struct client *client, const char *uri)
{
	for (const char *at = client->redirect_uris; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");

		if (same(arena_copy(arena, at, length), uri))
			return true;
		at += length;
	}
	return false;
}

enum error client_save(struct db *db, const struct client *client)
{
	return db_exec(db,
		"INSERT INTO oauth_clients (id, name, redirect_uris, created_at) VALUES (?, ?, ?, NOW(3)) "
		"ON DUPLICATE KEY UPDATE name = VALUES(name), redirect_uris = VALUES(redirect_uris), "
		"fetch_error = NULL", client->id, client->name, client->redirect_uris);
}

enum error client_list(struct db *db, struct client_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, name, redirect_uris, redirect_uris = '' AS is_waiting FROM oauth_clients "
		"ORDER BY id LIMIT ?", CLIENTS_MOST));

	struct client_list list = { ARENA_ARRAY(db_arena(db), struct client, rows_count(rows)), 0 };

	while (rows_next(rows))
		list.clients[list.count++] = from_row(rows);
	*out = list;
	return OK;
}

enum error client_remove(struct db *db, const char *id)
{
	TRY(db_exec(db, "UPDATE oauth_grants SET ended_at = COALESCE(ended_at, NOW(3)) "
			"WHERE client_id = ?", id));
	TRY(db_exec(db, "DELETE FROM oauth_clients WHERE id = ?", id));
	return db_affected(db) > 0 ? OK : failure(ERR_NOT_FOUND, "there is no such client");
}

/* New ones at once; what was fetched, or failed, a day ago once more. */
enum error client_next_to_fetch(struct db *db, const char **id)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id FROM oauth_clients WHERE id LIKE 'http%://%' AND (fetched_at IS NULL AND "
		"redirect_uris = '' OR fetched_at < NOW(3) - INTERVAL 1 DAY) ORDER BY fetched_at LIMIT 1"));
	*id = rows_next(rows) ? row_text(rows, "id") : NULL;
	return OK;
}

enum error client_fetched(struct db *db, const char *id, const struct client *client,
			  const char *why_not)
{
	if (client)
		return db_exec(db, "UPDATE oauth_clients SET name = ?, redirect_uris = ?, "
				   "fetched_at = NOW(3), fetch_error = NULL WHERE id = ?",
			       client->name, client->redirect_uris, id);
	/* What was good stays good until it is fetched anew. */
	return db_exec(db, "UPDATE oauth_clients SET fetched_at = NOW(3), "
			   "fetch_error = IF(redirect_uris = '', LEFT(?, 200), NULL) WHERE id = ?",
		       why_not, id);
}
