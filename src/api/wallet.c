#include "money/wallet.h"

#include "api/body.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/config.h"
#include "money/billing.h"
#include "money/withdrawal.h"

static struct json entry_json(struct arena *arena, const struct entry_view *entry)
{
	return js_object(arena,
		"id", entry->id,
		"user_id", entry->user_id,
		"delta", entry->delta,
		"reason", entry->reason,
		"created_at", entry->created_at,
		"withdrawable_at", entry->withdrawable_at,
		"pending_reason", entry->pending_reason);
}

enum error api_wallet_find(struct request *req)
{
	struct page page = { .limit = 0 };
	struct wallet wallet = { .count = 0 };

	TRY(query_page(req, CURSOR_SEQ, &page));
	TRY(wallet_find(req->db, req->user, &page, &wallet));

	struct json *items = ARENA_ARRAY(req->arena, struct json, wallet.count);
	const char *cursor = NULL;

	for (int i = 0; i < wallet.count; i++)
		items[i] = entry_json(req->arena, &wallet.entries[i]);
	if (wallet.more)
		cursor = cursor_after_seq(req, wallet.entries[wallet.count - 1].seq);
	return reply(req, 200,
		     js_object(req->arena,
		"balance_cents", wallet.balance_cents,
		"withdrawable_cents", wallet.withdrawable_cents,
		"pending_cents", wallet.pending_cents,
		"next_withdrawable_at", wallet.next_withdrawable_at,
		"frozen_reason", wallet.frozen_reason,
		"ledger", js_array(req->arena, items, wallet.count),
		"next_cursor", cursor));
}

static struct json withdrawal_json(struct arena *arena, const struct withdrawal *withdrawal)
{
	return js_object(arena,
		"id", withdrawal->id,
		"user_id", withdrawal->user_id,
		"amount_cents", withdrawal->amount_cents,
		"stripe_transfer_id", withdrawal->stripe_transfer_id,
		"status", withdrawal->status,
		"pending_reason", withdrawal->pending_reason,
		"next_try_at", withdrawal->next_try_at,
		"created_at", withdrawal->created_at);
}

struct amount_body {
	struct maybe amount_cents;
};

static const struct js_field withdraw_fields[] = {
	FIELD(amount_body, amount_cents, js_int, .required = true),
};
BODY(body_withdraw, withdraw_fields);

enum error api_withdrawal_create(struct request *req)
{
	struct amount_body body = { .amount_cents = { false, 0 } };
	struct withdrawal withdrawal = { .status = NULL };
	struct money available = { 0 };
	int64_t least = settings()->withdraw_min_cents;

	TRY(body_read_fields(req, withdraw_fields, &body));
	if (body.amount_cents.number < least)
		return failure_in("amount_cents", "amount_cents must be %lld or more",
				  (long long)least);
	if (!*settings()->stripe_key)
		return failure(ERR_STRIPE_NOT_CONFIGURED, "this server has no Stripe key");

	struct money amount = cents(body.amount_cents.number);
	enum error e = withdrawal_create(req->db, req->draws[DRAW_REQUEST], req->user, amount,
					 &withdrawal, &available);

	if (e == ERR_PAYMENT_REQUIRED)
		req->error_members = js_members(req->arena, "payment_required", (bool)true,
						"required", amount, "available", available);
	TRY(e);
	return reply(req, 201, withdrawal_json(req->arena, &withdrawal));
}

enum error api_withdrawal_list(struct request *req)
{
	struct page page = { .limit = 0 };
	struct withdrawal_list list = { .count = 0 };

	TRY(query_page(req, CURSOR_ID, &page));
	TRY(withdrawal_list(req->db, req->user, &page, &list));

	struct json *items = ARENA_ARRAY(req->arena, struct json, list.count);

	for (int i = 0; i < list.count; i++)
		items[i] = withdrawal_json(req->arena, &list.withdrawals[i]);
	return reply_list(req, "withdrawals", js_array(req->arena, items, list.count),
			  list.more ? cursor_after(req, list.withdrawals[list.count - 1].id) : NULL);
}

struct automatic_body {
	bool enabled;
	struct maybe amount_cents, threshold_cents;
};

static const struct js_field automatic_fields[] = {
	FIELD(automatic_body, enabled, js_bool, .required = true),
	FIELD(automatic_body, amount_cents, js_int),
	FIELD(automatic_body, threshold_cents, js_int),
};
BODY(body_automatic, automatic_fields);

static enum error check_automatic(const struct automatic_body *body, const struct billing *billing)
{
	const struct config *c = settings();
	struct maybe amount = body->amount_cents.known ? body->amount_cents : billing->auto_amount;
	int64_t threshold = body->threshold_cents.number;

	if (body->amount_cents.known)
		TRY(body_check_range("amount_cents", body->amount_cents.number, c->topup_min_cents,
				     c->topup_max_cents));
	TRY(body_check_range("threshold_cents", threshold, 0, c->topup_max_cents));
	if (body->enabled && !amount.known)
		return failure_in("amount_cents",
				  "amount_cents is required to enable automatic top-up");
	return OK;
}

enum error api_billing_set_automatic(struct request *req)
{
	struct automatic_body body = { .enabled = false };
	struct billing billing = { .user = ID_NONE };

	TRY(body_read_fields(req, automatic_fields, &body));
	TRY(billing_find(req->db, req->user, &billing));
	TRY(check_automatic(&body, &billing));
	TRY(billing_set_automatic(req->db, req->user, body.enabled, body.amount_cents,
				  body.threshold_cents));
	TRY(billing_find(req->db, req->user, &billing));
	return reply(req, 200,
		     js_object(req->arena,
		"auto_topup_enabled", billing.auto_enabled,
		"auto_topup_amount_cents", billing.auto_amount,
		"auto_topup_threshold_cents", billing.auto_threshold));
}
