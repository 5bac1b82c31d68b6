/* What the admin tool can do: one row a verb, from which the usage is printed too. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/id.h"
#include "db/db.h"

struct call {
	struct arena *arena;
	struct db *db;
	char **words; /* what follows the verb */
	int count;
	const char *verb; /* its words */
	const char *why;  /* that the operator gave; NULL: none */
	struct id request; /* drawn once a call: by it a transaction that is run again knows its own work */
	const char *refusal; /* why the settings were not taken: for doctor alone; NULL: they were */
	bool failed;	     /* the answer itself says that something is wrong: exit 1 */
};

struct verb {
	const char *words,
		*arguments; /* --why among these: it is taken, and but for [--why has to be there */
	int least, most;    /* of the others */
	enum error (*run)(struct call *);
	const char *meaning;
};

/*
 * What changes something: the work, in one transaction with its line in admin_log, which
 * has the operator's login, the verb, the subject and the reason that was given.
 */
enum error act(struct call *, db_work *, void *work, const char *subject) MUST_USE;

/* Print a line of JSON. */
void say(struct json);

/* An id or a name among the words; else INVALID. */
enum error read_id(const char *what, const char *text, struct id *out) MUST_USE;
enum error read_name(const char *text) MUST_USE;

enum error admin_audit(struct call *) MUST_USE;
enum error admin_config(struct call *) MUST_USE;
enum error admin_dispute_claw_back(struct call *) MUST_USE;
enum error admin_dispute_list(struct call *) MUST_USE;
enum error admin_dispute_release(struct call *) MUST_USE;
enum error admin_dispute_show(struct call *) MUST_USE;
enum error admin_doctor(struct call *) MUST_USE;
enum error admin_files_check(struct call *) MUST_USE;
enum error admin_grant(struct call *) MUST_USE;
enum error admin_client_add(struct call *) MUST_USE;
enum error admin_client_list(struct call *) MUST_USE;
enum error admin_client_remove(struct call *) MUST_USE;
enum error admin_invite_add(struct call *) MUST_USE;
enum error admin_invite_list(struct call *) MUST_USE;
enum error admin_judge_check(struct call *) MUST_USE;
enum error admin_judge_eval(struct call *) MUST_USE;
enum error admin_judge_probe(struct call *) MUST_USE;
enum error admin_judge_replay(struct call *) MUST_USE;
enum error admin_judge_try(struct call *) MUST_USE;
enum error admin_key_add(struct call *) MUST_USE;
enum error admin_key_list(struct call *) MUST_USE;
enum error admin_key_revoke(struct call *) MUST_USE;
enum error admin_migrate(struct call *) MUST_USE;
enum error admin_reconcile(struct call *) MUST_USE;
enum error admin_review(struct call *) MUST_USE;
enum error admin_webhook_disable(struct call *) MUST_USE;
enum error admin_webhook_list(struct call *) MUST_USE;
enum error admin_user_add(struct call *) MUST_USE;
enum error admin_user_freeze(struct call *) MUST_USE;
enum error admin_user_thaw(struct call *) MUST_USE;
enum error admin_user_close(struct call *) MUST_USE;
enum error admin_user_list(struct call *) MUST_USE;
enum error admin_user_rename(struct call *) MUST_USE;
enum error admin_user_show(struct call *) MUST_USE;
