/*
 * A posting locks first, computes in C what each user entry says (seq,
 * balance_after), and queues every write, so that it costs one round trip
 * with whatever its caller writes.
 */
#include "money/ledger.h"

#include "money/suspension.h"

#include <stdlib.h>
#include <string.h>

#include "queue/outbox.h"

/* The rows of sql/0002-ledger.sql. */
const struct id ACCOUNT_ESCROW = { ACCOUNT_ESCROW_UUID };
const struct id ACCOUNT_FEES = { ACCOUNT_FEES_UUID };
const struct id ACCOUNT_GRANTS = { ACCOUNT_GRANTS_UUID };
const struct id ACCOUNT_STRIPE = { ACCOUNT_STRIPE_UUID };
const struct id ACCOUNT_SHORTAGE = { ACCOUNT_SHORTAGE_UUID };

/* The second statement comes after the lock: what it sees is what stands. */
enum error account_lock(struct db *db, struct id user, struct account *out)
{
	struct rows *rows, *owner;

	db_queue_query(db, &rows, "SELECT balance_cents, earned_cents, last_seq, SYSDATE(3) AS now "
				  "FROM accounts WHERE id = ? FOR UPDATE", user);
	TRY(db_query(db, &owner,
		"SELECT frozen_at IS NOT NULL AS owes, suspended_at IS NOT NULL AS suspended, "
		"EXISTS (SELECT 1 FROM jobs WHERE sender = users.id AND status = 'pending_payment' "
		"AND pay_when_funded) AS has_waiting FROM users WHERE id = ?", user));
	if (!rows_next(rows) || !rows_next(owner))
		return failure(ERR_NOT_FOUND, "there is no user %s", user.text);
	*out = (struct account){
		.id = user,
		.balance = row_money(rows, "balance_cents"),
		.earned = row_money(rows, "earned_cents"),
		.last_seq = row_int(rows, "last_seq"),
		.owes = row_bool(owner, "owes"),
		.suspended = row_bool(owner, "suspended"),
		.has_waiting = row_bool(owner, "has_waiting"),
		.now = row_time(rows, "now"),
	};
	return OK;
}

enum error account_check_free(struct db *db, const struct account *account)
{
	return account->owes || account->suspended ? suspension_check(db, account->id) : OK;
}

static struct money least(struct money a, struct money b)
{
	return money_below(a, b) ? a : b;
}

static struct leg leg_of(struct account *wallet, struct money delta, struct money earned)
{
	return (struct leg){ .wallet = wallet, .delta = delta, .earned = earned };
}

struct leg wallet_leg(struct account *wallet, struct money delta)
{
	struct money card = money_minus(wallet->balance, wallet->earned);

	return leg_of(wallet, delta, least(money_plus(delta, card), cents(0)));
}

struct leg earned_leg(struct account *wallet, struct money delta)
{
	struct money all = money_negate(wallet->earned);

	return leg_of(wallet, delta, money_below(delta, all) ? all : delta);
}

struct leg returned_leg(struct account *wallet, struct money delta, struct money earned)
{
	return leg_of(wallet, delta, earned);
}

void ledger_queue_earned(struct db *db, struct id user, const char *reason, struct rows **rows)
{
	db_queue_query(db, rows, "SELECT -earned_delta AS earned FROM entries WHERE account_id = ? "
				 "AND reason = ?", user, reason);
}

struct money ledger_read_earned(struct rows *rows)
{
	return rows_next(rows) ? row_money(rows, "earned") : cents(0);
}

enum error ledger_find_earned(struct db *db, struct id user, const char *reason, struct money *out)
{
	struct rows *rows;

	ledger_queue_earned(db, user, reason, &rows);
	TRY(db_flush(db));
	*out = ledger_read_earned(rows);
	return OK;
}

struct leg system_leg(struct id account, struct money delta)
{
	return (struct leg){ .system = account, .delta = delta };
}

const char *reason_for(struct db *db, const char *what, struct id id)
{
	return arena_printf(db_arena(db), "%s:%s", what, id.text);
}

static enum error check(const struct leg *legs, int count)
{
	struct money sum = cents(0);

	for (int i = 0; i < count; i++) {
		const struct account *wallet = legs[i].wallet;

		sum = money_plus(sum, legs[i].delta);
		if (wallet && money_plus(wallet->balance, legs[i].delta).cents < 0)
			return failure(ERR_PAYMENT_REQUIRED, "the wallet holds %lld cents",
				       (long long)wallet->balance.cents);
	}
	if (sum.cents != 0)
		abort(); /* money from nowhere: a mistake in the program */
	return OK;
}

