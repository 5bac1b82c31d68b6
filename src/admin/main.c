/* clorp-admin: JSON on standard output, one line an answer; complaints on standard error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/verb.h"
#include "base/config.h"
#include "base/log.h"
#include "db/schema.h"

/* clang-format off */
static const struct verb verbs[] = {
	{ "migrate",    "",                0, 0, admin_migrate,    "bring the database's tables up to date" },
	{ "user add",   "NAME [--why TEXT]",            1, 1, admin_user_add,   "create a user and a key" },
	{ "user list",  "[--name X] [--after ID]", 0, 4, admin_user_list, "show users, newest first, 100 at once: those with X in their names; those after that one" },
	{ "user show",  "USER",            1, 1, admin_user_show,  "show a user with wallet, Stripe and what is going on" },
	{ "user rename", "USER NAME [--why TEXT]", 2, 2, admin_user_rename, "give a user another name" },
	{ "user freeze", "USER --why TEXT", 1, 1, admin_user_freeze, "let a wallet spend, withdraw and claim nothing; its user reads why" },
	{ "user thaw",  "USER --why TEXT", 1, 1, admin_user_thaw,  "end that; what the wallet owes it goes on owing" },
	{ "client add", "ID NAME URI... [--why TEXT]", 3, 20, admin_client_add, "let a program act for those who allow it; URI: where it is answered" },
	{ "client list", "",               0, 0, admin_client_list, "show these programs, and those that named themselves" },
	{ "client remove", "ID [--why TEXT]",           1, 1, admin_client_remove, "forget one, and end all that it was allowed" },
	{ "invite add", "[NOTE [DAYS]] [--why TEXT]",   0, 2, admin_invite_add, "make a code that lets one stranger sign up, for 14 days" },
	{ "invite list", "",               0, 0, admin_invite_list, "show the invitations, newest first" },
	{ "files check", "[--bytes]",      0, 1, admin_files_check, "compare the tables of files with what lies in files.dir, both ways; --bytes: read it all" },
	{ "grant",      "USER CENTS [--why TEXT]",      2, 2, admin_grant,      "put money into a user's wallet" },
	{ "key add",    "USER [NAME] [--why TEXT]",     1, 2, admin_key_add,    "make a further key" },
	{ "key list",   "USER",            1, 1, admin_key_list,   "show a user's keys" },
	{ "key revoke", "USER KEY-ID | --all USER [--why TEXT]", 2, 2, admin_key_revoke, "make a key useless, or all of a user's" },
	{ "user close", "USER [--why TEXT]",            1, 1, admin_user_close, "end all keys, sessions and grants of a user, and forget address and card" },
	{ "dispute list", "[--all]",       0, 1, admin_dispute_list, "show disputes that are open, or were lost and still hold a prize" },
	{ "dispute show", "DISPUTE",       1, 1, admin_dispute_show, "show one, and the prizes out of its sender's escrow that it holds" },
	{ "dispute claw-back", "DISPUTE PAYOUT --why TEXT", 2, 2, admin_dispute_claw_back, "take that prize (the id of its job) back from its winner, for what the sender owes" },
	{ "dispute release", "DISPUTE PAYOUT --why TEXT", 2, 2, admin_dispute_release, "let that prize go, as far as this dispute holds it" },
	{ "review",     "[HOURS]",         0, 1, admin_review,     "what to look at: disputes, frozen wallets, declines, one-sided pairs, no-shows (a day back)" },
	{ "audit",      "",                0, 0, admin_audit,      "prove the books; exit 1 if they do not balance" },
	{ "reconcile",  "[DAYS [PAGES]]",  0, 2, admin_reconcile,  "compare ledger, outbox and events with Stripe (30 days back, 100 pages a list)" },
	{ "webhook list", "",              0, 0, admin_webhook_list, "show where users have their events sent, newest first" },
	{ "webhook disable", "WEBHOOK [--why TEXT]", 1, 1, admin_webhook_disable, "send nothing there any more; its user reads why, and may enable it again" },
	{ "judge eval", "FILE.jsonl",      1, 1, admin_judge_eval, "measure the built-in judge on lines {set, prompt, better, worse}" },
	{ "judge probe", "",               0, 0, admin_judge_probe, "what it makes of nothings, refusals, echoes and short answers" },
	{ "judge check", "[IN OUT]",       0, 2, admin_judge_check, "whether the jurors tell what anybody can tell; IN, OUT: prices of a million tokens; exit 1 if not" },
	{ "judge try",  "[--pack P] --prompt TEXT FILE...", 3, 104, admin_judge_try, "have files judged as the entries of a drop" },
	{ "judge replay", "DROP",          1, 1, admin_judge_replay, "have a drop judged once more, to see how; nothing is changed" },
	{ "config",     "[NAME]",          0, 1, admin_config,     "show the settings (secrets masked), or one as it is" },
	{ "doctor",     "[--json] [--owner FILE]", 0, 3, admin_doctor, "what is wrong with this installation, and what mends it; exit 1 if anything is" },
};
/* clang-format on */

