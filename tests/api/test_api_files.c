#include "support/files.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"
#include "files/attachment.h"
#include "files/kind.h"
#include "files/sweep.h"
#include "support/expect.h"
#include "support/suite.h"

#define UPLOAD_FIELDS "key name size content_type sha256 expires_at"
#define REFERENCE_FIELDS "key name size content_type sha256"
#define ANSWER \
	"The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea"

static const char png[] =
	"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\0IEND\xae"
	"B`\x82";

START_TEST(an_upload_answers_with_its_fields)
{
	struct person who = given_person();
	struct answer_seen seen = upload_text(who, "out.md", "# Rivers\n");
	struct hex hex = digest_hex(digest_of("# Rivers\n", 9));

	check_status(seen, 201);
	check_members(&seen, "", UPLOAD_FIELDS);
	ck_assert_str_eq(text_at(&seen, "name"), "out.md");
	ck_assert_int_eq(number_at(&seen, "size"), 9);
	ck_assert_str_eq(text_at(&seen, "content_type"), "text/plain; charset=utf-8");
	ck_assert_str_eq(text_at(&seen, "sha256"), hex.text);
	seen = fetch(who, text_at(&seen, "key"));
	check_status(seen, 200);
	ck_assert_str_eq(seen.body, "# Rivers\n");
	ck_assert_int_eq(files_incoming(), 0);
	check_audit();
}
END_TEST

START_TEST(equal_bytes_are_stored_once_and_counted_for_each)
{
	struct person a = given_person(), b = given_person();

	(void)given_file(a, "one.txt", "the same");
	(void)given_file(a, "two.txt", "the same");
	(void)given_file(b, "three.txt", "the same");
	ck_assert_int_eq(files_in_store(), 1);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM blobs"), 1);
	ck_assert_int_eq(look_number(format("SELECT files_bytes FROM users WHERE id = '%s'", a.id.text)), 16);
	ck_assert_int_eq(look_number(format("SELECT files_bytes FROM users WHERE id = '%s'", b.id.text)), 8);
	check_audit();
}
END_TEST

START_TEST(a_name_is_a_files_and_nothing_else)
{
	static const char *const refused[] = {
		"",	      "..%2Fx",	 "..",	       ".",	 "a%2Fb",
		"a%5Cb",      "a%00b",	 "a%0Ab",      "a%7Fb",	 "%E2%80%AEtxt.exe",
		"%E2%81%A6a", "%D8%9Ca", "%E2%80%A8a", "%FF%FE", "%C0%AF",
		"%ED%A0%80",
	};
	static const char *const taken[] = {
		"a",	   "a%20b.txt", "%C3%A4%E6%97%A5%F0%9F%98%80.md",
		".hidden", "a..b",	"%D7%A9%D7%9C%D7%95%D7%9D"
	};
	char longest[3 * 255 + 1] = "";
	struct person who = given_person();
	struct answer_seen seen;

	for (int i = 0; i < COUNT(refused); i++) {
		seen = upload_text(who, refused[i], "x");
		ck_assert_msg(seen.status == 400, "%s: %d %s", refused[i], seen.status, seen.body);
	}
	check_error_in(call(POST, "/api/uploads", who.key, "x"), 400, "invalid_request", "name");
	for (int i = 0; i < COUNT(taken); i++)
		check_status(upload_text(who, taken[i], "x"), 201);
	memset(longest, 'n', 255);
	check_status(upload_text(who, longest, "x"), 201);
	memset(longest, 'n', 256);
	check_error_in(upload_text(who, longest, "x"), 400, "invalid_request", "name");
	ck_assert_int_eq(files_incoming(), 0);
}
END_TEST

