/*
 * A circuit breaker for each juror, in memory that this program's processes share: one that was of
 * no use three times in a row is not asked for half a minute, and then by whoever comes first.
 */
#pragma once

/* Before any process is started that counts. */
void breaker_open(void);

/* A bit each of those that rest now. */
unsigned breaker_resting(void);

/* Of those that were asked, these were of no use, and the others were. */
void breaker_count(unsigned asked, unsigned failed);
