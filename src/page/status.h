/* Does it work? What the machines' addresses say, in words. */
#pragma once

#include "html/markup.h"
#include "money/totals.h"
#include "picture/arena.h"

struct vitals {
	bool database;	    /* it can be read and written, and its tables are the program's */
	bool clock;	    /* somebody acts by the clock: windows end on time */
	struct stats stats; /* if the database is there, and so is the next */
	struct arena_days days;
};

struct markup status_page(struct arena *, const struct vitals *);
