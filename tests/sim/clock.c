#include "sim/clock.h"

#include "support/world.h"

/* What a job's rules look at; a cooldown counts for a day, whatever became of its job. */
#define AGE_JOBS \
	"UPDATE jobs SET window_closes_at = window_closes_at - INTERVAL @by SECOND, " \
	"next_lapse_at = next_lapse_at - INTERVAL @by SECOND, " \
	"closed_at = closed_at - INTERVAL @by SECOND, " \
	"lease_expires_at = lease_expires_at - INTERVAL @by SECOND, " \
	"held_until = held_until - INTERVAL @by SECOND, " \
	"accepted_at = accepted_at - INTERVAL @by SECOND, " \
	"deadline_at = deadline_at - INTERVAL @by SECOND, " \
	"submitted_at = submitted_at - INTERVAL @by SECOND "
#define AGE_CLAIMS \
	"UPDATE claims SET first_claimed_at = first_claimed_at - INTERVAL @by SECOND, " \
	"expires_at = expires_at - INTERVAL @by SECOND "
#define AGE_COOLDOWNS \
	"UPDATE cooldowns SET expires_at = expires_at - INTERVAL @by SECOND, " \
	"created_at = created_at - INTERVAL @by SECOND "

static void age_one(struct id job)
{
	sql("SET @job = '%s'", job.text);
	sql(AGE_JOBS "WHERE id = @job");
	sql(AGE_CLAIMS "WHERE job_id = @job");
	sql(AGE_COOLDOWNS "WHERE job_id = @job");
}

static void age_all(void)
{
	sql(AGE_JOBS "WHERE due_at IS NOT NULL");
	sql(AGE_CLAIMS "WHERE job_id IN (SELECT id FROM jobs WHERE status = 'open')");
	sql(AGE_COOLDOWNS "WHERE created_at > NOW(3) - INTERVAL 2 DAY");
}

void clock_advance(struct sim *sim, int twin, int quanta)
{
	sql("SET @by = %d", quanta * QUANTUM);
	if (twin == NOBODY) {
		age_all();
		sim->model.clock += (int64_t)quanta * QUANTUM;
	} else {
		age_one(sim->model.twins[twin].id);
		sim->model.twins[twin].ahead += (int64_t)quanta * QUANTUM;
	}
}
