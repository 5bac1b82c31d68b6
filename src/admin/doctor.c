#include "admin/doctor.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/text.h"
#include "json/write.h"

enum { ANSWER_SECONDS = 10 };

/* What must be well before a look makes sense. */
enum need { NOTHING, SETTINGS, WAY, DATABASE };

struct check {
	const char *name;
	enum need need;
	look_fn *look;
	const char *holds, *remedy;
};

/* clang-format off */
static const struct check checks[] = {
	{ "settings_missing", NOTHING, look_settings_there, "the settings file is there",
	  "install etc/clorp.conf.example there, or name the file by --config or CLORP_CONFIG" },
	{ "settings_unreadable", NOTHING, look_settings_readable, "the settings file can be read",
	  "run this as an account that may read it: root, the programs' own, or one of its group (chgrp clorp, chmod 0640)" },
	{ "settings_refused", NOTHING, look_settings_taken, "the settings are taken",
	  "mend that line; docs/settings.md says what each setting takes" },
	{ "settings_public", SETTINGS, look_settings_private, "nobody else can read the settings file",
	  "chmod 0640 it (or 0600): it has passwords in it" },

	{ "database_socket", WAY, look_database_socket, "the database is where the settings say",
	  "set db.socket to what `mariadb -e 'SELECT @@socket'` says, or set it to nothing and db.host and db.port to the server's" },
	{ "database_down", WAY, look_database_up, "the database runs",
	  "start MariaDB (systemctl start mariadb), and see its error log if it does not stay up" },
	{ "database_password", WAY, look_database_password, "the account and its password are accepted",
	  "set db.user and db.password to what the database knows: ALTER USER 'clorp'@'localhost' IDENTIFIED BY '...' sets a new password" },
	{ "database_name", WAY, look_database_name, "the database is there, and the account may use it",
	  "set db.name to the database's name, or create it and apply sql/grants.sql (docs/install.md, The database)" },
	{ "database_full", WAY, look_database_room, "the database has a connection to spare",
	  "raise max_connections in MariaDB's configuration, or run fewer workers" },
	{ "database_unreachable", WAY, look_database_else, "the database can be reached",
	  "what is found is in MariaDB's own words" },

	{ "database_version", DATABASE, look_version, "MariaDB is 10.11.5 or later",
	  "upgrade MariaDB: earlier versions do not keep ids in the order of time" },
	{ "binary_log", DATABASE, look_binary_log, "the binary log is off or by row",
	  "set binlog_format to ROW or MIXED: SKIP LOCKED and READ COMMITTED need it" },
	{ "flush_log", DATABASE, look_flush, "what is committed is on disk",
	  "set innodb_flush_log_at_trx_commit = 1: with another value a power cut forgets payments that were told of" },
	{ "max_connections", DATABASE, look_connections, "there are connections for all workers",
	  "raise max_connections (or the account's MAX_USER_CONNECTIONS): each worker, sender and clorp-cron holds one" },
	{ "max_allowed_packet", DATABASE, look_packet, "the database takes packets of 16 MiB",
	  "set max_allowed_packet = 16M or more: what is larger than it is refused with 413" },
	{ "read_only", DATABASE, look_writable, "the database can be written to",
	  "SET GLOBAL read_only = 0 if this server is to be the primary, or point db.host to the one that is" },
	{ "strict_mode", DATABASE, look_strict, "the server refuses values that do not fit",
	  "add STRICT_TRANS_TABLES to sql_mode: programs set it for themselves, but whoever repairs by hand has the server's" },

	{ "schema", DATABASE, look_schema, "the tables are this program's",
	  "what is found says what to do" },
	{ "rights", DATABASE, look_rights, "the programs' account has every right that it needs",
	  "apply sql/grants.sql again (docs/install.md, The database), or GRANT what is found" },
	{ "owner_rights", DATABASE, look_owners_rights, "the owner's account has every right that it needs",
	  "GRANT ALL ON the database TO the owner, as root: docs/install.md, The database" },
	{ "append_only", DATABASE, look_append_only, "the ledger can only be appended to",
	  "give the program an account of its own (sql/grants.sql), or apply sql/triggers.sql" },

	{ "workers_socket", SETTINGS, look_workers, "nginx can reach the workers",
	  "start the workers (systemctl start clorp-fcgi.socket 'clorp-fcgi@*', or the crontab's line), set workers.socket to their socket and nginx.user "
	  "to nginx's account, and open the socket and the folders above it to that account" },
	{ "wallet_socket", SETTINGS, look_wallet, "nginx can reach the workers that wait for Stripe",
	  "start them (systemctl start clorp-wallet.socket 'clorp-wallet@*', or the crontab's line), set wallet.socket to their socket, and open it "
	  "and the folders above it to nginx.user" },
	{ "files_dir", SETTINGS, look_files, "there is a place for what people upload",
	  "make the directory that files.dir names, give it to the programs' account, and let nginx pass through the one above (docs/install.md, step 1)" },
	{ "files_way", SETTINGS, look_files_way, "nginx can send what people uploaded",
	  "let nginx's account pass (chmod o+x, or setfacl) through what is found: it passes through files.dir, and lists nothing" },
	{ "files_room", SETTINGS, look_files_room, "there is room for what people upload",
	  "make room there, or move files.dir to a larger file system: until then uploads are refused (507)" },
	{ "site", SETTINGS, look_site, "public_url leads here",
	  "set public_url to what people type, https://your.site; start nginx, and let that server{} include clorp-locations.conf "
	  "(docs/install.md, nginx): its error log says what else is wrong" },
	{ "cron_unseen", DATABASE, look_cron, "clorp-cron was seen within the last minute",
	  "start it (systemctl start clorp-cron, or the crontab's line): without it no drop ends on time and nothing is paid out" },
	{ "clocks", DATABASE, look_clocks, "the hosts' clocks agree with the database's",
	  "let chrony or systemd-timesyncd set the clock of the host that is found, or of the database's" },
	{ "cron_secret", SETTINGS, look_cron_secret, "the cron secret cannot be guessed",
	  "set cron.secret to 16 characters or more, or to nothing" },

	{ "stripe_key", SETTINGS, look_stripe_key, "Stripe's key is a secret key",
	  "set stripe.key to the sk_live_... or sk_test_... (or rk_...) of Stripe's dashboard, or to nothing" },
	{ "stripe_webhooks", SETTINGS, look_stripe_webhooks, "Stripe's key and its webhooks are both set",
	  "set stripe.key, stripe.webhook_secret and stripe.connect_secret, or none of them (docs/operations.md): "
	  "without webhooks no payment is credited" },
	{ "stripe_secrets", SETTINGS, look_stripe_secrets, "the webhooks' secrets are signing secrets",
	  "set it to the endpoint's signing secret: it begins with whsec_" },
	{ "public_url", SETTINGS, look_stripe_url, "Stripe can send people back here",
	  "set public_url to what people type, https://your.site" },
	{ "mail", SETTINGS, look_mail, "the mail server lets this one hand in mail",
	  "set mail.url, mail.user and mail.password as its provider says; mail.ca_file, if its certificate is of an authority of your own" },
	{ "jurors", DATABASE, look_jurors, "the jurors have been checked",
	  "run clorp-admin judge check with these settings, and take another model for one that does not pass" },
	{ "jurors_asked", DATABASE, look_jurors_asked, "somebody asks the jurors",
	  "start clorp-cron with these settings: GET /api/cron/enforce-deadlines asks no juror, and judge.fallback decides when their time is over" },
	{ "stripe_judge", SETTINGS, look_stripe_judge, "what pays real money is judged by more than form",
	  "set judge.1.url (docs/judging.md), or use a test key of Stripe's: the built-in judge cannot tell quality" },
};
/* clang-format on */

