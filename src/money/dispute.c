#include "money/dispute.h"

#include <stdlib.h>
#include <string.h>

#include "money/hold.h"
#include "money/moneynews.h"
#include "queue/outbox.h"

enum { LINES_MOST = 1000 };

static const char *const names[] = {
	[DISPUTE_OPEN] = "open",
	[DISPUTE_LOST] = "lost",
	[DISPUTE_WON] = "won",
};

const char *dispute_status_name(enum dispute_status status)
{
	return names[status];
}

static enum dispute_status status_named(const char *name)
{
	for (int i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], name) == 0)
			return (enum dispute_status)i;
	abort();
}

static void queue_call_off(struct db *db, const struct dispute *dispute)
{
	outbox_add(db, &(const struct outbox_item){ .id = id_new(),
						    .user = dispute->user,
						    .kind = OUTBOX_DISPUTED,
						    .subject = dispute->id,
						    .target = "jobs" });
}

/* The ladder is the order of FIELD. From left to right: closed_at looks at the status that stood. */
void dispute_note(struct db *db, const struct dispute *dispute)
{
	const char *status = names[dispute->status];

	moneynews_tell_dispute(db, dispute);
	if (dispute->status != DISPUTE_WON)
		queue_call_off(db, dispute);
	db_queue(db,
		"INSERT INTO disputes (id, user_id, amount_cents, status, created_at, closed_at) "
		"VALUES (?, ?, ?, ?, NOW(3), IF(? = 'open', NULL, NOW(3))) ON DUPLICATE KEY UPDATE "
		"closed_at = IF(status = 'open', VALUES(closed_at), closed_at), "
		"status = IF(FIELD(VALUES(status), 'open', 'lost', 'won') > "
		"FIELD(status, 'open', 'lost', 'won'), VALUES(status), status)",
		dispute->id, dispute->user, dispute->amount, status, status);
}

void dispute_win(struct db *db, const char *id)
{
	moneynews_tell_dispute_won(db, id);
	db_queue(db, "UPDATE disputes SET closed_at = COALESCE(closed_at, NOW(3)), status = 'won' "
		     "WHERE id = ?", id);
}

#define DISPUTE_COLUMNS "d.id, d.user_id, d.amount_cents, d.status, d.created_at, d.closed_at"

static struct dispute from_row(const struct rows *row)
{
	return (struct dispute){
		.id = row_text(row, "id"),
		.user = row_id(row, "user_id"),
		.amount = row_money(row, "amount_cents"),
		.status = status_named(row_text(row, "status")),
		.created_at = row_time(row, "created_at"),
		.closed_at = row_time(row, "closed_at"),
	};
}

enum error dispute_find(struct db *db, const char *id, struct dispute *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "dispute",
		"SELECT " DISPUTE_COLUMNS " FROM disputes d WHERE d.id = ?", id));
	*out = from_row(rows);
	return OK;
}

enum error dispute_stands(struct db *db, const char *id, bool *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT d.id FROM disputes d JOIN users u ON u.id = d.user_id WHERE d.id = ? "
		"AND (d.status = 'open' OR (d.status = 'lost' AND u.shortage_cents > 0))", id));
	*out = rows_count(rows) > 0;
	return OK;
}

/* The prizes that came out of the escrow of d's sender, and whether d reaches them. Parameters: HOLD_REACH_PARAMETERS. */
#define PAYOUTS_OF_DISPUTE \
	"jobs j JOIN settlements s ON s.job_id = j.id AND s.kind = 'payout' " \
	"JOIN entries e ON e.transfer_id = s.transfer_id AND e.seq IS NOT NULL " \
	"LEFT JOIN dispute_decisions c ON c.dispute_id = d.id AND c.job_id = j.id "

enum error dispute_list(struct db *db, bool all, struct dispute_list *out)
{
	struct rows *rows;
	struct arena *arena = db_arena(db);
	struct dispute_list list = { .count = 0 };

	TRY(db_query(db, &rows,
		"SELECT " DISPUTE_COLUMNS ", u.shortage_cents, (SELECT COUNT(*) FROM " PAYOUTS_OF_DISPUTE
		"WHERE j.sender = d.user_id AND c.act IS NULL AND " PAYOUT_IS_REACHED ") AS held "
		"FROM disputes d JOIN users u ON u.id = d.user_id "
		"HAVING ? OR status = 'open' OR held > 0 ORDER BY created_at DESC, id LIMIT ?",
		REACH_PARAMETERS, all, LINES_MOST));
	list.disputes = ARENA_ARRAY(arena, struct dispute, rows_count(rows));
	list.owed = ARENA_ARRAY(arena, struct money, rows_count(rows));
	list.held = ARENA_ARRAY(arena, int64_t, rows_count(rows));
	for (; rows_next(rows); list.count++) {
		list.disputes[list.count] = from_row(rows);
		list.owed[list.count] = row_money(rows, "shortage_cents");
		list.held[list.count] = row_int(rows, "held");
	}
	*out = list;
	return OK;
}

static struct disputed_payout payout_from_row(const struct rows *row)
{
	return (struct disputed_payout){
		.job = row_id(row, "job_id"),
		.winner = row_id(row, "winner"),
		.cents = row_money(row, "delta"),
		.taken = row_money(row, "taken_cents"),
		.state = row_text(row, "state"),
		.paid_at = row_time(row, "paid_at"),
		.withdrawable_at = row_time(row, "withdrawable_at"),
		.balance = row_money(row, "balance_cents"),
	};
}

enum error dispute_payouts(struct db *db, const char *id, struct disputed_payouts *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT s.job_id, e.account_id AS winner, e.delta, COALESCE(c.taken_cents, 0) AS taken_cents, "
		"COALESCE(c.act, 'held') AS state, e.created_at AS paid_at, a.balance_cents, "
		PAYOUT_FREE_AT " AS withdrawable_at FROM disputes d JOIN users u ON u.id = d.user_id "
		"JOIN " PAYOUTS_OF_DISPUTE "JOIN accounts a ON a.id = e.account_id "
		"WHERE d.id = ? AND j.sender = d.user_id AND (c.act IS NOT NULL OR " PAYOUT_IS_REACHED ") "
		"ORDER BY e.created_at, s.job_id LIMIT ?",
		HOLD_PARAMETERS, id, REACH_PARAMETERS, LINES_MOST));

	struct disputed_payouts payouts = {
		ARENA_ARRAY(db_arena(db), struct disputed_payout, rows_count(rows)), 0
	};

	while (rows_next(rows))
		payouts.list[payouts.count++] = payout_from_row(rows);
	*out = payouts;
	return OK;
}