static bool is_empty(const struct leg *legs, int count)
{
	for (int i = 0; i < count; i++)
		if (legs[i].delta.cents != 0)
			return false;
	return true;
}

/* Every transfer goes into a wallet, or out of one. */
static struct instant time_of(const struct leg *legs, int count)
{
	for (int i = 0; i < count; i++)
		if (legs[i].wallet)
			return legs[i].wallet->now;
	abort();
}

static void update_wallet(struct db *db, const struct leg *leg, struct id transfer)
{
	struct account *wallet = leg->wallet;

	wallet->balance = money_plus(wallet->balance, leg->delta);
	wallet->earned = money_plus(wallet->earned, leg->earned);
	wallet->last_seq++;
	db_queue(db, "UPDATE accounts SET balance_cents = ?, earned_cents = ?, last_seq = ? "
		     "WHERE id = ?", wallet->balance, wallet->earned, wallet->last_seq, wallet->id);
	if (leg->delta.cents > 0 && (wallet->owes || wallet->has_waiting))
		outbox_wake(db, wallet->id, transfer);
}

/* A statement costs more than a row: all entries of a transfer are one. */
#define ENTRY "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define ENTRIES \
	"INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, balance_after, " \
	"earned_delta, earned_after, created_at) VALUES " ENTRY
enum { ENTRY_VALUES = 10, LEGS_MOST = 3 };
static const char *const entries_sql[LEGS_MOST] = {
	ENTRIES,
	ENTRIES ", " ENTRY,
	ENTRIES ", " ENTRY ", " ENTRY,
};

/* What stands in a leg's entry; a user's account is changed with it. */
static void post_leg(struct db *db, struct id transfer, const char *reason, const struct leg *leg,
		     struct instant now, struct value out[ENTRY_VALUES])
{
	struct account *wallet = leg->wallet;
	struct maybe seq = { false, 0 }, balance_after = { false, 0 };

	if (wallet) {
		update_wallet(db, leg, transfer);
		seq = (struct maybe){ true, wallet->last_seq };
		balance_after = (struct maybe){ true, wallet->balance.cents };
	}

	struct values values = VALUES(id_new(), transfer, wallet ? wallet->id : leg->system,
				      leg->delta, reason, seq, balance_after, leg->earned,
				      wallet ? wallet->earned : cents(0), now);

	memcpy(out, values.list, sizeof(out[0]) * ENTRY_VALUES);
}

enum error ledger_post(struct db *db, struct id transfer, const char *reason,
		       const struct leg *legs, int count)
{
	struct instant now = time_of(legs, count);
	struct value values[LEGS_MOST * ENTRY_VALUES];
	int posted = 0;

	TRY(check(legs, count));
	if (is_empty(legs, count))
		return OK;
	if (count > LEGS_MOST)
		abort();
	db_queue(db, "INSERT INTO transfers (id, reason, created_at) VALUES (?, ?, ?)",
		 transfer, reason, now);
	for (int i = 0; i < count; i++)
		if (legs[i].delta.cents != 0)
			post_leg(db, transfer, reason, &legs[i], now,
				 values + ENTRY_VALUES * posted++);
	db_queue_values(db, entries_sql[posted - 1],
			(struct values){ values, ENTRY_VALUES * posted });
	return OK;
}

enum error ledger_has(struct db *db, struct id transfer, bool *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id FROM transfers WHERE id = ?", transfer));
	*out = rows_count(rows) > 0;
	return OK;
}

enum error ledger_grant(struct db *db, struct id grant, struct id user, struct money amount,
			struct money *balance)
{
	struct account account;
	bool done = false;

	if (amount.cents <= 0)
		return failure(ERR_INVALID, "a grant is of one cent at least");
	TRY(account_lock(db, user, &account));
	TRY(ledger_has(db, grant, &done));
	if (!done)
		TRY(ledger_post(db, grant, reason_for(db, "grant", grant),
				LEGS(wallet_leg(&account, amount),
				     system_leg(ACCOUNT_GRANTS, money_negate(amount)))));
	*balance = account.balance;
	return OK;
}

enum error ledger_check_ready(struct db *db)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT id, @@GLOBAL.read_only OR @@innodb_read_only AS read_only "
				"FROM accounts LIMIT 1"));
	if (rows_next(rows) && row_bool(rows, "read_only"))
		return failure(ERR_AWAY, "the database takes no writes: it is read-only");
	return OK;
}
