#include "cron/crew.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cron/duty.h"

void crew_start(struct crew *crew, int i, crew_life *live, struct db *parents)
{
	pid_t parent = getpid();

	crew->members[i] = fork();
	if (crew->members[i] != 0)
		return;
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(0); /* it died before this could be asked for */
	if (parents)
		db_abandon(parents);
	_exit(live(i));
}

bool crew_has_lost(struct crew *crew, int i)
{
	if (crew->members[i] <= 0 || waitpid(crew->members[i], NULL, WNOHANG) == 0)
		return false;
	crew->members[i] = 0;
	return true;
}

void crew_look_after(struct crew *crew, crew_life *live, struct db *parents)
{
	for (int i = 0; i < crew->count; i++)
		if (crew_has_lost(crew, i) || crew->members[i] <= 0)
			crew_start(crew, i, live, parents);
}

void crew_stop(const struct crew *crew)
{
	for (int i = 0; i < crew->count; i++)
		if (crew->members[i] > 0)
			(void)kill(crew->members[i], SIGTERM);
}

/* A status as a shell has it. Whoever stops this program while it waits stops its crew. */
static int await_member(const struct crew *crew, pid_t member)
{
	int status = 0;

	while (waitpid(member, &status, 0) < 0) {
		if (errno != EINTR)
			return 1;
		if (stopping)
			crew_stop(crew);
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int crew_await(struct crew *crew)
{
	int code = 0;

	if (stopping)
		crew_stop(crew);
	for (int i = 0; i < crew->count; i++) {
		int its = crew->members[i] > 0 ? await_member(crew, crew->members[i]) : 0;

		crew->members[i] = 0;
		code = its ? its : code;
	}
	return code;
}
