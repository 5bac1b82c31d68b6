#include "cron/sender.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SENDERS_MOST = 16 };

static pid_t senders[SENDERS_MOST + 1]; /* 0: none */
static int count;
static int64_t end;

/* What a sender does, and the status it ends with: send as long as this program watches, or once. */
typedef int sender_life(const struct duty *);

static void nothing(struct db *db)
{
	(void)db;
}

static int send_on(const struct duty *duty)
{
	duty_watch(duty, end, nothing);
	return 0;
}

int sender_send_once(const struct duty *duty)
{
	bool stuck = false;

	return duty_pass(duty, &stuck) || stuck ? 1 : 0;
}

/* The first one takes only what is local. A sender ends with its parent, whatever ends that. */
static void start_sender(int i, sender_life *live, struct db *parents)
{
	pid_t parent = getpid();

	senders[i] = fork();
	if (senders[i] != 0)
		return;
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(0); /* it died before this could be asked for */
	if (parents)
		db_abandon(parents);
	_exit(live(i == 0 ? &duty_local : &duty_outbox));
}

void senders_begin(int how_many, int64_t watch_end)
{
	count = how_many;
	end = watch_end;
}

void senders_look_after(struct db *parents)
{
	for (int i = 0; i < count; i++)
		if (senders[i] <= 0 || waitpid(senders[i], NULL, WNOHANG) != 0)
			start_sender(i, send_on, parents);
}

void senders_start_once(int how_many)
{
	count = how_many;
	for (int i = 0; i < count; i++)
		start_sender(i, sender_send_once, NULL);
}

void senders_stop(void)
{
	for (int i = 0; i < count; i++)
		if (senders[i] > 0)
			(void)kill(senders[i], SIGTERM);
}

/* A status as a shell has it. Whoever stops this program while it waits stops the sender. */
static int await_sender(pid_t sender)
{
	int status = 0;

	while (waitpid(sender, &status, 0) < 0) {
		if (errno != EINTR)
			return 1;
		if (stopping)
			senders_stop();
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int senders_await(void)
{
	int code = 0;

	for (int i = 0; i < count; i++) {
		int its = senders[i] > 0 ? await_sender(senders[i]) : 0;

		senders[i] = 0;
		code = its ? its : code;
	}
	return code;
}
