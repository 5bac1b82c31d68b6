#include "people/device.h"

#include <ctype.h>
#include <string.h>

#include "people/scope.h"
#include "people/secret.h"

static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";

enum { LETTERS = sizeof(letters) - 1, LONGER = 5 };

void device_draw_code(char out[USER_CODE + 1])
{
	for (int i = 0; i < USER_CODE; i++) {
		unsigned char byte;

		do
			random_bytes(&byte, 1);
		while (byte >= 256 / LETTERS * LETTERS);
		out[i] = letters[byte % LETTERS];
	}
	out[USER_CODE] = '\0';
}

enum error device_create(struct db *db, const struct device *device, const char *device_code)
{
	enum error e = db_exec(db,
		"INSERT INTO oauth_devices (id, device_hash, user_code, client_id, client_name, scopes, "
		"created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, NOW(3), NOW(3) + INTERVAL ? SECOND)",
		device->id, secret_hash(device_code), device->user_code, device->client_id,
		device->client_name, scope_set(db_arena(db), device->scopes), DEVICE_SECONDS);
	struct rows *rows;

	if (e != ERR_DUPLICATE)
		return e;
	/* An earlier run of this request, or, once in a long while, another's user code. */
	TRY(db_query(db, &rows, "SELECT id FROM oauth_devices WHERE id = ?", device->id));
	return rows_count(rows) > 0 ? OK : failure(ERR_CONTENDED, "a user code was drawn twice");
}

/* Only its letters: people type spaces, hyphens and lower case. */
static void normalise(const char *typed, char out[USER_CODE + 1])
{
	int n = 0;

	for (const char *c = typed; *c && n < USER_CODE; c++)
		if (isalpha((unsigned char)*c))
			out[n++] = (char)toupper((unsigned char)*c);
	out[n] = '\0';
}

enum error device_find(struct db *db, const char *typed, struct device *out)
{
	char code[USER_CODE + 1];
	struct device device = { .client_name = NULL };
	const char *wanted = code;
	struct rows *rows;

	normalise(typed, code);
	TRY(db_query(db, &rows,
		"SELECT id, user_code, client_id, client_name, scopes, expires_at FROM oauth_devices "
		"WHERE user_code = ? AND status = 'pending' AND expires_at > NOW(3)", wanted));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND,
			       "no program waits with this code: it may be mistyped, or over");
	device.id = row_id(rows, "id");
	memcpy(device.user_code, row_text(rows, "user_code"), USER_CODE + 1);
	device.client_id = row_text(rows, "client_id");
	device.client_name = row_text(rows, "client_name");
	device.scopes = scope_of_set(row_text(rows, "scopes"));
	device.expires_at = row_time(rows, "expires_at");
	*out = device;
	return OK;
}

enum error device_answer(struct db *db, struct id id, struct id grant)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT status, grant_id, expires_at > SYSDATE(3) AS waits FROM oauth_devices "
		"WHERE id = ? FOR UPDATE", id));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "no program waits for this");
	if (!id_is_none(grant) && id_equal(row_id(rows, "grant_id"), grant))
		return OK; /* an earlier run of this request was committed */
	if (strcmp(row_text(rows, "status"), "pending") != 0 || !row_bool(rows, "waits"))
		return failure(ERR_NOT_FOUND, "no program waits for this any more");
	db_queue(db, "UPDATE oauth_devices SET status = ?, grant_id = ? WHERE id = ?",
		 id_is_none(grant) ? "denied" : "allowed", grant, id);
	return OK;
}

/* Asked sooner than it was told: five seconds longer from now on (RFC 8628 3.5). */
static enum error slow_down(struct db *db, struct id id)
{
	db_queue(db, "UPDATE oauth_devices SET wait_seconds = wait_seconds + ?, polled_at = NOW(3) "
		     "WHERE id = ?", LONGER, id);
	return failure(ERR_SLOW_DOWN, "ask less often: five seconds longer between two questions");
}

static enum error pending(struct db *db, struct id id, bool soon)
{
	if (soon)
		return slow_down(db, id);
	db_queue(db, "UPDATE oauth_devices SET polled_at = NOW(3) WHERE id = ?", id);
	return failure(ERR_AUTHORIZATION_PENDING, "nobody has entered the code yet");
}

enum error device_poll(struct db *db, const char *device_code, const char *client_id,
		       struct id request, struct id *grant)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, client_id, status, grant_id, expires_at <= SYSDATE(3) AS is_over, "
		"COALESCE(polled_at > SYSDATE(3) - INTERVAL wait_seconds SECOND, FALSE) AS soon, "
		"EXISTS (SELECT 1 FROM oauth_tokens t WHERE t.grant_id = d.grant_id AND t.request = ?) "
		"AS is_own FROM oauth_devices d WHERE device_hash = ? FOR UPDATE",
		request, secret_hash(device_code)));
	if (!rows_next(rows) || strcmp(row_text(rows, "client_id"), client_id) != 0)
		return failure(ERR_INVALID_GRANT, "this device code is unknown");

	const char *status = row_text(rows, "status");
	struct id id = row_id(rows, "id");

	if (strcmp(status, "denied") == 0)
		return failure(ERR_ACCESS_DENIED, "it was refused");
	if (strcmp(status, "spent") == 0 && !row_bool(rows, "is_own"))
		return failure(ERR_INVALID_GRANT, "this device code was used before");
	if (row_bool(rows, "is_over") && strcmp(status, "spent") != 0)
		return failure(ERR_EXPIRED_TOKEN, "nobody entered the code in time: begin again");
	if (strcmp(status, "pending") == 0)
		return pending(db, id, row_bool(rows, "soon"));
	db_queue(db, "UPDATE oauth_devices SET status = 'spent' WHERE id = ?", id);
	*grant = row_id(rows, "grant_id");
	return OK;
}

enum error device_sweep(struct db *db, int most)
{
	return db_exec(db, "DELETE FROM oauth_devices WHERE expires_at < NOW(3) - INTERVAL 1 HOUR LIMIT ?",
		       most);
}
