#include "market/jobnews.h"

#define DATA \
	"JSON_OBJECT(" JOBNEWS_MEMBERS ", 'grade', j.grade, 'failure_reason', j.failure_reason) " \
	"FROM jobs j WHERE j.id = ?"

void jobnews_tell_sender(struct db *db, struct id job, const char *type)
{
	db_queue(db, NEWS_OF("j.sender") DATA, id_new(), type, job);
}

void jobnews_tell(struct db *db, struct id job, struct id user, const char *type)
{
	db_queue(db, NEWS_OF("?") DATA, id_new(), user, type, user, job);
}
