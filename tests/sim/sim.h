/* What the parts of a run share. */
#pragma once

#include "db/db.h"
#include "sim/hire_twin.h"
#include "sim/tally.h"

struct act;

struct sim {
	uint64_t seed; /* of this world */
	struct chance chance;
	struct model model;
	struct db *db;	       /* the clients', through the proxy; tests look past it */
	struct arena *arena;   /* of a step */
	const struct act *act; /* of the step at hand */
	bool struck;	       /* and whether its connection was lost */
	struct tally *tally;
};

/* What came back is what the model wants, or the run ends and says how to repeat it. */
void sim_expect(struct sim *, enum error wanted, enum error came);
_Noreturn void sim_fail(const struct sim *, const char *format, ...) PRINTF(2, 3);
