/*
 * Which job a pull gets, and what it costs: the rows that it touches, counted
 * by the server, where 1 000 jobs wait and where 100 000 do.
 */
#include <stdio.h>
#include <stdlib.h>

#include "hire/token.h"
#include "support/expect.h"
#include "support/hires.h"
#include "support/suite.h"

/* ------------------------------------------------------------ which one */

static struct id pulled_by(struct id user, struct id agent)
{
	struct id job;

	expect(OK, act_pull(user, agent, &job));
	return job;
}

#define ck_job(job, expected) ck_assert_str_eq((job).text, (expected).text)

static struct id rivers(void)
{
	return given_hire(.prompt = "Name three rivers of Europe.");
}

static struct id sonnet(void)
{
	return given_hire(.prompt = "Compose a sonnet about winter.");
}

static struct id agent_of(struct id user, const char *personality, const char *tags)
{
	return given_agent(user, "second", personality, tags);
}

START_TEST(an_agent_gets_the_job_that_its_tags_speak_of)
{
	struct id user = given_user(), agent = agent_of(user, NULL, "[\"poetry\", \"sonnets\"]");

	(void)rivers();
	(void)rivers();

	struct id job = sonnet();

	ck_job(pulled_by(user, agent), job);
	check_audit();
}
END_TEST

START_TEST(an_agent_gets_the_job_that_its_personality_speaks_of)
{
	struct id user = given_user(),
		  agent = agent_of(user, "I compose poems: sonnets above all.", "[]");
	struct id other = rivers(), job = sonnet();

	ck_job(pulled_by(user, agent), job);
	ck_job(pulled_by(user, agent), other); /* and when there is no better one, any */
}
END_TEST

START_TEST(requirements_and_the_whole_prompt_are_read_too)
{
	struct id user = given_user(), agent = agent_of(user, NULL, "[\"glaciers\"]");

	(void)rivers();
	struct id required = given_hire(.prompt = "Name three rivers.",
					.requirements = "Each fed by a glacier.");
	struct id asked = given_hire(.prompt = "Name three rivers. Take them from the glaciers.");

	ck_job(pulled_by(user, agent), required);
	ck_job(pulled_by(user, agent), asked);
}
END_TEST

START_TEST(a_tag_weighs_more_than_a_word_of_the_personality)
{
	struct id user = given_user(), agent = agent_of(user, "I know all rivers.", "[\"sonnet\"]");

	(void)rivers();

	struct id job = sonnet();

	ck_job(pulled_by(user, agent), job);
}
END_TEST

START_TEST(the_rarer_word_tells_more)
{
	struct id user = given_user(), agent = agent_of(user, NULL, "[\"rivers\", \"sonnet\"]");

	for (int i = 0; i < 5; i++)
		(void)rivers();

	struct id job = sonnet();

	ck_job(pulled_by(user, agent), job);
}
END_TEST

START_TEST(two_words_tell_more_than_one)
{
	struct id user = given_user(), agent = agent_of(user, NULL, "[\"rivers\", \"sonnet\"]");

	(void)rivers();
	(void)sonnet();

	struct id job = given_hire(.prompt = "Compose a sonnet about the rivers.");

	ck_job(pulled_by(user, agent), job);
}
END_TEST

START_TEST(of_equals_the_oldest_comes_first)
{
	struct id user = given_user(), agent = agent_of(user, NULL, "[\"rivers\"]");
	struct id first = rivers(), second = rivers(), third = rivers();

	(void)sonnet();
	ck_job(pulled_by(user, agent), first);
	ck_job(pulled_by(user, agent), second);
	ck_job(pulled_by(user, agent), third);
}
END_TEST

START_TEST(an_agent_that_says_nothing_gets_the_oldest)
{
	struct id user = given_user(), first = sonnet(), second = rivers();

	ck_job(pulled_by(user, ID_NONE), first);
	ck_job(pulled_by(user, ID_NONE), second);
	ck_assert(id_is_none(pulled_by(user, ID_NONE)));
}
END_TEST

START_TEST(without_an_agent_named_the_default_one_pulls)
{
	struct id user = given_user();

	(void)agent_of(user, NULL, "[\"rivers\"]");
	sql("UPDATE agents SET tags = '[\"sonnet\"]' WHERE owner_id = '%s' AND is_default", user.text);
	(void)rivers();

	struct id job = sonnet();

	ck_job(pulled_by(user, ID_NONE), job);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs j JOIN agents a ON a.id = j.held_by_agent_id "
				     "WHERE a.is_default"),
		1);
}
END_TEST

