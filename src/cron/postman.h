/* Mails that people wait for are handed in (people/mail.h). */
#pragma once

#include <signal.h>

#include "db/db.h"

/* Send what is due, for so many milliseconds at most. An error only if the database is away. */
enum error postman_run(struct db *, int64_t ms, const volatile sig_atomic_t *stopping) MUST_USE;
