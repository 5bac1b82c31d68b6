#include "cli/context.h"

#include <stdlib.h>
#include <string.h>

#include "cli/part.h"
#include "cli/store.h"
#include "cli/url.h"

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
		struct json_object *o = store_read_file(arena,
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

	TRY(store_read(arena, &stored));
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

	TRY(store_read(arena, &stored));
	json_object_object_add(contexts_in(stored), context->name, to_json(context));
	if (make_current || !part_text(stored, "current"))
		part_set(stored, "current", context->name);
	return store_write(arena, stored);
}

enum ending context_remove(struct arena *arena, const char *name)
{
	struct json_object *stored;

	TRY(store_read(arena, &stored));
	if (!part_of(contexts_in(stored), name))
		return refuse(END_MISUSED, "no_context", "there is no context %s", name);
	json_object_object_del(contexts_in(stored), name);
	if (part_is(stored, "current", name))
		json_object_object_del(stored, "current");
	return store_write(arena, stored);
}

enum ending context_use(struct arena *arena, const char *name)
{
	struct json_object *stored;

	TRY(store_read(arena, &stored));
	if (!part_of(contexts_in(stored), name))
		return refuse(END_MISUSED, "no_context", "there is no context %s", name);
	part_set(stored, "current", name);
	return store_write(arena, stored);
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

static const char *without_slash(struct arena *arena, const char *url)
{
	size_t length = strlen(url);

	while (length > 0 && url[length - 1] == '/')
		length--;
	return arena_copy(arena, url, length);
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
						   : store_environment(arena, "CONTEXT");
	const char *their_url = store_environment(arena, "API_URL"),
		   *key = store_environment(arena, "API_KEY");
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
	TRY(url_check(context.url));
	*out = context;
	return END_WELL;
}
