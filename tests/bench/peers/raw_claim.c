/*
 * The five statements of a claim and their COMMIT straight at MariaDB: no HTTP, no key.
 *
 *	raw_claim SOCKET CONNECTIONS SECONDS FILE SKIP
 *
 * FILE has a claim a line, job and user with a tab between.
 */
#include "raw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct claim {
	char job[RAW_ID], user[RAW_ID];
};

static struct claim *claims;
static long claim_count;

static void read_claim(const char *line)
{
	static long room;

	if (claim_count == room) {
		room = room ? room * 2 : 4096;
		claims = realloc(claims, sizeof(*claims) * (size_t)room);
		if (!claims)
			raw_die("memory", "there is none");
	}
	if (sscanf(line, "%36s %36s", claims[claim_count].job, claims[claim_count].user) != 2)
		raw_die("a line", "is not job, tab, user");
	claim_count++;
}

static void *claimant(void *unused)
{
	MYSQL *db = raw_open();
	MYSQL_STMT *lock = raw_prepare(db,
				       "SELECT status, claims_count, max_claims, window_closes_at, "
				       "sender FROM jobs WHERE id = ? FOR UPDATE");
	MYSQL_STMT *check = raw_prepare(
		db,
		"SELECT SYSDATE(3), SYSDATE(3) + INTERVAL 300 SECOND, "
		"(SELECT COUNT(*) FROM claims l WHERE l.user_id = u.id AND l.status = 'live' "
		"AND l.expires_at > NOW(3)), (SELECT COUNT(*) FROM cooldowns d WHERE d.user_id = u.id "
		"AND d.created_at > NOW(3) - INTERVAL 1 DAY) FROM users u WHERE u.id = ? FOR UPDATE");
	MYSQL_STMT *insert = raw_prepare(db,
					 "INSERT INTO claims (id, job_id, user_id, status, "
					 "first_claimed_at, expires_at, last_request, created_at) "
					 "VALUES (?, ?, ?, 'live', ?, ?, ?, ?)");
	MYSQL_STMT *update =
		raw_prepare(db,
			    "UPDATE jobs SET claims_count = claims_count + 1, "
			    "next_lapse_at = (SELECT MIN(expires_at) FROM claims WHERE job_id = ? "
			    "AND status = 'live'), updated_at = ? WHERE id = ?");

	(void)unused;
	raw_wait();
	for (long n; raw_goes_on(&n);) {
		char job[RAW_RESULTS][RAW_TEXT], user[RAW_RESULTS][RAW_TEXT], id[RAW_ID];

		raw_new_id(id);
		raw_say(db, "START TRANSACTION");
		raw_run(lock, (const char *[]){ claims[n].job, NULL }, job);
		raw_run(check, (const char *[]){ claims[n].user, NULL }, user);
		if (strcmp(job[0], "open") != 0 || strcmp(job[1], job[2]) >= 0 ||
		    atoi(user[2]) >= 10)
			raw_die("claim",
				"the drop is not open, is full, or the user holds too many");
		raw_run(insert,
			(const char *[]){ id, claims[n].job, claims[n].user, user[0], user[1], id,
					  user[0], NULL },
			NULL);
		raw_run(update, (const char *[]){ claims[n].job, user[0], claims[n].job, NULL },
			NULL);
		raw_say(db, "COMMIT");
		raw_done();
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct raw_plan plan = { "raw_claim", read_claim, claimant, false };

	return raw_main(&plan, argc, argv);
}
