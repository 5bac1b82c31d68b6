#include "clock/deadline.h"

#include "api/handlers.h"
#include "api/reply.h"
#include "base/log.h"
#include "files/sweep.h"
#include "judge/court.h"
#include "judge/local.h"
#include "judge/verify.h"
#include "queue/heartbeat.h"

/* What one call may do: a worker that is busy with this serves nobody else. */
static const struct deadline_limits limits = { .items = 200, .ms = 2000 };

/* Of files not many: each is a transaction, and taken off the disk. */
enum { FILES_A_CALL = 50 };

/* Who calls has no clorp-cron, which does this elsewhere. What ails there keeps nothing else from being done. */
static void sweep(struct request *req)
{
	int answers = 0;
	struct swept files;

	if (deadline_sweep(req->db, &answers))
		log_error("cron.unswept", "req", req->request_id, "why", failure_note()->text);
	if (files_sweep(req->db, FILES_A_CALL, NULL, &files))
		log_error("files.unswept", "req", req->request_id, "why", failure_note()->text);
}

enum error api_deadline_enforce(struct request *req)
{
	const struct judges judges = { .rank = judge_local,
				       .verify = verify_local,
				       .takes_no_time = true,
				       .jurors = court_sits() ? court_names(req->arena) : NULL };
	struct moved moved = { 0 };

	TRY(deadline_enforce(req->db, &judges, &limits, deadline_log, &moved));
	TRY(heartbeat_beat(req->db, false));
	sweep(req);
	return reply(req, 200,
		     js_object(req->arena,
		"lapsed", moved.lapsed,
		"closed", moved.closed,
		"expired", moved.expired,
		"settled", moved.settled,
		"failed", moved.failed,
		"cancelled", moved.cancelled,
		"errors", moved.errors));
}
