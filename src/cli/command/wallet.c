/* wallet: what is in it, and ways in and out. A page to visit is printed, never opened. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/list.h"
#include "cli/phrase.h"
#include "cli/show.h"

static void show_entry(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "reason", "-") };

	card_add(&card, card_price(cli, part_int(row, "delta")));
	card_add(&card, card_time(cli, row, "created_at"));
	if (part_text(row, "withdrawable_at"))
		card_add(&card, arena_printf(cli->arena, "withdrawable %s",
					     card_time(cli, row, "withdrawable_at")));
	show_card(cli, &card);
}

static void show_balance(struct cli *cli, struct json_object *wallet)
{
	static const char *const sums[][2] = {
		{ "balance", "balance_cents" },
		{ "withdrawable", "withdrawable_cents" },
		{ "pending", "pending_cents" },
	};

	for (int i = 0; i < COUNT(sums); i++)
		show_field(cli, sums[i][0], card_price(cli, part_int(wallet, sums[i][1])));
	if (part_text(wallet, "next_withdrawable_at"))
		show_field(cli, "more", card_time(cli, wallet, "next_withdrawable_at"));
	show_field(cli, "frozen", part_text(wallet, "frozen_reason"));
}

enum ending command_wallet(struct cli *cli)
{
	struct json_object *wallet, *rows;
	const char *const pairs[][2] = {
		{ "cursor", cli->flags.after },
		{ "limit", cli->flags.limit.known ? arena_printf(cli->arena, "%lld",
								 (long long)cli->flags.limit.number)
						  : "10" },
	};

	TRY(api_get(cli, &wallet,
		    arena_printf(cli->arena, "/api/wallet/balance%s",
				 api_query(cli->arena, COUNT(pairs), pairs))));
	if (cli->flags.json)
		return show_json(cli, wallet, "ledger");
	show_balance(cli, wallet);
	rows = list_rows(wallet, "ledger");
	for (size_t i = 0; i < part_count(rows); i++)
		show_entry(cli, part_at(rows, i));
	return END_WELL;
}

static enum ending read_price(struct cli *cli, int64_t *out)
{
	if (flag_to_cents(cli->words[0], out))
		return END_WELL;
	return refuse(END_MISUSED, "invalid_price",
		      "%s is no price: 500 are cents, 5.00 are dollars", cli->words[0]);
}

/* An answer with the address of a page of Stripe's. */
static enum ending show_page(struct cli *cli, const char *path, struct json_object *body)
{
	struct json_object *answer;

	TRY(api_post(cli, &answer, body, path));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	cli_tell(cli, "open this page in a browser:");
	show_line(cli, "%s", screen_line(cli->arena, part_text_or(answer, "url", "-")));
	return END_WELL;
}

enum ending command_wallet_topup(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena);
	int64_t cents;

	TRY(read_price(cli, &cents));
	part_set_int(body, "amount_cents", cents);
	return show_page(cli, "/api/wallet/topup", body);
}

enum ending command_wallet_card(struct cli *cli)
{
	return show_page(cli, "/api/wallet/setup-payment-method", NULL);
}

enum ending command_wallet_connect(struct cli *cli)
{
	struct json_object *status;

	TRY(api_get(cli, &status, "/api/stripe/connect/status"));
	if (!part_is(status, "status", "active"))
		return show_page(cli, "/api/stripe/connect", NULL);
	if (cli->flags.json)
		return show_json(cli, status, NULL);
	show_line(cli, "active");
	return END_WELL;
}

static const struct flag *threshold_flag(void)
{
	return flag_find("threshold", sizeof("threshold") - 1);
}

enum ending command_wallet_auto(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *answer;
	int64_t cents;

	if (!cli->flags.off && (cli->count == 0 || !cli->flags.threshold.known))
		return refuse(END_MISUSED, "usage",
			      "clorp wallet auto PRICE --threshold %s, or --off",
			      threshold_flag()->value);
	json_object_object_add(body, "enabled", json_object_new_boolean(!cli->flags.off));
	if (cli->count > 0) {
		TRY(read_price(cli, &cents));
		part_set_int(body, "amount_cents", cents);
	}
	if (cli->flags.threshold.known)
		part_set_int(body, "threshold_cents", cli->flags.threshold.number);
	TRY(api_post(cli, &answer, body, "/api/wallet/auto-topup"));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, cli->flags.off ? "automatic top-up is off" : "automatic top-up is on");
	return END_WELL;
}

enum ending command_wallet_withdraw(struct cli *cli)
{
	struct json_object *body = part_object(cli->arena), *answer;
	bool sure = cli->flags.yes;
	int64_t cents;

	TRY(read_price(cli, &cents));
	part_set_int(body, "amount_cents", cents);
	if (!sure)
		TRY(cli_ask(cli,
			    arena_printf(cli->arena, "Withdraw %s?", phrase_price(cli->arena, cents)),
			    &sure));
	if (!sure)
		return refuse(END_FAILED, "not_confirmed", "nothing was withdrawn");
	TRY(api_post(cli, &answer, body, "/api/wallet/withdraw"));
	if (cli->flags.json)
		return show_json(cli, answer, NULL);
	show_line(cli, "%s: %s is on its way", part_text_or(answer, "id", "-"),
		  phrase_price(cli->arena, cents));
	return END_WELL;
}

static void show_payout(struct cli *cli, struct json_object *row)
{
	struct card card = { .id = part_text_or(row, "id", "-"),
			     .title = part_text_or(row, "status", "-") };

	card_add(&card, card_price(cli, part_int(row, "amount_cents")));
	card_add(&card, part_text(row, "pending_reason"));
	card_add(&card, card_time(cli, row, "created_at"));
	show_card(cli, &card);
}

enum ending command_wallet_payouts(struct cli *cli)
{
	static const struct list payouts = {
		.path = "/api/wallet/withdrawals",
		.rows = "withdrawals",
		.filters = "",
		.show = show_payout,
		.none = "nothing was paid out yet",
	};

	return list_run(cli, &payouts);
}
