#include "sim/look.h"

#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "money/ledger.h"
#include "support/world.h"

/* What stays as it is while nothing happens to the job: ageing moves its other times. */
#define DIGEST \
	"MD5(JSON_ARRAY(j.status, j.sender, j.price_cents, j.attempt_count, j.claims_count, " \
	"j.submissions_count, j.cancellation_requested, j.held_by, j.held_by_agent_id, " \
	"j.receiver, j.receiver_agent_id, j.delivery_id, j.lease_token, j.last_request, " \
	"j.grade, j.winning_submission_id, j.failure_reason, j.completed_at, " \
	"j.updated_at)) AS digest"

/* A job's row, and what hangs on it. */
static enum error find_row(struct id job, struct rows **rows)
{
	return db_query(world_db(), rows,
		"SELECT j.kind = 'hire' AS is_hire, j.status, j.sender, j.price_cents, j.fee_cents, "
		"j.prize_cents, j.attempt_count, j.cancellation_requested, j.claims_count, "
		"j.submissions_count, j.max_claims, j.held_by, j.receiver, j.lease_token, c.*, p.*, "
		"(SELECT COUNT(*) FROM settlements s WHERE s.job_id = j.id) AS settlements, "
		"(SELECT COALESCE(SUM(e.delta), 0) FROM entries e WHERE e.account_id = ? AND e.reason IN "
		"(CONCAT('job:', j.id), CONCAT('payout:', j.id), CONCAT('refund:', j.id))) AS escrow, "
		"(SELECT COUNT(*) FROM cooldowns d WHERE d.job_id = j.id) AS cooldowns, "
		"(SELECT COUNT(*) FROM job_tokens t WHERE t.job_id = j.id) "
		"<> IF(j.status = 'queued', JSON_LENGTH(j.tokens), 0) AS misplaced, " DIGEST
		" FROM jobs j, (SELECT SUM(status = 'live') AS live, SUM(status = 'submitted') AS submitted, "
		"SUM(status = 'lapsed') AS lapsed, SUM(status = 'released') AS released FROM claims "
		"WHERE job_id = ?) c, (SELECT COUNT(DISTINCT user_id) AS shown, COUNT(DISTINCT "
		"IF(outcome IN ('rejected', 'lapsed'), user_id, NULL)) AS let_go FROM presentations "
		"WHERE job_id = ?) p WHERE j.id = ?", ACCOUNT_ESCROW, job, job, job);
}

static struct rows *row_of(struct sim *sim, int index)
{
	struct rows *rows;

	if (find_row(sim->model.twins[index].id, &rows) || !rows_next(rows))
		sim_fail(sim, "job %s is not there: %s", sim->model.twins[index].id.text,
			 failure_note()->text);
	return rows;
}

/* The row alone, which is less work. */
static struct rows *digest_of_row(struct sim *sim, int index)
{
	struct rows *rows;

	if (db_query(world_db(), &rows, "SELECT j.status, " DIGEST " FROM jobs j WHERE j.id = ?",
		     sim->model.twins[index].id) || !rows_next(rows))
		sim_fail(sim, "job %s is not there: %s", sim->model.twins[index].id.text,
			 failure_note()->text);
	sim->tally->looks++;
	return rows;
}

static void compare(struct sim *sim, const struct twin *twin, const char *what, int64_t is,
		    int64_t should_be)
{
	if (is != should_be)
		sim_fail(sim, "job %s (%s): %s is %lld instead of %lld", twin->id.text,
			 state_name(twin->state), what, (long long)is, (long long)should_be);
}

static void compare_player(struct sim *sim, const struct twin *twin, const char *what, struct id is,
			   int should_be)
{
	struct id wanted = should_be == NOBODY ? ID_NONE : sim->model.players[should_be].id;

	if (!id_equal(is, wanted))
		sim_fail(sim, "job %s (%s): %s is \"%s\" instead of \"%s\"", twin->id.text,
			 state_name(twin->state), what, is.text, wanted.text);
}

