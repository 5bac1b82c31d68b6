/* The schema's numbered files, applied in order and recorded. */
#pragma once

#include "db/db.h"

/*
 * Apply the files NNNN-name.sql of the folder that schema_migrations does not
 * name yet. Forward only. Each file is safe to run twice: MariaDB commits after
 * every CREATE, so a run may die between a file and its record. INVALID for a
 * file that was applied with another text than it has now.
 */
enum error migrate(struct db *, const char *folder, int *applied) MUST_USE;
