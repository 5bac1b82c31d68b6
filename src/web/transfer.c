#include "web/transfer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/config.h"
#include "web/address.h"

enum { HEADER_BYTES_MOST = 256 * 1024 };

static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct transfer *transfer = arg;

	if (transfer->body.length + size * count > transfer->request->bytes_most)
		return 0; /* ends the transfer: an answer without end is no answer */
	text_add(&transfer->body, bytes, size * count);
	return size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct transfer *transfer = arg;
	struct http_response *response = &transfer->response;

	transfer->header_bytes += size * count;
	if (transfer->header_bytes > HEADER_BYTES_MOST)
		return 0; /* ends the transfer: nor is a head without end one */

	char *line = arena_copy(transfer->arena, bytes, size * count), *colon = strchr(line, ':');

	/* The line of a new status begins a new head: after a 100 Continue, say. */
	if (strncmp(line, "HTTP/", 5) == 0)
		response->header_count = 0;
	if (colon && response->header_count < HTTP_ANSWER_HEADERS_MOST) {
		*colon = '\0';
		response->headers[response->header_count++] =
			(struct http_header){ line, text_trim(transfer->arena, colon + 1) };
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

static void set_options(struct transfer *transfer)
{
	CURL *curl = transfer->curl;
	const struct http_request *request = transfer->request;

	(void)curl_easy_setopt(curl, CURLOPT_URL, request->url);
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	/* Or the end of one whose name server says nothing would wait for the thread that asks it. */
	(void)curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_ms);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->total_ms);
	(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer->headers);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
	if (request->is_strangers && !settings()->outbound_private)
		set_strangers(curl);
	if (request->body)
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
}

struct transfer *transfer_begin(struct arena *arena, CURL *curl, const struct http_request *request)
{
	struct transfer *transfer = ARENA_NEW(arena, struct transfer);

	*transfer = (struct transfer){
		.arena = arena,
		.curl = curl,
		.request = request,
		.headers = header_list(arena, request),
		.body = text_start(arena, 4096),
	};
	set_options(transfer);
	return transfer;
}

/* What counts may be the status alone: then it stands, however the rest of the answer ended. */
static bool is_answered(const struct transfer *transfer, CURLcode code, long status)
{
	return code == CURLE_OK || (transfer->request->is_status_enough && status >= 200);
}

enum error transfer_end(struct transfer *transfer, CURLcode code, struct http_response *out)
{
	const struct http_request *request = transfer->request;
	long status = 0;

	curl_slist_free_all(transfer->headers);
	(void)curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
	if (!is_answered(transfer, code, status))
		return failure(ERR_UPSTREAM, "%s %s: %s", request->method, request->url,
			       curl_easy_strerror(code));
	transfer->response.status = (int)status;
	transfer->response.body = transfer->body.bytes;
	transfer->response.length = transfer->body.length;
	*out = transfer->response;
	return OK;
}
