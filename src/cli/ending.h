/*
 * How a run of the client ends: its exit code, and a note beside it that says why,
 * for a person or, under --json, for a program.
 */
#pragma once

#include "base/error.h"

/* What the shell sees; clorp(1) documents each. */
enum ending {
	END_WELL = 0,
	END_FAILED = 1,
	END_MISUSED = 2,
	END_LOST = 3, /* the drop failed, or somebody else won it */
	END_SIGNED_OUT = 4,
	END_UNPAID = 5,
	END_TIMED_OUT = 6,
	END_AWAY = 7 /* nobody answers there, or something that is not this service */
};

struct complaint {
	char code[64];
	char text[480];
	char hint[160];	    /* what may help, or "" */
	const char *object; /* the server's own error, as JSON; NULL: the client's */
};

/* Note why, and be the ending itself. A new complaint replaces the one before. */
#define refuse(how, code, ...) (complaint_tell((code), __VA_ARGS__), (enum ending)(how))

void complaint_tell(const char *code, const char *format, ...) PRINTF(2, 3);
void complaint_hint(const char *format, ...) PRINTF(1, 2);
void complaint_keep_object(const char *json);

/* An empty code: there is none. */
const struct complaint *complaint_note(void);
void complaint_forget(void);
