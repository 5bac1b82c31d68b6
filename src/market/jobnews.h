/* What is told of a job to those whom it concerns (queue/news.h). */
#pragma once

#include "market/market.h"
#include "queue/news.h"

/* A job as an event shows it: columns of jobs j, with commas between. */
#define JOBNEWS_MEMBERS \
	"'job_id', j.id, 'kind', j.kind, 'title', j.title, 'status', j.status, " \
	"'price_cents', j.price_cents, 'prize_cents', j.prize_cents"

/*
 * Queue an event of that type: the job as it stands after what was queued before. The type is
 * a constant. Needs the job's lock.
 */
void jobnews_tell(struct db *, struct id job, struct id user, const char *type);
void jobnews_tell_sender(struct db *, struct id job, const char *type);
