/* What the tool knows of the jurors that settings name. */
#pragma once

#include "base/arena.h"

/* In admin_log: these jurors passed the verb of that name. Its subject is their fingerprint. */
#define JURORS_PASSED "judge check"

/* Of their settings: another model, or another address, is another juror. */
const char *jurors_fingerprint(struct arena *);
