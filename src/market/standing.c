#include "market/standing.h"

#include <string.h>

#include "base/config.h"

#define STANDING_OF(user) \
	"SELECT 'claim' AS what, expires_at AS ends_at FROM claims " \
	"WHERE user_id = " user " AND status = 'live' UNION ALL " \
	"SELECT 'hire', deadline_at FROM jobs WHERE receiver = " user \
	" AND status = 'accepted' UNION ALL " \
	"SELECT IF(job_id <=> ?, 'no_show_here', 'no_show'), expires_at FROM cooldowns " \
	"WHERE user_id = " user \
	" AND created_at > NOW(3) - INTERVAL 1 DAY AND is_no_show UNION ALL " \
	"(SELECT 'proof', NULL FROM submissions WHERE user_id = " user \
	" AND grade <> 'F' LIMIT 1) UNION ALL " \
	"(SELECT 'proof', NULL FROM jobs WHERE receiver = " user \
	" AND status = 'verified' LIMIT 1)"

/*
 * One round trip, and of each table no more rows than the user may hold: a name says
 * what a row is. The first names the columns, and gives them their types.
 */
void standing_queue(struct db *db, struct id user, struct id job, struct rows **out)
{
	if (id_equal(user, ID_CALLER))
		db_queue_query(db, out, STANDING_OF("@caller"), job);
	else
		db_queue_query(db, out, STANDING_OF("?"), user, user, job, user, user, user);
}

static struct instant earliest(struct instant a, struct instant b)
{
	return a.ms ? instant_earlier(a, b) : b;
}

/* Held until then; or run out, and a no-show that nothing has recorded yet. */
static void count(int64_t *held, struct instant *next, int64_t *missed, struct instant end,
		  struct instant now)
{
	if (!instant_before(now, end)) {
		++*missed;
		return;
	}
	++*held;
	*next = earliest(*next, end);
}

static void add(struct standing *out, const char *what, struct instant end, struct instant now)
{
	if (strcmp(what, "claim") == 0) {
		count(&out->claims, &out->next_claim_end, &out->no_shows, end, now);
	} else if (strcmp(what, "hire") == 0) {
		count(&out->hires, &out->next_deadline, &out->no_shows, end, now);
	} else if (strcmp(what, "proof") == 0) {
		out->is_new = false;
	} else {
		out->no_shows++;
		if (strcmp(what, "no_show_here") == 0 && instant_before(out->cooldown_until, end))
			out->cooldown_until = end;
	}
}

struct standing standing_read(struct rows *rows, struct instant now)
{
	struct standing standing = { .is_new = true };

	while (rows_next(rows))
		add(&standing, row_text(rows, "what"), row_time(rows, "ends_at"), now);
	return standing;
}

enum error standing_find(struct db *db, struct id user, struct standing *out)
{
	struct rows *now, *rows;

	standing_queue(db, user, ID_NONE, &rows);
	TRY(db_query(db, &now, "SELECT SYSDATE(3) AS now"));
	if (!rows_next(now))
		return failure(ERR_BROKEN, "the clock has no row");
	*out = standing_read(rows, row_time(now, "now"));
	return OK;
}

static int64_t lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

struct limits limits_of(const struct standing *standing)
{
	const struct config *c = settings();
	struct limits limits = { c->claim_limit, c->hire_work_limit, NULL };

	if (standing->no_shows >= c->no_show_limit) {
		limits.claims = lesser(limits.claims, c->claim_limit_lowered);
		limits.hires = lesser(limits.hires, c->hire_work_limit_lowered);
		limits.why = "so many no-shows within a day: late, graded F, or no answer at all";
	}
	if (standing->is_new) {
		limits.claims = lesser(limits.claims, c->claim_limit_new);
		limits.hires = lesser(limits.hires, c->hire_work_limit_new);
		limits.why = "nothing of yours was graded above F, or verified, so far";
	}
	return limits;
}
