#include "money/moneynews.h"

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
