/* Files under lost COMMITs: see operation.h. */
#include <string.h>
#include <unistd.h>

#include "files/sweep.h"
#include "files/upload.h"
#include "race/operation.h"
#include "race/rival.h"
#include "support/expect.h"
#include "support/files.h"

#define BYTES \
	"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian."

static void a_user(struct scene *scene)
{
	scene->client = client_of(given_user(.cents = 1000));
}

/* What an earlier scene left under that key has another from now on. */
static void make_way(void)
{
	const char *other = id_new().text;

	sql("SET foreign_key_checks = 0; UPDATE attachments SET upload_id = '%s' WHERE upload_id = '" KEEPING_KEY "'; "
	    "UPDATE uploads SET id = '%s' WHERE id = '" KEEPING_KEY "'; SET foreign_key_checks = 1", other, other);
}

static void a_user_with_a_file(struct scene *scene)
{
	struct keeping keeping;

	make_way();
	a_user(scene);
	keeping.user = scene->client.user;
	expect(OK, keeping_receive(&keeping, BYTES));
	expect(OK, db_transact(world_db(), DB_TRANSACTION, keeping_create, &keeping));
	spool_drop(&keeping.spool);
}

static void a_file_and_a_drop_of_another(struct scene *scene)
{
	a_user_with_a_file(scene);
	scene->job = given_drop();
}

static void a_file_that_is_over(struct scene *scene)
{
	a_user_with_a_file(scene);
	sql("UPDATE uploads SET expires_at = NOW(3) - INTERVAL 1 SECOND");
}

/* What a lost COMMIT has put off is met by the next round, once the old session has ended. */
static enum error sweep(struct scene *scene)
{
	struct swept swept;

	(void)scene;
	TRY(files_sweep(world_db(), 500, NULL, &swept));
	if (swept.uploads && swept.blobs)
		return OK;
	(void)usleep(400 * 1000);
	return files_sweep(world_db(), 500, NULL, &swept);
}

#define UPLOADS "SELECT COUNT(*) FROM uploads WHERE user_id = @user"
#define OWNED "SELECT files_bytes FROM users WHERE id = @user"
#define BLOBS "SELECT COUNT(*) FROM blobs"
#define HANGING \
	"SELECT COUNT(*) FROM attachments a JOIN uploads u ON u.id = a.upload_id WHERE u.id = '" KEEPING_KEY \
	"' AND u.expires_at IS NULL"

/* clang-format off */
OPERATION(a_file_is_kept_once,
	.arrange = a_user, .method = POST, .path = "/api/uploads?name=a.txt", .body = BYTES,
	.status = 201, .says = "\"size\":87",
	.effects = { { UPLOADS, 1 }, { OWNED, 87 }, { BLOBS, 1 }, { "SELECT taken FROM quotas", 1 } })

OPERATION(a_file_hangs_on_one_job,
	.arrange = a_user_with_a_file, .method = POST, .path = "/api/jobs/run",
	.body = "{\"prompt\": \"Name three rivers.\", \"confirmed\": true, \"attachments\": [\"" KEEPING_KEY "\"]}",
	.status = 201, .says = KEEPING_KEY,
	.effects = { { HANGING, 1 }, { "SELECT COUNT(*) FROM jobs WHERE sender = @user AND attachments_count = 1", 1 } })

OPERATION(a_file_is_handed_in_once,
	.arrange = a_file_and_a_drop_of_another, .method = POST, .path = "/api/jobs/%s/submit",
	.body = "{\"files\": [{\"key\": \"" KEEPING_KEY "\"}]}", .status = 200, .says = KEEPING_KEY,
	.effects = { { HANGING, 1 }, { "SELECT files_count FROM submissions WHERE user_id = @user", 1 } })

OPERATION(a_file_is_swept_once,
	.arrange = a_file_that_is_over, .act = sweep,
	.effects = { { UPLOADS, 0 }, { OWNED, 0 }, { BLOBS, 0 } })
/* clang-format on */

static void open_behind(void)
{
	open_behind_proxy();
	store_open_empty();
}

static void close_behind(void)
{
	store_forget();
	close_behind_proxy();
}

SUITE("lost_commit_files", open_behind, close_behind, BOTH(a_file_is_kept_once),
      BOTH(a_file_hangs_on_one_job), BOTH(a_file_is_handed_in_once), BOTH(a_file_is_swept_once))