START_TEST(what_is_refused_leaves_nothing_behind)
{
	struct person who = given_person(), poor = given_person();

	settings_mutable()->files_max_bytes = 10;
	settings_mutable()->files_user_bytes = 25;
	check_error(upload_text(who, "empty", ""), 400, "invalid_request");
	check_error(upload_text(who, "long", "0123456789a"), 413, "body_too_large");
	check_error(call(POST, "/api/uploads?name=unsaid", who.key, "0123456789a",
			 .content_length = -1),
		    413, "body_too_large");
	check_error(call(POST, "/api/uploads?name=cut", who.key, "01234", .content_length = 9), 400,
		    "invalid_request");
	ck_assert_int_eq(files_in_store() + files_incoming(), 0);
	check_status(upload_text(who, "full", "0123456789"), 201);
	check_status(upload_text(who, "more", "9876543210"), 201);
	check_error(upload_text(who, "over", "abcdef"), 413, "quota_exceeded");
	check_status(upload_text(who, "up", "abcde"), 201);
	check_status(upload_text(poor, "up", "abcde"), 201);
	check_error(call(POST, "/api/uploads?name=a", NULL, "x"), 401, "authentication_required");
	ck_assert_int_eq(files_in_store(), 3);
	ck_assert_int_eq(files_incoming(), 0);
	check_audit();
}
END_TEST

START_TEST(so_many_an_hour)
{
	struct person who = given_person();
	struct answer_seen seen;

	settings_mutable()->files_per_hour = 3;
	for (int i = 0; i < 3; i++)
		check_status(upload_text(who, "a", format("%d", i)), 201);
	seen = upload_text(who, "a", "more");
	check_error(seen, 429, "rate_limited");
	ck_assert_ptr_nonnull(header_of(&seen, "Retry-After"));
	check_error(call(POST, "/api/uploads/check?size=1", who.key, ""), 429, "rate_limited");
	check_status(upload_text(given_person(), "a", "another's"), 201);
	ck_assert_int_eq(files_incoming(), 0);
}
END_TEST

START_TEST(whoever_asks_first_is_told_first)
{
	struct person who = given_person();
	struct answer_seen seen = call(POST, "/api/uploads/check?size=5", who.key, "");

	check_status(seen, 200);
	check_members(&seen, "", "file_bytes used_bytes user_bytes");
	ck_assert_int_eq(number_at(&seen, "used_bytes"), 0);
	check_error(call(POST, "/api/uploads/check?size=26214401", who.key, ""), 413,
		    "body_too_large");
	check_error_in(call(POST, "/api/uploads/check?size=x", who.key, ""), 400, "invalid_request",
		       "size");
	check_error_in(call(POST, "/api/uploads/check?name=..", who.key, ""), 400,
		       "invalid_request", "name");
	seen = call(POST, "/api/uploads/check?size=5", NULL, "", .wants_refusal = true);
	check_error(seen, 401, "authentication_required");
	ck_assert_str_eq(header_of(&seen, "X-Clorp-Refusal"),
			 format("%.*s", (int)strcspn(seen.body, "\n"), seen.body));
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM quotas"), 0);
}
END_TEST

/* No file of this process may grow beyond that: what a full disk is to a write. (Check's own file of what was asserted is far smaller.) */
enum { ROOM = 1 << 20 };

static struct answer_seen upload_where_room_is_small(struct person who, const char *bytes,
						     size_t length)
{
	struct rlimit before, small;

	(void)signal(SIGXFSZ, SIG_IGN);
	(void)getrlimit(RLIMIT_FSIZE, &before);
	small = (struct rlimit){ ROOM, before.rlim_max };
	(void)setrlimit(RLIMIT_FSIZE, &small);

	struct answer_seen seen = upload_bytes(who, "large", bytes, length);

	(void)setrlimit(RLIMIT_FSIZE, &before);
	return seen;
}

