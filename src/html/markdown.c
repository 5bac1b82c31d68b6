#include "html/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/*
 * The parser's time grows with the square of a paragraph's brackets (CVE-2023-22484 and its kin, in what Debian 12
 * has) and with the depth of a nest for each line: so these end here, and what is left takes some milliseconds.
 * NEST_MOST is also where tags stop: a browser gives up at some hundreds. A reference is written out at each
 * use, in that parser without an end: so neither is what defines one long, nor are there many uses. And a table
 * of two long lines makes a row of as many cells of each letter that follows.
 */
enum {
	TEXT_MOST = 256 * 1024,
	PARAGRAPH_MOST = 16 * 1024,
	BRACKETS_MOST = 256,
	USES_MOST = 4096,	/* brackets in all, each of which may repeat */
	REFERENCE_MOST = 1024,	/* a paragraph that may define what they stand for */
	BLANKS_MOST = 8 * 1024, /* lines, each of which goes on with all lists that are open */
	CELLS_MOST = 32 * 1024, /* of tables, which fill up what their lines lack */
	NEST_MOST = 12,
	RULE_MOST = 120
};

struct writer {
	struct text out;
	bool ours;
	int depth; /* of quotes and lists */
};

static void add(struct writer *w, struct markup part)
{
	text_add(&w->out, part.text, part.length);
}

static void add_text(struct writer *w, const char *text)
{
	add(w, markup(w->out.arena, text ? text : ""));
}

/* ------------------------------------------------------------ what is too much */

/* How many quotes and items the line opens: "> - 1. x" three. */
static int marks_of_line(const char *line)
{
	int marks = 0;

	for (;; line++) {
		if (strchr("->*+", *line) && *line)
			marks++;
		else if (isdigit((unsigned char)*line) && strchr(".)", line[1]) && line[1])
			marks++;
		else if (*line != ' ' && *line != '\t' && !isdigit((unsigned char)*line) &&
			 !strchr(".)", *line))
			return marks;
		if (!*line)
			return marks;
	}
}

static bool is_rule(const char *line, size_t length)
{
	return strspn(line, "-* \t") >= length;
}

static int count_of(char c, const char *line, size_t length)
{
	int count = 0;

	for (size_t i = 0; i < length; i++)
		count += line[i] == c;
	return count;
}

static bool defines(const char *line, size_t length)
{
	for (size_t i = 0; i + 1 < length; i++)
		if (line[i] == ']' && line[i + 1] == ':')
			return true;
	return false;
}

/* A row of lines without an empty one among them. */
struct block {
	size_t bytes;
	int brackets, lines, bars; /* bars: of the line that has the most */
	bool may_define;
};

static bool is_large(const struct block *block)
{
	return block->bytes > PARAGRAPH_MOST || block->brackets > BRACKETS_MOST ||
	       (block->may_define && block->bytes > REFERENCE_MOST);
}

/* Each line of a table has as many cells as its first, whatever it says. */
static int64_t cells_of(const struct block *block)
{
	return block->bars ? (int64_t)block->lines * (block->bars + 1) : 0;
}

/* What was seen of a text so far. */
struct sight {
	struct block block;
	int uses, blanks;
	int64_t cells; /* of the blocks before */
};

static void see_line(struct sight *seen, const char *line, size_t length)
{
	struct block *block = &seen->block;
	int bars = count_of('|', line, length), brackets = count_of('[', line, length);

	if (strspn(line, " \t") >= length) {
		seen->blanks++;
		seen->cells += cells_of(block);
		*block = (struct block){ .bytes = 0 };
	}
	block->bytes += length + 1;
	block->lines++;
	block->bars = bars > block->bars ? bars : block->bars;
	block->brackets += brackets;
	block->may_define |= defines(line, length);
	seen->uses += brackets;
}

static bool is_too_much(const struct sight *seen)
{
	return is_large(&seen->block) || seen->uses > USES_MOST || seen->blanks > BLANKS_MOST ||
	       seen->cells + cells_of(&seen->block) > CELLS_MOST;
}

/* Can it be parsed in a moment, whatever it says? A carriage return ends a line as well. */
static bool is_tame(const char *text)
{
	struct sight seen = { .uses = 0 };

	if (strlen(text) > TEXT_MOST)
		return false;
	while (*text) {
		size_t length = strcspn(text, "\r\n");

		see_line(&seen, text, length);
		if (is_too_much(&seen))
			return false;
		if (marks_of_line(text) > NEST_MOST && !(is_rule(text, length) && length < RULE_MOST))
			return false;
		text += length;
		text += strncmp(text, "\r\n", 2) == 0 ? 2 : *text != '\0';
	}
	return true;
}

/* ------------------------------------------------------------ links */

