/* The events of Stripe that mean something here: a row a type, and its handler. */
#pragma once

#include "db/db.h"
#include "json/read.h"
#include "queue/event.h"

struct webhook_event {
	struct arena *arena;
	struct db *db;
	const char *id, *type, *about;
	const char *account; /* the connected account it is of; NULL: our own */
	bool live;
	const struct js_node *object;
};

/* IGNORED unless the handler says otherwise. */
struct webhook_outcome {
	enum event_status status;
	const char *known; /* the payment that became known by it, and for which others may be parked */
};

struct webhook_row {
	const char *type;
	enum error (*handle)(const struct webhook_event *, struct webhook_outcome *);
	const char *about; /* the member whose value the event is about */
	bool connected; /* of a connected account: what that sells is its own business, its standing is ours */
};

/* The row of a type; NULL for one that means nothing here. */
const struct webhook_row *webhook_row(const char *type);
