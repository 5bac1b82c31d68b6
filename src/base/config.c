#include "base/config.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/conf_file.h"
#include "base/text.h"

#ifndef CLORP_CONFIG_FILE
#define CLORP_CONFIG_FILE "/etc/clorp.conf"
#endif
#ifndef CLORP_SQL_DIR
#define CLORP_SQL_DIR "/usr/share/clorp/sql"
#endif

#ifndef CLORP_FILES_DIR
#define CLORP_FILES_DIR "/var/lib/clorp/files"
#endif

enum kind { TEXT, SECRET, CHOICE, WHOLE, SWITCH };

struct setting {
	const char *name;
	enum kind kind;
	size_t at;
	const char *fallback;
	int64_t min, max; /* of a WHOLE */
	const char *meaning;
};

#define AT(member) offsetof(struct config, member)
#define DAY 86400

/* clang-format off */

/* What is set of each juror. */
#define JUROR(n) \
	{ "judge." #n ".url",     TEXT,   AT(jurors[n - 1].url),      "", 0, 0,              "a model server that judges: the address before /chat/completions, as in http://127.0.0.1:8080/v1, or before /v1/messages; empty: no such juror" }, \
	{ "judge." #n ".model",   TEXT,   AT(jurors[n - 1].model),    "default", 0, 0,       "the model that it is asked for" }, \
	{ "judge." #n ".key_file", TEXT,  AT(jurors[n - 1].key_file), "", 0, 0,              "a file with its key in one line, if it wants one" }, \
	{ "judge." #n ".form",    CHOICE, AT(jurors[n - 1].form),     "openai", 0, 0,        "how it is spoken to: openai (chat/completions) or anthropic (messages)" }, \
	{ "judge." #n ".structured", CHOICE, AT(jurors[n - 1].structured), "json_schema", 0, 0, "how it is held to a form: json_schema, json_object or none" }, \
	{ "judge." #n ".tokens_field", CHOICE, AT(jurors[n - 1].tokens_field), "max_tokens", 0, 0, "how its limit of tokens is named: max_tokens or max_completion_tokens" }, \
	{ "judge." #n ".extra",   TEXT,   AT(jurors[n - 1].extra),    "", 0, 0,              "a JSON object whose members go into each request, before ours of the same name" },

/* What is set of each issuer of identities. */
#define ISSUER(n) \
	{ "issuer." #n ".url", TEXT, AT(issuers[n - 1].url), "", 0, 0, "an issuer of identities as its tokens name it, as in https://accounts.example.com; or https://github.com; empty: no such issuer" }, \
	{ "issuer." #n ".name", TEXT, AT(issuers[n - 1].name), "", 0, 0, "what people call it: a word, as in /auth/start?with=NAME" }, \
	{ "issuer." #n ".kind", CHOICE, AT(issuers[n - 1].kind), "openid", 0, 0, "how it is spoken to: openid (OpenID Connect, by its discovery document) or github" }, \
	{ "issuer." #n ".client_id", TEXT, AT(issuers[n - 1].client_id), "", 0, 0, "what this server is called there; empty: nobody signs in there by a browser" }, \
	{ "issuer." #n ".client_secret", SECRET, AT(issuers[n - 1].client_secret), "", 0, 0, "and the secret of that name" }, \
	{ "issuer." #n ".audience", TEXT, AT(issuers[n - 1].audience), "", 0, 0, "whom its access tokens are for if they are taken here in the place of a key, as in authenticated: never the client_id; empty: none is taken" }, \
	{ "issuer." #n ".role", TEXT, AT(issuers[n - 1].role), "", 0, 0, "what role these must name, as in authenticated; empty: any" }, \
	{ "issuer." #n ".secret", SECRET, AT(issuers[n - 1].secret), "", 0, 0, "the secret by which it signs with HS256, if it does" }, \
	{ "issuer." #n ".keys", TEXT, AT(issuers[n - 1].keys), "", 0, 0, "the address of its key set, where no discovery document says it" }, \
	{ "issuer." #n ".signup", CHOICE, AT(issuers[n - 1].signup), "setting", 0, 0, "whether a first sign-in makes an account: setting (as signup has it) or always" },

static const struct setting table[] = {
	{ "db.socket",            TEXT,   AT(db_socket),              "/run/mysqld/mysqld.sock", 0, 0, "MariaDB's unix socket; empty: connect to db.host" },
	{ "db.host",              TEXT,   AT(db_host),                "localhost", 0, 0,     "where MariaDB is, if db.socket is empty" },
	{ "db.port",              WHOLE,  AT(db_port),                "3306", 1, 65535,      "its port" },
	{ "db.name",              TEXT,   AT(db_name),                "clorp", 0, 0,         "the database" },
	{ "db.user",              TEXT,   AT(db_user),                "clorp", 0, 0,         "the account that programs use" },
	{ "db.password",          SECRET, AT(db_password),            "", 0, 0,              "its password" },
	{ "db.patience_ms",       WHOLE,  AT(db_patience_ms),         "8000", 100, 14000,    "how long one request may go on retrying a contended transaction: below the 15 s that nginx waits" },
	{ "db.answer_seconds",    WHOLE,  AT(db_answer_seconds),      "5", 5, 86400,         "how long a mute database may hold a worker: above two lock waits, of two seconds each" },
	{ "log",                  CHOICE, AT(log),                    "stderr", 0, 0,        "where the log goes: stderr, syslog or none" },
	{ "sql_dir",              TEXT,   AT(sql_dir),                CLORP_SQL_DIR, 0, 0,   "where the numbered migrations are" },
	{ "workers.socket",       TEXT,   AT(workers_socket),         "/run/clorp/fcgi.sock", 0, 0, "where nginx finds the workers: clorp-admin doctor looks there; empty: it does not" },
	{ "wallet.socket",        TEXT,   AT(wallet_socket),          "/run/clorp/wallet.sock", 0, 0, "and those that may wait for Stripe" },
	{ "nginx.user",           TEXT,   AT(nginx_user),             "www-data", 0, 0,      "whom these sockets must be open to: the account that nginx answers as" },
	{ "cron.secret",          SECRET, AT(cron_secret),            "", 0, 0,              "what GET /api/cron/enforce-deadlines asks for; empty: the route is closed" },
	{ "cache.seconds",        WHOLE,  AT(cache_seconds),          "1", 0, 3600,          "how long a cache may keep a public answer" },
	{ "retry_after_seconds",  WHOLE,  AT(retry_after_seconds),    "2", 1, 600,           "Retry-After of a 503" },
	{ "idempotency.hours",    WHOLE,  AT(idempotency_hours),      "24", 1, 720,          "how long an answer is kept under its Idempotency-Key" },
	{ "pack.roast",           WHOLE,  AT(pack_roast_cents),       "100", 1, 10000000,    "default price of a roast, in cents" },
	{ "pack.scout",           WHOLE,  AT(pack_scout_cents),       "200", 1, 10000000,    "default price of a scout" },
	{ "pack.code",            WHOLE,  AT(pack_code_cents),        "300", 1, 10000000,    "default price of a code drop" },
	{ "pack.cook",            WHOLE,  AT(pack_cook_cents),        "200", 1, 10000000,    "default price of a cook" },
	{ "pack.wild",            WHOLE,  AT(pack_wild_cents),        "100", 1, 10000000,    "default price of a wild drop" },
	{ "price.min_cents",      WHOLE,  AT(price_min_cents),        "100", 1, 10000000,    "a lower price is raised to this" },
	{ "price.max_cents",      WHOLE,  AT(price_max_cents),        "100000", 1, 10000000, "a higher price is lowered to this" },
	{ "drop.fee_percent",     WHOLE,  AT(drop_fee_percent),       "20", 0, 100,          "the fee on a drop, in hundredths of its price" },
	{ "drop.fee_flat_cents",  WHOLE,  AT(drop_fee_flat_cents),    "0", 0, 10000000,      "and a fixed part; never more than the price in all" },
	{ "signup",               CHOICE, AT(signup),                 "closed", 0, 0,        "who may sign up by themselves: closed (nobody), invite (with a code of clorp-admin invite add) or open" },
	{ "signup.per_hour",      WHOLE,  AT(signup_per_hour),        "10", 1, 1000000,      "sign-ups from one address within an hour" },
	{ "signin.per_minute",    WHOLE,  AT(signin_per_minute),      "60", 1, 1000000,      "sign-ins by issuers of identities from one address within a minute; two at once of everybody's" },
	{ "login.per_address",    WHOLE,  AT(login_per_address),      "300", 1, 1000000,     "passwords tried from one address within a quarter of an hour, at whatever accounts; five wrong ones at one" },
	{ "session.days",         WHOLE,  AT(session_days),           "30", 1, 3650,         "how long a browser stays signed in after its last visit" },
	{ "mail.url",                 TEXT,   AT(mail_url), "", 0, 0, "where mail is handed in: smtp://host:587 or smtps://host:465; empty: none is sent, and nobody gets a new password by mail" },
	{ "mail.from",                TEXT,   AT(mail_from), "clorp@localhost", 0, 0, "the address that mails come from" },
	{ "mail.user",                TEXT,   AT(mail_user), "", 0, 0, "whom this server is there, if it must say" },
	{ "mail.password",            SECRET, AT(mail_password), "", 0, 0, "and the password of that account" },
	{ "mail.ca_file",             TEXT,   AT(mail_ca_file), "", 0, 0, "whose certificates are believed there, as PEM; empty: the system's authorities" },
	{ "mail.tls",                 SWITCH, AT(mail_tls), "yes", 0, 0, "smtp:// must go over to TLS before anything is said; no: for a relay on this machine" },
	ISSUER(1) ISSUER(2) ISSUER(3)
	{ "outbound.private",     SWITCH, AT(outbound_private),       "no", 0, 0,            "let strangers' addresses (clients' documents, webhooks) be private and plain http: for tests and networks of one's own" },
	{ "files.dir",            TEXT,   AT(files_dir),              CLORP_FILES_DIR, 0, 0,   "where what people upload lies, on one file system: the programs write there" },
	{ "files.max_bytes",      WHOLE,  AT(files_max_bytes),        "26214400", 1, 26214400, "of one file: nginx refuses more than 25 MiB by itself" },
	{ "files.user_bytes",     WHOLE,  AT(files_user_bytes),       "1073741824", 1, 1099511627776, "of all files of one user" },
	{ "files.per_hour",       WHOLE,  AT(files_per_hour),         "60", 1, 1000000,      "uploads of one user within an hour" },
	{ "files.keep_seconds",   WHOLE,  AT(files_keep_seconds),     "86400", 1, 31536000,  "how long an upload is kept that hangs on nothing" },
	{ "public_url",           TEXT,   AT(public_url),             "http://127.0.0.1:8080", 0, 0, "where people reach this server: Stripe sends them back there" },
	{ "stripe.key",           SECRET, AT(stripe_key),             "", 0, 0,              "Stripe's secret key; empty: no money comes in or goes out" },
	{ "stripe.api_base",      TEXT,   AT(stripe_api_base),        "https://api.stripe.com", 0, 0, "where Stripe's API is" },
	{ "stripe.version",       TEXT,   AT(stripe_version),         "2026-10-28.endive", 0, 0, "the version of Stripe's API that this program was written for" },
	{ "stripe.webhook_secret", SECRET, AT(stripe_webhook_secret), "", 0, 0,              "the signing secret of the webhook endpoint for your own account" },
	{ "stripe.connect_secret", SECRET, AT(stripe_connect_secret), "", 0, 0,              "the signing secret of the webhook endpoint for connected accounts" },
	{ "stripe.connect_ms",    WHOLE,  AT(stripe_connect_ms),      "4000", 10, 60000,     "how long to try to reach Stripe" },
	{ "stripe.total_ms",      WHOLE,  AT(stripe_total_ms),        "10000", 10, 30000,    "how long to wait for its answer: no more than half the minute that an item of the outbox is leased" },
	{ "stripe.per_minute",    WHOLE,  AT(stripe_per_minute),      "20", 1, 1000000,      "requests of one user within a minute whose answer is Stripe's; two at once" },
	{ "outbox.senders",       WHOLE,  AT(outbox_senders),         "3", 1, 16,            "processes of clorp-cron that send what waits for Stripe: so many may hang at once before the rest waits" },
	{ "topup.min_cents",      WHOLE,  AT(topup_min_cents),        "500", 50, 10000000,   "the least that a card is charged" },
	{ "topup.max_cents",      WHOLE,  AT(topup_max_cents),        "1000000", 50, 99999999, "and the most" },
	{ "withdraw.min_cents",   WHOLE,  AT(withdraw_min_cents),     "500", 1, 10000000,    "the least that is paid out to a bank" },
	{ "dispute.hold_days",      WHOLE, AT(dispute_hold_days),     "120", 0, 3650, "how long a dispute holds the prizes that its sender paid, at most" },
	{ "withdraw.hold_seconds", WHOLE, AT(payout_hold_seconds),    "604800", 0, 31536000, "how old a prize must be to be withdrawn" },
	{ "auto_topup.daily_cents", WHOLE, AT(auto_topup_daily_cents), "50000", 0, 99999999, "the most that automatic top-ups charge one card in a day" },
	{ "drop.window_seconds",  WHOLE,  AT(window_default_seconds), "300", 1, DAY,         "a drop's window if its sender names none" },
	{ "drop.window_min",      WHOLE,  AT(window_min_seconds),     "60", 1, DAY,          "a shorter window is lengthened to this" },
	{ "drop.window_max",      WHOLE,  AT(window_max_seconds),     "3600", 1, DAY,        "a longer window is shortened to this" },
	{ "unpaid.per_hour",      WHOLE,  AT(unpaid_per_hour),        "200", 1, 1000000,     "jobs that one user may post within an hour without the money for them" },
	{ "drop.max_claims",      WHOLE,  AT(max_claims),             "5", 1, 100,           "places in a new drop" },
	{ "claim.seconds",        WHOLE,  AT(claim_seconds),          "300", 1, DAY,         "how long a claim holds its place" },
	{ "claim.grace_seconds",  WHOLE,  AT(claim_grace_seconds),    "60", 0, DAY,          "a claim given back within this, from the user's first on that drop, is no no-show" },
	{ "claim.limit",          WHOLE,  AT(claim_limit),            "10", 1, 1000000,      "live claims a user may hold at once" },
	{ "claim.limit_new",      WHOLE,  AT(claim_limit_new),        "2", 1, 1000000,       "the same for who has nothing yet that was graded above F or verified" },
	{ "claim.limit_lowered",  WHOLE,  AT(claim_limit_lowered),    "2", 1, 1000000,       "the same for who did not show up too often" },
	{ "claim.no_shows",       WHOLE,  AT(no_show_limit),          "3", 1, 1000000,       "no-shows within a day that lower the limits" },
	{ "claim.cooldown",       WHOLE,  AT(cooldown_seconds),       "60", 0, DAY,          "seconds for which a no-show is kept off that drop" },
	{ "judge.pay_f",          SWITCH, AT(pay_f),                  "no", 0, 0,            "pay rank 1 even if the best grade is F" },
	{ "judge.lease_ms",       WHOLE,  AT(judge_lease_ms),         "1000", 100, 600000,   "how long one judge may hold a drop before another takes over" },
	{ "judge.words.drop",     WHOLE,  AT(judge_words_drop),       "60", 0, 1000,         "an entry of a drop whose words are less near to the prompt is F, in thousandths; clorp-admin judge eval shows the curve" },
	{ "judge.words.hire",     WHOLE,  AT(judge_words_hire),       "120", 0, 1000,         "a delivery of a hire whose words are less near to the task fails" },
	{ "judge.embed.url",      TEXT,   AT(judge_embed_url),        "", 0, 0,              "an embeddings server, as in http://127.0.0.1:8000/v1/embeddings: cron asks it how near an answer is; empty: shared words tell" },
	{ "judge.embed.model",    TEXT,   AT(judge_embed_model),      "default", 0, 0,       "the model that it is asked for" },
	{ "judge.embed.key",      SECRET, AT(judge_embed_key),        "", 0, 0,              "its key, if it wants one" },
	{ "judge.embed.ms",       WHOLE,  AT(judge_embed_ms),         "5000", 10, 60000,     "how long to wait for it; after that shared words tell" },
	{ "judge.embed.drop",     WHOLE,  AT(judge_embed_drop),       "140", 0, 1000,        "judge.words.drop where embeddings tell" },
	{ "judge.embed.hire",     WHOLE,  AT(judge_embed_hire),       "230", 0, 1000,        "judge.words.hire where embeddings tell" },
	{ "judge.budget_seconds", WHOLE,  AT(judge_budget_seconds),   "60", 2, 3600,         "the whole time of judging one drop or delivery by models" },
	{ "judge.fallback",       CHOICE, AT(judge_fallback),         "builtin", 0, 0,       "what comes after that time: builtin (the built-in judge decides), refund (the job fails, judge_unavailable) or wait (they go on trying)" },
	{ "judge.wait_hours",     WHOLE,  AT(judge_wait_hours),       "24", 1, 720,          "how long they go on trying, if they do; after that the job fails, judge_unavailable" },
	{ "judge.parallel",       WHOLE,  AT(judge_parallel),         "4", 1, 16,            "processes of clorp-cron that judge by models, each one job at a time; so many close what is due, too, where that is much" },
	{ "judge.call_seconds",   WHOLE,  AT(judge_call_seconds),     "40", 1, 600,          "how long to wait for one answer of a model, within that time" },
	{ "judge.answer_tokens",  WHOLE,  AT(judge_answer_tokens),    "4000", 100, 100000,   "the most tokens of one answer: what a model thinks counts as well" },
	{ "judge.rubrics",        TEXT,   AT(judge_rubrics),          "", 0, 0,              "a folder of rubrics, code.txt for the pack code and so on, in place of those built in" },
	JUROR(1) JUROR(2) JUROR(3) JUROR(4) JUROR(5)
	{ "default_kind",         CHOICE, AT(default_kind),           "drop", 0, 0,          "the kind of a job whose sender names none: drop or hire" },
	{ "hire.fee_percent",     WHOLE,  AT(hire_fee_percent),       "20", 0, 100,          "the fee on a hire, in hundredths of its price" },
	{ "hire.fee_flat_cents",  WHOLE,  AT(hire_fee_flat_cents),    "50", 0, 10000000,     "and a fixed part; never more than the price in all" },
	{ "hire.time_min",        WHOLE,  AT(hire_time_min_seconds),  "60", 1, DAY,          "a shorter time limit of a hire is lengthened to this" },
	{ "hire.time_max",        WHOLE,  AT(hire_time_max_seconds),  "86400", 1, DAY,       "a longer one is shortened to this" },
	{ "hire.hold_seconds",    WHOLE,  AT(hire_hold_seconds),      "30", 1, DAY,          "how long an agent may look at a hire before it accepts" },
	{ "hire.hold_limit",      WHOLE,  AT(hire_hold_limit),        "3", 1, 1000000,       "hires that the agents of one user may hold at once" },
	{ "hire.work_limit",      WHOLE,  AT(hire_work_limit),        "20", 1, 1000000,      "hires that the agents of one user may be at work on at once" },
	{ "hire.work_limit_new",  WHOLE,  AT(hire_work_limit_new),    "1", 1, 1000000,       "the same for who has nothing yet that was graded above F or verified" },
	{ "hire.work_limit_lowered", WHOLE, AT(hire_work_limit_lowered), "1", 1, 1000000,   "the same for who did not show up too often" },
	{ "hire.grace_seconds",   WHOLE,  AT(hire_grace_seconds),     "60", 0, DAY,          "giving up this soon after accepting spends no attempt" },
	{ "hire.cooldown",        WHOLE,  AT(hire_cooldown_seconds),  "3600", 0, DAY,        "seconds for which a failed attempt keeps its user off that hire" },
};
/* clang-format on */

/* The words that a CHOICE takes, by its name or by the end of it. */
static const struct {
	const char *name, *words[4];
} choices[] = {
	{ "log", { "stderr", "syslog", "none" } },
	{ "default_kind", { "drop", "hire" } },
	{ "judge.fallback", { "builtin", "refund", "wait" } },
	{ "signup", { "closed", "invite", "open" } },
	{ ".form", { "openai", "anthropic" } },
	{ ".structured", { "json_schema", "json_object", "none" } },
	{ ".kind", { "openid", "github" } },
	{ ".signup", { "setting", "always" } },
	{ ".tokens_field", { "max_tokens", "max_completion_tokens" } },
};

/* Of two settings the first may not be above the second. */
static const char *const ordered[][2] = {
	{ "price.min_cents", "price.max_cents" }, { "drop.window_min", "drop.window_max" },
	{ "hire.time_min", "hire.time_max" },	  { "topup.min_cents", "topup.max_cents" },
	{ "claim.limit_lowered", "claim.limit" },
};

/* Variables that look like a setting's and are somebody else's: the client's, our tools'. */
static const char *const others[] = {
	"CLORP_CONFIG", "CLORP_CONFIG_DIR", "CLORP_API_KEY", "CLORP_API_URL", "CLORP_CONTEXT",
	"CLORP_PAGER",	"CLORP_DEV_*",	    "CLORP_TEST_*",  "CLORP_SIM_*",
};

static struct config config;
static bool loaded;
static const char *file_read = CLORP_CONFIG_FILE;

static const char *const *words_of(const struct setting *setting)
{
	const char *end = strrchr(setting->name, '.');

	for (int i = 0; i < COUNT(choices); i++)
		if (strcmp(choices[i].name, setting->name) == 0 ||
		    (end && strcmp(choices[i].name, end) == 0))
			return choices[i].words;
	abort();
}

static bool is_word_of(const struct setting *setting, const char *value)
{
	for (const char *const *word = words_of(setting); *word; word++)
		if (strcmp(*word, value) == 0)
			return true;
	return false;
}

/* What it takes, in words. */
static const char *range_of(struct arena *arena, const struct setting *setting)
{
	if (setting->kind == WHOLE)
		return arena_printf(arena, "a whole number from %lld to %lld",
				    (long long)setting->min, (long long)setting->max);
	if (setting->kind == SWITCH)
		return "yes or no";

	const char *const *words = words_of(setting);
	const char *range = *words++;

	for (; *words; words++)
		range = arena_printf(arena, "%s%s%s", range, words[1] ? ", " : " or ", *words);
	return range;
}

static bool set(const struct setting *setting, const char *value, struct config *out)
{
	char *at = (char *)out + setting->at;
	int64_t number;

	switch (setting->kind) {
	case TEXT:
	case SECRET:
	case CHOICE:
		*(const char **)(void *)at = value;
		return setting->kind != CHOICE || is_word_of(setting, value);
	case WHOLE:
		if (!text_to_int(value, &number) || number < setting->min || number > setting->max)
			return false;
		*(int64_t *)(void *)at = number;
		return true;
	case SWITCH:
		*(bool *)(void *)at = strcmp(value, "yes") == 0;
		return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
	}
	return false;
}

static const char *text_of(struct arena *arena, const struct setting *setting)
{
	const char *at = (const char *)&config + setting->at;

	switch (setting->kind) {
	case TEXT:
	case SECRET:
	case CHOICE: return *(const char *const *)(const void *)at;
	case WHOLE:
		return arena_printf(arena, "%lld", (long long)*(const int64_t *)(const void *)at);
	case SWITCH: return *(const bool *)(const void *)at ? "yes" : "no";
	}
	return "";
}

static void use_defaults(struct config *out)
{
	for (int i = 0; i < COUNT(table); i++)
		if (!set(&table[i], table[i].fallback, out))
			abort();
}

static const struct setting *find(const char *name)
{
	for (int i = 0; i < COUNT(table); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

/* What is read, and where each setting of it stood: "FILE:LINE", "$VARIABLE", or NULL for a default. */
struct reading {
	struct arena *arena;
	struct config fresh;
	const char *places[COUNT(table)];
};

/* Set it, or say what it takes. */
static enum error set_or_say(struct reading *reading, const struct setting *setting,
			     const char *value, const char *where, const char *subject)
{
	if (!set(setting, value, &reading->fresh))
		return failure(ERR_INVALID, "%s cannot be \"%s\": it takes %s", subject, value,
			       range_of(reading->arena, setting));
	reading->places[setting - table] = where;
	return OK;
}

static enum error take_line(void *context, const char *name, const char *value, const char *where)
{
	struct reading *reading = context;
	const struct setting *setting = find(name);

	if (!setting)
		return failure(ERR_INVALID, "%s: no setting is named %s", where, name);
	if (reading->places[setting - table])
		return failure(ERR_INVALID, "%s: %s stands at %s already", where, name,
			       reading->places[setting - table]);
	return set_or_say(reading, setting, value, where,
			  arena_printf(reading->arena, "%s: %s", where, name));
}

/* db.socket is CLORP_DB_SOCKET. */
static const char *variable_of(struct arena *arena, const char *name)
{
	char *variable = arena_printf(arena, "CLORP_%s", name);

	for (char *c = variable; *c; c++)
		*c = *c == '.' ? '_' : (char)toupper((unsigned char)*c);
	return variable;
}

static bool is_other(const char *variable)
{
	for (int i = 0; i < COUNT(others); i++) {
		size_t length = strcspn(others[i], "*");

		if (strncmp(variable, others[i], length) == 0 &&
		    (others[i][length] == '*' || !variable[length]))
			return true;
	}
	return false;
}

/* A variable that looks like a setting's but is none was meant to do something. */
static enum error take_variable(struct reading *reading, const char *variable, const char *value)
{
	for (int i = 0; i < COUNT(table); i++)
		if (strcmp(variable, variable_of(reading->arena, table[i].name)) == 0) {
			const char *where = arena_printf(reading->arena, "$%s", variable);

			return set_or_say(reading, &table[i], value, where, where);
		}
	if (is_other(variable))
		return OK;
	return failure(ERR_INVALID, "$%s: no setting has this variable", variable);
}

static enum error read_environment(struct reading *reading)
{
	for (char **entry = environ; *entry; entry++) {
		size_t length = strcspn(*entry, "=");

		if (strncmp(*entry, "CLORP_", 6) != 0 || !(*entry)[length])
			continue;

		struct arena *arena = reading->arena;

		TRY(take_variable(reading, arena_copy(arena, *entry, length),
				  arena_printf(arena, "%s", *entry + length + 1)));
	}
	return OK;
}

static int64_t whole_of(const struct config *from, const struct setting *setting)
{
	return *(const int64_t *)(const void *)((const char *)from + setting->at);
}

static enum error check_order(const struct reading *reading)
{
	for (int i = 0; i < COUNT(ordered); i++) {
		const struct setting *low = find(ordered[i][0]), *high = find(ordered[i][1]);
		const char *low_place = reading->places[low - table];
		const char *high_place = reading->places[high - table];

		if (whole_of(&reading->fresh, low) <= whole_of(&reading->fresh, high))
			continue;
		return failure(ERR_INVALID, "%s: %s (%lld) is above %s (%lld, %s)",
			       low_place ? low_place : high_place, low->name,
			       (long long)whole_of(&reading->fresh, low), high->name,
			       (long long)whole_of(&reading->fresh, high),
			       high_place ? high_place : "by default");
	}
	return OK;
}

enum error config_load(struct arena *arena, const char *path)
{
	struct reading reading = { .arena = arena };
	bool named = true;

	if (!path)
		path = getenv("CLORP_CONFIG");
	if (!path) {
		path = CLORP_CONFIG_FILE;
		named = false;
	}
	file_read = arena_printf(arena, "%s", path);
	use_defaults(&reading.fresh);
	TRY(conf_read(arena, path, named, take_line, &reading));
	TRY(read_environment(&reading));
	TRY(check_order(&reading));
	config = reading.fresh;
	loaded = true;
	return OK;
}

const char *config_file(void)
{
	return file_read;
}

struct config *settings_mutable(void)
{
	if (!loaded) {
		use_defaults(&config);
		loaded = true;
	}
	return &config;
}

const struct config *settings(void)
{
	return settings_mutable();
}

const struct setting_view *config_list(struct arena *arena, bool mask)
{
	struct setting_view *list = ARENA_ARRAY(arena, struct setting_view, COUNT(table) + 1);

	(void)settings();
	for (int i = 0; i < COUNT(table); i++) {
		const char *value = text_of(arena, &table[i]);

		if (mask && table[i].kind == SECRET && *value)
			value = "********";
		list[i] = (struct setting_view){ table[i].name, value, table[i].meaning };
	}
	return list;
}