static void report_json(struct call *call, const struct check *check, bool ok, const char *found)
{
	say(js_object(call->arena, "ok", ok, "check", check->name, "holds", check->holds, "found", found,
		      "remedy", ok ? NULL : check->remedy));
}

static void report_text(const struct check *check, bool ok, const char *found)
{
	if (ok)
		(void)printf("ok     %s (%s)\n", check->holds, found);
	else
		(void)printf("WRONG  %s: not so that %s\n       found: %s\n       remedy: %s\n",
			     check->name, check->holds, found, check->remedy);
}

static bool can_look(const struct patient *patient, enum need need)
{
	if (need == NOTHING)
		return true;
	return !patient->refusal && (need != DATABASE || patient->barrier == BARRIER_NONE);
}

static int examine(struct patient *patient, bool json)
{
	int findings = 0;

	for (int i = 0; i < COUNT(checks); i++) {
		const char *found = "yes";

		if (!can_look(patient, checks[i].need))
			continue;

		bool ok = checks[i].look(patient, &found);

		if (ok && checks[i].need == WAY && patient->barrier != BARRIER_NONE)
			continue; /* what lies behind the barrier nobody knows */
		if (json)
			report_json(patient->call, &checks[i], ok, found);
		else
			report_text(&checks[i], ok, found);
		findings += !ok;
	}
	return findings;
}

/* The owner's settings are beside the programs', as docs/install.md has it: clorp.conf, clorp-owner.conf. */
static const char *beside(struct arena *arena, const char *file)
{
	const char *dot = strrchr(file, '.');

	if (!dot || strchr(dot, '/'))
		return arena_printf(arena, "%s-owner", file);
	return arena_printf(arena, "%.*s-owner%s", (int)(dot - file), file, dot);
}

static enum error read_words(struct call *call, bool *json, const char **owners_file)
{
	for (int i = 0; i < call->count; i++) {
		if (strcmp(call->words[i], "--json") == 0)
			*json = true;
		else if (strcmp(call->words[i], "--owner") == 0 && i + 1 < call->count)
			*owners_file = call->words[++i];
		else
			return failure(ERR_INVALID,
				       "doctor takes --json and --owner FILE, not \"%s\"",
				       call->words[i]);
	}
	return OK;
}

enum error admin_doctor(struct call *call)
{
	struct patient patient = { .call = call, .arena = call->arena, .db = call->db };
	bool json = false;

	patient.refusal = call->refusal;
	TRY(read_words(call, &json, &patient.owners_file));
	if (!patient.owners_file)
		patient.owners_file = beside(call->arena, config_file());
	settings_mutable()->db_answer_seconds = ANSWER_SECONDS;
	db_guard(call->db, NULL); /* it says itself what is wrong with the tables */
	if (!patient.refusal)
		doctor_reach(&patient);

	int findings = examine(&patient, json);

	if (!json)
		(void)printf(findings ? "%d to be mended\n" : "all is well\n", findings);
	call->failed = findings > 0;
	return OK;
}
