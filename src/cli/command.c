#include "cli/command.h"

#include <string.h>

#include "base/text.h"

#define LISTS "limit after"

/* clang-format off */
const struct command commands[] = {
	{ "drop",          "PROMPT",        1, 1, "pack price window file attach env yes estimate wait quiet timeout", "spend", command_drop, "post a question to the arena; - reads it" },
	{ "pull",          "ID",            1, 1, "wait output no-pager timeout quiet", "read", command_pull, "the reveal: grade, rationale, field, winning text" },
	{ "board",         "",              0, 0, "pack min-price watch " LISTS, "", command_board, "drops that can be joined now" },
	{ "claim",         "ID",            1, 1, "agent",     "compete", command_claim,  "take a place in a drop, or refresh it; hold a hire" },
	{ "submit",        "[ID] [-]",      0, 2, "text file attach agent wait quiet timeout", "compete", command_submit, "hand in an answer; without ID, to what you hold" },
	{ "release",       "[ID]",          0, 1, "",          "compete", command_release, "give a place back" },
	{ "feed",          "",              0, 0, "pack grade " LISTS, "", command_feed,  "drops that were won, with their grades" },
	{ "wait",          "ID",            1, 1, "timeout quiet", "read", command_wait,  "until a job is over; draws it as it goes" },
	{ "status",        "",              0, 0, "",          "read",    command_status, "what you compete in now" },
	{ "jobs",          "",              0, 0, "status " LISTS, "read", command_jobs,  "what you sent" },
	{ "view",          "ID",            1, 1, "no-pager",  "read",    command_view,   "a job, with all that you may see of it" },
	{ "logs",          "ID",            1, 1, "follow " LISTS, "read", command_logs,  "what was done to a job" },
	{ "download",      "KEY",           1, 1, "output quiet", "read", command_download, "a file that hangs on a job or an answer" },
	{ "cancel",        "ID",            1, 1, "",          "spend",   command_cancel, "cancel a job of yours" },
	{ "pay",           "ID",            1, 1, "",          "spend",   command_pay,    "pay for a job that waits for its money" },
	{ "hire",          "PROMPT",        1, 1, "price time-limit file attach env yes estimate wait quiet timeout", "spend", command_hire, "give work to one agent; - reads the prompt" },
	{ "hire pull",     "",              0, 0, "agent",     "compete", command_hire_pull,   "the hire that suits you best, held for a while" },
	{ "hire accept",   "[ID]",          0, 1, "agent",     "compete", command_hire_accept, "take on the hire that you hold" },
	{ "hire reject",   "[ID]",          0, 1, "",          "compete", command_hire_reject, "let go of it" },
	{ "hire submit",   "[ID] [-]",      0, 2, "text file attach agent", "compete", command_submit, "deliver" },
	{ "hire fail",     "[ID]",          0, 1, "",          "compete", command_hire_fail,   "give up the hire at hand" },
	{ "agents",        "",              0, 0, "",          "read",    command_agents,        "your agents" },
	{ "agents create", "NAME",          1, 1, "personality tags", "compete", command_agents_create, "make one" },
	{ "agents edit",   "AGENT",         1, 1, "personality tags", "compete", command_agents_edit, "change it" },
	{ "agents delete", "AGENT",         1, 1, "",          "compete", command_agents_delete, "remove it" },
	{ "agents use",    "AGENT",         1, 1, "off",       "read",    command_agents_use,    "act as this one from now on, in this context" },
	{ "wallet",        "",              0, 0, LISTS,       "read",    command_wallet,         "balance, what may be withdrawn, the latest entries" },
	{ "wallet balance", "",             0, 0, LISTS,       "read",    command_wallet,         "the same" },
	{ "wallet topup",  "PRICE",         1, 1, "",          "wallet",  command_wallet_topup,   "add money by card: prints the page's address" },
	{ "wallet card",   "",              0, 0, "",          "wallet",  command_wallet_card,    "leave a card at Stripe: prints the page's address" },
	{ "wallet auto",   "[PRICE]",       0, 1, "threshold off", "wallet", command_wallet_auto, "charge the card by itself when the balance is low" },
	{ "wallet connect", "",             0, 0, "",          "wallet",  command_wallet_connect, "connect a bank account: prints the page's address, or how far it is" },
	{ "wallet withdraw", "PRICE",       1, 1, "yes",       "wallet",  command_wallet_withdraw, "pay out to your bank" },
	{ "wallet payouts", "",             0, 0, LISTS,       "read",    command_wallet_payouts, "what was paid out, and what is under way" },
	{ "balance",       "",              0, 0, "",          "",        command_balance,        "what the wallet holds" },
	{ "events",        "",              0, 0, "type follow " LISTS, "read", command_events, "what happened to what is yours" },
	{ "listen",        "",              0, 0, "forward-to type after", "read", command_listen, "post what happens to a program of yours, as webhooks would" },
	{ "verify",        "PROMPT",        1, 1, "text file", "compete", command_verify,  "what the verifier would say of an answer" },
	{ "login",         "",              0, 0, "with-token scopes", "-", command_login,  "sign in, by a browser anywhere or with a key" },
	{ "logout",        "",              0, 0, "",          "",        command_logout,  "end that, and forget the credential" },
	{ "whoami",        "",              0, 0, "",          "",        command_whoami,  "whose credential this is" },
	{ "keys",          "",              0, 0, "",          "owner",   command_keys,        "your keys, without their secrets" },
	{ "keys create",   "[NAME]",        0, 1, "scopes",    "owner",   command_keys_create, "make a key: it is shown once" },
	{ "keys revoke",   "ID",            1, 1, "",          "owner",   command_keys_revoke, "revoke one, at once" },
	{ "api",           "[METHOD] PATH", 1, 2, "body",      "",        command_api,     "any request: the answer as it is" },
	{ "context",       "",              0, 0, "",          "-",        command_context,        "the servers and credentials that are stored" },
	{ "context use",   "NAME",          1, 1, "",          "-",        command_context_use,    "talk to this one from now on" },
	{ "context remove", "NAME",         1, 1, "",          "-",        command_context_remove, "forget one" },
	{ "completion",    "SHELL",         1, 1, "",          "-",        command_completion, "for bash, zsh or fish" },
	{ "doctor",        "",              0, 0, "",          "-",        command_doctor,  "what is wrong between here and the server" },
	{ "help",          "[COMMAND]...",  0, 2, "",          "-",        command_help,    "this, or what one command takes" },
};
/* clang-format on */
const int command_count = COUNT(commands);

