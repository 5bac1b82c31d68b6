/* The older model's clients: their requests as the documents have them, and the answers they are promised. */
#include <string.h>

#include "base/text.h"
#include "support/call.h"
#include "support/hires.h"
#include "support/suite.h"

#define JOB_FIELDS \
	"id status prompt title description requirements sender receiver receiver_agent_id " \
	"held_by_agent_id held_until price_cents time_limit_seconds accepted_at deadline_at attempt_count " \
	"cancellation_requested output_text output_attachments env_vars attachments " \
	"presented_to_agents created_at updated_at judging_by judging_until agreement"
#define DROP_FIELDS \
	" kind pack window_closes_at grade grade_rationale failure_reason winning_submission_id " \
	"claims_count submissions_count max_claims prize_cents fee_cents"
#define PROMPT "Name three rivers of Europe and say where each one ends."
#define GOOD \
	"The Rhine rises in Switzerland and ends in the North Sea near Rotterdam. The Danube crosses ten " \
	"countries and ends in the Black Sea, in a delta of Romania. The Volga, Europe's longest river, " \
	"ends in the Caspian Sea below Astrakhan."
#define BAD "Buy cheap watches now! Best watches, best prices, click here for watches."

static struct answer_seen run(struct person who, const char *members)
{
	return call(POST, "/api/jobs/run", who.key,
		    format("{\"prompt\":\"" PROMPT "\"%s}", members));
}

static struct id posted(struct person sender, const char *members)
{
	struct answer_seen seen = run(sender,
				      format(",\"kind\":\"hire\",\"confirmed\":true%s", members));
	struct id job;

	check_status(seen, 201);
	ck_assert(id_read(text_at(&seen, "id"), &job));
	return job;
}

static struct answer_seen act(struct id job, const char *verb, struct person who)
{
	return call(POST, path_of(job, verb), who.key, NULL);
}

static struct answer_seen submit(struct id job, struct person who, const char *text)
{
	return call(POST, path_of(job, "submit"), who.key, format("{\"text\":\"%s\"}", text));
}

static struct answer_seen look(struct id job, struct person who)
{
	return call(GET, format("/api/jobs/%s", job.text), who.key, NULL);
}

static struct id accepted_by(struct person worker, struct person sender)
{
	struct id job = posted(sender, ",\"price_cents\":500");

	check_status(act(job, "claim", worker), 201);
	check_status(act(job, "accept", worker), 200);
	return job;
}

/* ------------------------------------------------------------ posting */

START_TEST(an_estimate_has_the_documented_members)
{
	struct answer_seen seen = run(given_person(), ",\"kind\":\"hire\"");

	check_status(seen, 200);
	check_members(&seen, "",
		      "needs_confirmation prompt title description requirements "
		      "estimated_price_cents estimated_time_limit_seconds");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs"), 0);
}
END_TEST

START_TEST(where_hires_are_the_default_the_older_request_means_one)
{
	struct person sender = given_person(.cents = 5000);
	struct answer_seen seen;

	settings_mutable()->default_kind = "hire";
	seen = run(sender, ",\"envVars\":{\"A\":\"b\"},\"attachments\":[],\"price_cents\":500,"
			   "\"time_limit_seconds\":3600,\"confirmed\":true");
	check_status(seen, 201);
	check_members(&seen, "", JOB_FIELDS DROP_FIELDS);
	ck_assert_str_eq(text_at(&seen, "status"), "queued");
	ck_assert_str_eq(text_at(&seen, "kind"), "hire");
	ck_assert_str_eq(text_at(&seen, "env_vars.A"), "b");
	ck_assert_int_eq(number_at(&seen, "price_cents"), 500);
	ck_assert_int_eq(number_at(&seen, "time_limit_seconds"), 3600);
	ck_assert_int_eq(number_at(&seen, "prize_cents"), 350);
	ck_assert(null_at(&seen, "receiver") && null_at(&seen, "pack") &&
		  null_at(&seen, "deadline_at"));
	/* And a drop beside it, by name. */
	seen = run(sender, ",\"kind\":\"drop\",\"confirmed\":true");
	check_status(seen, 201);
	ck_assert_str_eq(text_at(&seen, "status"), "open");
	check_audit();
}
END_TEST

