#include "cli/context.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/part.h"

enum { FILE_BYTES_MOST = 1 << 20 };

/* ------------------------------------------------------------ addresses */

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

bool context_url_is_local(const char *url)
{
	struct arena *arena = arena_create();
	const char *host = url_part(arena, url, CURLUPART_HOST);
	bool local = host && is_loopback(host);

	arena_free(arena);
	return local;
}

bool context_url_is_safe(const char *url)
{
	if (strncmp(url, "https://", 8) == 0)
		return strlen(url) > 8;
	return strncmp(url, "http://", 7) == 0 && context_url_is_local(url);
}

static const char *without_slash(struct arena *arena, const char *url)
{
	size_t length = strlen(url);

	while (length > 0 && url[length - 1] == '/')
		length--;
	return arena_copy(arena, url, length);
}

static enum ending check_url(const char *url)
{
	if (strchr(url, '@') || strchr(url, '?') || strchr(url, '#'))
		return refuse(END_MISUSED, "invalid_url", "%s is no plain address", url);
	if (!context_url_is_safe(url))
		return refuse(END_MISUSED, "invalid_url",
			      "%s must begin with https:// (or be on this machine)", url);
	return END_WELL;
}

/* ------------------------------------------------------------ the file */

/* CLORP_x, or as the older product had it, CLAWRK_x. */
static const char *environment(struct arena *arena, const char *name)
{
	static const char *const prefixes[] = { "CLORP_", "CLAWRK_" };

	for (int i = 0; i < COUNT(prefixes); i++) {
		const char *value = getenv(arena_printf(arena, "%s%s", prefixes[i], name));

		if (value && *value)
			return value;
	}
	return NULL;
}

static enum ending directory(struct arena *arena, const char **out)
{
	const char *own = environment(arena, "CONFIG_DIR"), *xdg = getenv("XDG_CONFIG_HOME"),
		   *home = getenv("HOME");

	if (own)
		*out = own;
	else if (xdg && *xdg == '/')
		*out = arena_printf(arena, "%s/clorp", xdg);
	else if (home && *home)
		*out = arena_printf(arena, "%s/.config/clorp", home);
	else
		return refuse(END_MISUSED, "no_home", "neither HOME nor CLORP_CONFIG_DIR is set");
	return END_WELL;
}

enum ending context_path(struct arena *arena, const char **out)
{
	const char *dir;

	TRY(directory(arena, &dir));
	*out = arena_printf(arena, "%s/contexts.json", dir);
	return END_WELL;
}

static enum ending make_directory(struct arena *arena)
{
	const char *dir;

	TRY(directory(arena, &dir));
	char *path = arena_printf(arena, "%s/", dir);

	for (char *slash = path + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			return refuse(END_FAILED, "no_directory", "%s: %s", path, strerror(errno));
	}
	return END_WELL;
}

/* Who may read it may act as its user: a file that came from elsewhere is closed first. */
static struct json_object *read_file(struct arena *arena, const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct stat facts;
	struct json_object *object = NULL;

	if (file < 0)
		return NULL;
	if (fstat(file, &facts) == 0 && facts.st_size < FILE_BYTES_MOST) {
		char *bytes = arena_alloc(arena, (size_t)facts.st_size + 1);
		ssize_t length = read(file, bytes, (size_t)facts.st_size);

		if ((facts.st_mode & 077) && fchmod(file, 0600) == 0)
			(void)fprintf(stderr,
				      "clorp: %s could be read by others; it is yours alone now\n",
				      path);
		object = length > 0 ? part_parse(arena, bytes, (size_t)length) : NULL;
	}
	(void)close(file);
	return object;
}

