#include "people/closing.h"

#include "people/identity.h"
#include "people/key.h"
#include "people/session.h"
#include "people/user.h"
#include "queue/hook.h"

enum error user_shut_out(struct db *db, struct id user, const char *why)
{
	int64_t keys;

	TRY(key_revoke_all(db, user, &keys));
	session_end_others(db, user, ID_NONE);
	db_queue(db, "UPDATE oauth_grants SET ended_at = NOW(3) WHERE user_id = ? AND ended_at IS NULL",
		 user);
	identity_forget(db, user);
	hook_disable_all(db, user, why);
	return OK;
}

/* What comes late from Stripe does not bring it back: see money/billing.c. */
void user_forget_bank(struct db *db, struct id user)
{
	db_queue(db, "UPDATE users SET "
		     "stripe_account_status = IF(stripe_account_id IS NULL, NULL, 'lost'), "
		     "stripe_account_words = stripe_account_words + 1, auto_topup_enabled = FALSE, "
		     "has_payment_method = FALSE, payment_method = NULL WHERE id = ?", user);
}

enum error user_close(struct db *db, struct id user, struct money *balance)
{
	struct user seen;

	TRY(user_shut_out(db, user, "the account is closed"));
	TRY(user_find(db, user, &seen));
	db_queue(db, "UPDATE users SET closed_at = COALESCE(closed_at, NOW(3)), email = NULL, "
		     "password_hash = NULL, auto_topup_enabled = FALSE, has_payment_method = FALSE, "
		     "payment_method = NULL WHERE id = ?", user);
	*balance = seen.balance_cents;
	return OK;
}
