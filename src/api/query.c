#include "api/query.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/description.h"
#include "base/text.h"

enum { LIMIT_DEFAULT = 50, LIMIT_MOST = 100, OFFSET_MOST = 10000 };

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c ? strchr(digits, c | 32) : NULL;

	return at ? (int)(at - digits) : -1;
}

static char *decode(struct arena *arena, const char *text, size_t length)
{
	char *out = arena_copy(arena, text, length), *to = out;

	for (size_t i = 0; i < length; i++) {
		int high = text[i] == '%' && i + 2 < length ? hex_digit(text[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text[i + 2]) : -1;

		if (low >= 0) {
			*to++ = (char)(high * 16 + low);
			i += 2;
		} else {
			*to++ = text[i] == '+' ? ' ' : text[i];
		}
	}
	*to = '\0';
	return out;
}

const char *query_decode(struct arena *arena, const char *text)
{
	return decode(arena, text, strlen(text));
}

/* name=value pairs, as a query and a form have them. */
static const char *find_pair(struct arena *arena, const char *pairs, const char *name)
{
	size_t name_length = strlen(name);

	for (const char *at = pairs; *at;) {
		size_t length = strcspn(at, "&");

		if (length > name_length && at[name_length] == '=' &&
		    strncmp(at, name, name_length) == 0)
			return decode(arena, at + name_length + 1, length - name_length - 1);
		at += length + (at[length] == '&');
	}
	return NULL;
}

static bool repeats(const char *pairs, const char *name)
{
	size_t length = strlen(name);
	int times = 0;

	for (const char *at = pairs; *at; at += strcspn(at, "&"), at += *at == '&')
		times += strncmp(at, name, length) == 0 && at[length] == '=';
	return times > 1;
}

bool query_repeats(const struct request *req, const char *name)
{
	return repeats(req->query, name);
}

bool form_repeats(const struct request *req, const char *name)
{
	return repeats(req->body, name);
}

const char *query_find(struct request *req, const char *name)
{
	if (req->route && !description_has_parameter(req->route, name))
		abort(); /* what clients may ask for stands in no description */
	return find_pair(req->arena, req->query, name);
}

const char *form_find(struct request *req, const char *name)
{
	if (!description_has_form_field(req->route, name))
		abort();
	return find_pair(req->arena, req->body, name);
}

const char *query_escape(struct arena *arena, const char *value)
{
	static const char digits[] = "0123456789ABCDEF";
	struct text out = text_start(arena, strlen(value) * 3 + 1);

	for (const unsigned char *c = (const unsigned char *)value; *c; c++) {
		if (isalnum(*c) || strchr("-._~", *c)) {
			text_add_char(&out, (char)*c);
		} else {
			text_add_char(&out, '%');
			text_add_char(&out, digits[*c >> 4]);
			text_add_char(&out, digits[*c & 15]);
		}
	}
	return out.bytes;
}

enum error form_check(const struct request *req)
{
	if (strlen(req->body) != req->body_length || strstr(req->body, "%00"))
		return failure(ERR_INVALID, "the form holds a NUL character");
	return OK;
}

const char *query_filter(struct request *req, const char *name)
{
	const char *value = query_find(req, name);

	return value && *value ? value : NULL;
}

enum error query_check(struct request *req)
{
	static const char *const names[] = { "api_key", "apikey",	"key",
					     "token",	"access_token", "authorization" };
	const char *decoded = decode(req->arena, req->query, strlen(req->query));
	bool carries_key = strcasestr(decoded, "clorp_") != NULL;

	if (strstr(req->query, "%00"))
		return failure(ERR_INVALID, "the address holds a NUL character");
	for (int i = 0; i < COUNT(names); i++)
		carries_key = carries_key || query_find(req, names[i]);
	return carries_key ? failure(ERR_INVALID, "an API key goes into the Authorization header, "
						  "never into a URL: replace the key that you sent")
			   : OK;
}

static enum error whole(struct request *req, const char *name, int64_t *out)
{
	const char *text = query_filter(req, name);

	if (text && !text_to_int(text, out))
		return failure_in(name, "%s must be a whole number", name);
	return OK;
}

static enum error bad_cursor(const char *name)
{
	return failure_in(name, "%s is not a cursor that this list gave out", name);
}

enum { SEAL = 8 };

/* A cursor ends with a few digits of its hash: what somebody made up is told from what we gave out. */
static void write_seal(const char *payload, char out[SEAL + 1])
{
	struct digest digest = digest_of(payload, strlen(payload));

	for (int i = 0; i < SEAL; i += 2)
		(void)snprintf(out + i, 3, "%02x", digest.bytes[i / 2]);
}

static const char *sealed(struct request *req, const char *payload)
{
	char seal[SEAL + 1];

	write_seal(payload, seal);
	return arena_printf(req->arena, "%s.%s", payload, seal);
}

/* Cut the seal off; false if it is not of what stands before it. */
static bool unseal(char *text)
{
	char *dot = strrchr(text, '.'), seal[SEAL + 1];

	if (!dot)
		return false;
	*dot = '\0';
	write_seal(text, seal);
	return strcmp(seal, dot + 1) == 0;
}

static enum error read_cursor(enum cursor_kind kind, const char *name, char *text, struct page *out)
{
	char *separator = strchr(text, '_');
	int64_t number = 0;

	if (!unseal(text))
		return bad_cursor(name);
	switch (kind) {
	case CURSOR_ID: return id_read(text, &out->before_id) ? OK : bad_cursor(name);
	case CURSOR_SEQ:
		if (!text_to_int(text, &number) || number < 0)
			return bad_cursor(name);
		out->seq = number;
		return OK;
	case CURSOR_TIME:
		if (!separator)
			return bad_cursor(name);
		*separator = '\0';
		/* Up to the year 9999, the last that the database knows. */
		if (!text_to_int(text, &number) || number < 1 || number > 253402300799999 ||
		    !id_read(separator + 1, &out->before_id))
			return bad_cursor(name);
		out->before_time = (struct instant){ number };
		return OK;
	}
	return bad_cursor(name);
}

static enum error read_page(struct request *req, enum cursor_kind kind, const char *name,
			    struct page *out)
{
	int64_t limit = LIMIT_DEFAULT, offset = 0;
	struct page page = { .before_id = ID_LAST, .before_time = { 253402300799999 } };
	const char *cursor = query_filter(req, name);

	TRY(whole(req, "limit", &limit));
	TRY(whole(req, "offset", &offset));
	if (offset < 0 || offset > OFFSET_MOST)
		return failure_in("offset",
				  "offset must be from 0 to %d; beyond that follow next_cursor",
				  OFFSET_MOST);
	page.limit = limit < 1 ? 1 : limit > LIMIT_MOST ? LIMIT_MOST : (int)limit;
	page.offset = (int)offset;
	if (cursor)
		TRY(read_cursor(kind, name, arena_copy(req->arena, cursor, strlen(cursor)), &page));
	*out = page;
	return OK;
}

enum error query_page(struct request *req, enum cursor_kind kind, struct page *out)
{
	return read_page(req, kind, "cursor", out);
}

enum error query_page_after(struct request *req, struct page *out)
{
	return read_page(req, CURSOR_SEQ, "after", out);
}

const char *cursor_after(struct request *req, struct id id)
{
	return sealed(req, id.text);
}

const char *cursor_after_time(struct request *req, struct instant time, struct id id)
{
	return sealed(req, arena_printf(req->arena, "%lld_%s", (long long)time.ms, id.text));
}

const char *cursor_after_seq(struct request *req, int64_t seq)
{
	return sealed(req, arena_printf(req->arena, "%lld", (long long)seq));
}
