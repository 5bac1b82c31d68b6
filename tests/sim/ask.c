#include "sim/ask.h"

#include <string.h>

#include "base/random.h"
#include "clock/recall.h"
#include "drop/ranking.h"
#include "hire/verification.h"
#include "sim/fault.h"
#include "sim/ruling.h"
#include "support/world.h"

struct call ask_of(struct sim *sim, struct choice choice)
{
	const struct player *player = &sim->model.players[choice.who.player];
	struct call call = { .user = player->id,
			     .agent = ID_NONE,
			     .request = id_new(),
			     .token = id_new(),
			     .held = id_new() };

	if (choice.twin != NOBODY) {
		call.job = sim->model.twins[choice.twin].id;
		call.is_hire = sim->model.twins[choice.twin].is_hire;
	}
	if (choice.who.agent == AGENT_FOREIGN)
		call.agent = sim->model.players[(choice.who.player + 1) % PLAYERS].agents[0];
	else if (choice.who.agent != AGENT_NONE)
		call.agent = player->agents[choice.who.agent];
	return call;
}

enum error ask(struct sim *sim, db_work *work, struct call *call)
{
	enum error e = call_make(sim->db, work, call);

	fault_end(sim);
	return e;
}

enum text ask_text_by_chance(struct chance *chance)
{
	return chance_one_in(chance, 4) ? (enum text)chance_below(chance, TEXTS) : TEXT_FRESH;
}

/* A file of one's own, of a byte and unlike any other: uploading is tried elsewhere. */
static void upload(struct call *call)
{
	const char *id = call->request.text, *user = call->user.text;

	sql("INSERT INTO blobs (sha256, size, content_type, created_at) "
	    "VALUES (UNHEX(SHA2('%s', 256)), 1, 'application/octet-stream', NOW(3))", id);
	sql("INSERT INTO uploads (id, user_id, sha256, name, size, created_at, expires_at) VALUES "
	    "('%s', '%s', UNHEX(SHA2('%s', 256)), 'out.md', 1, NOW(3), NOW(3) + INTERVAL 1 DAY)",
	    id, user, id);
	sql("UPDATE users SET files_bytes = files_bytes + 1 WHERE id = '%s'", user);
	call->file = (struct upload){ .key = call->request,
				      .user = call->user,
				      .sha256 = digest_of(id, strlen(id)) };
}

void ask_write(struct sim *sim, enum text text, const struct twin *twin, struct call *call)
{
	static const char common[] = "The Rhine, the Danube and the Volga.";

	switch (text) {
	case TEXT_FRESH:
		call->text = arena_printf(sim->arena, "%s So says %s.", common, call->request.text);
		return;
	case TEXT_COMMON: call->text = common; return;
	case TEXT_FILES: upload(call); return;
	case TEXT_BLANK: call->text = " \t\n"; return;
	case TEXT_PROMPT: call->text = twin->prompt; return;
	case TEXTS: return;
	}
}

int64_t ask_amount_by_chance(struct sim *sim, struct call *call)
{
	static const int64_t amounts[] = { 100, 350, 800, 1500 };
	int64_t amount = amounts[chance_below(&sim->chance, COUNT(amounts))];

	call->amount = cents(amount);
	return amount;
}

enum error ask_to_call_off(struct sim *sim, const struct call *call)
{
	enum error e = recall_jobs(sim->db, call->user, call->taken.text);

	fault_end(sim);
	return e;
}

enum { JUDGE_DIES_ONE_IN = 12, JUDGE_CUT_ONE_IN = 8 };

enum error ask_judge(struct sim *sim, int twin, struct id token)
{
	enum error e = sim->model.twins[twin].is_hire
			       ? verification_run(sim->db, sim->model.twins[twin].id, token,
						  ruling_verify)
			       : ranking_run(sim->db, sim->model.twins[twin].id, token, ruling_rank);

	fault_end(sim);
	return e;
}

void ask_judge_at_once(struct sim *sim, int twin, struct id token)
{
	if (chance_one_in(&sim->chance, JUDGE_DIES_ONE_IN))
		return;
	fault_arm(sim, JUDGE_CUT_ONE_IN);

	enum error e = ask_judge(sim, twin, token);
	struct ruling ruling = ruling_of(sim, twin);

	sim_expect(sim,
		   sim->model.twins[twin].is_hire ? hire_twin_verify(&sim->model, twin, ruling)
						  : drop_twin_judge(&sim->model, twin, ruling),
		   e);
}
