/* What a monitor reads: each line is one of the format, and the numbers are of what was asked. */
#include <regex.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/metric.h"
#include "audit/audit.h"
#include "support/call.h"
#include "support/suite.h"

/* The number behind that name and its labels; 0 if there is none. */
static int64_t number_of(const char *text, const char *name)
{
	const char *line = strstr(text, format("\n%s ", name));

	return line ? atoll(line + strlen(name) + 2) : 0;
}

static const char *metrics(void)
{
	struct answer_seen seen = call(GET, "/metrics", NULL, NULL);

	check_status(seen, 200);
	ck_assert(strncmp(seen.content_type, "text/plain", 10) == 0);
	return seen.body;
}

static const char *open_metrics(void)
{
	struct answer_seen seen = call(GET, "/metrics", NULL, NULL,
				       .accept = "application/openmetrics-text; version=1.0.0");

	check_status(seen, 200);
	ck_assert(strncmp(seen.content_type, "application/openmetrics-text", 28) == 0);
	return seen.body;
}

START_TEST(each_line_is_of_the_format)
{
	char *text = format("%s", metrics()), *rest = NULL;
	regex_t comment, sample;

	(void)given_drop();
	ck_assert_int_eq(regcomp(&comment, "^# (HELP|TYPE) [a-z_]+ .+$", REG_EXTENDED), 0);
	ck_assert_int_eq(regcomp(&sample,
				 "^[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? "
				 "-?[0-9]+(\\.[0-9]+)?$",
				 REG_EXTENDED),
			 0);
	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		ck_assert_msg(regexec(*line == '#' ? &comment : &sample, line, 0, NULL, 0) == 0,
			      "%s", line);
	regfree(&comment);
	regfree(&sample);
}
END_TEST

START_TEST(an_answer_is_counted_by_route_and_status_in_every_process)
{
	static const char row[] =
		"clorp_requests_total{method=\"GET\",route=\"/api/board\",status=\"200\"}";
	int64_t before;
	pid_t child;
	int status = 0;

	metric_share(world_arena());
	before = number_of(metrics(), row);
	check_status(call(GET, "/api/board", NULL, NULL), 200);
	child = fork();
	if (child == 0) {
		world_reopen();
		metric_share(world_arena()); /* by its name, as another worker does */
		check_status(call(GET, "/api/board", NULL, NULL), 200);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(number_of(metrics(), row), before + 2);
	metric_forget(world_arena());
}
END_TEST

START_TEST(jobs_that_are_under_way_are_counted)
{
	(void)given_drop();
	(void)given_drop();
	ck_assert_int_eq(number_of(metrics(), "clorp_jobs{kind=\"drop\",status=\"open\"}"), 2);
}
END_TEST

START_TEST(openmetrics_has_an_example_of_each_time)
{
	const char *text;

	check_status(call(GET, "/api/board", NULL, NULL), 200);
	text = open_metrics();
	ck_assert(strstr(text, "\n# TYPE clorp_requests counter\n"));
	ck_assert(strstr(text, " # {request_id=\"request-under-test\"} 0."));
	ck_assert_str_eq(text + strlen(text) - strlen("\n# EOF\n"), "\n# EOF\n");
	ck_assert_ptr_null(strstr(metrics(), "request_id"));
}
END_TEST

START_TEST(what_is_judged_is_counted_by_what_came_of_it)
{
	static const char row[] =
		"clorp_judging_seconds_count{kind=\"drop\",by=\"builtin\",outcome=\"decided\"}";
	int64_t before = number_of(metrics(), row);
	struct id job = given_drop();

	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(act_submit(job, given_user(), NULL), OK);
	ck_assert_int_eq(number_of(metrics(), row), before + 1);
}
END_TEST

static enum error note(struct db *db, void *violations)
{
	return audit_note(db, &(const struct audit){ .violations = *(int64_t *)violations }, 5);
}

START_TEST(the_last_proof_of_the_books_is_told)
{
	int64_t violations[] = { 3, 0 };

	ck_assert_int_eq(number_of(metrics(), "clorp_audit_age_seconds"), -1);
	for (int i = 0; i < COUNT(violations); i++) {
		ck_assert_int_eq(db_transact(world_db(), DB_TRANSACTION, note, &violations[i]), OK);
		ck_assert_int_eq(number_of(metrics(), "clorp_audit_violations"), violations[i]);
		ck_assert_int_ge(number_of(metrics(), "clorp_audit_age_seconds"), 0);
	}
}
END_TEST

SUITE("api metrics", world_open, world_close, each_line_is_of_the_format,
      an_answer_is_counted_by_route_and_status_in_every_process,
      openmetrics_has_an_example_of_each_time, what_is_judged_is_counted_by_what_came_of_it,
      the_last_proof_of_the_books_is_told, jobs_that_are_under_way_are_counted)
