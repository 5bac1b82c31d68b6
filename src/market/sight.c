#include "market/sight.h"

enum error sight_check_file(struct db *db, struct id upload, struct id viewer)
{
	struct rows *rows;

	return db_find(db, &rows, "file",
		"SELECT 1 AS n FROM attachments a JOIN jobs j ON j.id = a.job_id "
		"LEFT JOIN claims c ON c.job_id = j.id AND c.user_id = ? WHERE a.upload_id = ? AND CASE a.kind "
		"WHEN 'job' THEN j.sender = ? OR c.status = 'submitted' "
		"OR (c.status = 'live' AND c.expires_at > NOW(3)) OR j.receiver = ? "
		"OR (j.held_by = ? AND j.held_until > NOW(3)) "
		"WHEN 'submission' THEN j.sender = ? AND j.status = 'completed' "
		"WHEN 'delivery' THEN j.sender = ? AND j.status = 'verified' AND j.delivery_id = a.owner_id END "
		"LIMIT 1",
		viewer, upload, viewer, viewer, viewer, viewer, viewer);
}