START_TEST(no_room_is_said_and_nothing_is_kept)
{
	struct person who = given_person();
	char *large = arena_alloc(world_arena(), 2 * ROOM);
	struct answer_seen seen;

	memset(large, 'x', 2 * ROOM);
	seen = upload_where_room_is_small(who, large, 2 * ROOM);
	check_error(seen, 507, "storage_full");
	ck_assert_ptr_null(strstr(seen.body, "/tmp"));
	ck_assert_int_eq(files_in_store() + files_incoming(), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM uploads"), 0);
	check_status(upload_where_room_is_small(who, large, ROOM), 201);
	check_audit();
}
END_TEST

START_TEST(a_missing_directory_is_our_fault_and_told_to_nobody)
{
	struct answer_seen seen;

	settings_mutable()->files_dir = "/tmp/clorp-is-not-here";
	seen = upload_text(given_person(), "a", "x");
	check_error(seen, 500, "internal");
	ck_assert_ptr_null(strstr(seen.body, "clorp-is-not-here"));
}
END_TEST

START_TEST(bytes_say_what_a_file_is)
{
	struct person who = given_person();
	const struct {
		const char *name, *bytes;
		size_t length;
		const char *type;
		bool shown;
	} files[] = {
		{ "a.txt", png, sizeof(png) - 1, "image/png", true },
		{ "a.png", "<!DOCTYPE html><html><script>alert(1)</script></html>", 0,
		  "text/html; charset=utf-8", false },
		{ "a.png", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", 0,
		  "image/svg+xml", false },
		{ "a.exe", "Nothing but words.\n", 0, "text/plain; charset=utf-8", true },
		{ "a.txt", "\0\1\2\3\4\5\6\7", 8, "application/octet-stream", false },
		{ "a.txt", "%PDF-1.7\n", 0, "application/pdf", false },
	};

	for (int i = 0; i < COUNT(files); i++) {
		size_t length = files[i].length ? files[i].length : strlen(files[i].bytes);
		struct answer_seen made = upload_bytes(who, files[i].name, files[i].bytes, length);

		check_status(made, 201);
		ck_assert_str_eq(text_at(&made, "content_type"), files[i].type);

		struct answer_seen seen =
			call(GET, format("/api/files/%s?inline=1", text_at(&made, "key")), who.key,
			     NULL);

		check_status(seen, 200);
		ck_assert_str_eq(seen.content_type, files[i].type);
		ck_assert_msg((strncmp(header_of(&seen, "Content-Disposition"), "inline;", 7) ==
			       0) == files[i].shown,
			      "%s: %s", files[i].type, header_of(&seen, "Content-Disposition"));
		ck_assert_str_eq(header_of(&seen, "Content-Security-Policy"),
				 "sandbox; default-src 'none'");
		seen = fetch(who, text_at(&made, "key"));
		ck_assert_int_eq(strncmp(header_of(&seen, "Content-Disposition"), "attachment;", 11),
				 0);
	}
}
END_TEST

START_TEST(a_name_is_safe_in_a_header)
{
	struct person who = given_person();
	struct answer_seen seen = fetch(who, given_file(who, "%C3%A4%22%3B%20x.md", "x"));

	ck_assert_str_eq(header_of(&seen, "Content-Disposition"),
			 "attachment; filename=\"____ x.md\"; filename*=UTF-8''%C3%A4%22%3B%20x.md");
}
END_TEST

START_TEST(parts_of_a_file)
{
	struct person who = given_person();
	const char *key = given_file(who, "digits", "0123456789"),
		   *path = format("/api/files/%s", key);
	struct answer_seen whole = fetch(who, key);
	const char *etag = header_of(&whole, "ETag");
	static const struct {
		const char *range;
		int status;
		const char *body, *content_range;
	} parts[] = {
		{ "bytes=0-3", 206, "0123", "bytes 0-3/10" },
		{ "bytes=7-", 206, "789", "bytes 7-9/10" },
		{ "bytes=-2", 206, "89", "bytes 8-9/10" },
		{ "bytes=-99", 206, "0123456789", "bytes 0-9/10" },
		{ "bytes=9-99", 206, "9", "bytes 9-9/10" },
		{ "bytes=10-", 416, NULL, "bytes */10" },
		{ "bytes=10-11", 416, NULL, "bytes */10" },
		{ "bytes=-0", 416, NULL, "bytes */10" },
		{ "bytes=3-1", 200, "0123456789", NULL },
		{ "bytes=0-1,4-5", 200, "0123456789", NULL },
		{ "bytes=a-b", 200, "0123456789", NULL },
		{ "lines=0-1", 200, "0123456789", NULL },
		{ "bytes=", 200, "0123456789", NULL },
		{ "bytes=-", 200, "0123456789", NULL },
		{ "bytes=--1", 200, "0123456789", NULL },
		{ "bytes=99999999999999999999-", 200, "0123456789", NULL },
	};

	for (int i = 0; i < COUNT(parts); i++) {
		struct answer_seen seen = call(GET, path, who.key, NULL, .range = parts[i].range);
		const char *range = header_of(&seen, "Content-Range");

		ck_assert_msg(seen.status == parts[i].status, "%s: %d", parts[i].range, seen.status);
		if (parts[i].body)
			ck_assert_str_eq(seen.body, parts[i].body);
		ck_assert_msg(parts[i].content_range
				      ? range && strcmp(range, parts[i].content_range) == 0
				      : !range,
			      "%s: %s", parts[i].range, range ? range : "-");
	}
	check_status(call(GET, path, who.key, NULL, .range = "bytes=0-1", .if_range = etag), 206);
	check_status(call(GET, path, who.key, NULL, .range = "bytes=0-1", .if_range = "\"old\""),
		     200);
	check_status(call(GET, path, who.key, NULL, .if_none_match = etag), 304);
	check_status(call(GET, path, who.key, NULL, .if_none_match = "\"old\""), 200);
}
END_TEST

START_TEST(nginx_sends_what_it_can_read)
{
	struct person who = given_person();
	const char *key = given_file(who, "a.txt", "words");
	struct hex hex = digest_hex(digest_of("words", 5));
	struct answer_seen seen = call(GET, format("/api/files/%s", key), who.key, NULL,
				       .files_at = "/.clorp/files/");

	check_status(seen, 200);
	ck_assert_str_eq(seen.body, "");
	ck_assert_str_eq(header_of(&seen, "X-Accel-Redirect"),
			 format("/.clorp/files/%.2s/%s", hex.text, hex.text));
	check_error(call(GET, format("/api/files/%s", key), given_person().key, NULL,
			 .files_at = "/.clorp/files/"),
		    404, "not_found");
}
END_TEST

static const char *put_beside(const char *name, const char *text)
{
	const char *path = format("%s/%s", settings()->files_dir, name);
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	(void)fputs(text, file);
	(void)fclose(file);
	return path;
}

static struct answer_seen adopt(struct person who, const char *path)
{
	return call(POST, "/api/uploads?name=a.txt", who.key, NULL, .body_file = path);
}

START_TEST(a_body_that_nginx_wrote_is_taken_where_it_lies)
{
	struct person who = given_person();
	struct answer_seen seen;

	(void)mkdir(format("%s/incoming", settings()->files_dir), 0700);
	seen = adopt(who, put_beside("incoming/0000000001", "from nginx"));
	check_status(seen, 201);
	ck_assert_int_eq(number_at(&seen, "size"), 10);
	ck_assert_str_eq(fetch(who, text_at(&seen, "key")).body, "from nginx");
	ck_assert_int_eq(files_incoming(), 0);

	const char *elsewhere = put_beside("elsewhere", "a secret");
	const char *link = format("%s/incoming/link", settings()->files_dir);

	check_error(adopt(who, elsewhere), 500, "internal");
	check_error(adopt(who, format("%s/incoming/../elsewhere", settings()->files_dir)), 500,
		    "internal");
	ck_assert_int_eq(symlink(elsewhere, link), 0);
	check_error(adopt(who, link), 500, "internal");
	ck_assert_int_eq(access(elsewhere, F_OK), 0);
	settings_mutable()->files_max_bytes = 5;
	check_error(adopt(who, put_beside("incoming/0000000002", "123456")), 413, "body_too_large");
	ck_assert_int_eq(access(format("%s/incoming/0000000002", settings()->files_dir), F_OK), -1);
	check_audit();
}
END_TEST

START_TEST(the_same_name_of_a_request_is_one_upload)
{
	struct person who = given_person();
	struct answer_seen first = call(POST, "/api/uploads?name=a", who.key, "one",
					.idempotency_key = "k");
	struct answer_seen again = call(POST, "/api/uploads?name=a", who.key, "one",
					.idempotency_key = "k");

	check_status(first, 201);
	check_status(again, 201);
	ck_assert_str_eq(text_at(&first, "key"), text_at(&again, "key"));
	check_error(call(POST, "/api/uploads?name=a", who.key, "two", .idempotency_key = "k"), 422,
		    "idempotency_mismatch");
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM uploads"), 1);
	ck_assert_int_eq(files_incoming(), 0);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ on jobs, and on what is handed in */

static struct id run_with(struct person sender, const char *more)
{
	struct answer_seen seen = call(
		POST, "/api/jobs/run", sender.key,
		format("{\"prompt\":\"Name three rivers of Europe and say where each one ends.\",\"price_cents\":500,"
		       "\"confirmed\":true%s}",
		       more));
	struct id job;

	check_status(seen, 201);
	ck_assert(id_read(text_at(&seen, "id"), &job));
	return job;
}

START_TEST(a_drops_files_are_seen_by_whom_its_env_vars_are)
{
	struct person sender = given_person(.cents = 1000), claimant = given_person(),
		      stranger = given_person();
	const char *key = given_file(sender, "task.txt", "Rivers of Europe only.");
	struct id job = run_with(
		sender,
		format(",\"attachments\":[{\"key\":\"%s\",\"name\":\"x\",\"size\":1}]", key));
	struct answer_seen seen = call(GET, path_of(job, ""), sender.key, NULL);

	ck_assert_int_eq(length_at(&seen, "attachments"), 1);
	check_members(&seen, "attachments.0", REFERENCE_FIELDS);
	ck_assert_str_eq(text_at(&seen, "attachments.0.name"), "task.txt");
	ck_assert_int_eq(number_at(&seen, "attachments.0.size"), 22);
	check_error(fetch(claimant, key), 404, "not_found");
	check_status(call(POST, path_of(job, "claim"), claimant.key, ""), 201);
	ck_assert_str_eq(fetch(claimant, key).body, "Rivers of Europe only.");
	check_status(call(POST, path_of(job, "release"), claimant.key, ""), 200);
	check_error(fetch(claimant, key), 404, "not_found");
	check_error(fetch(stranger, key), 404, "not_found");
	check_error(call(GET, format("/api/files/%s", key), NULL, NULL), 401,
		    "authentication_required");
	check_error(call(GET, "/api/files/not-a-key", sender.key, NULL), 404, "not_found");
	check_error(fetch(sender, id_new().text), 404, "not_found");
	seen = call(GET, "/api/board", NULL, NULL);
	ck_assert_int_eq(number_at(&seen, "board.0.attachments_count"), 1);
	ck_assert_ptr_null(strstr(seen.body, key));
	check_audit();
}
END_TEST

START_TEST(only_ones_own_files_and_each_once)
{
	struct person sender = given_person(.cents = 1000), other = given_person();
	const char *mine = given_file(sender, "a", "a"), *theirs = given_file(other, "b", "b");
	const char *lists[] = { format("[\"%s\"]", theirs),
				format("[\"%s\",\"%s\"]", mine, mine),
				format("[\"%s\"]", id_new().text),
				"[{\"name\":\"a\"}]",
				"[7]",
				"[null]",
				"[\"../../etc/passwd\"]" };
	struct id job = run_with(sender, "");

	for (int i = 0; i < COUNT(lists); i++) {
		check_error_in(call(POST, "/api/jobs/run", sender.key,
				    format("{\"prompt\":\"x\",\"confirmed\":true,\"attachments\":%s}",
					   lists[i])),
			       400, "invalid_request", "attachments");
		if (i != 0)
			check_error_in(call(POST, path_of(job, "submit"), other.key,
					    format("{\"text\":\"" ANSWER "\",\"files\":%s}",
						   lists[i])),
				       400, "invalid_request", "files");
	}
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM attachments"), 0);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM jobs"), 1);
	check_audit();
}
END_TEST

