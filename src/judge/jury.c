#include "judge/jury.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/instant.h"

/* Room for what one juror is asked and answers: of twenty calls the longest would fit. */
enum { ROOM_BYTES = 256 << 20 };

/* Beyond its time, a juror that hangs is ended: well before the lease of those that have decided is over (trial.c). */
enum { OVER_MS = 500 };

static unsigned resting, failed;

/* One juror at work. */
struct chair {
	int number;
	pid_t process; /* 0: it is asked in this one, or could not be asked */
	struct thought *thought;
};

void jury_rest(unsigned jurors)
{
	resting = jurors;
	failed = 0;
}

unsigned jury_failed(void)
{
	return failed;
}

static int chairs_of(struct chair chairs[JURORS_MOST])
{
	int count = 0;

	for (int number = 1; number <= JURORS_MOST; number++)
		if (*settings()->jurors[number - 1].url && !(resting & 1U << (number - 1)))
			chairs[count++] = (struct chair){ .number = number };
	return count;
}

static void think(struct arena *arena, struct thought *thought, int number, int64_t deadline,
		  jury_think *thinker, const void *matter)
{
	thought->juror.why = "";
	thought->decided = !juror_open(arena, number, deadline, &thought->juror) &&
			   thinker(arena, thought, matter);
	if (!thought->decided && !*thought->juror.why)
		thought->juror.why = arena_printf(arena, "%s", failure_note()->text);
}

static void end_after(int64_t ms)
{
	const struct itimerval timer = { .it_value = { ms / 1000, (ms % 1000) * 1000 } };

	(void)signal(SIGALRM, SIG_DFL);
	(void)setitimer(ITIMER_REAL, &timer, NULL);
}

/* It ends with its parent, and by itself soon after the time is over. */
static void live(struct arena *arena, pid_t parent, const struct chair *chair, int64_t deadline,
		 jury_think *thinker, const void *matter)
{
	int64_t left = deadline - monotonic_ms();

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	end_after((left > 0 ? left : 0) + OVER_MS);
	think(arena, chair->thought, chair->number, deadline, thinker, matter);
	_exit(0);
}

static void send_out(struct arena *arena, struct chair *chair, int64_t deadline,
		     jury_think *thinker, const void *matter)
{
	struct arena *shared = arena_create_shared(arena, ROOM_BYTES);
	pid_t parent = getpid();

	if (!shared) {
		chair->thought = ARENA_NEW(arena, struct thought);
		chair->thought->juror.why = "there is no memory for its process";
		return;
	}
	chair->thought = ARENA_NEW(shared, struct thought);
	chair->thought->juror.why = "its process died";
	chair->process = fork();
	if (chair->process == 0)
		live(shared, parent, chair, deadline, thinker, matter);
}

static void await(const struct chair *chair)
{
	while (chair->process > 0 && waitpid(chair->process, NULL, 0) < 0 && errno == EINTR)
		;
}

static void ask_all(struct arena *arena, struct chair *chairs, int count, int64_t deadline,
		    jury_think *thinker, const void *matter)
{
	if (count == 1) {
		chairs[0].thought = ARENA_NEW(arena, struct thought);
		think(arena, chairs[0].thought, chairs[0].number, deadline, thinker, matter);
		return;
	}
	for (int i = 0; i < count; i++)
		send_out(arena, &chairs[i], deadline, thinker, matter);
	for (int i = 0; i < count; i++) {
		await(&chairs[i]);
		if (chairs[i].thought->juror.settings)
			juror_keep_habits(&chairs[i].thought->juror);
	}
}

enum error jury_ask(struct arena *arena, int64_t deadline, jury_think *thinker, const void *matter,
		    const struct thought **thoughts, int *count)
{
	struct chair chairs[JURORS_MOST];
	int seated = chairs_of(chairs);
	struct thought *list = ARENA_ARRAY(arena, struct thought, JURORS_MOST);
	const char *why = "no juror is asked";

	failed = 0;
	*count = 0;
	ask_all(arena, chairs, seated, deadline, thinker, matter);
	for (int i = 0; i < seated; i++) {
		if (chairs[i].thought->decided) {
			list[(*count)++] = *chairs[i].thought;
			continue;
		}
		why = chairs[i].thought->juror.why;
		failed |= 1U << (chairs[i].number - 1);
	}
	*thoughts = list;
	return *count ? OK : failure(ERR_UPSTREAM, "no juror could decide: %s", why);
}
