/*
 * The simulator: drops and hires mixed, people and agents who do what they may
 * and what they may not, judges that fail, a clock that moves, connections that
 * are lost; all of it against the real database, and beside it a model that
 * says what must come of each step. A seed is a run, from the first step to the last.
 *
 *	CLORP_SIM_SEED	where to begin; the worlds that follow have the next numbers
 *	CLORP_SIM_STEPS	how many steps in all
 *	CLORP_SIM_SECONDS	or how long: as many worlds as fit
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "sim/acts.h"
#include "sim/look.h"
#include "sim/ruling.h"
#include "support/hires.h"
#include "support/proxy.h"
#include "support/suite.h"

enum {
	SEED = 1,
	STEPS = 100000,
	WORLD_STEPS = 5000,
	AUDIT_EACH = 1000,
	WORLD_SECONDS_MOST = 240,
	TEST_SECONDS_MOST = 3600,
	CENTS_AT_FIRST = 600,
	HOLD_DAYS = 3650
};

static struct sim sim;
static struct tally tally;

void sim_fail(const struct sim *s, const char *format, ...)
{
	char text[500];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	tally_print(s->tally);
	ck_abort_msg(
		"step %lld of seed %llu (%s%s): %s. Again: CLORP_SIM_SEED=%llu CLORP_SIM_STEPS=%lld",
		(long long)s->model.step, (unsigned long long)s->seed,
		s->act ? s->act->name : "the start", s->struck ? ", connection lost" : "", text,
		(unsigned long long)s->seed, (long long)s->model.step);
	abort(); /* not reached: check does not say so */
}

void sim_expect(struct sim *s, enum error wanted, enum error came)
{
	s->tally->acts[s->act - acts][came]++;
	if (came != wanted)
		sim_fail(s, "%s instead of %s (%s)", error_name(came), error_name(wanted),
			 came ? failure_note()->text : "");
}

/* ------------------------------------------------------ a world */

/* Deadlines that the model's quanta never meet: see model.h. */
static void set_clocks(void)
{
	struct config *c = settings_mutable();

	c->unpaid_per_hour = 1000000;
	c->claim_seconds = CLAIM_LIFE;
	c->claim_grace_seconds = CLAIM_GRACE;
	c->cooldown_seconds = CLAIM_COOLDOWN;
	c->claim_limit = CLAIMS_MOST;
	c->claim_limit_lowered = CLAIMS_LOWERED;
	c->claim_limit_new = CLAIMS_NEW;
	c->hire_work_limit = WORK_MOST;
	c->hire_work_limit_lowered = WORK_LOWERED;
	c->hire_work_limit_new = WORK_NEW;
	c->no_show_limit = NO_SHOWS;
	c->max_claims = PLACES;
	c->hire_hold_seconds = HOLD_LIFE;
	c->hire_hold_limit = HOLDS_MOST;
	c->hire_grace_seconds = HIRE_GRACE;
	c->hire_cooldown_seconds = HIRE_COOLDOWN;
	c->judge_lease_ms = LEASE_LIFE * 1000;
	c->payout_hold_seconds = (int64_t)HOLD_DAYS * DAY; /* no prize is out of a dispute's reach */
	c->dispute_hold_days = HOLD_DAYS;
}

static void create_players(struct model *model)
{
	static const char *const tags[] = { "[\"rivers\", \"research\"]", "[\"C\", \"code\"]",
					    "[\"French\", \"translation\"]", "[]" };

	for (int i = 0; i < PLAYERS; i++) {
		struct player *player = &model->players[i];

		player->id = given_user(.name = "player", .cents = CENTS_AT_FIRST);
		player_post(player, CENTS_AT_FIRST, 0);
		for (int k = 0; k < AGENTS_EACH; k++)
			player->agents[k] = given_agent(player->id, k ? "second" : "first",
							k ? "I know trains, menus and lists." : NULL,
							tags[(i + k) % COUNT(tags)]);
	}
}

/* The clients go through the proxy; what arranges and looks does not. */
static void open_world(uint64_t seed)
{
	world_open();
	set_clocks();
	sim = (struct sim){ .seed = seed,
			    .chance = chance_of(seed),
			    .tally = &tally,
			    .arena = arena_create(),
			    .db = db_create() };
	sim.model.moves = tally.moves;
	db_use(sim.db, sim.arena);
	create_players(&sim.model);
	settings_mutable()->db_socket = proxy_start(settings()->db_socket);
	ruling_for(&sim);
}

static void close_world(void)
{
	db_free(sim.db);
	arena_free(sim.arena);
	proxy_stop();
	world_close();
	tally.worlds++;
}

/* Events of different steps never share a millisecond, by which the market orders what is due. */
static void wait_until_after(struct instant event)
{
	const struct timespec moment = { 0, 50000 };

	while (instant_now().ms == event.ms)
		(void)nanosleep(&moment, NULL);
}

static void take_step(int64_t step)
{
	struct arena_mark mark = arena_mark(world_arena());

	sim.model.step = step;
	sim.model.touched_count = 0;

	int target = act_by_chance(&sim);
	struct instant done = instant_now();

	look_at_step(&sim, target);
	if (step % AUDIT_EACH == 0)
		look_at_all(&sim);
	wait_until_after(done);
	arena_rewind(world_arena(), mark);
	arena_reset(sim.arena);
	tally.steps++;
}

static void run_world(uint64_t seed, int64_t steps)
{
	int64_t end = monotonic_ms() + WORLD_SECONDS_MOST * 1000;

	open_world(seed);
	for (int64_t step = 1; step <= steps; step++) {
		take_step(step);
		if (monotonic_ms() > end)
			sim_fail(&sim,
				 "this machine is too slow for the model's clock: take fewer steps a world");
	}
	look_at_all(&sim);
	close_world();
}

/* ------------------------------------------------------ a run */

static int64_t number_from(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);

	return text && *text ? strtoll(text, NULL, 10) : otherwise;
}

START_TEST(the_market_does_what_the_model_says)
{
	uint64_t seed = (uint64_t)number_from("CLORP_SIM_SEED", SEED);
	int64_t seconds = number_from("CLORP_SIM_SECONDS", 0), start = monotonic_ms();
	int64_t steps = seconds ? INT64_MAX : number_from("CLORP_SIM_STEPS", STEPS);

	while (tally.steps < steps && (!seconds || monotonic_ms() < start + seconds * 1000)) {
		int64_t left = steps - tally.steps;

		run_world(seed++, left < WORLD_STEPS ? left : WORLD_STEPS);
	}
	tally_print(&tally);
	printf("  %lld s\n", (long long)(monotonic_ms() - start) / 1000);
	if (tally.steps >= STEPS)
		ck_assert_msg(tally_gaps(&tally) == 0,
			      "the run was too tame: see what was never met");
}
END_TEST

SUITE_WITH("sim", NULL, NULL, TEST_SECONDS_MOST, the_market_does_what_the_model_says)
