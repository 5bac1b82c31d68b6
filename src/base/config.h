/*
 * Settings: one table is parser, defaults, bounds and documentation. A file of
 * "name = value" lines; an environment variable overrides a line by one rule:
 * db.socket is CLORP_DB_SOCKET. Read once at start, constant from then on.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum { JURORS_MOST = 5 };

/* A model that judges: judge.1.url and what follows it. */
struct juror_settings {
	const char *url, *model, *key_file, *form, *structured, *tokens_field, *extra;
};

enum { ISSUERS_MOST = 3 };

/* Who vouches for people: issuer.1.url and what follows it. */
struct issuer_settings {
	const char *url, *name, *kind, *client_id, *client_secret, *audience, *role, *secret, *keys,
		*signup;
};

struct config {
	/* the database */
	const char *db_socket, *db_host, *db_name, *db_user, *db_password;
	int64_t db_port, db_patience_ms, db_answer_seconds;

	/* programs */
	const char *log, *sql_dir, *cron_secret, *workers_socket, *wallet_socket, *nginx_user;
	int64_t cache_seconds, retry_after_seconds, idempotency_hours;

	/* packs and money */
	int64_t pack_roast_cents, pack_scout_cents, pack_code_cents, pack_cook_cents,
		pack_wild_cents;
	int64_t price_min_cents, price_max_cents, drop_fee_percent, drop_fee_flat_cents;

	/* Stripe and wallets */
	const char *stripe_key, *stripe_api_base, *stripe_version;
	const char *stripe_webhook_secret, *stripe_connect_secret, *public_url;
	int64_t stripe_connect_ms, stripe_total_ms, stripe_per_minute, outbox_senders;
	int64_t topup_min_cents, topup_max_cents, withdraw_min_cents, payout_hold_seconds;
	int64_t dispute_hold_days;
	int64_t auto_topup_daily_cents;

	/* people */
	const char *signup;
	int64_t signup_per_hour, signin_per_minute, login_per_address, session_days;
	bool outbound_private;
	const char *mail_url, *mail_from, *mail_user, *mail_password, *mail_ca_file;
	bool mail_tls;
	struct issuer_settings issuers[ISSUERS_MOST];

	/* files */
	const char *files_dir;
	int64_t files_max_bytes, files_user_bytes, files_per_hour, files_keep_seconds;

	/* the arena */
	int64_t window_default_seconds, window_min_seconds, window_max_seconds, max_claims;
	int64_t unpaid_per_hour;
	int64_t claim_seconds, claim_grace_seconds, claim_limit, claim_limit_new,
		claim_limit_lowered;
	int64_t cooldown_seconds, no_show_limit;
	bool pay_f;
	int64_t judge_lease_ms, judge_words_drop, judge_words_hire;
	const char *judge_embed_url, *judge_embed_model, *judge_embed_key;
	int64_t judge_embed_ms, judge_embed_drop, judge_embed_hire;
	int64_t judge_budget_seconds, judge_parallel, judge_call_seconds, judge_answer_tokens;
	int64_t judge_wait_hours;
	const char *judge_rubrics, *judge_fallback;
	struct juror_settings jurors[JURORS_MOST];

	/* hires */
	const char *default_kind;
	int64_t hire_fee_percent, hire_fee_flat_cents, hire_time_min_seconds, hire_time_max_seconds;
	int64_t hire_hold_seconds, hire_hold_limit, hire_work_limit, hire_work_limit_new,
		hire_work_limit_lowered, hire_grace_seconds, hire_cooldown_seconds;
};

/*
 * Read the file at path (or at $CLORP_CONFIG, or the installed one, which alone
 * may be missing), then the environment. An unknown name or variable, a name
 * that stands twice, a value out of bounds, two that contradict each other:
 * ERR_INVALID, and the note says where.
 */
enum error config_load(struct arena *, const char *path) MUST_USE;

/* The file that config_load read, or tried to. */
const char *config_file(void);

/* What was loaded; the defaults before that. Constant while a program serves. */
const struct config *settings(void);

/*
 * The same, to be changed before anything is done with it: by clorp-admin, whose statements may
 * take an hour, and by tests, which shorten a minute to what they can wait for.
 */
struct config *settings_mutable(void);

struct setting_view {
	const char *name, *value, *meaning;
};

/* All settings as text, in the table's order; secrets masked if asked. Ends with a NULL name. */
const struct setting_view *config_list(struct arena *, bool mask);
