/*
 * Nothing but the gathering: each room's invariants stand in its invariants.c, next
 * to the SQL that must keep them.
 */
#include "audit/audit.h"

#include "drop/drop.h"
#include "files/files.h"
#include "hire/hire.h"
#include "market/market.h"
#include "money/money.h"

static const struct invariants *const rooms[] = {
	&ledger_invariants, &settlement_invariants, &drop_invariants, &hire_invariants,
	&agent_invariants,  &payment_invariants,    &file_invariants,
};

static int count_all(void)
{
	int count = 0;

	for (int i = 0; i < COUNT(rooms); i++)
		count += rooms[i]->count;
	return count;
}

static enum error check(struct db *db, const struct invariant *invariant, struct finding *out)
{
	struct rows *rows;

	TRY(db_query_values(db, &rows, invariant->sql, VALUES()));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "an invariant's query has no row");
	*out = (struct finding){ invariant->words, row_int(rows, "n") };
	return OK;
}

enum error audit_run(struct db *db, struct audit *out)
{
	struct finding *findings = ARENA_ARRAY(db_arena(db), struct finding, count_all());
	struct audit audit = { .findings = findings };

	for (int i = 0; i < COUNT(rooms); i++) {
		for (int k = 0; k < rooms[i]->count; k++) {
			struct finding *finding = &findings[audit.count++];

			TRY(check(db, &rooms[i]->list[k], finding));
			audit.violations += finding->violations;
		}
	}
	*out = audit;
	return OK;
}

enum error audit_note(struct db *db, const struct audit *audit, int64_t ms)
{
	return db_exec(db,
		       "INSERT INTO audits (id, ended_at, ms, violations) VALUES (1, SYSDATE(3), ?, ?) "
		       "ON DUPLICATE KEY UPDATE ended_at = VALUES(ended_at), ms = VALUES(ms), "
		       "violations = VALUES(violations)",
		       ms, audit->violations);
}
