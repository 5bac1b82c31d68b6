#include "sim/fault.h"

#include <time.h>

#include "support/proxy.h"
#include "support/world.h"

enum {
	ONE_LATE_IN = 8,
	LATE_MS = 40,
	COMMANDS_MOST = 8,
	ONE_SECOND_IN = 4,
	SESSIONS = 3 /* ours: the clients', and two to look with */
};

static const struct {
	enum proxy_fault fault;
	enum proxy_target target;
} kinds[] = {
	{ PROXY_LATE, PROXY_COMMITS }, /* less often: it takes its time */
	{ PROXY_SWALLOW, PROXY_COMMITS },  { PROXY_MUTE, PROXY_COMMITS },
	{ PROXY_SWALLOW, PROXY_COMMANDS }, { PROXY_MUTE, PROXY_COMMANDS },
};

const char *const fault_words[] = {
	"COMMIT late",	     "COMMIT swallowed",   "COMMIT unanswered",
	"command swallowed", "command unanswered",
};
const int fault_count = COUNT(kinds);

static bool is_armed;
static int kind; /* of the fault armed last */

static enum error ping(struct db *db, void *arg)
{
	(void)arg;
	return db_exec(db, "DO 1");
}

/* A connection that never was is no lost one: AWAY is answered at once. */
static void connect(struct sim *sim)
{
	if (db_transact(sim->db, DB_AUTOCOMMIT, ping, NULL))
		sim_fail(sim, "no connection: %s", failure_note()->text);
}

void fault_arm(struct sim *sim, int one_in)
{
	struct chance *chance = &sim->chance;

	is_armed = chance_one_in(chance, one_in);
	sim->struck = false;
	if (!is_armed)
		return;
	kind = chance_one_in(chance, ONE_LATE_IN) ? 0 : 1 + chance_below(chance, COUNT(kinds) - 1);
	connect(sim);

	bool commit = kinds[kind].target == PROXY_COMMITS;

	proxy_be_late(LATE_MS);
	proxy_arm(kinds[kind].fault, kinds[kind].target,
		  1 + (commit ? chance_one_in(chance, ONE_SECOND_IN)
			      : chance_below(chance, COMMANDS_MOST)));
}

/* The session that was cut off may still hold locks, or be about to commit. */
static void wait_for_ghosts(void)
{
	const struct timespec moment = { 0, 1000000 };

	while (look_number("SELECT COUNT(*) FROM information_schema.processlist "
			   "WHERE user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)") > SESSIONS)
		(void)nanosleep(&moment, NULL);
}

void fault_end(struct sim *sim)
{
	if (!is_armed)
		return; /* or it was seen to already */
	is_armed = false;
	sim->struck = proxy_disarm();
	if (!sim->struck)
		return;
	sim->tally->faults[kind]++;
	wait_for_ghosts();
}

bool fault_was_commit(const struct sim *sim)
{
	return sim->struck && kinds[kind].target == PROXY_COMMITS;
}