START_TEST(what_is_handed_in_is_sealed_with_its_files)
{
	struct person sender = given_person(.cents = 1000), author = given_person(),
		      rival = given_person();
	const char *key = given_file(author, "rivers.md", ANSWER),
		   *sealed = given_file(rival, "r.md", ANSWER " too.");
	struct id job = run_with(sender, "");
	struct answer_seen seen = call(POST, path_of(job, "submit"), author.key,
				       format("{\"files\":[{\"key\":\"%s\"}]}", key));

	check_status(seen, 200);
	ck_assert(null_at(&seen, "submission.output_text"));
	check_members(&seen, "submission.output_attachments.0", REFERENCE_FIELDS);
	check_status(call(POST, path_of(job, "submit"), rival.key,
			  format("{\"text\":\"See the file.\",\"attachments\":[\"%s\"]}", sealed)),
		     200);
	check_error(fetch(sender, key), 404, "not_found");
	check_error(fetch(rival, key), 404, "not_found");
	check_status(fetch(author, key), 200);
	seen = call(GET, path_of(job, "submissions"), sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "submissions.0.output_attachments"), 0);
	age(job, 301);
	(void)act_pass();
	seen = call(GET, path_of(job, "submissions"), sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "submissions.0.output_attachments"), 1);
	ck_assert_int_eq(length_at(&seen, "submissions.1.output_attachments"), 1);
	check_status(fetch(sender, key), 200);
	check_status(fetch(sender, sealed), 200);
	check_error(fetch(rival, key), 404, "not_found");
	seen = call(GET, path_of(job, ""), sender.key, NULL);
	ck_assert_str_eq(text_at(&seen, "status"), "completed");
	ck_assert_int_eq(length_at(&seen, "output_attachments"), 1);
	check_audit();
}
END_TEST

