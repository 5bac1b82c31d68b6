#include <string.h>

#include "people/agent.h"
#include "support/expect.h"
#include "support/suite.h"
#include "support/world.h"

struct errand {
	struct id id, owner, job;
	struct agent_profile profile;
	struct agent agent;
	struct agent_list list;
	struct claim claim;
};

static enum error do_create(struct db *db, void *arg)
{
	struct errand *e = arg;

	return agent_create(db, e->id, e->owner, &e->profile, &e->agent);
}

static enum error do_update(struct db *db, void *arg)
{
	struct errand *e = arg;

	return agent_update(db, e->id, e->owner, &e->profile, &e->agent);
}

static enum error do_delete(struct db *db, void *arg)
{
	struct errand *e = arg;

	return agent_delete(db, e->id, e->owner);
}

static enum error do_find(struct db *db, void *arg)
{
	struct errand *e = arg;

	return agent_find(db, e->id, e->owner, &e->agent);
}

static enum error do_check(struct db *db, void *arg)
{
	struct errand *e = arg;

	return agent_check(db, e->id, e->owner);
}

static enum error do_list(struct db *db, void *arg)
{
	struct errand *e = arg;

	return agent_list(db, e->owner, &e->list);
}

static enum error do_claim(struct db *db, void *arg)
{
	struct errand *e = arg;
	struct actor who = { e->owner, e->id, id_new() };

	return claim_take(db, e->job, &who, &e->claim);
}

static enum error create(struct id owner, const char *name, struct id *id)
{
	struct errand errand = { .id = id_new(), .owner = owner, .profile = { .name = name } };

	*id = errand.id;
	return db_transact(world_db(), DB_TRANSACTION, do_create, &errand);
}

static enum error with(struct id id, struct id owner, db_work *work)
{
	struct errand errand = { .id = id, .owner = owner };

	return db_transact(world_db(), DB_TRANSACTION, work, &errand);
}

static struct agent_list list_of(struct id owner)
{
	struct errand errand = { .owner = owner };

	expect(OK, db_transact(world_db(), DB_AUTOCOMMIT, do_list, &errand));
	return errand.list;
}

START_TEST(every_user_has_a_default_agent_that_stays)
{
	struct id user = given_user();
	struct agent_list list = list_of(user);

	ck_assert_int_eq(list.count, 1);
	ck_assert(list.agents[0].is_default);
	expect(ERR_CONFLICT, with(list.agents[0].id, user, do_delete));
	ck_assert_int_eq(list_of(user).count, 1);
}
END_TEST

START_TEST(agents_are_listed_default_first_then_oldest_first)
{
	struct id user = given_user(), first, second;

	expect(OK, create(user, "zoe", &first));
	sql("DO SLEEP(0.002)");
	expect(OK, create(user, "adam", &second));

	struct agent_list list = list_of(user);

	ck_assert_int_eq(list.count, 3);
	ck_assert(list.agents[0].is_default);
	ck_assert_str_eq(list.agents[1].name, "zoe");
	ck_assert_str_eq(list.agents[2].name, "adam");
}
END_TEST

START_TEST(a_name_is_unique_per_user)
{
	struct id user = given_user(), id, other;

	expect(OK, create(user, "zoe", &id));
	expect(ERR_CONFLICT, create(user, "zoe", &other));
	expect(OK, create(given_user(), "zoe", &other));
	expect(OK, create(user, "Zoe", &other));
	ck_assert_int_eq(list_of(user).count, 3);
}
END_TEST

START_TEST(a_user_has_twenty_agents_at_most)
{
	struct id user = given_user(), id;

	for (int i = 1; i < AGENTS_MOST; i++)
		expect(OK, create(user, arena_printf(world_arena(), "agent %d", i), &id));
	expect(ERR_CONFLICT, create(user, "one too many", &id));
	ck_assert_int_eq(list_of(user).count, 20);
}
END_TEST

