#include "api/handlers.h"
#include "api/reply.h"
#include "money/ledger.h"

/* The process answers: nothing more is asked. */
enum error api_health_live(struct request *req)
{
	return reply(req, 200, js_object(req->arena, "status", "ok"));
}

enum error api_health_ready(struct request *req)
{
	TRY(ledger_check_ready(req->db));
	return reply(req, 200, js_object(req->arena, "status", "ready"));
}
