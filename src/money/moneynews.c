#include "money/moneynews.h"

#include "money/dispute.h"
#include "queue/news.h"

void moneynews_tell_topup(struct db *db, const char *payment)
{
	db_queue(db, NEWS_OF("t.user_id") "JSON_OBJECT('id', t.id, 'kind', t.kind, "
		     "'amount_cents', t.amount_cents) FROM topups t WHERE t.id = ?",
		 id_new(), "topup.credited", payment);
}

void moneynews_tell_decline(struct db *db, struct id user, const char *why)
{
	db_queue(db, NEWS_OF("u.id") "JSON_OBJECT('kind', 'automatic', 'reason', ?) FROM users u "
		     "WHERE u.id = ?", id_new(), "topup.failed", why, user);
}

void moneynews_tell_withdrawal(struct db *db, struct id withdrawal)
{
	db_queue(db, NEWS_OF("w.user_id") "JSON_OBJECT('id', w.id, 'status', w.status, "
		     "'amount_cents', w.amount_cents, 'stripe_transfer_id', w.stripe_transfer_id) "
		     "FROM withdrawals w WHERE w.id = ?", id_new(), "withdrawal.updated", withdrawal);
}

#define DISPUTE_DATA \
	"JSON_OBJECT('id', ?, 'amount_cents', ?, 'status', ?) FROM users u WHERE u.id = ? "

/* At first sight; and when it moves up to an end. */
void moneynews_tell_dispute(struct db *db, const struct dispute *dispute)
{
	const char *status = dispute_status_name(dispute->status);

	db_queue(db, NEWS_OF("u.id") DISPUTE_DATA
		     "AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.id = ?)",
		 id_new(), "dispute.opened", dispute->id, dispute->amount, status, dispute->user,
		 dispute->id);
	if (dispute->status != DISPUTE_OPEN)
		db_queue(db, NEWS_OF("u.id") DISPUTE_DATA
			     "AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.id = ? AND d.status IN (?, 'won'))",
			 id_new(), "dispute.closed", dispute->id, dispute->amount, status,
			 dispute->user, dispute->id, status);
}

void moneynews_tell_dispute_won(struct db *db, const char *dispute)
{
	db_queue(db, NEWS_OF("d.user_id") "JSON_OBJECT('id', d.id, 'amount_cents', d.amount_cents, "
		     "'status', 'won') FROM disputes d WHERE d.id = ? AND d.status <> 'won'",
		 id_new(), "dispute.closed", dispute);
}

#define IS_FROZEN "(u.frozen_at IS NOT NULL OR u.suspended_at IS NOT NULL)"

void moneynews_tell_frozen(struct db *db, struct id user, const char *why)
{
	db_queue(db, NEWS_OF("u.id") "JSON_OBJECT('reason', ?) FROM users u WHERE u.id = ? "
		     "AND NOT " IS_FROZEN, id_new(), "wallet.frozen", why, user);
}

void moneynews_tell_thawed(struct db *db, struct id user)
{
	db_queue(db, NEWS_OF("u.id") "JSON_OBJECT() FROM users u WHERE u.id = ? AND NOT " IS_FROZEN,
		 id_new(), "wallet.thawed", user);
}
