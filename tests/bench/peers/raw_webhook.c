/*
 * What an event of a payment leaves behind, written straight at MariaDB: no HTTP, no
 * signature, no JSON, no question whether the event or its payment came before.
 *
 *	raw_webhook SOCKET CONNECTIONS SECONDS FILE SKIP
 *	raw_event   SOCKET CONNECTIONS SECONDS FILE SKIP
 *
 * FILE has an event a line: its id, its user, its body, with tabs between. The first
 * books the payment: the event's row, the payment's, a transfer with its two entries and
 * the balance, in one transaction of six statements. The second inserts the event's row
 * alone, which commits itself, under a new id each time: the least that keeping one can cost.
 */
#include "raw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STRIPE "00000000-0000-7000-8000-000000000004"
#define EVENT \
	"INSERT INTO stripe_events (id, type, status, about, payload, created_at) " \
	"VALUES (?, 'checkout.session.completed', 'handled', NULL, ?, NOW(3))"

enum { CENTS = 500, NAME = 64 };

struct event {
	char id[NAME], user[RAW_ID], *body;
};

static struct event *events;
static long event_count;

static void read_event(const char *line)
{
	static long room;
	const char *body = strrchr(line, '\t');

	if (event_count == room) {
		room = room ? room * 2 : 4096;
		events = realloc(events, sizeof(*events) * (size_t)room);
		if (!events)
			raw_die("memory", "there is none");
	}

	struct event *event = &events[event_count++];

	if (!body || sscanf(line, "%63s %36s", event->id, event->user) != 2 ||
	    !(event->body = strndup(body + 1, strcspn(body + 1, "\n"))))
		raw_die("a line", "is not event, tab, user, tab, body");
}

/* The statements of one booking, in their order. */
struct desk {
	MYSQL *db;
	MYSQL_STMT *event, *lock, *topup, *transfer, *account, *entries;
};

static struct desk open_desk(void)
{
	MYSQL *db = raw_open();

	return (struct desk){
		.db = db,
		.event = raw_prepare(db, EVENT),
		.lock = raw_prepare(
			db, "SELECT balance_cents, last_seq FROM accounts WHERE id = ? FOR UPDATE"),
		.topup = raw_prepare(db,
				     "INSERT INTO topups (id, user_id, kind, amount_cents, "
				     "payment_intent, status, created_at, updated_at) "
				     "VALUES (?, ?, 'checkout', ?, ?, 'credited', NOW(3), NOW(3))"),
		.transfer = raw_prepare(db, "INSERT INTO transfers (id, reason, created_at) "
					    "VALUES (?, CONCAT('topup:', ?), NOW(3))"),
		.account = raw_prepare(
			db, "UPDATE accounts SET balance_cents = ?, last_seq = ? WHERE id = ?"),
		.entries = raw_prepare(
			db,
			"INSERT INTO entries (id, transfer_id, account_id, delta, reason, "
			"seq, balance_after, created_at) VALUES (?, ?, ?, 500, CONCAT('topup:', ?), ?, ?, "
			"NOW(3)), (?, ?, '" STRIPE
			"', -500, CONCAT('topup:', ?), NULL, NULL, NOW(3))"),
	};
}

static void book(const struct desk *desk, const struct event *event)
{
	char account[RAW_RESULTS][RAW_TEXT], balance[24], seq[24], session[NAME + 3],
		payment[NAME + 3];
	char transfer[RAW_ID], ours[RAW_ID], theirs[RAW_ID];

	raw_new_id(transfer);
	raw_new_id(ours);
	raw_new_id(theirs);
	(void)snprintf(session, sizeof(session), "cs_%s", event->id + 4);
	(void)snprintf(payment, sizeof(payment), "pi_%s", event->id + 4);
	raw_say(desk->db, "START TRANSACTION");
	raw_run(desk->event, (const char *[]){ event->id, event->body, NULL }, NULL);
	raw_run(desk->lock, (const char *[]){ event->user, NULL }, account);
	(void)snprintf(balance, sizeof(balance), "%lld", strtoll(account[0], NULL, 10) + CENTS);
	(void)snprintf(seq, sizeof(seq), "%lld", strtoll(account[1], NULL, 10) + 1);
	raw_run(desk->topup, (const char *[]){ session, event->user, "500", payment, NULL }, NULL);
	raw_run(desk->transfer, (const char *[]){ transfer, session, NULL }, NULL);
	raw_run(desk->account, (const char *[]){ balance, seq, event->user, NULL }, NULL);
	raw_run(desk->entries,
		(const char *[]){ ours, transfer, event->user, session, seq, balance, theirs,
				  transfer, session, NULL },
		NULL);
	raw_say(desk->db, "COMMIT");
}

static void *booker(void *unused)
{
	struct desk desk = open_desk();

	(void)unused;
	raw_wait();
	for (long n; raw_goes_on(&n); raw_done())
		book(&desk, &events[n]);
	return NULL;
}

static void *keeper(void *unused)
{
	MYSQL_STMT *event = raw_prepare(raw_open(), EVENT);

	(void)unused;
	raw_wait();
	for (long n; raw_goes_on(&n); raw_done()) {
		char id[RAW_ID];

		raw_new_id(id);
		raw_run(event, (const char *[]){ id, events[n].body, NULL }, NULL);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	bool alone = strstr(argv[0], "raw_event") != NULL;
	const struct raw_plan plan = { alone ? "raw_event" : "raw_webhook", read_event,
				       alone ? keeper : booker, alone };

	return raw_main(&plan, argc, argv);
}
