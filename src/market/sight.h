/* Who may read a file that hangs on a job, or on what was handed in for one. */
#pragma once

#include "market/market.h"

/*
 * As job_find and the lists show them: a job's to its sender and to whoever is at work on it; a submission's to the
 * job's sender once the drop is completed; a delivery's once it is verified. NOT_FOUND otherwise. (Who
 * uploaded it may read it anyway: that is not asked here.)
 */
enum error sight_check_file(struct db *, struct id upload, struct id viewer) MUST_USE;
