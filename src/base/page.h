/* A part of a list. */
#pragma once

#include "base/value.h"

/* The first and the last UUID there is: where a walk from old to new begins, or one from new to old. */
#define ID_FIRST ((struct id){ "00000000-0000-0000-0000-000000000000" })
#define ID_LAST ((struct id){ "ffffffff-ffff-ffff-ffff-ffffffffffff" })

/* Rows after a cursor, or after so many; one more is read to know if there are more. */
struct page {
	int limit, offset;
	struct id before_id;	    /* ID_LAST: from the start */
	struct instant before_time; /* with before_id, where a list is ordered by a time */
	int64_t seq;		    /* where a list is numbered: of the last row seen; 0: none */
};
