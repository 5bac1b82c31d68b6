/* What a connected account's object says: shared by the routes and the events that read it. */
#pragma once

#include "json/read.h"

/* Can money be paid out to it? docs.stripe.com/connect/handling-api-verification */
bool account_is_active(struct arena *, const struct js_node *account);
