#include "market/joblog.h"

void joblog_add(struct db *db, struct id job, const char *type, const char *content)
{
	db_queue(db, "INSERT INTO job_logs (id, job_id, seq, type, content, created_at) "
		     "SELECT ?, ?, COALESCE(MAX(seq), 0) + 1, ?, ?, SYSDATE(3) "
		     "FROM job_logs WHERE job_id = ?", id_new(), job, type, content, job);
}

enum error joblog_list(struct db *db, struct id job, const struct page *page,
		       struct joblog_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT id, job_id, seq, type, content, created_at FROM job_logs "
		"WHERE job_id = ? AND seq > ? ORDER BY seq LIMIT ? OFFSET ?",
		job, page->seq, page->limit + 1, page->offset));

	struct joblog_list list = { ARENA_ARRAY(db_arena(db), struct joblog, page->limit), 0,
				    false };

	while (list.count < page->limit && rows_next(rows))
		list.lines[list.count++] = (struct joblog){
			.id = row_id(rows, "id"),
			.job_id = row_id(rows, "job_id"),
			.seq = row_int(rows, "seq"),
			.type = row_text(rows, "type"),
			.content = row_text(rows, "content"),
			.created_at = row_time(rows, "created_at"),
		};
	list.more = rows_count(rows) > page->limit;
	*out = list;
	return OK;
}

enum error joblog_find(struct db *db, struct id job, struct id line, int64_t *seq)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "line", "SELECT seq FROM job_logs WHERE id = ? AND job_id = ?", line, job));
	*seq = row_int(rows, "seq");
	return OK;
}
