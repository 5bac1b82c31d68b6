#include "cli/url.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char *url_part(struct arena *arena, const char *url, CURLUPart part)
{
	CURLU *parts = curl_url();
	char *text = NULL;
	const char *copy = NULL;

	if (!parts)
		abort();
	if (curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parts, part, &text, 0) == CURLUE_OK)
		copy = arena_printf(arena, "%s", text);
	curl_free(text);
	curl_url_cleanup(parts);
	return copy;
}

static bool is_loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
	       (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

bool url_is_local(const char *url)
{
	struct arena *arena = arena_create();
	const char *host = url_part(arena, url, CURLUPART_HOST);
	bool local = host && is_loopback(host);

	arena_free(arena);
	return local;
}

bool url_is_safe(const char *url)
{
	if (strncmp(url, "https://", 8) == 0)
		return strlen(url) > 8;
	return strncmp(url, "http://", 7) == 0 && url_is_local(url);
}

enum ending url_check(const char *url)
{
	if (strchr(url, '@') || strchr(url, '?') || strchr(url, '#'))
		return refuse(END_MISUSED, "invalid_url", "%s is no plain address", url);
	if (!url_is_safe(url))
		return refuse(END_MISUSED, "invalid_url",
			      "%s must begin with https:// (or be on this machine)", url);
	return END_WELL;
}
