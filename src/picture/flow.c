#include "picture/flow.h"

#include <ctype.h>

#include "money/ledger.h"
#include "picture/draw.h"

enum {
	TOP = 24,
	HEIGHT = 120,
	SLOT = 38,
	GAP = 8,
	LEFT_WIDTH = 400,
	RIGHT_FROM = 5200,
	WORDS_FROM = 5800
};

/* By the legs of escrow: what a wallet gets of a payout may go on at once, into what it owes. */
enum error flow_read(struct db *db, struct id job, struct flow *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT COALESCE(SUM(IF(t.reason = ? AND e.account_id = '" ACCOUNT_ESCROW_UUID "', e.delta, 0)), 0) AS paid, "
		"COALESCE(-SUM(IF(t.reason = ? AND e.account_id = '" ACCOUNT_ESCROW_UUID "', e.delta, 0)), 0) AS paid_out, "
		"COALESCE(SUM(IF(e.account_id = '" ACCOUNT_FEES_UUID "', e.delta, 0)), 0) AS fee, "
		"COALESCE(-SUM(IF(t.reason = ? AND e.account_id = '" ACCOUNT_ESCROW_UUID "', e.delta, 0)), 0) AS refund, "
		"COALESCE(SUM(IF(e.account_id = '" ACCOUNT_ESCROW_UUID "', e.delta, 0)), 0) AS held, "
		"(SELECT COALESCE(SUM(d.taken_cents), 0) FROM dispute_decisions d WHERE d.job_id = ?) AS clawed_back "
		"FROM transfers t JOIN entries e ON e.transfer_id = t.id WHERE t.reason IN (?, ?, ?)",
		reason_for(db, "job", job), reason_for(db, "payout", job), reason_for(db, "refund", job), job,
		reason_for(db, "job", job), reason_for(db, "payout", job), reason_for(db, "refund", job)));
	if (!rows_next(rows))
		return failure(ERR_BROKEN, "a sum has no row");
	*out = (struct flow){
		.paid = row_money(rows, "paid"),
		.prize = money_minus(row_money(rows, "paid_out"), row_money(rows, "fee")),
		.fee = row_money(rows, "fee"),
		.refund = row_money(rows, "refund"),
		.held = row_money(rows, "held"),
		.clawed_back = row_money(rows, "clawed_back"),
	};
	return OK;
}

struct stream {
	const char *name;
	struct money amount;
	enum ink ink;
};

enum { STREAMS = 5 };

/* Those that there are, in this order from above. */
static int streams_of(const struct flow *f, struct stream out[STREAMS])
{
	const struct stream all[STREAMS] = {
		{ "To the winner", money_minus(f->prize, f->clawed_back), INK_GOOD },
		{ "Taken back from the winner", f->clawed_back, INK_QUIET },
		{ "To the house", f->fee, INK_SECOND },
		{ "Back to the sender", f->refund, INK_MAIN },
		{ "Held until it ends", f->held, INK_QUIET },
	};
	int n = 0;

	for (int i = 0; i < STREAMS; i++)
		if (all[i].amount.cents != 0)
			out[n++] = all[i];
	return n;
}

/* Its share of the height; what is there at all can be seen. */
static int height_of(struct money amount, struct money whole)
{
	int pixels = axis_pixels(amount.cents, whole.cents, HEIGHT);

	return pixels < 2 ? 2 : pixels;
}

/* A stream of few cents has room for its words as well. */
static int room_of(const struct stream *s, struct money whole)
{
	int height = height_of(s->amount, whole);

	return (height < SLOT ? SLOT : height) + GAP;
}

static void draw_stream(struct drawing *d, const struct stream *s, struct band band)
{
	draw_band(d, &band, s->ink);
	draw_bar(d, share(RIGHT_FROM), band.to, share(LEFT_WIDTH), band.height, s->ink);
	draw_words(d, share(WORDS_FROM), band.to + 13, AT_START, s->name);
	draw_headline(d, share(WORDS_FROM), band.to + 31, money_text(d->arena, s->amount));
}

static int height_of_all(const struct stream *streams, int count, struct money whole)
{
	int height = 0;

	for (int i = 0; i < count; i++)
		height += room_of(&streams[i], whole);
	return TOP + (height < HEIGHT ? HEIGHT : height);
}

static void draw_flow(struct drawing *d, const struct flow *f, const struct stream *streams,
		      int count, int height)
{
	int from = TOP, to = TOP;

	draw_headline(d, share(0), 14,
		      arena_printf(d->arena, "The sender paid %s", money_text(d->arena, f->paid)));
	draw_bar(d, share(0), TOP, share(LEFT_WIDTH), HEIGHT, INK_TEXT);
	for (int i = 0; i < count; i++) {
		int pixels = height_of(streams[i].amount, f->paid);

		draw_stream(d, &streams[i],
			    (struct band){ share(LEFT_WIDTH), share(RIGHT_FROM - LEFT_WIDTH), from,
					   to, pixels, height });
		from += axis_pixels(streams[i].amount.cents, f->paid.cents, HEIGHT);
		to += room_of(&streams[i], f->paid);
	}
}

static const char *sum(struct arena *arena, const struct flow *f, const struct stream *streams,
		       int count)
{
	struct text out = text_start(arena, 100);

	if (f->paid.cents == 0)
		return "Nothing was paid for it.";
	text_add_string(&out, arena_printf(arena, "Of %s:", money_text(arena, f->paid)));
	for (int i = 0; i < count; i++)
		text_add_string(&out,
				arena_printf(arena, "%s %s %c%s", i ? ";" : "",
					     money_text(arena, streams[i].amount),
					     tolower(streams[i].name[0]), streams[i].name + 1));
	text_add_char(&out, '.');
	return out.bytes;
}

static struct table table_of(struct arena *arena, const struct flow *f)
{
	struct table table = TABLE_START(arena, 6, "What", "Amount");

	table_add(&table, "Paid by the sender", money_text(arena, f->paid));
	table_add(&table, "To the winner", money_text(arena, f->prize));
	if (f->clawed_back.cents > 0)
		table_add(&table, "Taken back of it", money_text(arena, f->clawed_back));
	table_add(&table, "To the house", money_text(arena, f->fee));
	table_add(&table, "Back to the sender", money_text(arena, f->refund));
	table_add(&table, "Held until it ends", money_text(arena, f->held));
	return table;
}

struct picture flow_picture(struct arena *arena, const struct flow *f)
{
	struct drawing d = draw_start(arena);
	struct stream streams[STREAMS];
	int count = streams_of(f, streams);
	int height = height_of_all(streams, count, f->paid);

	if (f->paid.cents > 0)
		draw_flow(&d, f, streams, count, height);
	else
		draw_words(&d, share(0), 16, AT_START, "Nothing was paid for it yet.");
	return (struct picture){
		.title = "Where the money went",
		.sum = sum(arena, f, streams, count),
		.height = f->paid.cents > 0 ? height : 24,
		.drawing = draw_end(&d),
		.table = table_of(arena, f),
	};
}