static bool begins(const char *text, const char *with)
{
	return strncasecmp(text, with, strlen(with)) == 0;
}

static bool may_lead(const struct writer *w, const char *url)
{
	if (w->ours)
		return begins(url, "https://") || *url == '#' || (*url == '/' && url[1] != '/');
	return begins(url, "https://") || begins(url, "http://") || begins(url, "mailto:");
}

static void open_link(struct writer *w, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);

	if (!url || !may_lead(w, url))
		return;
	add(w, markup(w->out.arena, MARKUP("<a href=\""), url,
		      w->ours ? MARKUP("\">") : MARKUP("\" rel=\"nofollow ugc noopener\">")));
}

static void close_link(struct writer *w, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);

	if (url && may_lead(w, url))
		add(w, MARKUP("</a>"));
}

/* A picture is a link to it, by what it is said to show. */
static void open_image(struct writer *w, cmark_node *node)
{
	open_link(w, node);
	if (!cmark_node_first_child(node))
		add_text(w, "picture");
}

/* ------------------------------------------------------------ blocks */

/* What a link to a heading says: its text, with a hyphen for each space. */
static const char *anchor(struct arena *arena, cmark_node *heading)
{
	struct text out = text_start(arena, 64);

	for (cmark_node *at = cmark_node_first_child(heading); at; at = cmark_node_next(at))
		for (const char *c = cmark_node_get_literal(at); c && *c; c++)
			text_add_char(&out, *c == ' ' ? '-' : *c);
	return out.bytes;
}

static void open_heading(struct writer *w, cmark_node *node)
{
	struct arena *arena = w->out.arena;
	const char *level = arena_printf(arena, "%d", cmark_node_get_heading_level(node));

	if (w->ours)
		add(w, markup(arena, MARKUP("<h"), level, MARKUP(" id=\""), anchor(arena, node),
			      MARKUP("\">")));
	else
		add(w, MARKUP("<p class=\"heading\">"));
}

static void close_heading(struct writer *w, cmark_node *node)
{
	const char *level = arena_printf(w->out.arena, "%d", cmark_node_get_heading_level(node));

	add(w,
	    w->ours ? markup(w->out.arena, MARKUP("</h"), level, MARKUP(">\n")) : MARKUP("</p>\n"));
}

/* An item of a list without empty lines has no paragraphs. */
static bool is_tight(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);
	cmark_node *list = item ? cmark_node_parent(item) : NULL;

	return list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	       cmark_node_get_list_tight(list);
}

static void open_paragraph(struct writer *w, cmark_node *node)
{
	if (!is_tight(node))
		add(w, MARKUP("<p>"));
}

static void close_paragraph(struct writer *w, cmark_node *node)
{
	add(w, is_tight(node) ? MARKUP("\n") : MARKUP("</p>\n"));
}

static bool is_ordered(cmark_node *list)
{
	return cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
}

static void open_list(struct writer *w, cmark_node *node)
{
	const char *start = arena_printf(w->out.arena, "%d", cmark_node_get_list_start(node));

	if (w->depth++ >= NEST_MOST)
		return;
	if (is_ordered(node))
		add(w, markup(w->out.arena, MARKUP("<ol start=\""), start, MARKUP("\">\n")));
	else
		add(w, MARKUP("<ul>\n"));
}

static void close_list(struct writer *w, cmark_node *node)
{
	if (--w->depth < NEST_MOST)
		add(w, is_ordered(node) ? MARKUP("</ol>\n") : MARKUP("</ul>\n"));
}

static void open_item(struct writer *w, cmark_node *node)
{
	(void)node;
	if (w->depth <= NEST_MOST)
		add(w, MARKUP("<li>"));
}

static void close_item(struct writer *w, cmark_node *node)
{
	(void)node;
	if (w->depth <= NEST_MOST)
		add(w, MARKUP("</li>\n"));
}

static void open_quote(struct writer *w, cmark_node *node)
{
	(void)node;
	if (w->depth++ < NEST_MOST)
		add(w, MARKUP("<blockquote>\n"));
}

static void close_quote(struct writer *w, cmark_node *node)
{
	(void)node;
	if (--w->depth < NEST_MOST)
		add(w, MARKUP("</blockquote>\n"));
}

static void add_block(struct writer *w, cmark_node *node)
{
	add(w, markup(w->out.arena, MARKUP("<pre tabindex=\"0\"><code>"),
		      cmark_node_get_literal(node), MARKUP("</code></pre>\n")));
}

static bool is_in_header(cmark_node *cell)
{
	cmark_node *row = cmark_node_parent(cell);

	return row && strcmp(cmark_node_get_type_string(row), "table_header") == 0;
}

