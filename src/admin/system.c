/* The installation itself: its tables, its settings, its books, its health. */
#include <stdio.h>
#include <string.h>

#include "admin/verb.h"
#include "audit/audit.h"
#include "audit/review.h"
#include "base/config.h"
#include "base/instant.h"
#include "base/text.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "json/write.h"

enum error admin_migrate(struct call *call)
{
	int applied = 0;

	TRY(migrate(call->db, settings()->sql_dir, &applied));
	TRY(schema_check(call->db));
	say(js_object(call->arena, "applied", applied));
	return OK;
}

static enum error audit(struct db *db, void *out)
{
	return audit_run(db, out);
}

struct proof {
	const struct audit *result;
	int64_t ms;
};

static enum error note(struct db *db, void *arg)
{
	const struct proof *proof = arg;

	return audit_note(db, proof->result, proof->ms);
}

/* For monitors. An auditor may prove the books by an account that may only read: that is no failure. */
static void note_audit(struct db *db, const struct audit *result, int64_t ms)
{
	struct proof proof = { result, ms };

	if (db_transact(db, DB_TRANSACTION, note, &proof))
		(void)fprintf(stderr, "clorp-admin: not noted for /metrics: %s\n",
			      failure_note()->text);
}

enum error admin_audit(struct call *call)
{
	struct audit result = { .count = 0 };

	int64_t began = monotonic_ms();

	TRY(db_transact(call->db, DB_SNAPSHOT, audit, &result));
	note_audit(call->db, &result, monotonic_ms() - began);
	for (int i = 0; i < result.count; i++)
		say(js_object(call->arena,
			"ok", (bool)(result.findings[i].violations == 0),
			"invariant", result.findings[i].invariant,
			"violations", result.findings[i].violations));
	call->failed = result.violations > 0;
	return OK;
}

enum error admin_config(struct call *call)
{
	bool one = call->count > 0;
	const struct setting_view *view = config_list(call->arena, !one);

	for (; view->name; view++) {
		if (one && strcmp(view->name, call->words[0]) == 0) {
			(void)printf("%s\n", view->value);
			return OK;
		}
		if (!one)
			say(js_object(call->arena, "name", view->name, "value", view->value,
				      "meaning", view->meaning));
	}
	return one ? failure(ERR_INVALID, "no setting is named %s", call->words[0]) : OK;
}

struct look_back {
	int64_t hours;
	struct review review;
};

static enum error review(struct db *db, void *arg)
{
	struct look_back *back = arg;

	return review_run(db, back->hours, &back->review);
}

enum error admin_review(struct call *call)
{
	struct look_back back = { .hours = 24 };

	if (call->count > 0 &&
	    (!text_to_int(call->words[0], &back.hours) || back.hours < 1 || back.hours > 100000))
		return failure(ERR_INVALID, "HOURS must be a whole number from 1 to 100000");
	TRY(db_transact(call->db, DB_SNAPSHOT, review, &back));
	for (int i = 0; i < back.review.count; i++)
		say(js_raw(back.review.lines[i]));
	return OK;
}