static const char *grade_of(struct id job, struct person who)
{
	struct answer_seen seen = call(GET, path_of(job, "submission"), who.key, NULL);

	return text_at(&seen, "submission.grade");
}

/* Four answers in files alone: what stands in them decides. */
START_TEST(text_files_are_judged)
{
	static const char *const texts[] = { ANSWER, "I'm sorry, but I cannot help with that.",
					     ANSWER, ANSWER " indeed." };
	struct person sender = given_person(.cents = 1000), who[COUNT(texts)];
	struct id job = run_with(sender, "");

	for (int i = 0; i < COUNT(texts); i++) {
		who[i] = given_person();
		check_status(call(POST, path_of(job, "submit"), who[i].key,
				  format("{\"files\":[\"%s\"]}",
					 given_file(who[i], "a.txt", texts[i]))),
			     200);
	}
	age(job, 301);
	(void)act_pass();
	ck_assert_str_ne(grade_of(job, who[0]), "F");
	ck_assert_str_eq(grade_of(job, who[1]), "F"); /* it refuses */
	ck_assert_str_eq(grade_of(job, who[2]), "F"); /* the very bytes of the first */
	check_audit();
}
END_TEST

/* So many files, each of so many bytes of its own letter, as they are shown to who judges. */
static struct readable read_back(int count, int bytes)
{
	struct person who = given_person();
	struct id job = given_drop();
	struct text keys = text_start(world_arena(), 1024);
	struct readable out;
	struct answer_seen seen;