static void open_cell(struct writer *w, cmark_node *node)
{
	add(w, is_in_header(node) ? MARKUP("<th scope=\"col\">") : MARKUP("<td>"));
}

static void close_cell(struct writer *w, cmark_node *node)
{
	add(w, is_in_header(node) ? MARKUP("</th>") : MARKUP("</td>"));
}

/* ------------------------------------------------------------ texts */

static void add_literal(struct writer *w, cmark_node *node)
{
	add_text(w, cmark_node_get_literal(node));
}

static void add_code(struct writer *w, cmark_node *node)
{
	add(w,
	    markup(w->out.arena, MARKUP("<code>"), cmark_node_get_literal(node), MARKUP("</code>")));
}

/* A stranger's shows as it was written; in documents of ours it is a comment. */
static void add_html(struct writer *w, cmark_node *node)
{
	if (!w->ours)
		add_literal(w, node);
}

static void add_html_block(struct writer *w, cmark_node *node)
{
	if (!w->ours)
		add_block(w, node);
}

/* By the library's name of a node. What is not here writes nothing, and its children what they are. */
static const struct tag {
	const char *type;
	struct markup open, close;
	void (*opens)(struct writer *, cmark_node *), (*closes)(struct writer *, cmark_node *);
} tags[] = {
	{ "text", .opens = add_literal },
	{ "softbreak", MARKUP_INIT("\n") },
	{ "linebreak", MARKUP_INIT("<br>\n") },
	{ "paragraph", .opens = open_paragraph, .closes = close_paragraph },
	{ "heading", .opens = open_heading, .closes = close_heading },
	{ "list", .opens = open_list, .closes = close_list },
	{ "item", .opens = open_item, .closes = close_item },
	{ "block_quote", .opens = open_quote, .closes = close_quote },
	{ "code_block", .opens = add_block },
	{ "html_block", .opens = add_html_block },
	{ "thematic_break", MARKUP_INIT("<hr>\n") },
	{ "code", .opens = add_code },
	{ "html_inline", .opens = add_html },
	{ "emph", MARKUP_INIT("<em>"), MARKUP_INIT("</em>") },
	{ "strong", MARKUP_INIT("<strong>"), MARKUP_INIT("</strong>") },
	{ "strikethrough", MARKUP_INIT("<del>"), MARKUP_INIT("</del>") },
	{ "link", .opens = open_link, .closes = close_link },
	{ "image", .opens = open_image, .closes = close_link },
	{ "table", MARKUP_INIT("<div class=\"wide\" tabindex=\"0\"><table>\n"),
	  MARKUP_INIT("</table></div>\n") },
	{ "table_header", MARKUP_INIT("<tr>"), MARKUP_INIT("</tr>\n") },
	{ "table_row", MARKUP_INIT("<tr>"), MARKUP_INIT("</tr>\n") },
	{ "table_cell", .opens = open_cell, .closes = close_cell },
};

static const struct tag *tag_of(cmark_node *node)
{
	const char *type = cmark_node_get_type_string(node);

	for (int i = 0; i < COUNT(tags); i++)
		if (strcmp(tags[i].type, type) == 0)
			return &tags[i];
	return NULL;
}

static void write_node(struct writer *w, cmark_node *node, bool enters)
{
	const struct tag *tag = tag_of(node);

	if (!tag)
		return;
	if (enters && tag->opens)
		tag->opens(w, node);
	else if (enters && tag->open.text)
		add(w, tag->open);
	else if (!enters && tag->closes)
		tag->closes(w, node);
	else if (!enters && tag->close.text)
		add(w, tag->close);
}

static void write_tree(struct writer *w, cmark_node *root)
{
	cmark_iter *walk = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE)
		write_node(w, cmark_iter_get_node(walk), event == CMARK_EVENT_ENTER);
	cmark_iter_free(walk);
}

static struct markup render(struct arena *arena, const char *text, bool ours)
{
	static const char *const extensions[] = { "table", "strikethrough" };
	struct writer w = { .out = text_start(arena, strlen(text) * 2), .ours = ours };

	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);

	for (int i = 0; i < COUNT(extensions); i++)
		cmark_parser_attach_syntax_extension(parser,
						     cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text, strlen(text));

	cmark_node *root = cmark_parser_finish(parser);

	write_tree(&w, root);
	cmark_node_free(root);
	cmark_parser_free(parser);
	return (struct markup){ w.out.bytes, w.out.length };
}

struct markup markdown_of_strangers(struct arena *arena, const char *text)
{
	if (!is_tame(text))
		return markup(arena, MARKUP("<div class=\"written\">"), text, MARKUP("</div>\n"));
	return render(arena, text, false);
}

struct markup markdown_of_ours(struct arena *arena, const char *text)
{
	return render(arena, text, true);
}
