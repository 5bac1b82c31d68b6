#include "sim/tally.h"

#include <inttypes.h>
#include <stdio.h>

#include "sim/acts.h"
#include "sim/fault.h"
#include "sim/move.h"

static void print_act(const struct tally *tally, int act)
{
	printf("  %-12s", acts[act].name);
	for (int e = 0; e < TALLY_ERRORS; e++)
		if (tally->acts[act][e])
			printf(" %s %" PRId64, e == OK ? "OK" : error_name((enum error)e),
			       tally->acts[act][e]);
	printf("\n");
}

void tally_print(const struct tally *tally)
{
	int64_t struck = 0;

	for (int i = 0; i < fault_count; i++)
		struck += tally->faults[i];
	printf("%" PRId64 " steps in %" PRId64 " worlds: %" PRId64 " looks at a job, %" PRId64
	       " audits, %" PRId64 " connections lost\n",
	       tally->steps, tally->worlds, tally->looks, tally->audits, struck);
	for (int i = 0; i < act_count; i++)
		print_act(tally, i);
	for (int i = 0; i < move_count; i++)
		printf("  %-50s %" PRId64 "\n", moves[i].words, tally->moves[i]);
	for (int i = 0; i < fault_count; i++)
		printf("  %-50s %" PRId64 "\n", fault_words[i], tally->faults[i]);
	(void)fflush(stdout);
}

static int act_gaps(const struct tally *tally, int act)
{
	int gaps = tally->acts[act][OK] == 0;

	if (gaps)
		printf("never met: %s that succeeds\n", acts[act].name);
	for (int i = 0; i < ACT_ERRORS_MOST && acts[act].errors[i]; i++) {
		if (tally->acts[act][acts[act].errors[i]])
			continue;
		printf("never met: %s that is answered %s\n", acts[act].name,
		       error_name(acts[act].errors[i]));
		gaps++;
	}
	return gaps;
}

static int gap(const char *words, int64_t count)
{
	if (count == 0)
		printf("never met: %s\n", words);
	return count == 0;
}

int tally_gaps(const struct tally *tally)
{
	int gaps = 0;

	for (int i = 0; i < act_count; i++)
		gaps += act_gaps(tally, i);
	for (int i = 0; i < move_count; i++)
		gaps += gap(moves[i].words, tally->moves[i]);
	for (int i = 0; i < fault_count; i++)
		gaps += gap(fault_words[i], tally->faults[i]);
	(void)fflush(stdout);
	return gaps;
}
