/*
 * The tables that this program was built for: the migrations of sql/ with their
 * digests, and the rights of sql/grants.sql. Both lists are made at build time
 * (tools/know-sql) and end with a NULL.
 */
#pragma once

#include "db/db.h"

struct migration {
	const char *name, *sha256; /* the file's, in hexadecimal digits */
};
extern const struct migration schema_migrations[];

struct right {
	const char *table, *privilege;
};
extern const struct right schema_rights[];

/*
 * SCHEMA if the database lacks a migration of ours, has one that is not ours, or
 * one whose text was another when it was applied; the note names it and the remedy.
 */
enum error schema_check(struct db *) MUST_USE;

/* From now on each connection is checked before it is used: db_transact says SCHEMA. */
void schema_guard(struct db *);
