#include "base/attr.h"
#include "files/files.h"

/* clang-format off */
static const struct invariant file_lines[] = {
	{ "every user's bytes are those of the user's uploads",
	  "SELECT COUNT(*) AS n FROM users u LEFT JOIN (SELECT user_id, SUM(size) AS bytes FROM uploads "
	  "GROUP BY user_id) f ON f.user_id = u.id WHERE u.files_bytes <> COALESCE(f.bytes, 0)" },
	{ "every upload is as large as its bytes, which somebody owns",
	  "SELECT COUNT(*) AS n FROM uploads u JOIN blobs b ON b.sha256 = u.sha256 "
	  "WHERE u.size <> b.size OR b.unused_since IS NOT NULL" },
	{ "every upload that hangs on something stays, and no other does",
	  "SELECT COUNT(*) AS n FROM uploads u WHERE (u.expires_at IS NULL) <> "
	  "EXISTS (SELECT 1 FROM attachments a WHERE a.upload_id = u.id)" },
	{ "every job, submission and delivery has as many files as hang on it",
	  "SELECT COUNT(*) AS n FROM (SELECT id, attachments_count AS files FROM jobs "
	  "UNION ALL SELECT id, files_count FROM submissions UNION ALL SELECT id, files_count FROM deliveries) o "
	  "LEFT JOIN (SELECT owner_id, COUNT(*) AS files FROM attachments GROUP BY owner_id) a ON a.owner_id = o.id "
	  "WHERE o.files <> COALESCE(a.files, 0)" },
};
/* clang-format on */

const struct invariants file_invariants = { file_lines, COUNT(file_lines) };