START_TEST(what_was_shown_before_is_passed_by)
{
	struct id user = given_user(), agent = agent_of(user, NULL, "[\"sonnet\"]");
	struct id best = sonnet(), other = rivers();

	ck_job(pulled_by(user, agent), best);
	expect(OK, act_reject(best, user));
	ck_job(pulled_by(user, agent), other);
	ck_job(pulled_by(given_user(), ID_NONE), best); /* by whom it was shown to only */
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ what it costs */

enum { FEW = 1000, MANY = 100000, OTHER_WORDS = 60 };

/* Each of these is in every second job; a walrus is in a tenth of them, a zeppelin in some ten of all. */
static const char *const common[] = {
	"river",  "sonnet", "glacier", "castle", "garden", "bridge", "market", "winter",
	"engine", "planet", "violin",  "harbor", "desert", "tiger",  "pepper", "candle",
};
static const char all_common[] =
	"[\"river\", \"sonnet\", \"glacier\", \"castle\", \"garden\", \"bridge\", \"market\", \"winter\", "
	"\"engine\", \"planet\", \"violin\", \"harbor\", \"desert\", \"tiger\", \"pepper\", \"candle\"]";
static const char mixed[] = "[\"river\", \"castle\", \"walrus\", \"zeppelin\"]";

/*
 * Who pulls. Of the oldest jobs some (a twentieth of MANY, half of FEW) were
 * shown to one of them; half of all were sent by another, the older half.
 */
static struct puller {
	const char *name, *tags;
	bool knows, sends;
	struct id user, agent;
	int64_t reads; /* with FEW jobs */
} pullers[] = {
	{ .name = "an agent that says nothing", .tags = "[]" },
	{ .name = "an agent of one rare word", .tags = "[\"zeppelin\"]" },
	{ .name = "an agent of words common and rare", .tags = mixed },
	{ .name = "an agent whose every word is common", .tags = all_common },
	{ .name = "one who knows the oldest, saying nothing", .tags = "[]", .knows = true },
	{ .name = "one who knows the oldest, in common words", .tags = all_common, .knows = true },
	{ .name = "one who sent the oldest, saying nothing", .tags = "[]", .sends = true },
	{ .name = "one who sent the oldest, in common words", .tags = all_common, .sends = true },
};

enum { KNOWN = 5000 };

/* Ids in time order, as if one job had been posted each millisecond long ago. */
#define NUMBERED_ID \
	"LOWER(CONCAT('018f', LPAD(HEX(seq DIV 65536), 4, '0'), '-', " \
	"LPAD(HEX(seq MOD 65536), 4, '0'), '-7000-8000-000000000000'))"

static void fill_jobs(int from, int to, struct id sender)
{
	sql("INSERT INTO jobs (id, kind, status, sender, prompt, title, description, price_cents, fee_cents, "
	    "prize_cents, time_limit_seconds, max_claims, created_at, updated_at) SELECT " NUMBERED_ID
	    ", 'hire', 'queued', '%s', 'p', 't', 'd', 500, 150, 350, 3600, 1, NOW(3), NOW(3) "
	    "FROM seq_%d_to_%d", sender.text, from, to);
}

/* A word in about so many of a million jobs; which ones, is as good as chance. */
static void fill_word(int64_t token, int share, int from, int to)
{
	sql("INSERT INTO job_tokens (token, job_id) SELECT %lld, " NUMBERED_ID " FROM seq_%d_to_%d "
	    "WHERE CRC32(CONCAT(seq, ' %lld')) %% 1000000 < %d",
	    (long long)token, from, to, (long long)token, share);
}

static int64_t token_of(const char *word)
{
	struct tokens tokens = { .count = 0 };

	tokens_read(world_arena(), word, 1, &tokens);
	ck_assert_int_eq(tokens.count, 1);
	return tokens.list[0];
}

static void fill_words(int from, int to)
{
	for (int i = 0; i < COUNT(common); i++)
		fill_word(token_of(common[i]), 500000, from, to);
	for (int i = 1; i <= OTHER_WORDS; i++)
		fill_word(i, 1000000 / (i + 1), from, to);
	fill_word(token_of("walrus"), 100000, from, to);
	if (from == 1)
		fill_word(token_of("zeppelin"), 10000, from, to);
}

static void fill_known(struct id user, int from, int to)
{
	sql("INSERT INTO presentations (job_id, agent_id, user_id, request, outcome, created_at) "
	    "SELECT " NUMBERED_ID ", '%s', '%s', UUID(), 'rejected', NOW(3) FROM seq_%d_to_%d",
	    user.text, user.text, from, to);
}

static void fill(int from, int to, int known_from, int known_to)
{
	struct id somebody = given_user();
	int half = from - 1 + (to - from + 1) / 2;

	sql("SET SESSION foreign_key_checks = 0");
	fill_jobs(from, half, pullers[6].user);
	fill_jobs(half + 1, to, somebody);
	fill_words(from, to);
	for (int i = 0; i < COUNT(pullers); i++)
		if (pullers[i].knows)
			fill_known(pullers[i].user, known_from, known_to);
	sql("SET SESSION foreign_key_checks = 1");
	sql("ANALYZE TABLE jobs, job_tokens, presentations");
}

struct measure {
	const struct puller *puller;
	struct id job;
	bool found;
	int64_t before, between, after;
};

/* Rows that this connection has touched so far; asking costs a constant number itself. */
static enum error count_reads(struct db *db, int64_t *out)
{
	struct rows *rows;

	TRY(db_query(db, &rows, "SELECT CAST(SUM(VARIABLE_VALUE) AS INT) AS n FROM "
		     "information_schema.SESSION_STATUS WHERE VARIABLE_NAME LIKE 'HANDLER_READ_%' "
		     "OR VARIABLE_NAME = 'HANDLER_ICP_ATTEMPTS'"));
	ck_assert(rows_next(rows));
	*out = row_int(rows, "n");
	return OK;
}

static enum error count_pull(struct db *db, void *arg)
{
	struct measure *measure = arg;
	const struct actor who = { measure->puller->user, measure->puller->agent, id_new() };

	TRY(count_reads(db, &measure->before));
	TRY(count_reads(db, &measure->between));
	TRY(hold_pull(db, &who, &measure->job, &measure->found));
	return count_reads(db, &measure->after);
}

/* And it is thought better of: whoever pulls next finds all as it was. */
static enum error count_and_give_back(struct db *db, void *arg)
{
	TRY(count_pull(db, arg));
	return ERR_CONFLICT;
}

static int64_t reads_of(const struct measure *measure)
{
	return measure->after - measure->between - (measure->between - measure->before);
}

static int64_t reads_of_pull(const struct puller *puller)
{
	struct measure measure = { .puller = puller };

	expect(ERR_CONFLICT, db_transact(world_db(), DB_TRANSACTION, count_and_give_back, &measure));
	return reads_of(&measure);
}

/* Once for all tests, which change next to nothing: first the few jobs, then the many. */
static void fill_all(void)
{
	world_open();
	for (int i = 0; i < COUNT(pullers); i++) {
		pullers[i].user = i == 7 ? pullers[6].user : given_user();
		pullers[i].agent = given_agent(pullers[i].user, i == 7 ? "third" : "second", NULL,
					       pullers[i].tags);
	}
	fill(1, FEW, 1, FEW / 2);
	for (int i = 0; i < COUNT(pullers); i++)
		pullers[i].reads = reads_of_pull(&pullers[i]);
	fill(FEW + 1, MANY, FEW / 2 + 1, KNOWN);
	sql("UPDATE jobs SET sender = '%s' WHERE id <= (SELECT " NUMBERED_ID " FROM (SELECT %d AS seq) s)",
	    pullers[6].user.text, MANY / 2);
	world_close();
}

/*
 * A candidate is read some fifteen times over: in the index, and while it is
 * counted, weighed, sorted and looked up. There are 64 of each word and of the
 * queue; and 192 and 1024 more for who knows or owns all of those.
 */
enum {
	TIMES = 16,
	WORDS = 16,
	A_FEW = 100,
	NEAR = TIMES * 64 * (WORDS + 1) + A_FEW,
	FAR = NEAR + TIMES * (192 * WORDS + 1024)
};

START_TEST(a_pull_reads_no_more_where_many_jobs_wait_than_where_few_do)
{
	for (int i = 0; i < COUNT(pullers); i++) {
		const struct puller *puller = &pullers[i];
		bool goes_far = puller->knows || puller->sends; /* among FEW jobs to their end */
		int64_t reads = reads_of_pull(puller);

		printf("%-45s %6lld rows of 1 000 jobs, %6lld of 100 000\n", puller->name,
		       (long long)puller->reads, (long long)reads);
		ck_assert_msg(reads <= (goes_far ? FAR : NEAR), "%s: %lld rows", puller->name,
			      (long long)reads);
		ck_assert_msg(goes_far || reads <= puller->reads * 11 / 10 + A_FEW,
			      "%s: %lld rows instead of %lld", puller->name, (long long)reads,
			      (long long)puller->reads);
	}
}
END_TEST

/* Pulls until there is a job; none of them may be long. */
static int pulls_until_found(const struct puller *puller)
{
	struct measure measure = { .puller = puller };
	int pulls = 0;

	do {
		expect(OK, db_transact(world_db(), DB_TRANSACTION, count_pull, &measure));
		ck_assert_int_le(reads_of(&measure), FAR);
		pulls++;
	} while (!measure.found && pulls < MANY);
	return pulls;
}

static void check_not_starved(const struct puller *puller, int known)
{
	ck_assert_int_le(pulls_until_found(puller), known / 1024 + 2);
	ck_assert_int_eq(pulls_until_found(puller), 1); /* once there, it stays there */
	sql("UPDATE jobs SET status = 'queued', held_by = NULL, held_by_agent_id = NULL, held_until = NULL "
	    "WHERE status = 'held'");
}

START_TEST(who_knows_the_oldest_is_shown_a_later_one_soon)
{
	check_not_starved(&pullers[4], KNOWN);
	check_not_starved(&pullers[5], KNOWN);
}
END_TEST

START_TEST(who_sent_the_oldest_is_shown_a_later_one_soon)
{
	check_not_starved(&pullers[6], MANY / 2);
}
END_TEST

START_TEST(nothing_within_reach_is_looked_at_twice_in_vain)
{
	struct puller stranger = { .tags = "[]", .user = given_user() };

	sql("SET SESSION foreign_key_checks = 0");
	fill_known(stranger.user, 1, MANY);
	sql("SET SESSION foreign_key_checks = 1");
	for (int i = 0; i < MANY / 1024 + 2; i++) {
		struct measure measure = { .puller = &stranger };

		expect(OK, db_transact(world_db(), DB_TRANSACTION, count_pull, &measure));
		ck_assert(!measure.found);
		ck_assert_int_le(reads_of(&measure), FAR);
	}
	/* Its walk has come to the queue's end and begun anew: what is behind it is not lost. */
	sql("DELETE FROM presentations WHERE user_id = '%s' AND job_id = (SELECT MAX(id) FROM jobs "
	    "WHERE waiting AND id < '018f0000-2000-7000-8000-000000000000')", stranger.user.text);
	ck_assert_int_le(pulls_until_found(&stranger), MANY / 1024 + 2);
}
END_TEST

int main(void)
{
	const TTest *const choosing[] = {
		an_agent_gets_the_job_that_its_tags_speak_of,
		an_agent_gets_the_job_that_its_personality_speaks_of,
		requirements_and_the_whole_prompt_are_read_too,
		a_tag_weighs_more_than_a_word_of_the_personality,
		the_rarer_word_tells_more,
		two_words_tell_more_than_one,
		of_equals_the_oldest_comes_first,
		an_agent_that_says_nothing_gets_the_oldest,
		without_an_agent_named_the_default_one_pulls,
		what_was_shown_before_is_passed_by,
	};
	const TTest *const costs[] = {
		a_pull_reads_no_more_where_many_jobs_wait_than_where_few_do,
		who_knows_the_oldest_is_shown_a_later_one_soon,
		who_sent_the_oldest_is_shown_a_later_one_soon,
		nothing_within_reach_is_looked_at_twice_in_vain,
	};
	Suite *suite = suite_create("match");
	TCase *choice = tcase_create("choice"), *cost = tcase_create("cost");

	tcase_add_checked_fixture(choice, world_open, world_close);
	for (int i = 0; i < COUNT(choosing); i++)
		tcase_add_test(choice, choosing[i]);
	tcase_set_timeout(choice, 60);
	tcase_add_unchecked_fixture(cost, fill_all, NULL);
	tcase_add_checked_fixture(cost, world_join, world_close);
	for (int i = 0; i < COUNT(costs); i++)
		tcase_add_test(cost, costs[i]);
	tcase_set_timeout(cost, 120);
	suite_add_tcase(suite, choice);
	suite_add_tcase(suite, cost);

	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
