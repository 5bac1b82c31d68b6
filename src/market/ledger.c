/*
 * A posting locks first, computes in C what each user entry says (seq,
 * balance_after), and queues every write, so that it costs one round trip
 * with whatever its caller writes.
 */
#include "market/ledger.h"

#include <stdlib.h>

#include "market/outbox.h"

/* The rows of sql/0002-ledger.sql. */
const struct account ACCOUNT_ESCROW = { .id = { "00000000-0000-7000-8000-000000000001" } };
const struct account ACCOUNT_FEES = { .id = { "00000000-0000-7000-8000-000000000002" } };
const struct account ACCOUNT_GRANTS = { .id = { "00000000-0000-7000-8000-000000000003" } };
const struct account ACCOUNT_STRIPE = { .id = { "00000000-0000-7000-8000-000000000004" } };
const struct account ACCOUNT_SHORTAGE = { .id = { "00000000-0000-7000-8000-000000000005" } };

enum error account_lock(struct db *db, struct id user, struct account *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT balance_cents, last_seq, "
		"(SELECT frozen_at IS NOT NULL FROM users WHERE id = accounts.id) AS frozen "
		"FROM accounts WHERE id = ? FOR UPDATE", user));
	if (!rows_next(rows))
		return failure(ERR_NOT_FOUND, "there is no user %s", user.text);
	*out = (struct account){
		.id = user,
		.is_user = true,
		.balance = row_money(rows, "balance_cents"),
		.last_seq = row_int(rows, "last_seq"),
		.frozen = row_bool(rows, "frozen"),
	};
	return OK;
}

struct leg system_leg(const struct account *account, struct money delta)
{
	/* Never written through: ledger_post changes users' accounts only. */
	return (struct leg){ (struct account *)(uintptr_t)account, delta };
}

const char *reason_for(struct db *db, const char *what, struct id id)
{
	return arena_printf(db_arena(db), "%s:%s", what, id.text);
}

static enum error check(const struct leg *legs, int count)
{
	struct money sum = cents(0);

	for (int i = 0; i < count; i++) {
		sum = money_plus(sum, legs[i].delta);
		if (legs[i].account->is_user &&
		    money_plus(legs[i].account->balance, legs[i].delta).cents < 0)
			return failure(ERR_PAYMENT_REQUIRED, "the wallet holds %lld cents",
				       (long long)legs[i].account->balance.cents);
	}
	if (sum.cents != 0)
		abort();	/* money from nowhere: a mistake in the program */
	return OK;
}

static void post_leg(struct db *db, struct id transfer, const char *reason,
		     const struct leg *leg, struct instant now)
{
	struct account *account = leg->account;
	struct maybe seq = { false, 0 }, balance_after = { false, 0 };

	if (account->is_user) {
		account->balance = money_plus(account->balance, leg->delta);
		account->last_seq++;
		seq = (struct maybe){ true, account->last_seq };
		balance_after = (struct maybe){ true, account->balance.cents };
		db_queue(db, "UPDATE accounts SET balance_cents = ?, last_seq = ? WHERE id = ?",
			 account->balance, account->last_seq, account->id);
		if (leg->delta.cents > 0)
			outbox_wake(db, account->id, transfer);
	}
	db_queue(db, "INSERT INTO entries (id, transfer_id, account_id, delta, reason, seq, "
		     "balance_after, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		 id_new(), transfer, account->id, leg->delta, reason, seq, balance_after, now);
}

enum error ledger_post(struct db *db, struct id transfer, const char *reason,
		       const struct leg *legs, int count, struct instant now)
{
	TRY(check(legs, count));
	db_queue(db, "INSERT INTO transfers (id, reason, created_at) VALUES (?, ?, ?)",
		 transfer, reason, now);
	for (int i = 0; i < count; i++)
		if (legs[i].delta.cents != 0)
			post_leg(db, transfer, reason, &legs[i], now);
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
				LEGS({ &account, amount },
				     system_leg(&ACCOUNT_GRANTS, money_negate(amount))),
				instant_now()));
	*balance = account.balance;
	return OK;
}
