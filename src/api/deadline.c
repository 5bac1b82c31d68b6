#include "market/deadline.h"

#include "api/handlers.h"
#include "api/reply.h"
#include "base/log.h"
#include "judge/local.h"

/* What one call may do: a worker that is busy with this serves nobody else. */
static const struct deadline_limits limits = { .items = 200, .ms = 2000 };

static void complain(struct id job, enum error e)
{
	log_error("deadline.stuck", "job", job, "error", error_name(e), "why", failure_note()->text);
}

enum error api_deadline_enforce(struct request *req)
{
	struct moved moved = { 0 };

	TRY(deadline_enforce(req->db, judge_local, &limits, complain, &moved));
	return reply(req, 200, js_object(req->arena,
		"lapsed", moved.lapsed,
		"closed", moved.closed,
		"settled", moved.settled,
		"failed", moved.failed,
		"cancelled", moved.cancelled,
		"errors", moved.errors));
}