	for (int i = 0; i < count; i++) {
		char *text = arena_alloc(world_arena(), (size_t)bytes + 1);

		memset(text, 'a' + i, (size_t)bytes);
		text[bytes] = '\0';
		text_add_string(&keys, format("%s\"%s\"", i ? "," : "",
					      given_file(who, format("%d.txt", i), text)));
	}
	seen = call(POST, path_of(job, "submit"), who.key, format("{\"files\":[%s]}", keys.bytes));
	check_status(seen, 200);
	struct id id;

	ck_assert(id_read(text_at(&seen, "submission.id"), &id));
	ck_assert_int_eq(attachments_read(world_db(), id, &out), OK);
	ck_assert_int_eq(out.count, count < 4 ? count : 4);
	return out;
}

START_TEST(of_each_text_file_so_much_is_read_and_so_much_of_all)
{
	struct readable seen = read_back(3, EXCERPT_BYTES);

	ck_assert_uint_eq(strlen(seen.text), 3 * EXCERPT_BYTES + 4);
	ck_assert_uint_eq(strspn(seen.text, "a"), EXCERPT_BYTES);
	ck_assert(!seen.is_cut);
	seen = read_back(2, EXCERPT_BYTES + 1);
	ck_assert_uint_eq(strlen(seen.text), 2 * EXCERPT_BYTES + 2);
	ck_assert_uint_eq(strspn(seen.text, "a"), EXCERPT_BYTES);
	ck_assert(seen.is_cut);
	seen = read_back(6, EXCERPT_BYTES);
	ck_assert_uint_eq(strlen(seen.text), READABLE_BYTES);
	ck_assert_ptr_nonnull(strchr(seen.text, 'd'));
	ck_assert(seen.is_cut);
	check_audit();
}
END_TEST

