#include "cron/document.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "json/read.h"
#include "people/client.h"
#include "people/name.h"
#include "web/http.h"

enum { DOCUMENT_BYTES = 5 * 1024, DOCUMENT_MS = 5000 };

struct work {
	const char *id, *why_not;
	struct client client;
	bool is_good;
};

static enum error find(struct db *db, void *arg)
{
	struct work *work = arg;

	return client_next_to_fetch(db, &work->id);
}

static enum error record(struct db *db, void *arg)
{
	struct work *work = arg;

	return client_fetched(db, work->id, work->is_good ? &work->client : NULL, work->why_not);
}

struct document {
	const char *client_id, *client_name;
	struct js_texts redirect_uris;
};

static const struct js_field document_fields[] = {
	FIELD(document, client_id, js_text, .required = true, .min = 1, .max = CLIENT_ID_MOST),
	FIELD(document, client_name, js_text, .min = 1, .max = CLIENT_NAME_CHARACTERS),
	FIELD(document, redirect_uris, js_loose_texts, .required = true),
};

/* With spaces between, as client.h has them. */
static enum error read_uris(struct arena *arena, const struct js_texts *uris, const char **out)
{
	struct text words = text_start(arena, DOCUMENT_BYTES);

	if (uris->count == 0)
		return failure(ERR_INVALID, "redirect_uris is empty");
	for (int i = 0; i < uris->count; i++) {
		TRY(client_check_uri(uris->list[i]));
		text_add_string(&words, i ? " " : "");
		text_add_string(&words, uris->list[i]);
	}
	*out = words.bytes;
	return OK;
}

static enum error read_document(struct arena *arena, const struct http_response *response,
				struct work *work)
{
	struct document document = { .client_name = work->id };
	struct js_node *node;

	TRY(js_parse(arena, response->body, response->length, &node));
	TRY(js_read(arena, node, document_fields, &document));
	if (strcmp(document.client_id, work->id) != 0)
		return failure(ERR_INVALID, "its client_id is not its own address");
	TRY(name_check(document.client_name));
	TRY(read_uris(arena, &document.redirect_uris, &work->client.redirect_uris));
	work->client.id = work->id;
	work->client.name = document.client_name;
	return OK;
}

static enum error fetch(struct arena *arena, struct work *work)
{
	const struct http_request request = {
		.method = "GET",
		.url = work->id,
		.headers = { { "Accept", "application/json" } },
		.header_count = 1,
		.connect_ms = DOCUMENT_MS,
		.total_ms = DOCUMENT_MS,
		.bytes_most = DOCUMENT_BYTES,
		.is_strangers = true,
	};
	struct http_response response;

	TRY(http_send(arena, &request, &response));
	if (response.status != 200)
		return failure(ERR_UPSTREAM, "it answers %d", response.status);
	return read_document(arena, &response, work);
}

enum error document_fetch(struct db *db)
{
	struct work work = { .id = NULL };

	TRY(db_transact(db, DB_AUTOCOMMIT, find, &work));
	if (!work.id)
		return OK;
	/* The arena is rewound by the next transaction: what outlives it is copied first. */
	struct arena *arena = arena_create();

	work.id = arena_copy(arena, work.id, strlen(work.id));
	work.is_good = !fetch(arena, &work);
	if (!work.is_good)
		work.why_not = arena_printf(arena, "%s", failure_note()->text);

	enum error e = db_transact(db, DB_TRANSACTION, record, &work);

	log_info("client.fetched", "client", work.id, "why_not", work.why_not);
	arena_free(arena);
	return e;
}
