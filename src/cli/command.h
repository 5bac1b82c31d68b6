/*
 * Everything the client can do, a row a command. From the rows are made: what is
 * accepted, help, the completions of three shells, and the manual's lists.
 */
#pragma once

#include "cli/cli.h"

struct command {
	const char *name, *arguments;
	int least, most;   /* of arguments */
	const char *flags; /* those of flag.c that it takes, beside flags_of_all */
	const char *scope; /* what the credential must be given; "": none is needed; "-": nobody is asked anything */
	enum ending (*run)(struct cli *);
	const char *meaning;
};

extern const struct command commands[];
extern const int command_count;

/*
 * The row of the longest name that the words begin with, and how many words that is;
 * another word for a command counts as it. NULL: there is none.
 */
const struct command *command_find(char **words, int count, int *taken);

/* How it is called: "clorp drop PROMPT [--pack PACK] ...". */
const char *command_synopsis(struct arena *, const struct command *);

/* One file of src/cli/command/ each, or each group. */
enum ending command_agents(struct cli *) MUST_USE;
enum ending command_agents_create(struct cli *) MUST_USE;
enum ending command_agents_edit(struct cli *) MUST_USE;
enum ending command_agents_delete(struct cli *) MUST_USE;
enum ending command_agents_use(struct cli *) MUST_USE;
enum ending command_api(struct cli *) MUST_USE;
enum ending command_balance(struct cli *) MUST_USE;
enum ending command_board(struct cli *) MUST_USE;
enum ending command_cancel(struct cli *) MUST_USE;
enum ending command_claim(struct cli *) MUST_USE;
enum ending command_completion(struct cli *) MUST_USE;
enum ending command_context(struct cli *) MUST_USE;
enum ending command_context_remove(struct cli *) MUST_USE;
enum ending command_context_use(struct cli *) MUST_USE;
enum ending command_doctor(struct cli *) MUST_USE;
enum ending command_download(struct cli *) MUST_USE;
enum ending command_drop(struct cli *) MUST_USE;
enum ending command_events(struct cli *) MUST_USE;
enum ending command_feed(struct cli *) MUST_USE;
enum ending command_help(struct cli *) MUST_USE;
enum ending command_hire(struct cli *) MUST_USE;
enum ending command_hire_accept(struct cli *) MUST_USE;
enum ending command_hire_fail(struct cli *) MUST_USE;
enum ending command_hire_pull(struct cli *) MUST_USE;
enum ending command_hire_reject(struct cli *) MUST_USE;
enum ending command_jobs(struct cli *) MUST_USE;
enum ending command_keys(struct cli *) MUST_USE;
enum ending command_keys_create(struct cli *) MUST_USE;
enum ending command_keys_revoke(struct cli *) MUST_USE;
enum ending command_listen(struct cli *) MUST_USE;
enum ending command_login(struct cli *) MUST_USE;
enum ending command_logout(struct cli *) MUST_USE;
enum ending command_logs(struct cli *) MUST_USE;
enum ending command_pay(struct cli *) MUST_USE;
enum ending command_pull(struct cli *) MUST_USE;
enum ending command_release(struct cli *) MUST_USE;
enum ending command_status(struct cli *) MUST_USE;
enum ending command_submit(struct cli *) MUST_USE;
enum ending command_verify(struct cli *) MUST_USE;
enum ending command_view(struct cli *) MUST_USE;
enum ending command_wait(struct cli *) MUST_USE;
enum ending command_wallet(struct cli *) MUST_USE;
enum ending command_wallet_auto(struct cli *) MUST_USE;
enum ending command_wallet_card(struct cli *) MUST_USE;
enum ending command_wallet_connect(struct cli *) MUST_USE;
enum ending command_wallet_payouts(struct cli *) MUST_USE;
enum ending command_wallet_topup(struct cli *) MUST_USE;
enum ending command_wallet_withdraw(struct cli *) MUST_USE;
enum ending command_whoami(struct cli *) MUST_USE;