START_TEST(a_hires_files_go_both_ways)
{
	struct person sender = given_person(.cents = 1000), agent = given_person(),
		      stranger = given_person();
	const char *task = given_file(sender, "task.txt", "Rivers."),
		   *work = given_file(agent, "out.md", ANSWER);
	struct id job = run_with(sender,
				 format(",\"kind\":\"hire\",\"attachments\":[\"%s\"]", task));
	struct answer_seen seen;

	check_error(fetch(agent, task), 404, "not_found");
	check_status(call(POST, path_of(job, "claim"), agent.key, ""), 201);
	check_status(fetch(agent, task), 200);
	check_status(call(POST, path_of(job, "accept"), agent.key, ""), 200);
	check_status(fetch(agent, task), 200);
	seen = call(POST, path_of(job, "submit"), agent.key, format("{\"files\":[\"%s\"]}", work));
	check_status(seen, 200);
	ck_assert(true_at(&seen, "verification.passed"));
	check_members(&seen, "submission.output_attachments.0", REFERENCE_FIELDS);
	check_status(fetch(sender, work), 200);
	check_error(fetch(stranger, work), 404, "not_found");
	seen = call(GET, path_of(job, ""), sender.key, NULL);
	ck_assert_int_eq(length_at(&seen, "output_attachments"), 1);
	check_audit();
}
END_TEST

START_TEST(a_delivery_that_fails_stays_with_its_author)
{
	struct person sender = given_person(.cents = 1000), agent = given_person();
	const char *work = given_file(agent, "out.md", "I'm sorry, but I cannot help with that.");
	struct id job = run_with(sender, ",\"kind\":\"hire\"");
	struct answer_seen seen;

	check_status(call(POST, path_of(job, "claim"), agent.key, ""), 201);
	check_status(call(POST, path_of(job, "accept"), agent.key, ""), 200);
	seen = call(POST, path_of(job, "submit"), agent.key, format("{\"files\":[\"%s\"]}", work));
	check_status(seen, 200);
	ck_assert(!true_at(&seen, "verification.passed"));
	check_error(fetch(sender, work), 404, "not_found");
	check_status(fetch(agent, work), 200);
	check_audit();
}
END_TEST

/* ------------------------------------------------------------ what nobody refers to */

static struct swept sweep(void)
{
	struct swept swept = { 0 };

	expect(OK, files_sweep(world_db(), 500, NULL, &swept));
	return swept;
}

START_TEST(what_hangs_on_nothing_is_swept)
{
	struct person sender = given_person(.cents = 1000), other = given_person();
	const char *kept = given_file(sender, "kept", "kept"),
		   *loose = given_file(sender, "loose", "loose");
	const char *shared = given_file(sender, "shared", "shared");

	(void)given_file(other, "shared", "shared");
	(void)run_with(sender, format(",\"attachments\":[\"%s\"]", kept));
	ck_assert_int_eq(sweep().uploads, 0);
	sql("UPDATE uploads SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE expires_at IS NOT NULL AND user_id = '%s'",
	    sender.id.text);

	struct swept swept = sweep();

	ck_assert_int_eq(swept.uploads, 2);
	ck_assert_int_eq(swept.blobs, 1);
	check_error(fetch(sender, loose), 404, "not_found");
	check_error(fetch(sender, shared), 404, "not_found");
	check_status(fetch(sender, kept), 200);
	ck_assert_int_eq(files_in_store(), 2);
	ck_assert_int_eq(look_number(format("SELECT files_bytes FROM users WHERE id = '%s'", sender.id.text)), 4);
	check_status(upload_text(sender, "loose", "loose"), 201); /* as if it had never been */
	check_audit();
}
END_TEST

