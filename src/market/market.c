#include "market/market.h"

enum error market_check_ready(struct db *db)
{
	struct rows *rows;

	return db_query(db, &rows, "SELECT id FROM accounts LIMIT 1");
}