START_TEST(an_unpaid_hire_is_a_402_and_can_be_paid_later)
{
	struct person sender = given_person();
	struct answer_seen seen = run(sender,
				      ",\"kind\":\"hire\",\"confirmed\":true,\"price_cents\":500");
	struct id job;

	check_status(seen, 402);
	ck_assert(true_at(&seen, "payment_required"));
	ck_assert_int_eq(number_at(&seen, "required"), 500);
	ck_assert_int_eq(number_at(&seen, "available"), 0);
	ck_assert(id_read(text_at(&seen, "id"), &job));
	check_error(act(job, "claim", given_person()), 404, "not_found");
	check_status(act(job, "pay", sender), 402);
	check_error(act(job, "pay", given_person()), 404, "not_found");
}
END_TEST

START_TEST(time_limits_and_prices_are_clamped)
{
	static const struct {
		const char *members;
		int64_t price, seconds;
	} cases[] = {
		{ ",\"price_cents\":1,\"time_limit_seconds\":1", 100, 60 },
		{ ",\"price_cents\":999999,\"time_limit_seconds\":999999", 100000, 86400 },
		{ ",\"price_cents\":777,\"time_limit_seconds\":777", 777, 777 },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		struct answer_seen seen = run(given_person(),
					      format(",\"kind\":\"hire\"%s", cases[i].members));

		ck_assert_int_eq(number_at(&seen, "estimated_price_cents"), cases[i].price);
		ck_assert_int_eq(number_at(&seen, "estimated_time_limit_seconds"), cases[i].seconds);
	}
}
END_TEST

/* ------------------------------------------------------------ the story */

START_TEST(a_hire_goes_from_prompt_to_payout_in_the_documented_steps)
{
	struct person sender = given_person(.cents = 1000), worker = given_person();
	struct id job = posted(sender, ",\"price_cents\":1000,\"envVars\":{\"TOKEN\":\"t\"}");
	struct answer_seen seen = call(POST, "/api/jobs/pull", worker.key, "{}");

	check_status(seen, 200);
	check_members(&seen, "", "job");
	check_members(&seen, "job", JOB_FIELDS DROP_FIELDS);
	ck_assert_str_eq(text_at(&seen, "job.id"), job.text);
	ck_assert_str_eq(text_at(&seen, "job.status"), "held");
	ck_assert_int_eq(length_at(&seen, "job.presented_to_agents"), 1);
	ck_assert_str_eq(text_at(&seen, "job.held_by_agent_id"),
			 text_at(&seen, "job.presented_to_agents.0"));

	seen = act(job, "accept", worker);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "accepted");
	ck_assert_str_eq(text_at(&seen, "receiver"), worker.id.text);
	ck_assert_str_eq(text_at(&seen, "env_vars.TOKEN"), "t");
	(void)text_at(&seen, "receiver_agent_id");
	(void)text_at(&seen, "accepted_at");
	(void)text_at(&seen, "deadline_at");
	ck_assert(null_at(&seen, "held_by_agent_id"));

	seen = submit(job, worker, GOOD);
	check_status(seen, 200);
	check_members(&seen, "", "submission verification");
	check_members(&seen, "submission",
		      "id job_id user_id agent_id output_text output_attachments created_at");
	check_members(&seen, "verification", "passed reason job");
	ck_assert_msg(true_at(&seen, "verification.passed"), "%s",
		      text_at(&seen, "verification.reason"));
	ck_assert_str_eq(text_at(&seen, "verification.job.status"), "verified");

	seen = look(job, sender);
	ck_assert_str_eq(text_at(&seen, "output_text"), GOOD);
	ck_assert_int_eq(look_balance(worker.id), 750);
	check_audit();
}
END_TEST

START_TEST(a_failed_delivery_is_told_and_logged_and_stays_its_authors)
{
	struct person sender = given_person(.cents = 500), worker = given_person(.proven = true);
	struct id job = accepted_by(worker, sender);
	struct answer_seen seen = submit(job, worker, BAD);

	check_status(seen, 200);
	ck_assert(!true_at(&seen, "verification.passed"));
	ck_assert_str_eq(text_at(&seen, "verification.job.status"), "queued");
	ck_assert_int_eq(number_at(&seen, "verification.job.attempt_count"), 1);
	seen = look(job, sender);
	ck_assert(null_at(&seen, "output_text") && null_at(&seen, "receiver"));
	seen = call(GET, path_of(job, "logs"), sender.key, NULL);
	check_status(seen, 200);
	check_members(&seen, "logs.0", "id job_id type content created_at");
	ck_assert_int_ge(length_at(&seen, "logs"), 3);
	check_error(act(job, "claim", worker), 429, "cooldown");
	check_audit();
}
END_TEST

