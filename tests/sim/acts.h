/*
 * What clients, the clock and the world outside may do: a table. Each act is
 * entered in the model, done, and must answer what the model says.
 */
#pragma once

#include "sim/sim.h"

enum { ACT_ERRORS_MOST = 16 };

/* By whom an act is mostly tried: one who may do it. */
enum role { ROLE_ANY, ROLE_SENDER, ROLE_STRANGER, ROLE_CLAIMANT, ROLE_HOLDER, ROLE_RECEIVER };

/* Who does it, with which job. */
struct choice {
	int twin; /* NOBODY: the act is about none */
	struct who who;
};

typedef void act_fn(struct sim *, struct choice);

struct act {
	const char *name;
	int weight;	 /* how often, beside the others */
	unsigned states; /* of the job that it is mostly tried on, as bits; 0: it is about none */
	enum role role;
	bool is_sheltered; /* its connection is not lost, or it sees to that itself */
	act_fn *run;
	enum error errors[ACT_ERRORS_MOST]; /* that it may answer beside OK: each must be met */
};

extern const struct act acts[];
extern const int act_count;

/* One step: an act by chance. Returns the job that it was tried on, or NOBODY. */
int act_by_chance(struct sim *);

act_fn try_post_drop, try_post_hire, try_pay, try_cancel;
act_fn try_claim, try_release, try_read, try_submit;
act_fn try_pull, try_hold, try_accept, try_reject, try_give_up, try_deliver;
act_fn try_job_ages, try_time_passes, try_day_passes, try_pass, try_judge_late;
act_fn try_grant, try_top_up, try_settle;
act_fn try_take_back, try_lose, try_give_again, try_call_off, try_claw_back, try_let_go;
act_fn try_freeze, try_thaw;