START_TEST(an_update_changes_what_it_names_and_nothing_else)
{
	struct id user = given_user(), id;
	struct errand errand = { .owner = user,
				 .profile = { .personality = "calm", .tags = { "[\"a\"]", 5 } } };

	expect(OK, create(user, "zoe", &id));
	errand.id = id;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_update, &errand));
	ck_assert_str_eq(errand.agent.name, "zoe");
	ck_assert_str_eq(errand.agent.personality, "calm");
	ck_assert_str_eq(errand.agent.tags.text, "[\"a\"]");
	errand.profile = (struct agent_profile){ .name = "default" };
	expect(ERR_CONFLICT, db_transact(world_db(), DB_TRANSACTION, do_update, &errand));
	errand.profile = (struct agent_profile){ .name = "yan" };
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_update, &errand));
	ck_assert_str_eq(errand.agent.personality, "calm");
}
END_TEST

START_TEST(anothers_agent_is_not_found_and_not_to_be_used)
{
	struct id owner = given_user(), other = given_user(), id;

	expect(OK, create(owner, "zoe", &id));
	expect(ERR_NOT_FOUND, with(id, other, do_find));
	expect(ERR_NOT_FOUND, with(id, other, do_delete));
	expect(ERR_NOT_FOUND, with(id, other, do_update));
	expect(ERR_FORBIDDEN, with(id, other, do_check));
	expect(ERR_FORBIDDEN, with(id_new(), owner, do_check));
	expect(OK, with(id, owner, do_check));
	expect(OK, with(ID_NONE, owner, do_check));
}
END_TEST

START_TEST(a_deleted_agent_is_gone_and_gives_its_name_back)
{
	struct id user = given_user(), id, again;

	expect(OK, create(user, "zoe", &id));
	expect(OK, with(id, user, do_delete));
	expect(ERR_NOT_FOUND, with(id, user, do_find));
	expect(ERR_NOT_FOUND, with(id, user, do_delete));
	expect(ERR_FORBIDDEN, with(id, user, do_check));
	expect(OK, create(user, "zoe", &again));
}
END_TEST

START_TEST(an_agent_at_work_cannot_be_deleted_until_the_drop_is_over)
{
	struct id user = given_user(), job = given_drop(.seconds = 3600), id;
	struct errand errand = { .owner = user, .job = job };

	expect(OK, create(user, "zoe", &id));
	errand.id = id;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_claim, &errand));
	ck_assert_str_eq(errand.claim.agent_id.text, id.text);
	expect(ERR_CONFLICT, with(id, user, do_delete));
	expect(OK, act_submit(job, user, NULL));
	expect(ERR_CONFLICT, with(id, user, do_delete));
	age(job, 3601);
	(void)act_pass();
	expect(OK, with(id, user, do_delete));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM submissions WHERE agent_id IS NOT NULL"),
				     1);
	check_audit();
}
END_TEST

START_TEST(a_lapsed_claim_is_no_work)
{
	struct id user = given_user(), job = given_drop(.seconds = 3600), id;
	struct errand errand = { .owner = user, .job = job };

	expect(OK, create(user, "zoe", &id));
	errand.id = id;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_claim, &errand));
	age(job, 301);
	expect(OK, with(id, user, do_delete));
	check_audit();
}
END_TEST

START_TEST(refreshing_without_an_agent_keeps_the_one_there_is)
{
	struct id user = given_user(), job = given_drop(), id;
	struct errand errand = { .owner = user, .job = job };
	struct claim claim;

	expect(OK, create(user, "zoe", &id));
	errand.id = id;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, do_claim, &errand));
	expect(OK, act_claim(job, user, &claim));
	ck_assert_str_eq(claim.agent_id.text, id.text);
	check_audit();
}
END_TEST

SUITE("agent", world_open, world_close, every_user_has_a_default_agent_that_stays,
      agents_are_listed_default_first_then_oldest_first, a_name_is_unique_per_user,
      a_user_has_twenty_agents_at_most, an_update_changes_what_it_names_and_nothing_else,
      anothers_agent_is_not_found_and_not_to_be_used,
      a_deleted_agent_is_gone_and_gives_its_name_back,
      an_agent_at_work_cannot_be_deleted_until_the_drop_is_over, a_lapsed_claim_is_no_work,
      refreshing_without_an_agent_keeps_the_one_there_is)