START_TEST(a_rival_reads_nothing_of_anothers_attempt)
{
	struct person sender = given_person(.cents = 500), worker = given_person(),
		      rival = given_person();
	struct id job = accepted_by(worker, sender);
	struct answer_seen mine, theirs;

	check_status(submit(job, worker, BAD), 200);
	check_status(act(job, "claim", rival), 201);
	mine = call(GET, path_of(job, "logs"), worker.key, NULL);
	theirs = call(GET, path_of(job, "logs"), rival.key, NULL);
	ck_assert_int_ge(length_at(&mine, "logs"), 3);
	ck_assert_int_eq(length_at(&theirs, "logs"), 1);
	ck_assert_str_eq(text_at(&theirs, "logs.0.type"), "info");
	check_audit();
}
END_TEST

START_TEST(three_failures_refund_the_sender)
{
	struct person sender = given_person(.cents = 500);
	struct id job = posted(sender, ",\"price_cents\":500");
	struct answer_seen seen;

	for (int i = 0; i < 3; i++) {
		struct person worker = given_person(.proven = true);

		check_status(act(job, "reserve", worker), 201);
		check_status(act(job, "accept", worker), 200);
		check_status(submit(job, worker, BAD), 200);
	}
	seen = look(job, sender);
	ck_assert_str_eq(text_at(&seen, "status"), "failed");
	ck_assert_str_eq(text_at(&seen, "failure_reason"), "attempts_spent");
	ck_assert_int_eq(number_at(&seen, "attempt_count"), 3);
	ck_assert_int_eq(length_at(&seen, "presented_to_agents"), 3);
	ck_assert_int_eq(look_balance(sender.id), 500);
	check_audit();
}
END_TEST

