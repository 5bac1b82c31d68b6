#include "money/escrow.h"

#include "money/topup.h"

enum error escrow_fund(struct db *db, const struct stake *stake, enum payer payer,
		       struct id transfer, bool *funded, struct shortfall *shortfall)
{
	struct account wallet;
	bool started = false;

	TRY(account_lock(db, stake->sender, &wallet));
	TRY(account_check_free(db, &wallet));

	bool covers = !money_below(wallet.balance, stake->price);

	if (covers)
		TRY(ledger_post(db, transfer, reason_for(db, "job", stake->job),
				LEGS(wallet_leg(&wallet, money_negate(stake->price)),
				     system_leg(ACCOUNT_ESCROW, stake->price))));
	if (payer == PAYER_SENDER)
		TRY(topup_start_automatic(db, &wallet, !covers, &started));
	*funded = covers;
	*shortfall = (struct shortfall){ stake->price, wallet.balance, started };
	return OK;
}

enum error escrow_find_shortfall(struct db *db, const struct stake *stake,
				 struct shortfall *shortfall)
{
	struct account wallet;

	TRY(account_lock(db, stake->sender, &wallet));
	*shortfall = (struct shortfall){ stake->price, wallet.balance, false };
	return OK;
}

/* The kind of a settlement is its reason's first word. */
static enum error settle(struct db *db, const struct stake *stake, const char *kind,
			 const struct leg *legs, int count)
{
	struct id transfer = id_new();

	TRY(ledger_post(db, transfer, reason_for(db, kind, stake->job), legs, count));
	db_queue(db, "INSERT INTO settlements (job_id, kind, transfer_id, created_at) "
		     "VALUES (?, ?, ?, ?)", stake->job, kind, transfer, stake->now);
	return OK;
}

enum error escrow_pay_out(struct db *db, const struct stake *stake, struct id winner)
{
	struct account wallet;

	TRY(account_lock(db, winner, &wallet));
	return settle(db, stake, "payout",
		      LEGS(system_leg(ACCOUNT_ESCROW, money_negate(stake->price)),
			   earned_leg(&wallet, stake->prize), system_leg(ACCOUNT_FEES, stake->fee)));
}

enum error escrow_refund(struct db *db, const struct stake *stake)
{
	struct account wallet;
	struct rows *taken; /* by an entry that nothing changes: no matter that it is read before the lock */

	ledger_queue_earned(db, stake->sender, reason_for(db, "job", stake->job), &taken);
	TRY(account_lock(db, stake->sender, &wallet));
	return settle(db, stake, "refund",
		      LEGS(system_leg(ACCOUNT_ESCROW, money_negate(stake->price)),
			   returned_leg(&wallet, stake->price, ledger_read_earned(taken))));
}
