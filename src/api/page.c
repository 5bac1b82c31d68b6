#include "api/page.h"

#include <string.h>

#include "api/board.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/route.h"
#include "api/signin.h"
#include "base/page.h"
#include "db/schema.h"
#include "money/ledger.h"
#include "money/totals.h"
#include "page/page.h"
#include "picture/flow.h"
#include "picture/grades.h"
#include "picture/window.h"
#include "queue/heartbeat.h"

enum { HOME_ROWS = 6, CLOCK_LATE_MS = 120000 };

bool page_is_wanted(const struct request *req)
{
	return strstr(req->accept, "text/html") != NULL;
}

/* The API's own addresses speak JSON, whatever a browser says that it would rather have. */
bool page_is_for_trouble(const struct request *req)
{
	if (!page_is_wanted(req))
		return false;
	return req->route ? strstr(req->route->answers, "text/html") != NULL
			  : strncmp(req->path, "/api", 4) != 0;
}

enum error page_home(struct request *req)
{
	const struct page first = { .limit = HOME_ROWS, .before_id = ID_LAST };
	struct board board = { .count = 0 };
	struct feed feed = { .count = 0 };
	struct stats stats;

	TRY(board_list(req->db, NULL, cents(0), &first, &board));
	TRY(feed_list(req->db, NULL, NULL, &first, &feed));
	TRY(stats_find(req->db, &stats));
	return reply_page(req, 200, "", home_page(req->arena, &board, &feed, &stats));
}

/* Where a list goes on: the same filters, another cursor. */
static const char *next_address(struct request *req, const struct list_view *view,
				const char *cursor)
{
	const struct {
		const char *name, *value;
	} given[] = { { "pack", view->pack },
		      { "grade", view->grade },
		      { "min_price_cents", view->min_price },
		      { "cursor", cursor } };
	const char *address = req->path;

	for (int i = 0; i < COUNT(given); i++)
		if (given[i].value)
			address = arena_printf(req->arena, "%s%c%s=%s", address,
					       strchr(address, '?') ? '&' : '?', given[i].name,
					       query_escape(req->arena, given[i].value));
	return address;
}

enum error api_page_board(struct request *req)
{
	struct board board = { .count = 0 };
	struct list_view view = { .pack = query_filter(req, "pack"),
				  .min_price = query_filter(req, "min_price_cents"),
				  .goes_on = query_filter(req, "cursor") != NULL };

	TRY(board_read(req, &board));
	if (board.more)
		view.next = next_address(req, &view,
					 cursor_after(req, board.rows[board.count - 1].id));
	return reply_page(req, 200, "", board_page(req->arena, &board, &view));
}

enum error api_page_feed(struct request *req)
{
	struct feed feed = { .count = 0 };
	struct list_view view = { .pack = query_filter(req, "pack"),
				  .grade = query_filter(req, "grade"),
				  .goes_on = query_filter(req, "cursor") != NULL };

	TRY(feed_read(req, &feed));
	if (feed.more)
		view.next = next_address(req, &view, feed_cursor(req, &feed.rows[feed.count - 1]));
	return reply_page(req, 200, "", feed_page(req->arena, &feed, &view));
}

/* As everybody may see them. The page is kept: it says nothing of how much of the window is left. */
static enum error draw_drop(struct request *req, struct markup *out)
{
	struct arena *arena = req->arena;
	struct grades grades;
	struct window window;
	struct flow flow;

	TRY(grades_read(req->db, req->path_id, ID_NONE, &grades));
	TRY(window_read(req->db, req->path_id, ID_NONE, &window));
	TRY(flow_read(req->db, req->path_id, &flow));
	window.now = (struct instant){ 0 };
	flow.clawed_back = cents(0); /* between its sender and its winner */

	struct picture g = grades_picture(arena, &grades), w = window_picture(arena, &window),
		       f = flow_picture(arena, &flow);

	*out = markup(arena, grades.count ? picture_figure(arena, &g) : MARKUP(""),
		      picture_figure(arena, &w), picture_figure(arena, &f));
	return OK;
}

enum error api_page_drop(struct request *req)
{
	struct exhibit drop;
	struct markup pictures;

	TRY(exhibit_find(req->db, req->path_id, &drop));
	TRY(draw_drop(req, &pictures));
	return reply_page(req, 200, "", drop_page(req->arena, &drop, pictures));
}

/* Who is not signed in is asked to be. A winner's answer is for its sender and its author alone. */
enum error api_page_answer(struct request *req)
{
	struct job job;

	if (id_is_none(req->user))
		return signin_page(req, 200, req->path);
	TRY(job_look(req->db, req->path_id, req->user, &job));
	if (strcmp(job.kind, "drop") != 0 || !job.output_text)
		return failure(ERR_NOT_FOUND,
			       "there is no answer here that you may read, or none yet");
	return reply_page(req, 200, "", answer_page(req->arena, &job));
}

static enum error look(struct db *db, void *arg)
{
	struct vitals *vitals = arg;
	struct heartbeats *beats = ARENA_NEW(db_arena(db), struct heartbeats);

	*vitals = (struct vitals){ .database = false };
	TRY(schema_check(db));
	TRY(ledger_check_ready(db));
	TRY(heartbeat_list(db, beats));
	TRY(stats_find(db, &vitals->stats));
	TRY(arena_days_read(db, &vitals->days));
	vitals->database = true;
	vitals->clock = beats->count > 0 && beats->list[0].age_ms < CLOCK_LATE_MS;
	return OK;
}

/* Outside of any transaction: that there is no database is an answer. */
enum error api_page_status(struct request *req)
{
	struct vitals vitals = { .database = false };
	bool well = db_transact(req->db, DB_AUTOCOMMIT, look, &vitals) == OK;

	return reply_page(req, well ? 200 : 503, "", status_page(req->arena, &vitals));
}
