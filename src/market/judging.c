#include "market/judging.h"

#include <string.h>

#include "base/config.h"

int64_t judging_lease_ms(void)
{
	const struct config *set = settings();

	return set->judge_lease_ms + (*set->judge_embed_url ? set->judge_embed_ms : 0);
}

int64_t judging_ms(void)
{
	const struct config *set = settings();

	return strcmp(set->judge_fallback, "wait") == 0 ? set->judge_wait_hours * 3600 * 1000
							: set->judge_budget_seconds * 1000;
}

struct judging judging_begin(struct instant now, const char *jurors, struct id token,
			     int64_t lease_ms)
{
	if (jurors)
		return (struct judging){ .by = jurors,
					 .until = instant_plus(now, judging_ms()),
					 .next = now,
					 .token = ID_NONE };
	return (struct judging){ .by = JUDGED_BY_ITSELF,
				 .token = token,
				 .expires = instant_plus(now, lease_ms) };
}

void judging_lease(struct db *db, struct id job, struct id token, struct instant expires)
{
	db_queue(db, "UPDATE jobs SET judge_at = NULL, lease_token = ?, lease_expires_at = ? "
		     "WHERE id = ?", token, expires, job);
}

void judging_try(struct db *db, struct id job, const char *jurors, struct id token,
		 struct instant expires)
{
	db_queue(db, "UPDATE jobs SET judging_by = ?, judge_at = NULL, lease_token = ?, "
		     "lease_expires_at = ? WHERE id = ?", jurors, token, expires, job);
}

void judging_release(struct db *db, struct id job, struct instant next)
{
	db_queue(db, "UPDATE jobs SET judge_at = ?, lease_token = NULL, lease_expires_at = NULL "
		     "WHERE id = ?", next, job);
}

void judging_take_over(struct db *db, struct id job, struct id token, struct instant expires)
{
	db_queue(db, "UPDATE jobs SET judging_by = '" JUDGED_BY_ITSELF "', judging_until = NULL, "
		     "judge_at = NULL, lease_token = ?, lease_expires_at = ? WHERE id = ?",
		 token, expires, job);
}
