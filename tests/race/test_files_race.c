/* Files that many want at once, and one who dies in between. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files/sweep.h"
#include "files/upload.h"
#include "support/expect.h"
#include "support/files.h"
#include "support/suite.h"

#define BYTES \
	"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian."

/* ------------------------------------------------------ at once */

enum { CONTENDERS = 8 };

static struct person contenders[CONTENDERS];

static void some_people(void)
{
	for (int i = 0; i < CONTENDERS; i++)
		contenders[i] = given_person(.cents = 1000);
}

static enum error answered(struct answer_seen seen)
{
	return seen.status < 300    ? OK
	       : seen.status == 413 ? ERR_QUOTA_EXCEEDED
	       : seen.status == 429 ? ERR_RATE_LIMITED
	       : seen.status == 400 ? ERR_INVALID
				    : ERR_BROKEN;
}

static void told(void *arg, const struct file_finding *finding)
{
	(void)arg;
	ck_abort_msg("the store and its tables differ: %s", finding->what);
}

static void check_files(void)
{
	int findings;

	expect(OK, files_check(world_db(), true, told, NULL, &findings));
	check_audit();
}

/* The even ones take away what is over, the odd ones bring the same bytes. */
static enum error bring_or_sweep(int i, void *context)
{
	struct swept swept;

	(void)context;
	for (int n = 0; n < 5; n++) {
		if (i % 2)
			TRY(answered(upload_text(contenders[i], "a.txt", BYTES)));
		else
			TRY(files_sweep(world_db(), 500, NULL, &swept));
	}
	return OK;
}

START_TEST(equal_bytes_come_while_they_are_swept)
{
	struct swept swept;

	some_people();
	settings_mutable()->files_keep_seconds = -1; /* as good as over already */
	(void)given_file(contenders[0], "a.txt", BYTES);
	ck_assert_int_eq(race_of(CONTENDERS, bring_or_sweep, NULL).outcomes[OK], CONTENDERS);
	check_files();
	settings_mutable()->files_keep_seconds = 60;
	check_status(fetch(contenders[1], given_file(contenders[1], "a.txt", BYTES)), 200);
	expect(OK, files_sweep(world_db(), 500, NULL, &swept));
	check_files();
}
END_TEST

static enum error hang_or_sweep(int i, void *context)
{
	struct swept swept;
	const char *key = context;

	if (i % 2)
		return answered(
			call(POST, "/api/jobs/run", contenders[0].key,
			     format("{\"prompt\":\"x\",\"confirmed\":true,\"attachments\":[\"%s\"]}",
				    key)));
	return files_sweep(world_db(), 500, NULL, &swept);
}

START_TEST(a_file_is_hung_on_jobs_while_it_is_swept)
{
	for (int n = 0; n < 5; n++) {
		some_people();
		settings_mutable()->files_keep_seconds = -1;

		const char *key = given_file(contenders[0], "a.txt", BYTES);
		struct race race = race_of(CONTENDERS, hang_or_sweep, (void *)(uintptr_t)key);

		ck_assert_int_eq(race.outcomes[OK] + race.outcomes[ERR_INVALID], CONTENDERS);
		ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM attachments WHERE upload_id = '%s'", key)),
			CONTENDERS / 2 - race.outcomes[ERR_INVALID]);
		check_files();
	}
}
END_TEST

static enum error bring_ten(int i, void *context)
{
	(void)context;
	return answered(upload_text(contenders[0], "a.txt", format("ten bytes%d", i)));
}

START_TEST(a_users_room_holds_no_more)
{
	some_people();
	settings_mutable()->files_user_bytes = 35;

	struct race race = race_of(CONTENDERS, bring_ten, NULL);

	ck_assert_int_eq(race.outcomes[OK], 3);
	ck_assert_int_eq(race.outcomes[ERR_QUOTA_EXCEEDED], CONTENDERS - 3);
	ck_assert_int_eq(files_in_store(), 3);
	check_files();
}
END_TEST

START_TEST(an_hour_takes_no_more)
{
	some_people();
	settings_mutable()->files_per_hour = 3;

	struct race race = race_of(CONTENDERS, bring_ten, NULL);

	ck_assert_int_eq(race.outcomes[OK], 3);
	ck_assert_int_eq(race.outcomes[ERR_RATE_LIMITED], CONTENDERS - 3);
	check_files();
}
END_TEST

static enum error keep_and_die(struct db *db, void *arg)
{
	TRY(keeping_create(db, arg));
	_exit(0); /* the file has its name, and COMMIT never comes */
}

static void die_while_keeping(struct id user)
{
	struct keeping keeping = { .user = user };
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		world_reopen();
		if (!keeping_receive(&keeping, BYTES))
			_exit(db_transact(world_db(), DB_TRANSACTION, keep_and_die, &keeping) ? 2
											      : 3);
		_exit(1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void count(void *arg, const struct file_finding *finding)
{
	(void)finding;
	++*(int *)arg;
}

START_TEST(who_dies_before_commit_leaves_nothing_that_counts)
{
	int findings, counted = 0;

	some_people();
	die_while_keeping(contenders[0].id);
	ck_assert_int_eq(files_in_store(), 1);
	ck_assert_int_eq(files_incoming(), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM uploads") +
				     look_number("SELECT COUNT(*) FROM blobs"), 0);
	expect(OK, files_check(world_db(), false, count, &counted, &findings));
	ck_assert_int_eq(findings, 0); /* it may still be on its way */
	check_status(fetch(contenders[1], given_file(contenders[1], "a.txt", BYTES)), 200);
	check_files();
}
END_TEST

SUITE("files_race", files_open, files_close, equal_bytes_come_while_they_are_swept,
      a_file_is_hung_on_jobs_while_it_is_swept, a_users_room_holds_no_more, an_hour_takes_no_more,
      who_dies_before_commit_leaves_nothing_that_counts)
