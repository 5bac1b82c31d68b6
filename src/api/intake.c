#include "api/intake.h"

#include "api/query.h"
#include "api/upload.h"
#include "files/spool.h"

enum { PIECE = 64 * 1024 };

static enum error check(struct db *db, void *arg)
{
	struct request *req = arg;
	struct allowance allowance;

	return upload_check(db, req->user, upload_announced(req), &allowance);
}

enum error intake_receive(struct request *req)
{
	struct spool *spool = ARENA_NEW(req->arena, struct spool);

	TRY(upload_check_name(query_find(req, "name")));
	TRY(db_transact(req->db, DB_AUTOCOMMIT, check, req));
	TRY(*req->body_file ? spool_adopt(req->arena, req->body_file, spool)
			    : spool_receive(req->arena, req->read_body, req->stream,
					    upload_announced(req), spool));
	req->spool = spool;
	return OK;
}

void intake_end(struct request *req)
{
	static char piece[PIECE];

	while (req->read_body(req->stream, piece, sizeof(piece)) == sizeof(piece))
		;
	if (req->spool)
		spool_drop(req->spool);
}
