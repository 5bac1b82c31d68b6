#include "web/letter.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/text.h"

enum { CONNECT_MS = 5000, TOTAL_MS = 20000 };

/* What is left to be sent. */
struct source {
	const char *bytes;
	size_t left;
};

static size_t give(char *out, size_t size, size_t count, void *arg)
{
	struct source *source = arg;
	size_t length = size * count < source->left ? size * count : source->left;

	memcpy(out, source->bytes, length);
	source->bytes += length;
	source->left -= length;
	return length;
}

/* RFC 5322 3.3, in UTC. */
static const char *date(struct arena *arena)
{
	time_t now = time(NULL);
	struct tm parts;
	char text[64];

	if (!gmtime_r(&now, &parts) ||
	    !strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S +0000", &parts))
		abort();
	return arena_printf(arena, "%s", text);
}

/* What follows the last of these characters; all of it if there is none. */
static const char *after(const char *text, char c)
{
	const char *at = strrchr(text, c);

	return at ? at + 1 : text;
}

/* Lines end with CRLF on the wire. Auto-Submitted keeps answering machines quiet (RFC 3834). */
static struct source render(struct arena *arena, const struct letter *letter)
{
	const char *from = settings()->mail_from;
	const char *plain =
		arena_printf(arena,
			     "Date: %s\nFrom: <%s>\nTo: <%s>\nSubject: %s\nMessage-ID: <%s@%s>\n"
			     "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
			     "Content-Type: text/plain; charset=us-ascii\n\n%s",
			     date(arena), from, letter->to, letter->subject, letter->id,
			     after(from, '@'), letter->text);
	struct text wire = text_start(arena, strlen(plain) * 2);

	for (const char *c = plain; *c; c++) {
		if (*c == '\n')
			text_add_char(&wire, '\r');
		text_add_char(&wire, *c);
	}
	return (struct source){ wire.bytes, wire.length };
}

/* The way to the server: TLS or nothing, unless settings say otherwise, and who we are there. */
static void set_way(CURL *curl)
{
	const struct config *config = settings();

	(void)curl_easy_setopt(curl, CURLOPT_URL, config->mail_url);
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	(void)curl_easy_setopt(curl, CURLOPT_USE_SSL,
			       (long)(config->mail_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)TOTAL_MS);
	if (*config->mail_ca_file)
		(void)curl_easy_setopt(curl, CURLOPT_CAINFO, config->mail_ca_file);
	if (*config->mail_user) {
		(void)curl_easy_setopt(curl, CURLOPT_USERNAME, config->mail_user);
		(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, config->mail_password);
	}
}

static void set_letter(CURL *curl, struct arena *arena, struct curl_slist *to, struct source *source)
{
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM,
			       arena_printf(arena, "<%s>", settings()->mail_from));
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	(void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	(void)curl_easy_setopt(curl, CURLOPT_READDATA, source);
}

static enum error outcome(CURL *curl, CURLcode code)
{
	long answer = 0;

	if (code == CURLE_OK)
		return OK;
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
	/* A 5yz at sign-in or STARTTLS is about us, not about this mail. */
	if (answer >= 500 && (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY))
		return failure(ERR_INVALID, "the mail server answers %ld", answer);
	return failure(ERR_UPSTREAM, "%s (%ld)", curl_easy_strerror(code), answer);
}

static CURL *open_way(void)
{
	CURL *curl = curl_global_init(CURL_GLOBAL_DEFAULT) ? NULL : curl_easy_init();

	if (!curl)
		abort();
	set_way(curl);
	return curl;
}

enum error letter_send(struct arena *arena, const struct letter *letter)
{
	struct source source = render(arena, letter);
	struct curl_slist *to = curl_slist_append(NULL, arena_printf(arena, "<%s>", letter->to));
	CURL *curl = open_way();

	if (!to)
		abort();
	set_letter(curl, arena, to, &source);

	enum error e = outcome(curl, curl_easy_perform(curl));

	curl_easy_cleanup(curl);
	curl_slist_free_all(to);
	return e;
}

/* NOOP (RFC 5321 4.1.1.9) comes after TLS and AUTH, and does nothing. */
enum error letter_try(void)
{
	CURL *curl = open_way();

	(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	(void)curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);

	enum error e = outcome(curl, curl_easy_perform(curl));

	curl_easy_cleanup(curl);
	return e;
}
