#include "api/handlers.h"
#include "api/reply.h"
#include "db/schema.h"
#include "money/ledger.h"

/* The process answers: nothing more is asked. */
enum error api_health_live(struct request *req)
{
	return reply(req, 200, js_object(req->arena, "status", "ok"));
}

/* It can be written to, and its tables are this program's. */
enum error api_health_ready(struct request *req)
{
	TRY(schema_check(req->db));
	TRY(ledger_check_ready(req->db));
	return reply(req, 200, js_object(req->arena, "status", "ready"));
}
