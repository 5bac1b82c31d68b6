/* Trials under lost COMMITs: see operation.h. What jurors decide they decide, and once. */
#include <unistd.h>

#include "base/config.h"
#include "clock/trial.h"
#include "judge/local.h"
#include "judge/verify.h"
#include "race/operation.h"
#include "race/rival.h"

static enum error rank_all(struct arena *arena, const struct contest *contest, struct judgement *out)
{
	struct verdict *verdicts = ARENA_ARRAY(arena, struct verdict, contest->count);

	for (int i = 0; i < contest->count; i++)
		verdicts[i] = (struct verdict){ i + 1, 'A', "as told", NULL };
	*out = (struct judgement){ .verdicts = verdicts,
				   .rationale = "as told",
				   .agreement = "unanimous" };
	return OK;
}

static enum error rank_none(struct arena *arena, const struct contest *contest,
			    struct judgement *out)
{
	(void)arena;
	(void)contest;
	(void)out;
	return failure(ERR_UPSTREAM, "nobody is at home");
}

static const struct judges good = { judge_local, verify_local, "model-a", rank_all, NULL };
static const struct judges gone = { judge_local, verify_local, "model-a", rank_none, NULL };

static void complain(struct id job, enum error e)
{
	ck_abort_msg("the clock stumbled over %s: %s", job.text, error_name(e));
}

static void pass(void)
{
	struct moved moved = { 0 };

	ck_assert_int_eq(deadline_enforce(world_db(), &good,
					  &(struct deadline_limits){ 1000, 60000, NULL }, complain,
					  &moved),
			 OK);
}

static void a_drop_that_jurors_judge(struct scene *scene)
{
	scene->client = client_of(given_user(.cents = 1000));
	scene->job = given_drop(.sender = scene->client.user, .cents = 1000);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(act_submit(scene->job, given_user(), NULL), OK);
	age(scene->job, 400);
	pass();
}

static void one_whose_time_is_over(struct scene *scene)
{
	settings_mutable()->judge_lease_ms = 100;
	a_drop_that_jurors_judge(scene);
	age(scene->job, 59);
}

static void one_that_is_to_be_refunded(struct scene *scene)
{
	settings_mutable()->judge_fallback = "refund";
	one_whose_time_is_over(scene);
}

static void hold_all(const struct judges *judges)
{
	bool held = true;

	while (held)
		ck_assert_int_eq(trial_hold(world_db(), judges, id_new(), &held), OK);
}

static enum error decide(struct scene *scene)
{
	(void)scene;
	hold_all(&good);
	return OK;
}

struct end {
	struct id job;
	bool is_over;
};

static enum error find_end(struct db *db, void *arg)
{
	struct end *end = arg;
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT status IN ('completed', 'failed') AS is_over FROM jobs WHERE id = ?",
		     end->job));
	end->is_over = rows_next(rows) && row_bool(rows, "is_over");
	return OK;
}

/* Where a COMMIT was lost on the way the clock ends it, once the lease is over. */
static enum error fail_all(struct scene *scene)
{
	struct end end = { scene->job, false };
	int64_t last = monotonic_ms() + 20000;

	while (!end.is_over) {
		ck_assert_msg(monotonic_ms() < last, "job %s is never over", scene->job.text);
		hold_all(&gone);
		pass();
		ck_assert_int_eq(db_transact(world_db(), DB_AUTOCOMMIT, find_end, &end), OK);
		usleep(20 * 1000);
	}
	return OK;
}

#define STATUS(text) "SELECT status = " text " FROM jobs WHERE id = @job"
#define SETTLED "SELECT COUNT(*) FROM settlements WHERE job_id = @job"
#define BALANCE "SELECT balance_cents FROM accounts WHERE id = @user"

/* clang-format off */
OPERATION(a_trial_is_decided_once_and_by_its_jurors,
	.arrange = a_drop_that_jurors_judge, .act = decide,
	.effects = { { STATUS("'completed'"), 1 }, { SETTLED, 1 }, { BALANCE, 0 },
		     { "SELECT agreement = 'unanimous' FROM jobs WHERE id = @job", 1 } })

OPERATION(a_trial_whose_time_is_over_is_decided_once,
	.arrange = one_whose_time_is_over, .act = fail_all,
	.effects = { { STATUS("'completed'"), 1 }, { SETTLED, 1 }, { BALANCE, 0 },
		     { "SELECT judging_by = 'built-in judge' FROM jobs WHERE id = @job", 1 } })

OPERATION(a_trial_whose_time_is_over_is_refunded_once,
	.arrange = one_that_is_to_be_refunded, .act = fail_all,
	.effects = { { STATUS("'failed'"), 1 }, { SETTLED, 1 }, { BALANCE, 1000 } })
/* clang-format on */

SUITE("lost_commit_trial", open_behind_proxy, close_behind_proxy,
      BOTH(a_trial_is_decided_once_and_by_its_jurors),
      BOTH(a_trial_whose_time_is_over_is_decided_once),
      BOTH(a_trial_whose_time_is_over_is_refunded_once))
