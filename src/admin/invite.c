/* Invitations, where sign-up is by invitation. */
#include "people/invite.h"

#include "admin/verb.h"
#include "base/text.h"
#include "json/write.h"
#include "people/secret.h"

enum { DAYS_DEFAULT = 14, DAYS_MOST = 3650, NOTE_CHARACTERS = 200 };

struct work {
	struct id id;
	const char *note;
	int64_t days;
	char code[SECRET_TEXT];
	struct invite_list list;
};

static enum error add(struct db *db, void *arg)
{
	struct work *work = arg;

	return invite_create(db, work->id, work->code, work->note, work->days);
}

enum error admin_invite_add(struct call *call)
{
	struct work work = { .id = id_new(), .days = DAYS_DEFAULT };

	if (call->count > 0)
		work.note = call->words[0];
	if (work.note && text_characters(work.note) > NOTE_CHARACTERS)
		return failure(ERR_INVALID, "a note has at most %d characters", NOTE_CHARACTERS);
	if (call->count > 1 &&
	    (!text_to_int(call->words[1], &work.days) || work.days < 1 || work.days > DAYS_MOST))
		return failure(ERR_INVALID, "DAYS must be from 1 to %d", DAYS_MOST);
	secret_draw(SECRET_INVITE, work.code);
	TRY(act(call, add, &work, work.id.text));

	const char *code = work.code;

	say(js_object(call->arena, "id", work.id, "note", work.note, "days", work.days, "code", code));
	return OK;
}

static enum error list_all(struct db *db, void *arg)
{
	struct work *work = arg;

	return invite_list(db, &work->list);
}

enum error admin_invite_list(struct call *call)
{
	struct work work = { .list = { .count = 0 } };

	TRY(db_transact(call->db, DB_AUTOCOMMIT, list_all, &work));
	for (int i = 0; i < work.list.count; i++) {
		const struct invite *invite = &work.list.invites[i];

		say(js_object(call->arena, "id", invite->id, "note", invite->note, "created_at",
			      invite->created_at, "expires_at", invite->expires_at, "used_at",
			      invite->used_at, "used_by", invite->used_by));
	}
	return OK;
}
