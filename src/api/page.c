#include "api/page.h"

#include <string.h>

#include "api/board.h"
#include "api/handlers.h"
#include "api/reply.h"
#include "base/page.h"
#include "money/totals.h"
#include "page/page.h"

enum { HOME_ROWS = 6 };

bool page_is_wanted(const struct request *req)
{
	return strstr(req->accept, "text/html") != NULL;
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
