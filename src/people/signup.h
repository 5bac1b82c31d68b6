/* How somebody becomes a user. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

/*
 * A user with an empty account and a default agent. Needs a transaction. Run
 * again after a lost COMMIT: what stands is the answer.
 */
enum error signup_create(struct db *, struct id id, const char *name) MUST_USE;
