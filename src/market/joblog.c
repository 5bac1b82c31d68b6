#include "market/joblog.h"

#include <string.h>

void joblog_add_about(struct db *db, struct id job, struct id user, const char *type,
		      const char *content)
{
	db_queue(db, "INSERT INTO job_logs (id, job_id, user_id, seq, type, content, created_at) "
		     "SELECT ?, ?, ?, COALESCE(MAX(seq), 0) + 1, ?, ?, SYSDATE(3) "
		     "FROM job_logs WHERE job_id = ?", id_new(), job, user, type, content, job);
}

void joblog_add(struct db *db, struct id job, const char *type, const char *content)
{
	joblog_add_about(db, job, ID_NONE, type, content);
}

/* Numbered by the session: one look at what stands there, and a statement for so many lines at once. */
#define LINE "(?, ?, ?, @clorp_seq := @clorp_seq + 1, ?, ?, SYSDATE(3))"
#define LINES \
	"INSERT INTO job_logs (id, job_id, user_id, seq, type, content, created_at) VALUES " LINE
enum { LINE_VALUES = 5, LINES_AT_ONCE = 4 };
static const char *const lines_sql[LINES_AT_ONCE] = {
	LINES,
	LINES ", " LINE,
	LINES ", " LINE ", " LINE,
	LINES ", " LINE ", " LINE ", " LINE,
};

static void add_lines(struct db *db, struct id job, const struct joblog_entry *entries, int count)
{
	struct value values[LINES_AT_ONCE * LINE_VALUES];

	for (int i = 0; i < count; i++) {
		struct values line = VALUES(id_new(), job, entries[i].user, entries[i].type,
					    entries[i].content);

		memcpy(values + LINE_VALUES * i, line.list, sizeof(values[0]) * LINE_VALUES);
	}
	db_queue_values(db, lines_sql[count - 1], (struct values){ values, LINE_VALUES * count });
}

void joblog_add_all(struct db *db, struct id job, const struct joblog_entry *entries, int count)
{
	db_queue(db, "SET @clorp_seq = (SELECT COALESCE(MAX(seq), 0) FROM job_logs WHERE job_id = ?)",
		 job);
	for (int i = 0; i < count; i += LINES_AT_ONCE)
		add_lines(db, job, entries + i,
			  count - i < LINES_AT_ONCE ? count - i : LINES_AT_ONCE);
}

enum error joblog_list(struct db *db, struct id job, struct id reader, const struct page *page,
		       struct joblog_list *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows,
		"SELECT l.id, l.job_id, l.seq, l.type, l.content, l.created_at FROM job_logs l "
		"JOIN jobs j ON j.id = l.job_id WHERE l.job_id = ? AND l.seq > ? "
		"AND (l.user_id IS NULL OR l.user_id = ? OR j.sender = ?) "
		"AND (l.type = 'info' OR j.status IN ('completed', 'verified', 'cancelled', 'failed') "
		"OR (j.kind = 'hire' AND (l.user_id = ? OR j.sender = ?))) "
		"ORDER BY l.seq LIMIT ? OFFSET ?",
		job, page->seq, reader, reader, reader, reader, page->limit + 1, page->offset));

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
