#include "market/standing.h"

#include <string.h>

#include "base/config.h"

/* Of each table no more rows than the user may hold; a name says what a row is. */
#define HELD(user, job) \
	"SELECT 'claim' AS what, expires_at AS ends_at FROM claims " \
	"WHERE user_id = " user " AND status = 'live' UNION ALL " \
	"SELECT IF(job_id <=> " job ", 'no_show_here', 'no_show'), expires_at FROM cooldowns " \
	"WHERE user_id = " user " AND created_at > NOW(3) - INTERVAL 1 DAY AND is_no_show"
#define HIRES(user) \
	"SELECT 'hire' AS what, deadline_at AS ends_at FROM jobs WHERE receiver = " user \
	" AND status = 'accepted'"
#define PROOFS(user) \
	"(SELECT 'proof' AS what, NULL AS ends_at FROM submissions WHERE user_id = " user \
	" AND grade <> 'F' LIMIT 1) UNION ALL " \
	"(SELECT 'proof', NULL FROM jobs WHERE receiver = " user \
	" AND status = 'verified' LIMIT 1)"
#define AND " UNION ALL "

/* A block asks only for what there may be: most who claim have no hire at work, and are known to be good. */
void standing_queue(struct db *db, struct id job, struct standing_rows *out)
{
	out->past = NULL;
	db_queue_query(db, &out->held, HELD("@standing", "?"), job);
	db_queue_query(db, &out->past,
		"IF @past = 3 THEN " HIRES("@standing") AND PROOFS("@standing") "; "
		"ELSEIF @past = 2 THEN " PROOFS("@standing") "; "
		"ELSEIF @past = 1 THEN " HIRES("@standing") "; END IF");
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

static void add_all(struct standing *out, struct rows *rows, struct instant now)
{
	while (rows_next(rows))
		add(out, row_text(rows, "what"), row_time(rows, "ends_at"), now);
}

struct standing standing_read(const struct standing_rows *rows, struct instant now)
{
	struct standing standing = { .is_new = true };

	add_all(&standing, rows->held, now);
	if (rows->past)
		add_all(&standing, rows->past, now);
	return standing;
}

enum error standing_find(struct db *db, struct id user, struct standing *out)
{
	struct rows *now;
	struct standing_rows rows = { NULL, NULL };

	db_queue_query(db, &rows.held, HELD("?", "NULL"), user, user);
	db_queue_query(db, &rows.past, HIRES("?") AND PROOFS("?"), user, user, user);
	TRY(db_query(db, &now, "SELECT SYSDATE(3) AS now"));
	if (!rows_next(now))
		return failure(ERR_BROKEN, "the clock has no row");
	*out = standing_read(&rows, row_time(now, "now"));
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
