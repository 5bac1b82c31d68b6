/*
 * The board and the feed for feed readers: Atom (RFC 4287) and JSON Feed 1.1. Each is a list of
 * items first, and then that list in one of the two forms.
 */
#include "api/board.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "base/config.h"
#include "base/text.h"
#include "html/xml.h"
#include "market/title.h"
#include "page/say.h"

struct item {
	struct id id;
	const char *title, *text, *pack;
	struct instant published, updated;
};

struct syndication {
	const char *title;
	const char *filters[2]; /* of its query, beside the page */
	struct item *items;
	int count;
};

static const char *wire(struct arena *arena, struct instant time)
{
	char text[INSTANT_TEXT];

	instant_wire(time, text);
	return arena_printf(arena, "%s", text);
}

/* Only what stays as it is: a reader that has seen an item does not look at it again. */
static struct item board_item(struct arena *arena, const struct board_row *row)
{
	return (struct item){
		.id = row->id,
		.title = row->title,
		.text = arena_printf(arena,
				     "%s\n\nPack %s. Price %s, of which the best answer takes %s. "
				     "The window closes at %s.",
				     row->prompt, row->pack, money_text(arena, row->price_cents),
				     money_text(arena, row->prize_cents),
				     wire(arena, row->window_closes_at)),
		.pack = row->pack,
		.published = row->created_at,
		.updated = row->created_at,
	};
}

static struct item feed_item(struct arena *arena, const struct feed_row *row)
{
	return (struct item){
		.id = row->id,
		.title = arena_printf(arena, "%s: %s", row->grade, title_of(arena, row->prompt)),
		.text = arena_printf(arena,
				     "%s\n\nPack %s. Price %s. Answers: %lld. The best one's grade: "
				     "%s. %s",
				     row->prompt, row->pack, money_text(arena, row->price_cents),
				     (long long)row->submissions_count, row->grade,
				     row->grade_rationale ? row->grade_rationale : ""),
		.pack = row->pack,
		.published = row->updated_at, /* when it was won: before that it is on the board */
		.updated = row->updated_at,
	};
}

static enum error board_items(struct request *req, struct syndication *out)
{
	struct board board = { .count = 0 };

	TRY(board_read(req, &board));
	out->title = "clorp: drops that can be joined now";
	out->filters[0] = "pack";
	out->filters[1] = "min_price_cents";
	out->items = ARENA_ARRAY(req->arena, struct item, board.count);
	for (; out->count < board.count; out->count++)
		out->items[out->count] = board_item(req->arena, &board.rows[out->count]);
	return OK;
}

static enum error feed_items(struct request *req, struct syndication *out)
{
	struct feed feed = { .count = 0 };

	TRY(feed_read(req, &feed));
	out->title = "clorp: drops that were won";
	out->filters[0] = "pack";
	out->filters[1] = "grade";
	out->items = ARENA_ARRAY(req->arena, struct item, feed.count);
	for (; out->count < feed.count; out->count++)
		out->items[out->count] = feed_item(req->arena, &feed.rows[out->count]);
	return OK;
}

/* Where this very list is, by its filters: another filter's is another list. */
static const char *own_address(struct request *req, const struct syndication *list)
{
	const char *address = arena_printf(req->arena, "%s%s", settings()->public_url, req->path);
	char separator = '?';

	for (int i = 0; i < COUNT(list->filters); i++) {
		const char *value = query_filter(req, list->filters[i]);

		if (!value)
			continue;
		address = arena_printf(req->arena, "%s%c%s=%s", address, separator,
				       list->filters[i], query_escape(req->arena, value));
		separator = '&';
	}
	return address;
}

static enum error answer(struct request *req, const char *content_type, struct json body)
{
	TRY(reply(req, 200, body));
	req->reply.content_type = content_type;
	return OK;
}

static struct markup atom_entry(struct arena *arena, const struct item *item)
{
	return markup(arena, MARKUP("<entry>\n<id>urn:uuid:"), item->id.text,
		      MARKUP("</id>\n<title>"), xml_text(arena, item->title),
		      MARKUP("</title>\n<published>"), wire(arena, item->published),
		      MARKUP("</published>\n<updated>"), wire(arena, item->updated),
		      MARKUP("</updated>\n<category term=\""), item->pack,
		      MARKUP("\"/>\n<content type=\"text\">"), xml_text(arena, item->text),
		      MARKUP("</content>\n</entry>\n"));
}

/* Of the latest item. Of none, the beginning of time: it is the same each time it is asked for. */
static const char *updated(struct arena *arena, const struct syndication *list)
{
	struct instant latest = { 0 };

	for (int i = 0; i < list->count; i++)
		if (instant_before(latest, list->items[i].updated))
			latest = list->items[i].updated;
	return wire(arena, latest);
}

static enum error answer_atom(struct request *req, const struct syndication *list)
{
	struct text out = text_start(req->arena, 4096);
	const char *address = own_address(req, list);
	struct markup head =
		markup(req->arena,
		       MARKUP("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>"),
		       address, MARKUP("</id>\n<title>"), list->title,
		       MARKUP("</title>\n<author><name>clorp</name></author>\n"
			      "<link rel=\"self\" type=\"application/atom+xml\" href=\""),
		       address, MARKUP("\"/>\n<link rel=\"alternate\" href=\""),
		       settings()->public_url, MARKUP("/\"/>\n<updated>"),
		       updated(req->arena, list), MARKUP("</updated>\n"));

	text_add(&out, head.text, head.length);
	for (int i = 0; i < list->count; i++) {
		struct markup entry = atom_entry(req->arena, &list->items[i]);

		text_add(&out, entry.text, entry.length);
	}
	text_add_string(&out, "</feed>\n");
	return answer(req, "application/atom+xml; charset=utf-8",
		      (struct json){ out.bytes, out.length });
}

static struct json json_item(struct arena *arena, const struct item *item)
{
	struct json tags = js_string(arena, item->pack);

	return js_object(arena,
		"id", arena_printf(arena, "urn:uuid:%s", item->id.text),
		"title", item->title,
		"content_text", item->text,
		"date_published", item->published,
		"date_modified", item->updated,
		"tags", js_array(arena, &tags, 1));
}

static enum error answer_json(struct request *req, const struct syndication *list)
{
	struct json *items = ARENA_ARRAY(req->arena, struct json, list->count);

	for (int i = 0; i < list->count; i++)
		items[i] = json_item(req->arena, &list->items[i]);
	return answer(req, "application/feed+json",
		      js_object(req->arena,
		"version", "https://jsonfeed.org/version/1.1",
		"title", list->title,
		"home_page_url", arena_printf(req->arena, "%s/", settings()->public_url),
		"feed_url", own_address(req, list),
		"items", js_array(req->arena, items, list->count)));
}

enum error api_board_atom(struct request *req)
{
	struct syndication list = { .count = 0 };

	TRY(board_items(req, &list));
	return answer_atom(req, &list);
}

enum error api_board_json(struct request *req)
{
	struct syndication list = { .count = 0 };

	TRY(board_items(req, &list));
	return answer_json(req, &list);
}

enum error api_feed_atom(struct request *req)
{
	struct syndication list = { .count = 0 };

	TRY(feed_items(req, &list));
	return answer_atom(req, &list);
}

enum error api_feed_json(struct request *req)
{
	struct syndication list = { .count = 0 };

	TRY(feed_items(req, &list));
	return answer_json(req, &list);
}
