#include "market/cooldown.h"

#include "base/config.h"

static int64_t seconds_for(enum letdown letdown)
{
	switch (letdown) {
	case LETDOWN_NO_SHOW: return settings()->cooldown_seconds;
	case LETDOWN_F: return 0;
	case LETDOWN_FAILED_ATTEMPT:
	case LETDOWN_NO_DELIVERY: return settings()->hire_cooldown_seconds;
	}
	return 0;
}

void cooldown_add(struct db *db, struct id user, struct id job, enum letdown letdown,
		  struct instant from)
{
	db_queue(db, "INSERT INTO cooldowns (id, user_id, job_id, is_no_show, expires_at, created_at) "
		     "VALUES (?, ?, ?, ?, ?, ?)", id_new(), user, job,
		 (bool)(letdown != LETDOWN_FAILED_ATTEMPT),
		 instant_plus(from, seconds_for(letdown) * 1000), from);
}
