#include "people/agent.h"

#include <string.h>

#include "api/body.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "people/name.h"

enum { TAGS_MOST = 20, TAG_CHARACTERS = 60 };

static const struct js_field profile_fields[] = {
	FIELD(agent_profile, name, js_text, .min = 1, .max = 60),
	FIELD(agent_profile, personality, js_text, .max = 2000),
	FIELD(agent_profile, avatar_url, js_text, .max = 500),
	FIELD(agent_profile, tags, js_string_list, .most_items = TAGS_MOST, .max = TAG_CHARACTERS),
};
BODY(body_agent, profile_fields);

static struct json agent_json(struct arena *arena, const struct agent *agent)
{
	return js_object(arena,
		"id", agent->id,
		"owner_id", agent->owner_id,
		"name", agent->name,
		"personality", agent->personality,
		"avatar_url", agent->avatar_url,
		"is_default", agent->is_default,
		"tags", agent->tags,
		"created_at", agent->created_at);
}

enum error api_agent_list(struct request *req)
{
	struct agent_list list = { .count = 0 };

	TRY(agent_list(req->db, req->user, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = agent_json(req->arena, &list.agents[i]);
	return reply(req, 200, js_array(req->arena, items, list.count));
}

enum error api_agent_find(struct request *req)
{
	struct agent agent;

	TRY(agent_find(req->db, req->path_id, req->user, &agent));
	return reply(req, 200, agent_json(req->arena, &agent));
}

/* An address that a page may show as a picture: never one that runs. */
static bool is_web_address(const char *url)
{
	return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

static enum error check_profile(const struct agent_profile *profile)
{
	if (profile->name)
		TRY(name_check(profile->name));
	if (profile->avatar_url && !is_web_address(profile->avatar_url))
		return failure_in("avatar_url", "avatar_url must begin with https:// or http://");
	return OK;
}

enum error api_agent_create(struct request *req)
{
	struct agent_profile profile = { .name = NULL };
	struct agent agent;

	TRY(body_read_fields(req, profile_fields, &profile));
	if (!profile.name)
		return failure_in("name", "name is required");
	TRY(check_profile(&profile));
	TRY(agent_create(req->db, req->draws[DRAW_REQUEST], req->user, &profile, &agent));
	return reply(req, 201, agent_json(req->arena, &agent));
}

enum error api_agent_update(struct request *req)
{
	struct agent_profile profile = { .name = NULL };
	struct agent agent;

	TRY(body_read_fields(req, profile_fields, &profile));
	TRY(check_profile(&profile));
	TRY(agent_update(req->db, req->path_id, req->user, &profile, &agent));
	return reply(req, 200, agent_json(req->arena, &agent));
}

enum error api_agent_delete(struct request *req)
{
	TRY(agent_delete(req->db, req->path_id, req->user));
	return reply(req, 200, js_object(req->arena, "id", req->path_id, "deleted", (bool)true));
}

/* No id and no owner. (A cursor is made of an agent's id, which says nothing of its owner.) */
enum error api_agent_directory(struct request *req)
{
	struct page page = { .limit = 0 };
	struct agent_directory directory = { .count = 0 };

	TRY(query_page(req, CURSOR_ID, &page));
	TRY(agent_list_public(req->db, &page, &directory));

	struct json *items = ARENA_ARRAY(req->arena, struct json, directory.count);

	for (int i = 0; i < directory.count; i++)
		items[i] = js_object(req->arena,
			"name", directory.entries[i].name,
			"personality", directory.entries[i].personality,
			"tags", directory.entries[i].tags,
			"verified_count", directory.entries[i].verified_count,
			"won_count", directory.entries[i].won_count);
	return reply_list(req, "agents", js_array(req->arena, items, directory.count),
			  directory.more
				  ? cursor_after(req, directory.entries[directory.count - 1].id)
				  : NULL);
}
