/* What issuers of identities say of themselves, fetched for the workers (people/issuer.h). */
#pragma once

#include "db/db.h"

/* Fetch from each issuer of the settings whose time it is. An error only if the database is away. */
enum error vouchers_fetch(struct db *) MUST_USE;
