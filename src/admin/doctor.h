/*
 * What an installation needs, one row a need (doctor.c): a name for machines, what
 * should hold, how to look, and what mends it. A look says whether it holds, and what
 * was found in any case.
 */
#pragma once

#include "admin/verb.h"

/* What stands between us and the database. */
enum barrier {
	BARRIER_NONE,
	BARRIER_SOCKET,
	BARRIER_DOWN,
	BARRIER_PASSWORD,
	BARRIER_NAME,
	BARRIER_FULL,
	BARRIER_OTHER
};

struct patient {
	struct call *call;
	struct arena *arena;
	struct db *db;
	const char *refusal; /* why the settings were not taken; NULL: they were */
	const char *owners_file;
	enum barrier barrier;
	const char *barrier_text;
};

typedef bool look_fn(struct patient *, const char **found);

/* Of the settings' file. */
look_fn look_settings_there, look_settings_readable, look_settings_taken, look_settings_private;

/* Of the way to the database. doctor_reach tries it, and notes what stands in it. */
void doctor_reach(struct patient *);
look_fn look_database_socket, look_database_up, look_database_password, look_database_name,
	look_database_room, look_database_else;

/* Of the server and its settings. */
look_fn look_version, look_binary_log, look_flush, look_connections, look_packet, look_writable,
	look_strict;

/* Of the tables, and of who may do what with them. */
look_fn look_schema, look_rights, look_owners_rights, look_append_only;

/* Of what runs. */
look_fn look_workers, look_wallet, look_site, look_cron, look_clocks, look_cron_secret;

/* Of what people upload. */
look_fn look_files, look_files_way, look_files_room;

/* Of Stripe. */
look_fn look_stripe_key, look_stripe_webhooks, look_stripe_secrets, look_stripe_url,
	look_stripe_judge;

/* Of mail. */
look_fn look_mail;

/* Of who judges. */
look_fn look_jurors, look_jurors_asked;
