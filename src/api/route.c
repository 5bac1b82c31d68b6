#include "api/route.h"

#include <string.h>

#include "api/handlers.h"
#include "api/reply.h"

#define ROUTE(method_, path_, handler_, who_, scope_, run_, ...) \
	{ .method = (method_), \
	  .path = (path_), \
	  .name = #handler_, \
	  .handler = api_##handler_, \
	  .who = (who_), \
	  .scope = (scope_), \
	  .run = (run_), \
	  __VA_ARGS__ },
static const struct route routes[] = {
#include "api/route.def"
};

const char *route_method_name(int method)
{
	return method == GET	  ? "GET"
	       : method == POST	  ? "POST"
	       : method == PATCH  ? "PATCH"
	       : method == DELETE ? "DELETE"
				  : "OTHER";
}

const struct route *route_at(int i)
{
	return i < COUNT(routes) ? &routes[i] : NULL;
}

/* A literal segment beats {id} because it stands before it in the table. */
static bool matches(const char *pattern, const char *path, struct id *id)
{
	while (*pattern && *path) {
		if (*pattern == '{') {
			size_t length = strcspn(path, "/");
			char text[ID_TEXT];

			if (length != ID_TEXT - 1)
				return false;
			memcpy(text, path, length);
			text[length] = '\0';
			if (!id_read(text, id))
				return false;
			path += length;
			pattern += strlen("{id}");
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *pattern == *path;
}

static const char *allowed(struct arena *arena, int methods)
{
	return arena_printf(arena, "%s%s%s%s", methods & GET ? "GET, HEAD, " : "",
			    methods & POST ? "POST, " : "", methods & PATCH ? "PATCH, " : "",
			    methods & DELETE ? "DELETE, " : "");
}

enum error route_find(struct request *req)
{
	int methods = 0;

	for (int i = 0; i < COUNT(routes); i++) {
		struct id id = ID_NONE;

		if (!matches(routes[i].path, req->path, &id))
			continue;
		if (routes[i].method == (int)req->method) {
			req->route = &routes[i];
			req->path_id = id;
			return OK;
		}
		methods |= routes[i].method;
	}
	if (!methods)
		return failure(ERR_NOT_FOUND, "there is nothing at this address");

	char *list = arena_printf(req->arena, "%s", allowed(req->arena, methods));

	list[strlen(list) - 2] = '\0';
	req->allow = list;
	return failure(ERR_METHOD, "this address takes %s", list);
}
