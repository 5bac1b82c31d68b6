#include "api/description.h"

#include <ctype.h>
#include <string.h>

#include "api/schema.h"

static bool names(const char *members, const char *name)
{
	struct member member;

	for (const char *at = members ? members : ""; member_next(&at, &member);)
		if ((int)strlen(name) == member.name_length &&
		    memcmp(name, member.name, (size_t)member.name_length) == 0)
			return true;
	return false;
}

bool description_has_parameter(const struct route *route, const char *name)
{
	return names(route->query, name);
}

bool description_has_form_field(const struct route *route, const char *name)
{
	return names(route->form, name);
}

static bool takes_body(const struct route *route)
{
	return route->method == POST || route->method == PATCH;
}

const char *description_errors(struct arena *arena, const struct route *route)
{
	bool by_user = route->who == USER || route->who == BEARER;
	bool changes = route->run != READ && route->run != PUBLIC;
	const struct {
		bool holds;
		const char *codes;
	} rows[] = {
		{ true, "invalid_request rate_limited internal busy" },
		{ by_user || route->who == CRON, " authentication_required" },
		{ by_user, " forbidden" }, /* a page elsewhere */
		{ by_user && route->scope != SCOPE_ALL, " insufficient_scope" },
		{ takes_body(route), " body_too_large" },
		{ strstr(route->path, "{id}") != NULL, " not_found" },
		{ route->who == USER && route->method == POST && changes,
		  " idempotency_in_progress idempotency_mismatch" },
		{ route->run == LANE, " stripe_not_configured" },
	};
	struct text out = text_start(arena, 300);

	for (int i = 0; i < COUNT(rows); i++)
		text_add_string(&out, rows[i].holds ? rows[i].codes : "");
	if (route->errors) {
		text_add_char(&out, ' ');
		text_add_string(&out, route->errors);
	}
	return out.bytes;
}

bool description_has_tag(const struct route *route)
{
	return route->run == PUBLIC ||
	       (route->run == READ && route->method == GET && route->who == USER);
}

/* Where two routes have one handler, the second bears its path's last word as well. */
const char *description_name(struct arena *arena, const struct route *route)
{
	const struct route *first = route_at(0);

	while (first->handler != route->handler)
		first++;
	if (first == route)
		return route->name;
	return arena_printf(arena, "%s_%s", route->name, strrchr(route->path, '/') + 1);
}

bool description_next_answer(struct arena *arena, const char **answers, struct described_answer *out)
{
	const char *at = *answers + strspn(*answers, ", ");
	size_t length = strcspn(at, ",");

	*answers = at + length;
	if (!length)
		return false;
	*out = (struct described_answer){ .status = (at[0] - '0') * 100 + (at[1] - '0') * 10 +
						    at[2] - '0' };

	char *what = arena_copy(arena, at + 4, length - 4);

	out->is_list = *what == '[';
	if (out->is_list)
		what[strlen(what) - 1] = '\0';
	what += out->is_list;
	if (isupper((unsigned char)*what))
		out->object = what;
	else if (strchr(what, '/'))
		out->media = what;
	return true;
}

bool description_next_lead(struct arena *arena, const char **leads, struct described_lead *out)
{
	const char *at = *leads ? *leads + strspn(*leads, ", ") : "";
	size_t length = strcspn(at, ",");
	char *lead = arena_copy(arena, at, length), *colon = strchr(lead, ':');
	char *rename = strchr(lead, '>');

	if (!colon)
		return false;
	*leads = at + length;
	*colon = '\0';
	if (rename)
		*rename++ = '\0';
	*out = (struct described_lead){ .member = lead,
					.parameter = rename ? rename : "id",
					.operations = colon + 1 };
	return true;
}

int description_lead_status(struct arena *arena, const struct route *route)
{
	struct described_answer answer;
	int first = 0;

	for (const char *at = route->answers; description_next_answer(arena, &at, &answer);) {
		if (answer.status == 201)
			return 201;
		first = first ? first : answer.status;
	}
	return first;
}
