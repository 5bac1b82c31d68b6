#include "web/http.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "web/transfer.h"

/*
 * One handle for the life of the process: it keeps its connections, and is told all anew each
 * time. A forked child has one of its own: on its parent's connections it would read the parent's answers.
 */
static CURL *handle(void)
{
	static CURL *curl;
	static pid_t owner;

	if (!curl || owner != getpid()) {
		owner = getpid();
		if (curl_global_init(CURL_GLOBAL_DEFAULT) || !(curl = curl_easy_init()))
			abort();
	}
	curl_easy_reset(curl);
	return curl;
}

enum error http_send(struct arena *arena, const struct http_request *request,
		     struct http_response *out)
{
	struct transfer *transfer = transfer_begin(arena, handle(), request);

	return transfer_end(transfer, curl_easy_perform(transfer->curl), out);
}

const char *http_header_find(const struct http_response *response, const char *name)
{
	for (int i = 0; i < response->header_count; i++)
		if (strcasecmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	return NULL;
}

const char *http_escape(struct arena *arena, const char *text)
{
	char *escaped = curl_easy_escape(handle(), text, (int)strlen(text));

	if (!escaped)
		abort();

	char *copy = arena_copy(arena, escaped, strlen(escaped));

	curl_free(escaped);
	return copy;
}
