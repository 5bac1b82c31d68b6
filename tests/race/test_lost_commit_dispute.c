/* Disputes, what they call off and what is decided on them, under lost COMMITs: see operation.h. */
#include "clock/recall.h"
#include "money/decision.h"
#include "money/suspension.h"
#include "money/topup.h"
#include "people/journal.h"
#include "race/operation.h"
#include "race/rival.h"
#include "support/expect.h"
#include "support/hires.h"

/* A scene's dispute bears its path_id. */
static struct recall dispute_of(struct scene *scene)
{
	return (struct recall){ .kind = RECALL_DISPUTE,
				.id = scene->path_id.text,
				.user = scene->client.user,
				.amount = cents(1000) };
}

static enum error take_back(struct db *db, void *recall)
{
	return topup_take_back(db, recall);
}

static enum error give_again(struct db *db, void *recall)
{
	return topup_give_again(db, recall);
}

/* ------------------------------------------------------ arranging */

/* Of a thousand cents six hundred are in a drop. */
static void a_sender_who_spent(struct scene *scene)
{
	settings_mutable()->payout_hold_seconds = 86400;
	scene->client = client_of(given_user(.cents = 1000));
	scene->path_id = id_new();
	scene->job = given_drop(.sender = scene->client.user, .cents = 600);
}

static void a_disputed_sender(struct scene *scene)
{
	struct recall recall;

	a_sender_who_spent(scene);
	recall = dispute_of(scene);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &recall));
}

/* Two drops, of which one has a claim, and a hire that is held. */
static void a_disputed_sender_of_three(struct scene *scene)
{
	struct recall recall;

	a_sender_who_spent(scene);
	expect(OK, act_claim(scene->job, given_user(), NULL));
	(void)given_drop(.sender = scene->client.user, .cents = 200);
	expect(OK, act_hold(given_hire(.sender = scene->client.user, .cents = 200), given_user()));
	recall = dispute_of(scene);
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &recall));
}

/* A prize of 480, and its sender owes 600 for it. */
static void a_prize_that_lost_money_paid_for(struct scene *scene)
{
	struct recall recall;

	a_sender_who_spent(scene);
	expect(OK, act_submit(scene->job, given_user(), NULL));
	age(scene->job, 400);
	(void)act_pass();
	recall = dispute_of(scene);
	recall.lost = true;
	expect(OK, db_transact(world_db(), DB_TRANSACTION, take_back, &recall));
}

/* ------------------------------------------------------ acting */

static enum error dispute(struct scene *scene)
{
	struct recall recall = dispute_of(scene);

	return db_transact(world_db(), DB_TRANSACTION, take_back, &recall);
}

static enum error lose(struct scene *scene)
{
	struct recall recall = dispute_of(scene);

	recall.lost = true;
	return db_transact(world_db(), DB_TRANSACTION, take_back, &recall);
}

static enum error win(struct scene *scene)
{
	struct recall recall = dispute_of(scene);

	return db_transact(world_db(), DB_TRANSACTION, give_again, &recall);
}

static enum error call_off(struct scene *scene)
{
	return recall_jobs(world_db(), scene->client.user, scene->path_id.text);
}

/* As the admin tool does it: with its line in the log. */
struct deed {
	struct decision decision;
	struct id user;
};

static enum error note(struct db *db, const struct deed *deed, const char *act)
{
	return journal_add(db, &(const struct journal_entry){ .id = deed->decision.request,
							      .actor = "test",
							      .act = act,
							      .subject = deed->user.text,
							      .why = "a test" });
}

static enum error claw_back_and_note(struct db *db, void *arg)
{
	struct deed *deed = arg;

	TRY(decision_claw_back(db, &deed->decision));
	return note(db, deed, "dispute claw-back");
}

static enum error release_and_note(struct db *db, void *arg)
{
	struct deed *deed = arg;

	TRY(decision_release(db, &deed->decision));
	return note(db, deed, "dispute release");
}

static enum error freeze_and_note(struct db *db, void *arg)
{
	struct deed *deed = arg;

	TRY(suspension_begin(db, deed->user, "a look at the books"));
	return note(db, deed, "user freeze");
}

