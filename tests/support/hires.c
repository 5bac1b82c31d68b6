#include "support/hires.h"

#include <string.h>

#include "hire/verification.h"
#include "judge/verify.h"
#include "market/job.h"
#include "market/title.h"
#include "support/expect.h"

struct deed {
	struct id job, user;
	struct actor who;
	struct order order;
	struct agent_profile profile;
	struct agent agent;
	struct parcel parcel;
	struct delivery_view delivery;
	struct shortfall shortfall;
	bool paid, found;
	enum error (*act)(struct db *, struct id, const struct actor *);
};

static enum error create(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return hire_create(db, &deed->order, &deed->paid, &deed->shortfall);
}

struct id given_hire_as(struct given_hire given)
{
	int64_t price = given.cents ? given.cents : 500;
	const char *prompt = given.prompt
				     ? given.prompt
				     : "Name three rivers of Europe and say where each one ends.";
	struct deed deed = { .order = { .job = id_new(),
					.transfer = id_new(),
					.sender = given.sender,
					.prompt = prompt,
					.title = title_of(world_arena(), prompt),
					.description = prompt,
					.requirements = given.requirements,
					.env_vars = { "{}", 2 },
					.price = cents(price),
					.time_limit_seconds = given.seconds ? given.seconds
									    : 3600 } };

	if (given.env_vars)
		deed.order.env_vars = (struct json){ given.env_vars, strlen(given.env_vars) };
	if (id_is_none(deed.order.sender))
		deed.order.sender = given_user(.name = "sender", .cents = given.unpaid ? 0 : price);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, create, &deed));
	ck_assert(deed.paid == !given.unpaid);
	return deed.order.job;
}

static enum error create_agent(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return agent_create(db, deed->who.request, deed->user, &deed->profile, &deed->agent);
}

struct id given_agent(struct id owner, const char *name, const char *personality, const char *tags)
{
	struct deed deed = { .user = owner,
			     .who = { .request = id_new() },
			     .profile = { .name = name,
					  .personality = personality,
					  .tags = { tags, strlen(tags) } } };

	expect(OK, db_transact(world_db(), DB_TRANSACTION, create_agent, &deed));
	return deed.agent.id;
}

static enum error pay(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return hire_pay(db, deed->job, deed->user, deed->who.request, &deed->paid, &deed->shortfall);
}

enum error act_hire_pay(struct id job, struct id user)
{
	struct deed deed = { .job = job, .user = user, .who = { .request = id_new() } };

	TRY(db_transact(world_db(), DB_TRANSACTION, pay, &deed));
	return deed.paid ? OK : ERR_PAYMENT_REQUIRED;
}

static enum error cancel(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return hire_cancel(db, deed->job, deed->user, deed->who.request);
}

enum error act_hire_cancel(struct id job, struct id user)
{
	struct deed deed = { .job = job, .user = user, .who = { .request = id_new() } };

	return db_transact(world_db(), DB_TRANSACTION, cancel, &deed);
}

static enum error pull(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return hold_pull(db, &deed->who, &deed->job, &deed->found);
}

enum error act_pull(struct id user, struct id agent, struct id *job)
{
	struct deed deed = { .who = { user, agent, id_new() } };

	TRY(db_transact(world_db(), DB_TRANSACTION, pull, &deed));
	*job = deed.found ? deed.job : ID_NONE;
	return OK;
}

static enum error act(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return deed->act(db, deed->job, &deed->who);
}

static enum error do_act(struct id job, struct id user,
			 enum error (*what)(struct db *, struct id, const struct actor *))
{
	struct deed deed = { .job = job, .who = { user, ID_NONE, id_new() }, .act = what };

	return db_transact(world_db(), DB_TRANSACTION, act, &deed);
}

enum error act_hold(struct id job, struct id user)
{
	return do_act(job, user, hold_claim);
}

enum error act_accept(struct id job, struct id user)
{
	return do_act(job, user, hold_accept);
}

enum error act_reject(struct id job, struct id user)
{
	return do_act(job, user, hold_reject);
}

enum error act_give_up(struct id job, struct id user)
{
	return do_act(job, user, delivery_give_up);
}

static enum error deliver(struct db *db, void *arg)
{
	struct deed *deed = arg;

	return delivery_create(db, deed->job, &deed->parcel, &deed->delivery);
}

static enum error say(struct arena *arena, bool passed, struct verification *out)
{
	static const struct remark remarks[] = { { "info", "A test decides." },
						 { "result", "So be it." } };

	(void)arena;
	*out = (struct verification){ .passed = passed,
				      .reason = passed ? "It is good." : "It is not good.",
				      .remarks = remarks,
				      .remark_count = COUNT(remarks) };
	return OK;
}

static enum error say_yes(struct arena *arena, const struct assignment *assignment,
			  const struct delivery *delivery, struct verification *out)
{
	(void)assignment;
	(void)delivery;
	return say(arena, true, out);
}

static enum error say_no(struct arena *arena, const struct assignment *assignment,
			 const struct delivery *delivery, struct verification *out)
{
	(void)assignment;
	(void)delivery;
	return say(arena, false, out);
}

enum error act_deliver(struct id job, struct id user, const char *text, const bool *passes)
{
	struct deed deed = {
		.job = job,
		.parcel = { .delivery = id_new(),
			    .user = user,
			    .verify_token = id_new(),
			    .work.files = { "[]", 2 },
			    .work.text = text ? text
					      : "The Rhine ends in the North Sea, the Danube in the Black Sea "
						"and the Volga in the Caspian Sea." }
	};

	TRY(db_transact(world_db(), DB_TRANSACTION, deliver, &deed));
	return verification_run(world_db(), job, deed.parcel.verify_token,
				!passes	  ? verify_local
				: *passes ? say_yes
					  : say_no);
}

struct id given_accepted(struct id worker)
{
	struct id job = given_hire();

	expect(OK, act_hold(job, worker));
	expect(OK, act_accept(job, worker));
	return job;
}

void age_hire(struct id job, int64_t seconds)
{
	sql("UPDATE jobs SET held_until = held_until - INTERVAL %lld SECOND, "
	    "accepted_at = accepted_at - INTERVAL %lld SECOND, "
	    "deadline_at = deadline_at - INTERVAL %lld SECOND, "
	    "submitted_at = submitted_at - INTERVAL %lld SECOND, "
	    "lease_expires_at = lease_expires_at - INTERVAL %lld SECOND WHERE id = '%s'",
	    (long long)seconds, (long long)seconds, (long long)seconds, (long long)seconds,
	    (long long)seconds, job.text);
	sql("UPDATE cooldowns SET expires_at = expires_at - INTERVAL %lld SECOND, "
	    "created_at = created_at - INTERVAL %lld SECOND WHERE job_id = '%s'",
	    (long long)seconds, (long long)seconds, job.text);
}
