#include "api/handlers.h"
#include "api/reply.h"

/* The process answers: nothing more is asked. */
enum error api_health_live(struct request *req)
{
	return reply(req, 200, js_object(req->arena, "status", "ok"));
}

/* The database answers, and has the tables. */
enum error api_health_ready(struct request *req)
{
	struct rows *rows;

	TRY(db_query(req->db, &rows, "SELECT 1 AS one FROM accounts LIMIT 1"));
	return reply(req, 200, js_object(req->arena, "status", "ready"));
}
