#include "web/http.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/config.h"
#include "base/text.h"
#include "web/address.h"

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

struct sink {
	struct arena *arena;
	struct text body;
	size_t most;
	struct http_response *response;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct sink *sink = arg;

	if (sink->body.length + size * count > sink->most)
		return 0; /* ends the transfer: an answer without end is no answer */
	text_add(&sink->body, bytes, size * count);
	return size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct sink *sink = arg;
	struct http_response *response = sink->response;
	char *line = arena_copy(sink->arena, bytes, size * count), *colon = strchr(line, ':');

	/* The line of a new status begins a new head: after a 100 Continue, say. */
	if (strncmp(line, "HTTP/", 5) == 0)
		response->header_count = 0;
	if (colon && response->header_count < HTTP_ANSWER_HEADERS_MOST) {
		*colon = '\0';
		response->headers[response->header_count++] =
			(struct http_header){ line, text_trim(sink->arena, colon + 1) };
	}
	return size * count;
}

static struct curl_slist *header_list(struct arena *arena, const struct http_request *request)
{
	struct curl_slist *list = NULL;

	for (int i = 0; i < request->header_count; i++) {
		struct curl_slist *longer =
			curl_slist_append(list,
					  arena_printf(arena, "%s: %s", request->headers[i].name,
						       request->headers[i].value));

		if (!longer)
			abort();
		list = longer;
	}
	return list;
}

/*
 * Asked of the very address that is about to be connected to, after the name was looked
 * up: a name that changes its mind between a check and the connection gains nothing.
 */
static curl_socket_t open_public(void *unused, curlsocktype purpose, struct curl_sockaddr *to)
{
	(void)unused;
	(void)purpose;
	if (!address_is_public(&to->addr))
		return CURL_SOCKET_BAD;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void set_strangers(CURL *curl)
{
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
	(void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_public);
	(void)curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* which would connect in our place */
	(void)curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
}

static void set_options(CURL *curl, const struct http_request *request, struct curl_slist *headers,
			struct sink *sink)
{
	(void)curl_easy_setopt(curl, CURLOPT_URL, request->url);
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_ms);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->total_ms);
	(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, sink);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERDATA, sink);
	if (request->is_strangers && !settings()->outbound_private)
		set_strangers(curl);
	if (request->body)
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
}

enum error http_send(struct arena *arena, const struct http_request *request,
		     struct http_response *out)
{
	CURL *curl = handle();
	struct http_response response = { .status = 0 };
	struct sink sink = { arena, text_start(arena, 4096), request->bytes_most, &response };
	struct curl_slist *headers = header_list(arena, request);
	long status = 0;

	set_options(curl, request, headers, &sink);
	CURLcode code = curl_easy_perform(curl);

	curl_slist_free_all(headers);
	if (code != CURLE_OK)
		return failure(ERR_UPSTREAM, "%s %s: %s", request->method, request->url,
			       curl_easy_strerror(code));
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	response.status = (int)status;
	response.body = sink.body.bytes;
	response.length = sink.body.length;
	*out = response;
	return OK;
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