START_TEST(the_legacy_verbs_do_what_they_did)
{
	struct person sender = given_person(.cents = 1500), worker = given_person();
	struct id rejected = posted(sender, ",\"price_cents\":500"), released, failed;
	struct answer_seen seen;

	check_status(act(rejected, "reserve", worker), 201);
	seen = act(rejected, "reject", worker);
	check_status(seen, 200);
	ck_assert_str_eq(text_at(&seen, "status"), "queued");
	check_error(act(rejected, "claim", worker), 409, "already_presented");

	released = posted(sender, ",\"price_cents\":500");
	check_status(act(released, "claim", worker), 201);
	check_status(act(released, "release", worker), 200);

	failed = posted(sender, ",\"price_cents\":500");
	check_status(act(failed, "claim", worker), 201);
	check_error(act(failed, "fail", worker), 400, "wrong_state");
	check_status(act(failed, "accept", worker), 200);
	check_error(act(failed, "reject", worker), 400, "wrong_state");
	check_error(act(failed, "release", worker), 400, "wrong_state");
	age_hire(failed, 61);
	seen = act(failed, "fail", worker);
	check_status(seen, 200);
	ck_assert_int_eq(number_at(&seen, "attempt_count"), 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ refusals */

START_TEST(what_makes_no_sense_for_a_kind_says_so)
{
	struct person worker = given_person(), sender = given_person(.cents = 500);
	struct id drop = given_drop(), hire = posted(sender, ",\"price_cents\":500");

	check_error(act(drop, "accept", worker), 409, "wrong_kind");
	check_error(act(drop, "reject", worker), 409, "wrong_kind");
	check_status(act(drop, "reserve", worker), 201); /* an older word for a claim */
	check_status(act(drop, "fail", worker), 200);
	check_error(call(GET, path_of(hire, "submissions"), sender.key, NULL), 409, "wrong_kind");
	check_error(call(GET, path_of(hire, "submission"), sender.key, NULL), 409, "wrong_kind");
	check_error(call(GET, path_of(hire, "submission"), worker.key, NULL), 404, "not_found");
	check_error(act(id_new(), "accept", worker), 404, "not_found");
	check_audit();
}
END_TEST

START_TEST(a_stranger_learns_nothing)
{
	struct person sender = given_person(.cents = 500), worker = given_person(),
		      stranger = given_person();
	struct id job = posted(sender, ",\"price_cents\":500");
	static const char *const verbs[] = { "accept", "reject", "release", "fail", "cancel", "pay" };

	check_status(act(job, "claim", worker), 201);
	check_error(look(job, stranger), 404, "not_found");
	check_error(call(GET, path_of(job, "logs"), stranger.key, NULL), 404, "not_found");
	check_error(submit(job, stranger, GOOD), 404, "not_found");
	for (int i = 0; i < COUNT(verbs); i++)
		check_error(act(job, verbs[i], stranger), 404, "not_found");
	check_error(act(job, "claim", stranger), 409, "not_open");
	check_error(act(job, "claim", sender), 403, "own_drop");
	check_error(act(job, "cancel", worker), 403, "forbidden");
	check_audit();
}
END_TEST

START_TEST(who_let_go_of_a_hire_sees_it_without_its_secrets)
{
	struct person sender = given_person(.cents = 500), worker = given_person(),
		      other = given_person();
	struct id job = posted(sender, ",\"price_cents\":500,\"envVars\":{\"TOKEN\":\"t\"}");
	struct answer_seen seen;

	check_status(act(job, "claim", worker), 201);
	seen = look(job, worker);
	ck_assert(!has(&seen, "env_vars.TOKEN")); /* who only holds it has promised nothing */
	check_status(act(job, "reject", worker), 200);
	seen = look(job, worker);
	check_status(seen, 200);
	ck_assert(!has(&seen, "env_vars.TOKEN"));
	check_status(act(job, "claim", other), 201);
	check_status(act(job, "accept", other), 200);
	seen = look(job, other);
	ck_assert_str_eq(text_at(&seen, "env_vars.TOKEN"), "t");
	seen = look(job, worker);
	ck_assert(null_at(&seen, "receiver") && null_at(&seen, "receiver_agent_id"));
	ck_assert_int_eq(length_at(&seen, "presented_to_agents"), 0);
	seen = look(job, sender);
	ck_assert_str_eq(text_at(&seen, "receiver"), other.id.text);
}
END_TEST

START_TEST(an_agent_must_be_the_callers_own)
{
	struct person worker = given_person(), other = given_person(),
		      sender = given_person(.cents = 500);
	struct answer_seen theirs = call(GET, "/api/agents", other.key, NULL);
	const char *body = format("{\"agentId\":\"%s\"}", text_at(&theirs, "0.id"));
	struct id job = posted(sender, ",\"price_cents\":500");
	static const char *const verbs[] = { "claim", "reserve", "accept", "reject" };

	check_error(call(POST, "/api/jobs/pull", worker.key, body), 403, "forbidden");
	for (int i = 0; i < 2; i++)
		check_error(call(POST, path_of(job, verbs[i]), worker.key, body), 403, "forbidden");
	check_error_in(call(POST, "/api/jobs/pull", worker.key, "{\"agentId\":\"x\"}"), 400,
		       "invalid_request", "agentId");
	check_status(act(job, "claim", worker), 201);
	for (int i = 2; i < COUNT(verbs); i++)
		check_error(call(POST, path_of(job, verbs[i]), worker.key, body), 403, "forbidden");
	check_audit();
}
END_TEST

START_TEST(a_pull_with_nothing_to_do_is_a_null)
{
	struct answer_seen seen = call(POST, "/api/jobs/pull", given_person().key, NULL);

	check_status(seen, 200);
	ck_assert(null_at(&seen, "job"));
}
END_TEST

/* The look-up of who calls travels with the pull: what is found by then is nobody's. */
START_TEST(who_may_not_pull_holds_nothing_and_ends_no_hold)
{
	struct person sender = given_person(.cents = 1000), worker = given_person(),
		      other = given_person();
	struct id held = posted(sender, ",\"price_cents\":500"),
		  job = posted(sender, ",\"price_cents\":300");
	struct answer_seen made = call(POST, "/api/keys", worker.key,
				       "{\"name\":\"r\",\"scopes\":[\"read\"]}");
	const char *reader = text_at(&made, "key");

	check_status(act(held, "claim", other), 201);
	sql("UPDATE jobs SET held_until = held_until - INTERVAL 1 DAY WHERE held_until IS NOT NULL");
	check_error(call(POST, "/api/jobs/pull", NULL, "{}"), 401, "authentication_required");
	check_error(call(POST, "/api/jobs/pull", "nonsense", "{}"), 401, "authentication_required");
	check_error(call(POST, "/api/jobs/pull", reader, "{}"), 403, "insufficient_scope");
	check_error(call(POST, "/api/jobs/pull", reader, "{\"agentId\":7}"), 403,
		    "insufficient_scope");
	sql("UPDATE api_keys SET revoked_at = NOW(3) WHERE user_id = '%s'", worker.id.text);
	check_error(call(POST, "/api/jobs/pull", worker.key, "{}"), 401, "authentication_required");
	check_error(call(POST, "/api/jobs/pull", worker.key,
			 format("{\"agentId\":\"%s\"}", id_new().text)),
		    401, "authentication_required");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'held' AND held_until < NOW(3)"), 1);
	ck_assert_str_eq(look_job(job).status, "queued");
	check_status(call(POST, "/api/jobs/pull", given_person().key, "{}"), 200);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'held' AND held_until > NOW(3)"), 1);
	check_audit();
}
END_TEST

START_TEST(a_pull_sent_twice_under_one_key_holds_one_job)
{
	struct person sender = given_person(.cents = 1000), worker = given_person();
	struct answer_seen first, again;

	(void)posted(sender, ",\"price_cents\":500");
	(void)posted(sender, ",\"price_cents\":500");
	first = call(POST, "/api/jobs/pull", worker.key, "{}", .idempotency_key = "once");
	again = call(POST, "/api/jobs/pull", worker.key, "{}", .idempotency_key = "once");
	ck_assert_str_eq(text_at(&first, "job.id"), text_at(&again, "job.id"));
	ck_assert_str_eq(header_of(&again, "Idempotency-Replayed"), "true");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs WHERE status = 'held'"), 1);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ around it */

START_TEST(the_status_page_tells_what_is_held_and_worked_on)
{
	struct person sender = given_person(.cents = 1000), worker = given_person();
	struct id held, at_work = accepted_by(worker, sender);
	struct answer_seen seen;

	held = posted(sender, ",\"price_cents\":500");
	check_status(act(held, "claim", worker), 201);
	check_status(act(given_drop(), "claim", worker), 201);
	seen = call(GET, "/api/users/status", worker.key, NULL);
	ck_assert_int_eq(length_at(&seen, ""), 3);
	for (int i = 0; i < 3; i++)
		check_members(&seen, format("%d", i),
			      "id status title created_at window_closes_at claim");
	ck_assert_str_eq(text_at(&seen, "0.status"), "open");
	ck_assert_str_eq(text_at(&seen, "1.id"), held.text);
	ck_assert_str_eq(text_at(&seen, "1.status"), "held");
	ck_assert_str_eq(text_at(&seen, "2.id"), at_work.text);
	ck_assert(null_at(&seen, "2.claim"));
	(void)text_at(&seen, "2.window_closes_at");
}
END_TEST

START_TEST(hires_are_neither_on_the_board_nor_in_the_feed)
{
	struct person sender = given_person(.cents = 1000), worker = given_person();
	struct id job = accepted_by(worker, sender);
	struct answer_seen seen;

	check_status(submit(job, worker, GOOD), 200);
	(void)posted(sender, ",\"price_cents\":500");
	seen = call(GET, "/api/board", NULL, NULL);
	ck_assert_int_eq(length_at(&seen, "board"), 0);
	seen = call(GET, "/api/feed", NULL, NULL);
	ck_assert_int_eq(length_at(&seen, "feed"), 0);
	seen = call(GET, "/api/board/stats", NULL, NULL);
	ck_assert_int_eq(number_at(&seen, "open_drops"), 0);
	ck_assert_int_eq(number_at(&seen, "completed_drops"), 0);
	ck_assert_int_eq(number_at(&seen, "paid_cents"),
			 350); /* what the ledger paid, for either kind */
	ck_assert_int_eq(number_at(&seen, "fees_cents"), 150);
}
END_TEST

START_TEST(a_senders_list_takes_either_kind_and_every_status)
{
	struct person sender = given_person(.cents = 1000);
	struct answer_seen seen;

	(void)posted(sender, ",\"price_cents\":500");
	check_status(run(sender, ",\"confirmed\":true"), 201);
	seen = call(GET, "/api/jobs?kind=hire", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 1);
	seen = call(GET, "/api/jobs?status=queued", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 1);
	seen = call(GET, "/api/jobs", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 2);
	seen = call(GET, "/api/jobs?status=verified&kind=drop", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 0);
	seen = call(GET, "/api/jobs?status=&kind=", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 2);
	check_error_in(call(GET, "/api/jobs?kind=gig", sender.key, NULL), 400, "invalid_request",
		       "kind");
}
END_TEST

START_TEST(a_lapsed_hold_is_listed_as_queued)
{
	struct person sender = given_person(.cents = 1000), worker = given_person();
	struct id held = posted(sender, ",\"price_cents\":500");
	struct id lapsed = posted(sender, ",\"price_cents\":500");
	struct answer_seen seen;

	check_status(call(POST, path_of(held, "claim"), worker.key, NULL), 201);
	check_status(call(POST, path_of(lapsed, "claim"), worker.key, NULL), 201);
	sql("UPDATE jobs SET held_until = NOW(3) - INTERVAL 1 SECOND WHERE id = '%s'", lapsed.text);
	seen = call(GET, "/api/jobs?status=held", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 1);
	ck_assert_str_eq(text_at(&seen, "jobs.0.id"), held.text);
	seen = call(GET, "/api/jobs?status=queued", sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "jobs"), 1);
	ck_assert_str_eq(text_at(&seen, "jobs.0.id"), lapsed.text);
	ck_assert_str_eq(text_at(&seen, "jobs.0.status"), "queued");
}
END_TEST

START_TEST(a_verified_hires_events_end)
{
	struct person sender = given_person(.cents = 500), worker = given_person();
	struct id job = accepted_by(worker, sender);
	struct answer_seen list, seen;

	seen = call(GET, path_of(job, "logs"), sender.key, NULL, .accept = "text/event-stream",
		    .last_event_id = "none");
	ck_assert_int_eq(seen.status, 200);
	check_status(submit(job, worker, GOOD), 200);
	list = call(GET, path_of(job, "logs"), sender.key, NULL);
	ck_assert_int_ge(length_at(&list, "logs"), 1);
	seen = call(GET, path_of(job, "logs"), sender.key, NULL, .accept = "text/event-stream",
		    .last_event_id = text_at(&list,
					     format("logs.%d.id", length_at(&list, "logs") - 1)));
	ck_assert_int_eq(seen.status, 204);
}
END_TEST

START_TEST(the_directory_counts_what_was_verified_and_won)
{
	struct person sender = given_person(.cents = 500), worker = given_person();
	struct id agent = given_agent(worker.id, "Zoe", "I know rivers.", "[\"rivers\"]");
	struct answer_seen seen;
	struct id job = posted(sender, ",\"price_cents\":500");

	check_status(call(POST, path_of(job, "claim"), worker.key,
			  format("{\"agentId\":\"%s\"}", agent.text)),
		     201);
	check_status(act(job, "accept", worker), 200);
	check_status(submit(job, worker, GOOD), 200);
	seen = call(GET, "/api/agents/directory", NULL, NULL);
	check_status(seen, 200);
	check_members(&seen, "", "agents next_cursor");
	ck_assert_int_eq(length_at(&seen, "agents"), 1); /* not the default ones that say nothing */
	check_members(&seen, "agents.0", "name personality tags verified_count won_count");
	ck_assert_str_eq(text_at(&seen, "agents.0.name"), "Zoe");
	ck_assert_int_eq(number_at(&seen, "agents.0.verified_count"), 1);
	ck_assert_int_eq(number_at(&seen, "agents.0.won_count"), 0);
	ck_assert_ptr_nonnull(header_of(&seen, "ETag"));
	check_audit();
}
END_TEST

START_TEST(an_agent_at_work_on_a_hire_stays)
{
	struct person sender = given_person(.cents = 500), worker = given_person();
	struct id agent = given_agent(worker.id, "Zoe", NULL, "[]"),
		  job = posted(sender, ",\"price_cents\":500");
	const char *path = format("/api/agents/%s", agent.text);

	check_status(call(POST, path_of(job, "claim"), worker.key,
			  format("{\"agentId\":\"%s\"}", agent.text)),
		     201);
	check_error(call(DELETE, path, worker.key, NULL), 409, "conflict");
	check_status(act(job, "accept", worker), 200);
	check_error(call(DELETE, path, worker.key, NULL), 409, "conflict");
	check_status(submit(job, worker, GOOD), 200);
	check_status(call(DELETE, path, worker.key, NULL), 200);
	check_audit();
}
END_TEST

START_TEST(a_verdict_can_be_had_without_a_job)
{
	struct person who = given_person();
	struct answer_seen seen = call(POST, "/api/verify", who.key,
				       "{\"prompt\":\"" PROMPT "\",\"output\":\"" GOOD "\"}");

	check_status(seen, 200);
	check_members(&seen, "", "passed reason logs");
	check_members(&seen, "logs.0", "type content");
	ck_assert_msg(true_at(&seen, "passed"), "%s", seen.body);
	seen = call(POST, "/api/verify", who.key, "{\"prompt\":\"" PROMPT "\",\"output\":\"\"}");
	ck_assert(!true_at(&seen, "passed"));
	check_error_in(call(POST, "/api/verify", who.key, "{\"output\":\"x\"}"), 400,
		       "invalid_request", "prompt");
	check_error_in(call(POST, "/api/verify", who.key, "{\"prompt\":\"x\"}"), 400,
		       "invalid_request", "output");
	check_error(call(POST, "/api/verify", NULL, "{}"), 401, "authentication_required");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs"), 0);
}
END_TEST

#define TRY_IT "{\"prompt\":\"" PROMPT "\",\"output\":\"" GOOD "\"}"

/* Nobody listens at port 9. */
static void given_jurors_that_are_away(void)
{
	settings_mutable()->jurors[0].url = "http://127.0.0.1:9/v1";
	settings_mutable()->judge_budget_seconds = 2;
}

START_TEST(where_no_juror_answers_the_built_in_verifier_does)
{
	struct person who = given_person();
	struct answer_seen seen;

	given_jurors_that_are_away();
	seen = call(POST, "/api/verify", who.key, TRY_IT);
	check_status(seen, 200);
	ck_assert_ptr_nonnull(strstr(text_at(&seen, "reason"), "Built-in verifier"));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM quotas WHERE name = 'model.place'"), 0);
	settings_mutable()->judge_fallback = "refund";
	check_error(call(POST, "/api/verify", who.key, TRY_IT), 503, "busy");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM quotas WHERE name = 'model.place'"), 0);
}
END_TEST

START_TEST(one_text_at_a_time_is_verified_by_jurors)
{
	given_jurors_that_are_away();
	sql("INSERT INTO quotas (name, subject, taken, expires_at) "
	    "VALUES ('model.place', UNHEX(SHA2('everybody', 256)), 1, NOW(3) + INTERVAL 60 SECOND)");
	check_error(call(POST, "/api/verify", given_person().key, TRY_IT), 429, "rate_limited");
}
END_TEST

SUITE("api hire", world_open, world_close, an_estimate_has_the_documented_members,
      where_hires_are_the_default_the_older_request_means_one,
      an_unpaid_hire_is_a_402_and_can_be_paid_later, time_limits_and_prices_are_clamped,
      a_hire_goes_from_prompt_to_payout_in_the_documented_steps,
      a_failed_delivery_is_told_and_logged_and_stays_its_authors,
      a_rival_reads_nothing_of_anothers_attempt, three_failures_refund_the_sender,
      the_legacy_verbs_do_what_they_did, what_makes_no_sense_for_a_kind_says_so,
      a_stranger_learns_nothing, who_let_go_of_a_hire_sees_it_without_its_secrets,
      an_agent_must_be_the_callers_own, a_pull_with_nothing_to_do_is_a_null,
      who_may_not_pull_holds_nothing_and_ends_no_hold, a_pull_sent_twice_under_one_key_holds_one_job,
      the_status_page_tells_what_is_held_and_worked_on,
      hires_are_neither_on_the_board_nor_in_the_feed,
      a_senders_list_takes_either_kind_and_every_status, a_lapsed_hold_is_listed_as_queued,
      a_verified_hires_events_end, the_directory_counts_what_was_verified_and_won,
      an_agent_at_work_on_a_hire_stays, a_verdict_can_be_had_without_a_job,
      where_no_juror_answers_the_built_in_verifier_does, one_text_at_a_time_is_verified_by_jurors)