void say(struct json json)
{
	(void)printf("%s\n", json.text);
}

static int usage(void)
{
	(void)fputs("usage: clorp-admin [--config FILE] VERB\n\n", stderr);
	for (int i = 0; i < COUNT(verbs); i++)
		(void)fprintf(stderr, "  %-10s  %-14s  %s\n", verbs[i].words, verbs[i].arguments,
			      verbs[i].meaning);
	return 2;
}

/* How many of the words make up the verb's name; 0 if they are another's. */
static int matches(const struct verb *verb, char **words, int count)
{
	const char *space = strchr(verb->words, ' ');
	size_t first = space ? (size_t)(space - verb->words) : strlen(verb->words);

	if (count < 1 || strlen(words[0]) != first || strncmp(words[0], verb->words, first) != 0)
		return 0;
	if (!space)
		return 1;
	return count > 1 && strcmp(words[1], space + 1) == 0 ? 2 : 0;
}

static int run(const struct verb *verb, struct call *call)
{
	enum error e = verb->run(call);

	if (e) {
		(void)fprintf(stderr, "clorp-admin: %s\n", failure_note()->text);
		return error_status(e) >= 500 ? 2 : 1;
	}
	return call->failed ? 1 : 0;
}

/* Take --why TEXT out of the words, where the verb has it. False: it has to be there, and is not. */
static bool take_why(const struct verb *verb, struct call *call)
{
	const char *named = strstr(verb->arguments, "--why");
	char **words = call->words;

	for (int i = 0; named && i + 1 < call->count; i++) {
		if (strcmp(words[i], "--why") != 0)
			continue;
		call->why = words[i + 1];
		memmove(words + i, words + i + 2, sizeof(*words) * (size_t)(call->count - i - 2));
		call->count -= 2;
	}
	return !named || call->why || (named > verb->arguments && named[-1] == '[');
}

static int find_and_run(struct call *call, char **words, int count)
{
	for (int i = 0; i < COUNT(verbs); i++) {
		int own = matches(&verbs[i], words, count);

		call->words = words + own;
		call->count = count - own;
		call->verb = verbs[i].words;
		if (!own || !take_why(&verbs[i], call) || call->count < verbs[i].least ||
		    call->count > verbs[i].most)
			continue;
		if (call->refusal && verbs[i].run != admin_doctor) {
			(void)fprintf(stderr, "clorp-admin: %s\n", call->refusal);
			return 2;
		}
		if (!call->refusal && db_open(call->db)) {
			/* A verb that needs the database says so itself. */
		}
		call->request = id_new();
		return run(&verbs[i], call);
	}
	return usage();
}

int main(int argc, char **argv)
{
	struct arena *process = arena_create(), *arena = arena_create();
	struct call call = { .arena = arena, .db = db_create() };
	bool named = argc > 2 && strcmp(argv[1], "--config") == 0;
	int at = named ? 3 : 1;

	if (config_load(process, named ? argv[2] : NULL))
		call.refusal = arena_printf(process, "%s", failure_note()->text);
	/* An audit of millions of rows may take its time: nobody else waits for it. */
	settings_mutable()->db_answer_seconds = 3600;
	log_open("stderr", "clorp-admin");
	db_use(call.db, arena);
	/* Tables that are not this program's are not touched; migrate and doctor see to them. */
	schema_guard(call.db);

	int code = find_and_run(&call, argv + at, argc - at);

	db_free(call.db);
	arena_free(arena);
	arena_free(process);
	return code;
}
