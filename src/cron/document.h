/* Clients' metadata documents: fetched for those who name themselves by one (people/client.h). */
#pragma once

#include "db/db.h"

/* Fetch the one that waits longest, if one does. An error only if the database is away. */
enum error document_fetch(struct db *) MUST_USE;