/* Promised whatever the model says. */
static void check_promises(struct sim *sim, const struct twin *twin, const struct rows *row)
{
	int64_t claims = row_int(row, "live") + row_int(row, "submitted");

	if (row_int(row, "claims_count") > row_int(row, "max_claims") || claims > PLACES)
		sim_fail(sim, "job %s has more claims than places", twin->id.text);
	if (row_int(row, "attempt_count") > ATTEMPTS || row_int(row, "settlements") > 1)
		sim_fail(sim, "job %s has too many attempts or settlements", twin->id.text);
	if (!twin->is_hire)
		compare(sim, twin, "claims_count", row_int(row, "claims_count"), claims);
	compare(sim, twin, "words that wait while the job does not, or do not",
		row_int(row, "misplaced"), 0);
}

static int64_t count_showings(const struct twin *twin, enum showing least)
{
	int64_t n = 0;

	for (int i = 0; i < PLAYERS; i++)
		n += twin->showings[i] >= least;
	return n;
}

static void check_numbers(struct sim *sim, const struct twin *twin, const struct rows *row)
{
	const struct {
		const char *column;
		int64_t should_be;
	} numbers[] = {
		{ "is_hire", twin->is_hire },
		{ "price_cents", twin->price },
		{ "fee_cents", twin->fee },
		{ "prize_cents", twin->price - twin->fee },
		{ "attempt_count", twin->attempts },
		{ "cancellation_requested", twin->cancel_asked },
		{ "submissions_count", twin_places(twin, PLACE_SUBMITTED) },
		{ "settlements", twin->was_paid && state_is_terminal(twin->state) },
		{ "escrow", state_is_active(twin->state) ? twin->price : 0 },
		{ "live", twin_places(twin, PLACE_LIVE) },
		{ "submitted", twin_places(twin, PLACE_SUBMITTED) },
		{ "lapsed", twin_places(twin, PLACE_LAPSED) },
		{ "released", twin_places(twin, PLACE_RELEASED) },
		{ "shown", count_showings(twin, SHOWN) },
		{ "let_go", count_showings(twin, SHOWN_AND_LET_GO) },
		{ "cooldowns", twin->cooldown_count },
	};

	for (int i = 0; i < COUNT(numbers); i++)
		compare(sim, twin, numbers[i].column, row_int(row, numbers[i].column),
			numbers[i].should_be);
}

/* A new lease: the one before is somebody's who may still think to hold it. */
static void note_lease(struct twin *twin, struct id lease)
{
	if (id_equal(twin->lease, lease))
		return;
	if (!id_is_none(twin->lease))
		twin->lost_lease = twin->lease;
	twin->lease = lease;
}

static void check_twin(struct sim *sim, int index)
{
	struct twin *twin = &sim->model.twins[index];
	const struct rows *row = row_of(sim, index);
	const char *status = row_text(row, "status");

	if (strcmp(status, state_name(twin->state)) != 0)
		sim_fail(sim, "job %s is %s instead of %s", twin->id.text, status,
			 state_name(twin->state));
	check_promises(sim, twin, row);
	check_numbers(sim, twin, row);
	compare_player(sim, twin, "the sender", row_id(row, "sender"), twin->sender);
	compare_player(sim, twin, "the holder", row_id(row, "held_by"), twin->holder);
	compare_player(sim, twin, "the receiver", row_id(row, "receiver"), twin->receiver);
	note_lease(twin, row_id(row, "lease_token"));
	(void)snprintf(twin->digest, sizeof(twin->digest), "%s", row_text(row, "digest"));
	sim->tally->looks++;
}

/* Nothing has happened to it: an act that was refused has changed nothing. */
static void check_untouched(struct sim *sim, int index)
{
	if (!look_is_unchanged(sim, index))
		sim_fail(sim, "job %s has changed, and nothing should have happened to it",
			 sim->model.twins[index].id.text);
}

bool look_is_unchanged(struct sim *sim, int index)
{
	return strcmp(row_text(digest_of_row(sim, index), "digest"),
		      sim->model.twins[index].digest) == 0;
}

enum state look_state(struct sim *sim, int index)
{
	const char *status = row_text(digest_of_row(sim, index), "status");