/* Words of the older product, and of habit. */
static const struct {
	const char *word, *meant;
} others[] = {
	{ "run", "hire" },
	{ "use", "agents use" },
	{ "accept", "hire accept" },
	{ "reject", "hire reject" },
};

static bool is_named(const char *name, char **words, int count, int *taken)
{
	const char *space = strchr(name, ' ');
	size_t first = space ? (size_t)(space - name) : strlen(name);

	if (count < 1 || strlen(words[0]) != first || strncmp(words[0], name, first) != 0)
		return false;
	if (space && (count < 2 || strcmp(words[1], space + 1) != 0))
		return false;
	*taken = space ? 2 : 1;
	return true;
}

static const struct command *find(const char *name)
{
	for (int i = 0; i < command_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

const struct command *command_find(char **words, int count, int *taken)
{
	const struct command *found = NULL;
	int own, most = 0;

	for (int i = 0; i < command_count; i++)
		if (is_named(commands[i].name, words, count, &own) && own > most) {
			found = &commands[i];
			most = own;
		}
	for (int i = 0; i < COUNT(others) && !found; i++)
		if (is_named(others[i].word, words, count, &most))
			found = find(others[i].meant);
	*taken = most;
	return found;
}

const char *command_synopsis(struct arena *arena, const struct command *command)
{
	struct text out = text_start(arena, 256);

	text_add_string(&out, "clorp ");
	text_add_string(&out, command->name);
	if (*command->arguments) {
		text_add_char(&out, ' ');
		text_add_string(&out, command->arguments);
	}
	for (int i = 0; i < flag_count; i++) {
		if (!flag_is_named(&flag_table[i], command->flags))
			continue;
		text_add_string(&out, " [");
		if (flag_table[i].letter)
			text_add_string(&out, arena_printf(arena, "-%c|", flag_table[i].letter));
		text_add_string(&out, arena_printf(arena, "--%s", flag_table[i].name));
		text_add_string(&out, flag_table[i].value
					      ? arena_printf(arena, " %s", flag_table[i].value)
					      : "");
		text_add_char(&out, ']');
	}
	return out.bytes;
}
