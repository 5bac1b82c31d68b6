#include "race/operation.h"

#include "race/rival.h"
#include "support/proxy.h"

enum { COMMANDS_MOST = 60 };

static const struct {
	enum proxy_fault fault;
	const char *words;
} faults[] = {
	{ PROXY_SWALLOW, "swallowed" },
	{ PROXY_MUTE, "unanswered" },
	{ PROXY_LATE, "late" },
};

static struct reply ask(const struct scene *scene, const struct operation *o)
{
	const char *at = strstr(o->path, "%s");
	const char *path = !at ? o->path
			       : arena_printf(world_arena(), "%.*s%s%s", (int)(at - o->path),
					      o->path, scene->path_id.text, at + 2);

	return client_ask(&scene->client, o->method, path, o->body);
}

enum error operation_pass(struct scene *scene)
{
	(void)scene;
	(void)act_pass();
	return OK;
}

/* What a lost COMMIT has put off is met by one of the next passes. */
static void pass_until_over(const struct scene *scene)
{
	int64_t end = monotonic_ms() + 5000;

	while (look_number("SELECT due_at IS NOT NULL FROM jobs WHERE id = @job")) {
		ck_assert_msg(monotonic_ms() < end, "job %s is never over", scene->job.text);
		(void)act_pass();
	}
}

static void name_in_sql(const struct scene *scene)
{
	sql("SET @job = '%s', @user = '%s', @path = '%s'", scene->job.text, scene->client.user.text,
	    scene->path_id.text);
}

static struct scene arrange(const struct operation *o)
{
	struct scene scene = { .client = { .name = "" } };

	o->arrange(&scene);
	if (id_is_none(scene.path_id))
		scene.path_id = scene.job;
	name_in_sql(&scene);
	return scene;
}

static void check_answer(const struct operation *o, const struct reply *reply, const char *when)
{
	ck_assert_msg(reply->status == o->status, "%s: %d %s", when, reply->status,
		      reply->body.text);
	ck_assert_msg(!o->says || strstr(reply->body.text, o->says), "%s: no %s in %s", when,
		      o->says, reply->body.text);
}

static void perform(const struct operation *o, struct scene *scene, const char *when)
{
	if (o->act) {
		enum error e = o->act(scene);

		ck_assert_msg(e == OK, "%s: %s: %s", when, error_name(e), failure_note()->text);
		return;
	}

	struct reply reply = ask(scene, o);

	check_answer(o, &reply, when);
}

static void check_effects(const struct operation *o, const char *when)
{
	for (int i = 0; i < COUNT(o->effects) && o->effects[i].sql; i++) {
		int64_t number = look_number(o->effects[i].sql);

		ck_assert_msg(number == o->effects[i].number, "%s: %s: %lld, not %lld", when,
			      o->effects[i].sql, (long long)number, (long long)o->effects[i].number);
	}
	check_audit();
}

/* The same name again, after all: the answer that was kept is the one that was given. */
static void check_replay(const struct operation *o, struct scene *scene, const char *when)
{
	if (!*scene->client.name)
		return;

	struct reply again = ask(scene, o);

	ck_assert_msg(again.status == o->status &&
			      strcmp(reply_header_of(&again, "Idempotency-Replayed"), "true") == 0,
		      "%s: not replayed: %d %s", when, again.status, again.body.text);
	check_effects(o, when);
}

static bool survives(const struct operation *o, enum proxy_fault fault, enum proxy_target target,
		     int nth, const char *when)
{
	struct scene scene = arrange(o);

	proxy_arm(fault, target, nth);
	perform(o, &scene, when);

	bool struck = proxy_disarm();

	if (o->act == operation_pass)
		pass_until_over(&scene);
	check_effects(o, when);
	check_replay(o, &scene, when);
	return struck;
}

void operation_lose_commits(const struct operation *o)
{
	for (int i = 0; i < COUNT(faults); i++)
		for (int nth = 1; nth < COMMANDS_MOST; nth++) {
			char when[100];

			(void)snprintf(when, sizeof(when), "COMMIT %d %s", nth, faults[i].words);
			if (!survives(o, faults[i].fault, PROXY_COMMITS, nth, when)) {
				ck_assert_msg(nth > 1, "%s: there was none", when);
				break;
			}
		}
}

void operation_cut_commands(const struct operation *o)
{
	for (int i = 0; faults[i].fault != PROXY_LATE; i++)
		for (int nth = 1; nth < COMMANDS_MOST; nth++) {
			char when[100];

			(void)snprintf(when, sizeof(when), "command %d %s", nth, faults[i].words);
			if (!survives(o, faults[i].fault, PROXY_COMMANDS, nth, when))
				break;
		}
}

void open_behind_proxy(void)
{
	(void)setenv("CLORP_DB_SOCKET", proxy_start(getenv("CLORP_DB_SOCKET")), true);
	world_open();
	settings_mutable()->judge_lease_ms = 200;
}

void close_behind_proxy(void)
{
	world_close();
	proxy_stop();
}
