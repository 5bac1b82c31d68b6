#include "cli/wire.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "cli/url.h"

enum { CONNECT_MS = 10000, STALLED_SECONDS = 60 };

static CURL *curl;

/* One handle: its connection is used again, by a command that asks more than once. */
static CURL *handle(void)
{
	if (!curl && (curl_global_init(CURL_GLOBAL_DEFAULT) || !(curl = curl_easy_init())))
		abort();
	curl_easy_reset(curl);
	return curl;
}

void wire_done(void)
{
	if (!curl)
		return;
	curl_easy_cleanup(curl);
	curl_global_cleanup();
	curl = NULL;
}

struct sink {
	struct arena *arena;
	const struct wire_request *request;
	struct text body;
	struct wire_answer *answer;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct sink *sink = arg;
	long status = 0;

	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (sink->request->to && status >= 200 && status < 300)
		return fwrite(bytes, 1, size * count, sink->request->to);
	if (sink->body.length + size * count > WIRE_BYTES_MOST)
		return 0; /* ends the transfer */
	text_add(&sink->body, bytes, size * count);
	return size * count;
}

/* The value, if it is the header of that name. */
static const char *value_of(struct arena *arena, const char *line, const char *name)
{
	size_t length = strlen(name);

	if (strncasecmp(line, name, length) != 0 || line[length] != ':')
		return NULL;
	return text_trim(arena, line + length + 1);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct sink *sink = arg;
	struct wire_answer *answer = sink->answer;
	const char *line = arena_copy(sink->arena, bytes, size * count), *value;
	int64_t seconds;

	if ((value = value_of(sink->arena, line, "Content-Type")))
		answer->content_type = value;
	else if ((value = value_of(sink->arena, line, "X-Request-Id")))
		answer->request_id = value;
	else if ((value = value_of(sink->arena, line, "Retry-After")) && text_to_int(value, &seconds))
		answer->retry_after = seconds > 0 && seconds < INT32_MAX ? (int)seconds : 0;
	else if ((value = value_of(sink->arena, line, "Date")))
		answer->server_time = (int64_t)curl_getdate(value, NULL) * 1000;
	return size * count;
}

static int tell_progress(void *arg, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
			 curl_off_t up)
{
	const struct wire_request *request = arg;

	request->progress(request->progress_arg, request->from ? up : down,
			  request->from ? up_all : down_all);
	return 0;
}

static struct curl_slist *header_list(const struct wire_request *request)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	for (int i = 0; i < request->header_count && list; i++)
		list = curl_slist_append(list, request->headers[i]);
	if (!list)
		abort();
	return list;
}

static void set_transfer(const struct wire_request *request, struct sink *sink)
{
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, sink);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERDATA, sink);
	if (request->body) {
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
				       (curl_off_t)request->length);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
	}
	if (request->from) {
		(void)curl_easy_setopt(curl, CURLOPT_POST, 1L);
		(void)curl_easy_setopt(curl, CURLOPT_READDATA, request->from);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
				       (curl_off_t)request->from_bytes);
	}
	if (request->progress) {
		(void)curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
		(void)curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, tell_progress);
		(void)curl_easy_setopt(curl, CURLOPT_XFERINFODATA, request);
	}
	if (strcmp(request->method, "HEAD") == 0)
		(void)curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	else
		(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
}

static void set_options(const struct wire_request *request, struct curl_slist *headers)
{
	bool local = url_is_local(request->url);

	(void)curl_easy_setopt(curl, CURLOPT_URL, request->url);
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, local ? "http,https" : "https");
	(void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "clorp/" PACKAGE_VERSION);
	(void)curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->total_ms);
	(void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALLED_SECONDS);
	/* What goes to this machine goes by no other. */
	if (local)
		(void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

struct wire_answer wire_send(struct arena *arena, const struct wire_request *request)
{
	struct wire_answer answer = { .came = false };
	struct sink sink = { arena, request, text_start(arena, 4096), &answer };
	struct curl_slist *headers;
	long status = 0;
	double connected = 0;

	(void)handle();
	headers = header_list(request);
	set_options(request, headers);
	set_transfer(request, &sink);

	CURLcode code = curl_easy_perform(curl);

	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME, &connected);
	curl_slist_free_all(headers);
	answer.came = code == CURLE_OK;
	answer.was_sent = connected > 0;
	answer.too_late = code == CURLE_OPERATION_TIMEDOUT;
	answer.why = curl_easy_strerror(code);
	answer.status = (int)status;
	answer.body = sink.body.bytes;
	answer.length = sink.body.length;
	return answer;
}

const char *wire_escape(struct arena *arena, const char *text)
{
	char *escaped = curl_easy_escape(NULL, text, (int)strlen(text));

	if (!escaped)
		abort();

	const char *copy = arena_printf(arena, "%s", escaped);

	curl_free(escaped);
	return copy;
}