	for (int i = 0; i < STATES; i++)
		if (strcmp(state_name((enum state)i), status) == 0)
			return (enum state)i;
	sim_fail(sim, "there is no state %s", status);
}

static const struct player *player_of(struct sim *sim, struct id id)
{
	for (int i = 0; i < PLAYERS; i++)
		if (id_equal(sim->model.players[i].id, id))
			return &sim->model.players[i];
	sim_fail(sim, "there is an account of nobody's");
}

static void check_wallets(struct sim *sim)
{
	struct rows *rows;

	if (db_query(world_db(), &rows, "SELECT a.id, a.balance_cents, a.earned_cents, a.last_seq, "
		     "u.shortage_cents, u.frozen_at IS NOT NULL AS owes, "
		     "u.suspended_at IS NOT NULL AS suspended FROM accounts a JOIN users u ON u.id = a.user_id"))
		sim_fail(sim, "wallets: %s", failure_note()->text);
	while (rows_next(rows)) {
		const struct player *player = player_of(sim, row_id(rows, "id"));

		if (row_money(rows, "balance_cents").cents != player->balance ||
		    row_money(rows, "earned_cents").cents != player->earned ||
		    row_int(rows, "last_seq") != player->entries)
			sim_fail(sim,
				 "%s has %lld cents (%lld earned) by %lld entries instead of %lld (%lld) by %lld",
				 player->id.text, (long long)row_money(rows, "balance_cents").cents,
				 (long long)row_money(rows, "earned_cents").cents,
				 (long long)row_int(rows, "last_seq"), (long long)player->balance,
				 (long long)player->earned, (long long)player->entries);
		if (row_int(rows, "shortage_cents") != player->shortage ||
		    row_bool(rows, "owes") != (player->shortage > 0) ||
		    row_bool(rows, "suspended") != player->suspended)
			sim_fail(sim,
				 "%s owes %lld cents instead of %lld, or is frozen and should not be",
				 player->id.text, (long long)row_int(rows, "shortage_cents"),
				 (long long)player->shortage);
	}
}

static void check_holds(struct sim *sim)
{
	struct rows *rows;

	if (db_query(world_db(), &rows, "SELECT COALESCE(MAX(n), 0) AS most FROM (SELECT COUNT(*) AS n "
		     "FROM jobs WHERE held_until > NOW(3) GROUP BY held_by) h") ||
			      !rows_next(rows))
		sim_fail(sim, "holds: %s", failure_note()->text);
	if (row_int(rows, "most") > HOLDS_MOST)
		sim_fail(sim, "somebody holds %lld jobs", (long long)row_int(rows, "most"));
}

static bool was_touched(const struct model *model, int index)
{
	for (int i = 0; i < model->touched_count; i++)
		if (model->touched[i] == index)
			return true;
	return false;
}

static void look_at(struct sim *sim, int index)
{
	if (was_touched(&sim->model, index))
		check_twin(sim, index);
	else
		check_untouched(sim, index);
}

/* The other job is any: it depends on the step, not on chance, which is for acts. */
void look_at_step(struct sim *sim, int target)
{
	const struct model *model = &sim->model;

	for (int i = 0; i < model->touched_count; i++)
		check_twin(sim, model->touched[i]);
	if (target != NOBODY)
		look_at(sim, target);
	if (model->twin_count > 0)
		look_at(sim, (int)(model->step % model->twin_count));
	check_wallets(sim);
	check_holds(sim);
}

static enum error audit(struct db *db, void *out)
{
	return audit_run(db, out);
}

void look_at_all(struct sim *sim)
{
	struct audit result = { .count = 0 };

	for (int i = 0; i < sim->model.twin_count; i++) {
		if (!was_touched(&sim->model, i))
			check_untouched(sim, i);
		check_twin(sim, i);
	}
	if (db_transact(world_db(), DB_SNAPSHOT, audit, &result))
		sim_fail(sim, "no audit: %s", failure_note()->text);
	for (int i = 0; i < result.count; i++)
		if (result.findings[i].violations)
			sim_fail(sim, "does not hold: %s (%lld times)", result.findings[i].invariant,
				 (long long)result.findings[i].violations);
	sim->tally->audits++;
}
