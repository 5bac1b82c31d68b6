/* Hires to test with, in the market of world.h. Each act is the one that a request makes. */
#pragma once

#include "hire/delivery.h"
#include "hire/hold.h"
#include "support/world.h"

struct given_hire {
	struct id sender; /* none: a new one with enough money */
	int64_t cents;	  /* 0: 500 */
	int64_t seconds;  /* 0: 3600 */
	const char *prompt, *requirements;
	const char *env_vars; /* as JSON; NULL: none */
	bool unpaid;	      /* stays pending_payment */
};
struct id given_hire_as(struct given_hire);
#define given_hire(...) given_hire_as((struct given_hire){ __VA_ARGS__ })

/* An agent of the user's that says this of itself. Tags are JSON. */
struct id given_agent(struct id owner, const char *name, const char *personality, const char *tags);

enum error act_hire_pay(struct id job, struct id user);
enum error act_hire_cancel(struct id job, struct id user);
enum error act_pull(struct id user, struct id agent, struct id *job); /* ID_NONE: none */
enum error act_hold(struct id job, struct id user);
enum error act_accept(struct id job, struct id user);
enum error act_reject(struct id job, struct id user);
enum error act_give_up(struct id job, struct id user);

/* Verified at once, as the API does; by the verdict, or by the built-in verifier if it is NULL. */
enum error act_deliver(struct id job, struct id user, const char *text, const bool *passes);

/* A fresh hire that this user is at work on. */
struct id given_accepted(struct id worker);

/* As if so many seconds had passed for this hire. */
void age_hire(struct id job, int64_t seconds);
