/* One request on its way by libcurl, alone (http.h) or among others (crowd.h): inside web/ only. */
#pragma once

#include <curl/curl.h>

#include "base/text.h"
#include "web/http.h"

struct transfer {
	struct arena *arena;
	CURL *curl;
	const struct http_request *request;
	struct curl_slist *headers;
	struct text body;
	size_t header_bytes;
	struct http_response response;
};

/* Tell a handle, that has just been made or reset, all of the request, which must outlive it. */
struct transfer *transfer_begin(struct arena *, CURL *, const struct http_request *);

/* Once curl is done with it, one way or another. As http_send. */
enum error transfer_end(struct transfer *, CURLcode, struct http_response *out) MUST_USE;