static struct deed deed_of(const struct scene *scene)
{
	return (struct deed){ .user = scene->client.user,
			      .decision = { .request = id_new(),
					    .dispute = scene->path_id.text,
					    .job = scene->job } };
}

/* What is answered, too, is the same whichever run has done it. */
static enum error claw_back(struct scene *scene)
{
	struct deed deed = deed_of(scene);

	TRY(db_transact(world_db(), DB_TRANSACTION, claw_back_and_note, &deed));
	return deed.decision.taken.cents == 480 && deed.decision.owed.cents == 120 ? OK : ERR_BROKEN;
}

static enum error release(struct scene *scene)
{
	struct deed deed = deed_of(scene);

	return db_transact(world_db(), DB_TRANSACTION, release_and_note, &deed);
}

static enum error freeze(struct scene *scene)
{
	struct deed deed = deed_of(scene);

	return db_transact(world_db(), DB_TRANSACTION, freeze_and_note, &deed);
}

#define BALANCE "SELECT balance_cents FROM accounts WHERE id = @user"
#define OWED "SELECT shortage_cents FROM users WHERE id = @user"
#define STATUS "SELECT COUNT(*) FROM disputes WHERE id = @path AND status = "
#define QUEUED "SELECT COUNT(*) FROM outbox WHERE kind = 'disputed' AND subject = @path"
#define TOLD "SELECT COUNT(*) FROM events WHERE user_id = @user AND type LIKE 'dispute.%'"
#define CANCELLED "SELECT COUNT(*) FROM jobs WHERE sender = @user AND status = 'cancelled'"
#define WINNINGS \
	"SELECT balance_cents FROM accounts WHERE id = (SELECT user_id FROM submissions WHERE job_id = @job)"
#define DECIDED "SELECT COUNT(*) FROM dispute_decisions WHERE dispute_id = @path AND act = "
#define NOTED "SELECT COUNT(*) FROM admin_log WHERE subject = @user"

/* clang-format off */
OPERATION(a_dispute_is_booked_and_told_once,
	.arrange = a_sender_who_spent, .act = dispute,
	.effects = { { BALANCE, 0 }, { OWED, 600 }, { STATUS "'open'", 1 }, { QUEUED, 1 }, { TOLD, 1 } })

OPERATION(a_dispute_is_lost_once,
	.arrange = a_disputed_sender, .act = lose,
	.effects = { { BALANCE, 0 }, { OWED, 600 }, { STATUS "'lost'", 1 }, { QUEUED, 1 }, { TOLD, 2 } })

OPERATION(a_dispute_is_won_once,
	.arrange = a_disputed_sender, .act = win,
	.effects = { { BALANCE, 400 }, { OWED, 0 }, { STATUS "'won'", 1 }, { TOLD, 2 } })

OPERATION(unanswered_jobs_are_called_off_once,
	.arrange = a_disputed_sender_of_three, .act = call_off,
	.effects = { { BALANCE, 1000 }, { OWED, 1000 }, { CANCELLED, 3 } })

OPERATION(a_prize_is_clawed_back_once,
	.arrange = a_prize_that_lost_money_paid_for, .act = claw_back,
	.effects = { { WINNINGS, 0 }, { OWED, 120 }, { DECIDED "'clawed-back'", 1 }, { NOTED, 1 } })

OPERATION(a_prize_is_released_once,
	.arrange = a_prize_that_lost_money_paid_for, .act = release,
	.effects = { { WINNINGS, 480 }, { OWED, 600 }, { DECIDED "'released'", 1 }, { NOTED, 1 } })

OPERATION(a_freezing_is_noted_once,
	.arrange = a_sender_who_spent, .act = freeze,
	.effects = { { "SELECT suspended_at IS NOT NULL FROM users WHERE id = @user", 1 }, { NOTED, 1 } })
/* clang-format on */

SUITE("lost_commit_dispute", open_behind_proxy, close_behind_proxy,
      BOTH(a_dispute_is_booked_and_told_once), BOTH(a_dispute_is_lost_once),
      BOTH(a_dispute_is_won_once), BOTH(unanswered_jobs_are_called_off_once),
      BOTH(a_prize_is_clawed_back_once), BOTH(a_prize_is_released_once),
      BOTH(a_freezing_is_noted_once))
