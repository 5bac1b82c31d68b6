/* The schema's numbered files, applied in order and recorded. */
#pragma once

#include "db/db.h"

/*
 * Apply the files NNNN-name.sql of the folder that schema_migrations does not
 * name yet. Forward only. Each file is safe to run twice: MariaDB commits after
 * every CREATE, so a run may die between a file and its record.
 */
enum error migrate(struct db *, const char *folder, int *applied) MUST_USE;

/* How many of the folder's files are not applied. */
enum error migrate_pending(struct db *, const char *folder, int *pending) MUST_USE;
