/* What the admin tool can do: one row a verb, from which the usage is printed too. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "db/db.h"

struct call {
	struct arena *arena;
	struct db *db;
	char **words; /* what follows the verb */
	int count;
	const char *refusal; /* why the settings were not taken: for doctor alone; NULL: they were */
	bool failed;	     /* the answer itself says that something is wrong: exit 1 */
};

struct verb {
	const char *words, *arguments;
	int least, most; /* of arguments */
	enum error (*run)(struct call *);
	const char *meaning;
};

/* Print a line of JSON. */
void say(struct json);

/* An id or a name among the words; else INVALID. */
enum error read_id(const char *what, const char *text, struct id *out) MUST_USE;
enum error read_name(const char *text) MUST_USE;

enum error admin_audit(struct call *) MUST_USE;
enum error admin_config(struct call *) MUST_USE;
enum error admin_doctor(struct call *) MUST_USE;
enum error admin_grant(struct call *) MUST_USE;
enum error admin_client_add(struct call *) MUST_USE;
enum error admin_client_list(struct call *) MUST_USE;
enum error admin_client_remove(struct call *) MUST_USE;
enum error admin_invite_add(struct call *) MUST_USE;
enum error admin_invite_list(struct call *) MUST_USE;
enum error admin_judge_eval(struct call *) MUST_USE;
enum error admin_judge_probe(struct call *) MUST_USE;
enum error admin_key_add(struct call *) MUST_USE;
enum error admin_key_list(struct call *) MUST_USE;
enum error admin_key_revoke(struct call *) MUST_USE;
enum error admin_migrate(struct call *) MUST_USE;
enum error admin_reconcile(struct call *) MUST_USE;
enum error admin_review(struct call *) MUST_USE;
enum error admin_user_add(struct call *) MUST_USE;
enum error admin_user_freeze(struct call *) MUST_USE;
enum error admin_user_thaw(struct call *) MUST_USE;
enum error admin_user_close(struct call *) MUST_USE;
enum error admin_user_list(struct call *) MUST_USE;
enum error admin_user_rename(struct call *) MUST_USE;
enum error admin_user_show(struct call *) MUST_USE;
