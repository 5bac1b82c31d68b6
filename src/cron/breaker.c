#include "cron/breaker.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/config.h"
#include "base/instant.h"
#include "base/log.h"

enum { FAILURES_MOST = 3, REST_MS = 30 * 1000 };

struct fuse {
	_Atomic int failures;
	_Atomic int64_t rests_until; /* of monotonic_ms(), which is the host's */
};

static struct fuse *fuses;

void breaker_open(void)
{
	fuses = mmap(NULL, sizeof(struct fuse) * JURORS_MOST, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (fuses == MAP_FAILED)
		abort();
}

unsigned breaker_resting(void)
{
	unsigned resting = 0;

	for (int i = 0; i < JURORS_MOST; i++)
		if (fuses[i].rests_until > monotonic_ms())
			resting |= 1u << i;
	return resting;
}

/* It stays at the edge: after its rest one more failure is enough. */
static void count_failure(int i)
{
	if (++fuses[i].failures < FAILURES_MOST)
		return;
	fuses[i].failures = FAILURES_MOST;
	fuses[i].rests_until = monotonic_ms() + REST_MS;
	log_warning("juror.rests", "juror", i + 1, "model", settings()->jurors[i].model, "seconds",
		    REST_MS / 1000);
}

void breaker_count(unsigned asked, unsigned failed)
{
	for (int i = 0; i < JURORS_MOST; i++) {
		if (!(asked & 1u << i))
			continue;
		if (failed & 1u << i)
			count_failure(i);
		else
			fuses[i].failures = 0;
	}
}
