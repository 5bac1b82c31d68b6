/* What operators do by hand is noted: who, what, to whom, and why. */
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "admin/verb.h"
#include "people/journal.h"

struct deed {
	const struct call *call;
	db_work *work;
	void *arg;
	const char *subject;
};

/* The operator's login, as sudo or the system knows it. */
static const char *actor(void)
{
	const char *name = getenv("SUDO_USER");
	const struct passwd *entry = getpwuid(getuid());

	if (name && *name)
		return name;
	return entry ? entry->pw_name : "unknown";
}

static enum error do_and_note(struct db *db, void *arg)
{
	const struct deed *deed = arg;
	const struct call *call = deed->call;

	TRY(deed->work(db, deed->arg));
	return journal_add(db, &(const struct journal_entry){ .id = call->request,
							      .actor = actor(),
							      .act = call->verb,
							      .subject = deed->subject,
							      .why = call->why ? call->why
									       : "not said" });
}

enum error act(struct call *call, db_work *work, void *arg, const char *subject)
{
	struct deed deed = { call, work, arg, subject };

	return db_transact(call->db, DB_TRANSACTION, do_and_note, &deed);
}
