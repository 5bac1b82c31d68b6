#include "cron/sender.h"

#include "cron/crew.h"

static struct crew senders;
static int64_t end;

static void nothing(struct db *db)
{
	(void)db;
}

static const struct duty *const apart[SENDERS_APART] = { &duty_local, &duty_webhooks,
							 &duty_errands };

static const struct duty *duty_of(int i)
{
	return i < SENDERS_APART ? apart[i] : &duty_outbox;
}

static int send_on(int i)
{
	duty_watch(duty_of(i), end, nothing);
	return 0;
}

int sender_send_once(const struct duty *duty)
{
	bool stuck = false;

	return duty_pass(duty, &stuck) || stuck ? 1 : 0;
}

static int send_once(int i)
{
	return sender_send_once(duty_of(i));
}

void senders_begin(int how_many, int64_t watch_end)
{
	senders.count = how_many;
	end = watch_end;
}

void senders_look_after(struct db *parents)
{
	crew_look_after(&senders, send_on, parents);
}

void senders_start_once(int how_many)
{
	senders.count = how_many;
	crew_look_after(&senders, send_once, NULL);
}

void senders_stop(void)
{
	crew_stop(&senders);
}

int senders_await(void)
{
	return crew_await(&senders);
}