START_TEST(where_no_cron_runs_the_clocks_route_sweeps_so_many_a_call)
{
	static const char path[] = "/api/cron/enforce-deadlines";
	struct person who[2] = { given_person(), given_person() };

	settings_mutable()->cron_secret = "tick";
	for (int i = 0; i < 60; i++)
		(void)given_file(who[i % 2], "loose", format("loose %d", i));
	sql("UPDATE uploads SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	sql("INSERT INTO quotas (name, subject, taken, expires_at) VALUES ('old', "
	    "UNHEX(SHA2('a', 256)), 1, NOW(3) - INTERVAL 1 HOUR)");
	check_status(call(GET, path, "tick", NULL), 200);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM uploads"), 10);
	ck_assert_int_eq(files_in_store(), 10);
	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM quotas WHERE name = 'old'"), 0);
	check_status(call(GET, path, "tick", NULL), 200);
	ck_assert_int_eq(files_in_store(), 0);
	check_audit();
}
END_TEST

START_TEST(bodies_left_behind_are_swept)
{
	const char *old;

	(void)given_file(given_person(), "a", "x");
	old = put_beside("incoming/old", "left by a process that was killed");
	(void)put_beside("incoming/young", "on its way");

	const struct timespec long_ago[] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };

	ck_assert_int_eq(utimensat(AT_FDCWD, old, long_ago, 0), 0);
	ck_assert_int_eq(sweep().left, 1);
	ck_assert_int_eq(files_incoming(), 1);
}
END_TEST

static int told[4];

static void tell(void *arg, const struct file_finding *finding)
{
	static const char *const whats[] = { "missing", "size", "bytes", "stray" };

	(void)arg;
	for (int i = 0; i < COUNT(whats); i++)
		told[i] += strcmp(finding->what, whats[i]) == 0;
}

static int findings(bool bytes)
{
	int found = 0;

	memset(told, 0, sizeof(told));
	expect(OK, files_check(world_db(), bytes, tell, NULL, &found));
	return found;
}

static const char *stored(const char *text)
{
	struct hex hex = digest_hex(digest_of(text, strlen(text)));

	return format("%.2s/%s", hex.text, hex.text);
}

START_TEST(tables_and_store_are_compared_both_ways)
{
	struct person who = given_person();
	const struct timespec long_ago[] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };

	(void)given_file(who, "a", "missing");
	(void)given_file(who, "b", "longer");
	(void)given_file(who, "c", "others");
	(void)given_file(who, "d", "as it is");
	ck_assert_int_eq(findings(true), 0);
	ck_assert_int_eq(unlink(format("%s/%s", settings()->files_dir, stored("missing"))), 0);
	(void)put_beside(stored("longer"), "longer than it was");
	(void)put_beside(stored("others"), "Others");
	(void)mkdir(format("%s/%.2s", settings()->files_dir, stored("stray")), 0711);
	ck_assert_int_eq(utimensat(AT_FDCWD, put_beside(stored("stray"), "stray"), long_ago, 0), 0);
	ck_assert_int_eq(findings(false), 3);
	ck_assert_int_eq(findings(true), 4);
	for (int i = 0; i < COUNT(told); i++)
		ck_assert_int_eq(told[i], 1);
}
END_TEST

SUITE("api/files", files_open, files_close, an_upload_answers_with_its_fields,
      equal_bytes_are_stored_once_and_counted_for_each, a_name_is_a_files_and_nothing_else,
      what_is_refused_leaves_nothing_behind, so_many_an_hour, whoever_asks_first_is_told_first,
      no_room_is_said_and_nothing_is_kept, a_missing_directory_is_our_fault_and_told_to_nobody,
      bytes_say_what_a_file_is, a_name_is_safe_in_a_header, parts_of_a_file,
      nginx_sends_what_it_can_read, a_body_that_nginx_wrote_is_taken_where_it_lies,
      the_same_name_of_a_request_is_one_upload, a_drops_files_are_seen_by_whom_its_env_vars_are,
      only_ones_own_files_and_each_once, what_is_handed_in_is_sealed_with_its_files,
      text_files_are_judged, of_each_text_file_so_much_is_read_and_so_much_of_all,
      a_hires_files_go_both_ways, a_delivery_that_fails_stays_with_its_author,
      what_hangs_on_nothing_is_swept, where_no_cron_runs_the_clocks_route_sweeps_so_many_a_call,
      bodies_left_behind_are_swept, tables_and_store_are_compared_both_ways)
