/* Child processes of clorp-cron: started, looked after, stopped. Each ends with its parent, whatever ends that. */
#pragma once

#include <sys/types.h>

#include "db/db.h"

enum { CREW_MOST = 32 };

/* Members that run have a process id, the others 0. */
struct crew {
	pid_t members[CREW_MOST + 1];
	int count;
};

/* What member i does, and the status that it ends with. */
typedef int crew_life(int i);

/* Start member i; the parent's connection (NULL: it has none) is closed in it. */
void crew_start(struct crew *, int i, crew_life *, struct db *parents);

/* Start those that do not run, as the first so or after they have ended. */
void crew_look_after(struct crew *, crew_life *, struct db *parents);

/* Has member i ended since? Then it is a member no more. */
bool crew_has_lost(struct crew *, int i);

void crew_stop(const struct crew *);

/* Wait for all: the status, as a shell has it, of one that did not end well, or 0. */
int crew_await(struct crew *);