static bool write_all(int file, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(file, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return fsync(file) == 0;
}

/* Whole or not at all: another file, made for its owner alone, takes the old one's place. */
static enum ending replace_file(struct arena *arena, const char *path, const char *bytes)
{
	char *beside = arena_printf(arena, "%s.XXXXXX", path);
	int file = mkostemp(beside, O_CLOEXEC);
	bool written = file >= 0 && write_all(file, bytes, strlen(bytes));

	if (file >= 0)
		(void)close(file);
	if (written && rename(beside, path) == 0)
		return END_WELL;

	int why = errno;

	if (file >= 0)
		(void)unlink(beside);
	return refuse(END_FAILED, "not_written", "%s: %s", path, strerror(why));
}

enum ending context_lock(struct arena *arena, int *lock)
{
	const char *path;

	TRY(make_directory(arena));
	TRY(context_path(arena, &path));
	int file = open(arena_printf(arena, "%s.lock", path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (file < 0 || flock(file, LOCK_EX))
		return refuse(END_FAILED, "not_locked", "%s.lock: %s", path, strerror(errno));
	*lock = file;
	return END_WELL;
}

void context_unlock(int lock)
{
	(void)close(lock);
}

/* ------------------------------------------------------------ in and out of JSON */

static struct context from_json(const char *name, struct json_object *o)
{
	return (struct context){
		.name = name,
		.url = part_text(o, "url"),
		.key = part_text(o, "key"),
		.access = part_text(o, "access_token"),
		.refresh = part_text(o, "refresh_token"),
		.expires_at = part_int(o, "expires_at"),
		.agent = part_text(o, "agent_id"),
		.user_id = part_text(o, "user_id"),
		.user_name = part_text(o, "user_name"),
	};
}

static struct json_object *to_json(const struct context *c)
{
	struct json_object *o = json_object_new_object();

	part_set(o, "url", c->url);
	part_set(o, "key", c->key);
	part_set(o, "access_token", c->access);
	part_set(o, "refresh_token", c->refresh);
	if (c->access)
		part_set_int(o, "expires_at", c->expires_at);
	part_set(o, "agent_id", c->agent);
	part_set(o, "user_id", c->user_id);
	part_set(o, "user_name", c->user_name);
	return o;
}

/* What is stored; nothing yet is an object without members. A file that is no JSON is left alone. */
static enum ending read_stored(struct arena *arena, struct json_object **out)
{
	const char *path;

	TRY(context_path(arena, &path));
	*out = read_file(arena, path);
	if (!json_object_is_type(*out, json_type_object) && access(path, F_OK) == 0)
		return refuse(END_FAILED, "unreadable", "%s cannot be read as JSON", path);
	if (!*out)
		*out = part_object(arena);
	return END_WELL;
}

/*
 * The products before kept one key in ~/.clorp (or ~/.clawrk): it is read where nothing
 * else is stored, and never written.
 */
static bool read_old(struct arena *arena, struct context *out)
{
	static const char *const places[] = { ".clorp", ".clawrk" };
	static const char *const keys[] = { "api_key", "apiKey", "key", "token" };
	static const char *const urls[] = { "api_url", "apiUrl", "url" };
	const char *home = getenv("HOME");

	for (int i = 0; i < COUNT(places) && home; i++) {
		struct json_object *o = read_file(arena,
						  arena_printf(arena, "%s/%s/credentials.json",
							       home, places[i]));

		*out = (struct context){ .name = "credentials.json", .url = CONTEXT_URL_DEFAULT };
		for (int k = 0; k < COUNT(keys) && !out->key; k++)
			out->key = part_text(o, keys[k]);
		for (int u = COUNT(urls) - 1; u >= 0; u--)
			out->url = part_text_or(o, urls[u], out->url);
		if (out->key)
			return true;
	}
	return false;
}

enum ending context_list(struct arena *arena, struct context_list *out)
{
	struct json_object *stored, *all;
	struct context_list list = { .count = 0 };

	TRY(read_stored(arena, &stored));
	all = part_of(stored, "contexts");
	list.current = part_text(stored, "current");
	list.list = ARENA_ARRAY(arena, struct context,
				json_object_is_type(all, json_type_object)
					? json_object_object_length(all) + 1
					: 1);
	if (json_object_is_type(all, json_type_object)) {
		json_object_object_foreach(all, name, one)
		{
			list.list[list.count++] = from_json(name, one);
		}
	} else if (read_old(arena, &list.list[0])) {
		list.count = 1;
		list.current = list.list[0].name;
	}
	*out = list;
	return END_WELL;
}

enum ending context_find(struct arena *arena, const char *name, struct context *out)
{
	struct context_list list;

	TRY(context_list(arena, &list));
	for (int i = 0; i < list.count; i++) {
		if (strcmp(list.list[i].name, name) != 0)
			continue;
		*out = list.list[i];
		return out->url
			       ? END_WELL
			       : refuse(END_FAILED, "unreadable", "the context %s has no url", name);
	}
	return refuse(END_MISUSED, "no_context", "there is no context %s: see clorp context", name);
}

/* Changes the stored object under the lock and writes it. */
static enum ending write_stored(struct arena *arena, struct json_object *stored)
{
	const char *path;

	TRY(context_path(arena, &path));
	return replace_file(arena, path,
			    json_object_to_json_string_ext(stored,
							   JSON_C_TO_STRING_PRETTY |
								   JSON_C_TO_STRING_NOSLASHESCAPE));
}

static struct json_object *contexts_in(struct json_object *stored)
{
	struct json_object *all = part_of(stored, "contexts");

	if (!json_object_is_type(all, json_type_object)) {
		all = json_object_new_object();
		json_object_object_add(stored, "contexts", all);
	}
	return all;
}

enum ending context_store(struct arena *arena, const struct context *context, bool make_current)
{
	struct json_object *stored;

	TRY(make_directory(arena));
	TRY(read_stored(arena, &stored));
	json_object_object_add(contexts_in(stored), context->name, to_json(context));
	if (make_current || !part_text(stored, "current"))
		part_set(stored, "current", context->name);
	return write_stored(arena, stored);
}

enum ending context_remove(struct arena *arena, const char *name)
{
	struct json_object *stored;

	TRY(read_stored(arena, &stored));
	if (!part_of(contexts_in(stored), name))
		return refuse(END_MISUSED, "no_context", "there is no context %s", name);
	json_object_object_del(contexts_in(stored), name);
	if (part_is(stored, "current", name))
		json_object_object_del(stored, "current");
	return write_stored(arena, stored);
}

enum ending context_use(struct arena *arena, const char *name)
{
	struct json_object *stored;

	TRY(read_stored(arena, &stored));
	if (!part_of(contexts_in(stored), name))
		return refuse(END_MISUSED, "no_context", "there is no context %s", name);
	part_set(stored, "current", name);
	return write_stored(arena, stored);
}

/* ------------------------------------------------------------ the one that counts */

static enum ending find_stored(struct arena *arena, const char *wanted, struct context *out)
{
	struct context_list list;

	if (wanted)
		return context_find(arena, wanted, out);
	TRY(context_list(arena, &list));
	return list.current ? context_find(arena, list.current, out) : END_WELL;
}

/* Another server than the one it was made for gets no credential and no names of ours. */
static void move_to(struct context *context, const char *url)
{
	if (context->url && strcmp(context->url, url) == 0)
		return;
	*context = (struct context){ .url = url };
}

enum ending context_choose(struct arena *arena, const struct flags *flags, struct context *out)
{
	const char *wanted = flags->config_context ? flags->config_context
						   : environment(arena, "CONTEXT");
	const char *their_url = environment(arena, "API_URL"), *key = environment(arena, "API_KEY");
	struct context context = { .url = NULL };

	TRY(find_stored(arena, wanted, &context));
	if (!context.url)
		context.url = CONTEXT_URL_DEFAULT;
	context.url = without_slash(arena, context.url);
	if (their_url && !flags->config_context)
		move_to(&context, without_slash(arena, their_url));
	if (key && !flags->config_context)
		context = (struct context){ .url = context.url, .key = key, .is_environments = true };
	if (flags->url)
		move_to(&context, without_slash(arena, flags->url));
	TRY(check_url(context.url));
	*out = context;
	return END_WELL;
}
