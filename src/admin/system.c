/* The installation itself: its tables, its settings, its books, its health. */
#include <stdio.h>
#include <string.h>

#include "admin/verb.h"
#include "audit/audit.h"
#include "base/config.h"
#include "base/text.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "json/write.h"

enum { MARIADB_LEAST = 101105 }; /* 10.11.5: from there on UUIDv7 is kept in time order */

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

enum error admin_audit(struct call *call)
{
	struct audit result = { .count = 0 };

	TRY(db_transact(call->db, DB_SNAPSHOT, audit, &result));
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

/* One thing that an installation needs: is it there, and if not, what mends it. */
struct symptom {
	const char *check;
	bool ok;
	const char *found, *remedy;
};

static void report(struct call *call, const struct symptom *symptom)
{
	say(js_object(call->arena,
		"ok", symptom->ok,
		"check", symptom->check,
		"found", symptom->found,
		"remedy", symptom->ok ? NULL : symptom->remedy));
	call->failed = call->failed || !symptom->ok;
}

/* The numbers that the program's own session sees: the server's, for what it cannot set itself. */
static enum error look(struct db *db, const char **version, int64_t *number, bool *row_log)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT VERSION() AS version, CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS INT) * 10000 + "
		"CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS INT) * 100 + "
		"CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '-', 1), '.', -1) AS INT) AS number, "
		"(NOT @@log_bin OR @@binlog_format <> 'STATEMENT') AS row_log"));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "no version");
	*version = row_text(rows, "version");
	*number = row_int(rows, "number");
	*row_log = row_bool(rows, "row_log");
	return OK;
}

static enum error check_server(struct call *call)
{
	const char *version = NULL;
	int64_t number = 0;
	bool row_log = false;

	TRY(look(call->db, &version, &number, &row_log));
	report(call,
	       &(struct symptom){
		       "MariaDB is 10.11.5 or later", number >= MARIADB_LEAST, version,
		       "upgrade MariaDB: earlier versions do not keep ids in the order of time" });
	report(call,
	       &(struct symptom){
		       "the binary log is off or by row", row_log,
		       row_log ? "yes" : "binlog_format is STATEMENT",
		       "set binlog_format to ROW or MIXED: SKIP LOCKED and READ COMMITTED need it" });
	return OK;
}

static enum error check_schema(struct call *call)
{
	enum error e = schema_check(call->db);

	report(call, &(struct symptom){ "the tables are this program's", !e,
					e ? failure_note()->text : "yes",
					"run clorp-admin migrate as the database's owner" });
	return OK;
}

/* Either way will do: triggers refuse to rewrite the ledger, or the account has no right to. */
static enum error check_append_only(struct call *call)
{
	struct rows *rows;

	TRY(db_query(call->db, &rows,
		"SELECT (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = DATABASE() "
		"AND event_object_table IN ('entries', 'transfers', 'settlements')) AS triggers, "
		"(SELECT COUNT(*) FROM information_schema.schema_privileges WHERE table_schema = DATABASE() "
		"AND privilege_type IN ('UPDATE', 'DELETE')) + "
		"(SELECT COUNT(*) FROM information_schema.user_privileges "
		"WHERE privilege_type IN ('UPDATE', 'DELETE', 'SUPER')) + "
		"(SELECT COUNT(*) FROM information_schema.table_privileges WHERE table_schema = DATABASE() "
		"AND table_name IN ('entries', 'transfers', 'settlements') "
		"AND privilege_type IN ('UPDATE', 'DELETE')) AS rights"));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "no answer");

	bool triggers = row_int(rows, "triggers") >= 6, rights = row_int(rows, "rights") > 0;

	report(call,
	       &(struct symptom){
		       "the ledger can only be appended to", triggers || !rights,
		       triggers && !rights ? "by triggers, and by the account's rights"
		       : triggers	   ? "by triggers"
		       : !rights	   ? "by the account's rights"
					   : "by nothing",
		       "give the program an account of its own (sql/grants.sql), or apply sql/triggers.sql" });
	return OK;
}

static enum error check_cron_secret(struct call *call)
{
	size_t length = strlen(settings()->cron_secret);
	const char *found = length == 0	  ? "none: the cron route is closed"
			    : length < 16 ? "a short one"
					  : "yes";

	report(call, &(struct symptom){ "the cron secret cannot be guessed",
					length == 0 || length >= 16, found,
					"set cron.secret to 16 characters or more, or to nothing" });
	return OK;
}

static enum error examine(struct db *db, void *arg)
{
	(void)db;
	TRY(check_server(arg));
	TRY(check_schema(arg));
	TRY(check_append_only(arg));
	return check_cron_secret(arg);
}

enum error admin_doctor(struct call *call)
{
	db_guard(call->db, NULL); /* it says itself what is wrong with the tables */

	enum error e = db_transact(call->db, DB_AUTOCOMMIT, examine, call);

	if (e == ERR_AWAY || e == ERR_LOST) {
		report(call,
		       &(struct symptom){
			       "the database can be reached", false,
			       arena_printf(call->arena, "%s", failure_note()->text),
			       "check db.socket (or db.host), db.name, db.user and db.password" });
		return OK;
	}
	return e;
}
