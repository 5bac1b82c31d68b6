#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/money.h"
#include "base/seat.h"
#include "base/share.h"
#include "base/text.h"
#include "base/value.h"
#include "support/expect.h"
#include "support/suite.h"

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
}

static void after(void)
{
	arena_free(arena);
}

/* ------------------------------------------------------------ arena */

static char undone[8];

static void note_undone(void *letter)
{
	undone[strlen(undone)] = *(const char *)letter;
}

START_TEST(rewinding_undoes_what_came_after_the_mark_latest_first)
{
	static char letters[] = "abc";
	struct arena_mark mark;

	memset(undone, 0, sizeof(undone));
	arena_defer(arena, note_undone, &letters[0]);
	mark = arena_mark(arena);
	arena_defer(arena, note_undone, &letters[1]);
	arena_defer(arena, note_undone, &letters[2]);
	arena_rewind(arena, mark);
	ck_assert_str_eq(undone, "cb");
	arena_reset(arena);
	ck_assert_str_eq(undone, "cba");
}
END_TEST

START_TEST(what_came_before_the_mark_survives_a_rewind)
{
	char *kept = arena_printf(arena, "%s", "kept");
	struct arena_mark mark = arena_mark(arena);

	for (int i = 0; i < 100; i++)
		memset(arena_alloc(arena, 10000), 'x', 10000);
	arena_rewind(arena, mark);
	ck_assert_str_eq(kept, "kept");
}
END_TEST

START_TEST(memory_used_again_is_zero)
{
	struct arena_mark mark = arena_mark(arena);
	static const char zero[5000];

	memset(arena_alloc(arena, sizeof(zero)), 'x', sizeof(zero));
	arena_rewind(arena, mark);
	ck_assert_mem_eq(arena_alloc(arena, sizeof(zero)), zero, sizeof(zero));
}
END_TEST

START_TEST(one_allocation_may_be_larger_than_a_chunk)
{
	char *large = arena_alloc(arena, 5000000), *small = arena_alloc(arena, 3);

	memset(large, 'x', 5000000);
	ck_assert_int_eq(small[0], 0);
	ck_assert_uint_eq((uintptr_t)arena_alloc(arena, 1) % sizeof(void *), 0);
}
END_TEST

/* ------------------------------------------------------------ text */

START_TEST(a_text_is_a_whole_number_only_as_a_whole_and_if_it_fits)
{
	static const struct {
		const char *text;
		bool is_number;
		int64_t number;
	} cases[] = {
		{ "0", true, 0 },
		{ "-1", true, -1 },
		{ "007", true, 7 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "+1", false, 0 },
		{ " 1", false, 0 },
		{ "1 ", false, 0 },
		{ "1.5", false, 0 },
		{ "1e3", false, 0 },
		{ "0x10", false, 0 },
		{ "- 1", false, 0 },
		{ "--1", false, 0 },
		{ "one", false, 0 },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		int64_t number = 77;

		ck_assert_msg(text_to_int(cases[i].text, &number) == cases[i].is_number, "\"%s\"",
			      cases[i].text);
		ck_assert_int_eq(number, cases[i].is_number ? cases[i].number : 77);
	}
}
END_TEST

START_TEST(characters_are_code_points_not_bytes)
{
	ck_assert_uint_eq(text_characters(""), 0);
	ck_assert_uint_eq(text_characters("abc"), 3);
	ck_assert_uint_eq(text_characters("\xC3\xA9t\xC3\xA9"), 3);
	ck_assert_uint_eq(text_characters("\xE2\x82\xAC"), 1);
	ck_assert_uint_eq(text_characters("\xF0\x9F\x91\xBE!"), 2);
}
END_TEST

/* In KiB. */
static long resident(void)
{
	long all = 0, pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	ck_assert_int_eq(fscanf(file, "%ld %ld", &all, &pages), 2);
	(void)fclose(file);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* As a statement that is prepared in the middle of a request, and stays. */
START_TEST(a_large_request_gives_its_memory_back_whatever_stays)
{
#if defined(__SANITIZE_ADDRESS__)
	return; /* the sanitizer keeps freed memory back, to see who still uses it */
#endif
	enum { PIECES = 4000, PIECE = 4000 };
	static void *staying[PIECES];
	struct arena *request = arena_create();
	long before = resident(), most, after;

	(void)mallopt(M_MMAP_THRESHOLD, 256 * 1024); /* as the programs do */
	for (int i = 0; i < PIECES; i++) {
		memset(arena_alloc(request, PIECE), 1, PIECE);
		staying[i] = malloc(16);
	}
	most = resident();
	arena_reset(request);
	after = resident();
	ck_assert_int_gt(most - before, PIECES * PIECE / 1024 / 2);
	ck_assert_msg(after - before < 1500, "%ld KiB of %ld KiB stayed", after - before,
		      most - before);
	for (int i = 0; i < PIECES; i++)
		free(staying[i]);
	arena_free(request);
}
END_TEST

START_TEST(trimming_takes_white_space_from_both_ends_only)
{
	ck_assert_str_eq(text_trim(arena, " \t a b \r\n"), "a b");
	ck_assert_str_eq(text_trim(arena, " \n "), "");
	ck_assert_str_eq(text_trim(arena, ""), "");
	ck_assert(text_is_blank(" \t\r\n") && text_is_blank("") && !text_is_blank(" . "));
}
END_TEST

START_TEST(what_shows_nothing_is_blank)
{
	static const char *const blank[] = { "\u3164",
					     "\u2800\u2800",
					     "\u200F",
					     "\uFE0F",
					     "\u00A0\u200B\u2060\uFEFF",
					     "\u202E \u034F\u115F\uFFA0",
					     "\U000E0041\U0001D173",
					     "\x01\x7F\xC2\x85",
					     "\u180B\u17B4\uFFF9" };
	static const char *const shown[] = { "\u3164x", "\u2764\uFE0F", "\u2801", "\u05D0\u200F",
					     "\u0301",	"\U0001F600",	"\xFF",	  "\xE2\x80" };

	for (int i = 0; i < COUNT(blank); i++)
		ck_assert_msg(text_is_blank(blank[i]), "%d is said to show", i);
	for (int i = 0; i < COUNT(shown); i++)
		ck_assert_msg(!text_is_blank(shown[i]), "%d is said to be blank", i);
	/* But where something shows, what changes its look stays with it. */
	ck_assert_str_eq(text_trim(arena, " \u2764\uFE0F "), "\u2764\uFE0F");
}
END_TEST

START_TEST(what_fits_never_ends_in_half_a_character)
{
	ck_assert_uint_eq(text_fit("abc", 5), 3);
	ck_assert_uint_eq(text_fit("abc", 3), 3);
	ck_assert_uint_eq(text_fit("abc", 2), 2);
	ck_assert_uint_eq(text_fit("a\u20AC", 4), 4);
	ck_assert_uint_eq(text_fit("a\u20AC", 3), 1);
	ck_assert_uint_eq(text_fit("a\u20AC", 2), 1);
	ck_assert_uint_eq(text_fit("\U0001F600", 3), 0);
	ck_assert_uint_eq(text_fit("", 3), 0);
}
END_TEST

START_TEST(a_text_grows_past_what_was_expected)
{
	struct text text = text_start(arena, 1);

	for (int i = 0; i < 1000; i++)
		text_add_int(&text, -12);
	text_add_char(&text, '.');
	ck_assert_uint_eq(text.length, 3001);
	ck_assert_uint_eq(strlen(text.bytes), 3001);
	ck_assert_str_eq(text.bytes + 2994, "-12-12.");
}
END_TEST

START_TEST(money_is_read_in_groups_of_three)
{
	ck_assert_str_eq(money_text(arena, cents(0)), "$0.00");
	ck_assert_str_eq(money_text(arena, cents(-5)), "-$0.05");
	ck_assert_str_eq(money_text(arena, cents(99999)), "$999.99");
	ck_assert_str_eq(money_text(arena, cents(100000)), "$1,000.00");
	ck_assert_str_eq(money_text(arena, cents(123456789)), "$1,234,567.89");
	ck_assert_str_eq(money_text(arena, cents(INT64_MIN)), "-$92,233,720,368,547,758.08");
}
END_TEST

/* ------------------------------------------------------------ instants */

START_TEST(an_instant_is_written_as_the_wire_and_the_database_want_it)
{
	static const struct {
		int64_t ms;
		const char *wire, *sql;
	} cases[] = {
		{ 1, "1970-01-01T00:00:00.001Z", "1970-01-01 00:00:00.001" },
		{ 951782400000, "2000-02-29T00:00:00.000Z", "2000-02-29 00:00:00.000" },
		{ 1775390880000, "2026-04-05T12:08:00.000Z", "2026-04-05 12:08:00.000" },
		{ 4107542399999, "2100-02-28T23:59:59.999Z", "2100-02-28 23:59:59.999" },
		{ 4107542400000, "2100-03-01T00:00:00.000Z", "2100-03-01 00:00:00.000" },
		{ 253402300799999, "9999-12-31T23:59:59.999Z", "9999-12-31 23:59:59.999" },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		char wire[INSTANT_TEXT], sql[INSTANT_TEXT];
		struct instant back = { 0 };

		instant_wire((struct instant){ cases[i].ms }, wire);
		instant_sql((struct instant){ cases[i].ms }, sql);
		ck_assert_str_eq(wire, cases[i].wire);
		ck_assert_str_eq(sql, cases[i].sql);
		ck_assert(instant_read(sql, &back));
		ck_assert_int_eq(back.ms, cases[i].ms);
	}
}
END_TEST

/* The C library's calendar is the oracle: noon of each day from 1970 to 2400. */
START_TEST(every_day_of_four_centuries_comes_back_as_it_went)
{
	for (int64_t day = 0; day < 157000; day++) {
		struct instant noon = { day * 86400000 + 43200123 }, back = { 0 };
		time_t seconds = (time_t)(noon.ms / 1000);
		char ours[INSTANT_TEXT], theirs[40];
		struct tm tm;

		instant_sql(noon, ours);
		ck_assert_ptr_nonnull(gmtime_r(&seconds, &tm));
		(void)strftime(theirs, sizeof(theirs), "%Y-%m-%d %H:%M:%S.123", &tm);
		ck_assert_str_eq(ours, theirs);
		ck_assert(instant_read(ours, &back) && back.ms == noon.ms);
	}
}
END_TEST

START_TEST(an_instant_is_read_with_a_fraction_of_any_length_or_none)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "2026-04-05 12:08:00", 1775390880000 },
		{ "2026-04-05 12:08:00.5", 1775390880500 },
		{ "2026-04-05 12:08:00.05", 1775390880050 },
		{ "2026-04-05 12:08:00.123456", 1775390880123 },
	};
	static const char *const refused[] = { "",
					       "2026-04-05",
					       "2026-04-05T12:08:00",
					       "26-04-05 12:08:00",
					       "2026-04-05 12:08",
					       "2026-04-0x 12:08:00" };
	struct instant t = { 7 };

	for (int i = 0; i < COUNT(cases); i++) {
		ck_assert(instant_read(cases[i].text, &t));
		ck_assert_int_eq(t.ms, cases[i].ms);
	}
	t.ms = 7;
	for (int i = 0; i < COUNT(refused); i++)
		ck_assert_msg(!instant_read(refused[i], &t) && t.ms == 7, "%s", refused[i]);
}
END_TEST

START_TEST(a_wait_is_rounded_up_to_a_second_at_least)
{
	struct instant now = { 1000000 };

	ck_assert_int_eq(instant_wait(now, now), 1);
	ck_assert_int_eq(instant_wait(now, instant_plus(now, -5000)), 1);
	ck_assert_int_eq(instant_wait(now, instant_plus(now, 1001)), 2);
	ck_assert_int_eq(instant_wait(now, instant_plus(now, 60000)), 60);
}
END_TEST

/* ------------------------------------------------------------ ids */

static int compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct id *)a)->text, ((const struct id *)b)->text);
}

static void check_unique(struct id *ids, int count)
{
	qsort(ids, (size_t)count, sizeof(*ids), compare_ids);
	for (int i = 1; i < count; i++)
		ck_assert_str_ne(ids[i].text, ids[i - 1].text);
}

START_TEST(ids_are_version_7_and_none_is_drawn_twice)
{
	enum { MANY = 20000 };
	struct id *ids = ARENA_ARRAY(arena, struct id, MANY), read;

	for (int i = 0; i < MANY; i++) {
		ids[i] = id_new();
		ck_assert(id_read(ids[i].text, &read) && id_equal(read, ids[i]));
		ck_assert_int_eq(ids[i].text[14], '7');
		ck_assert_ptr_nonnull(strchr("89ab", ids[i].text[19]));
	}
	check_unique(ids, MANY);
}
END_TEST

START_TEST(ids_sort_by_the_millisecond_they_were_drawn_in)
{
	struct id earlier = id_new();

	for (int i = 0; i < 20; i++) {
		int64_t drawn_at = instant_now().ms;

		while (instant_now().ms <= drawn_at)
			;
		struct id later = id_new();

		ck_assert_str_lt(earlier.text, later.text);
		earlier = later;
	}
}
END_TEST

START_TEST(a_forked_child_draws_other_ids_than_its_parent)
{
	enum { EACH = 64 };
	struct id ids[2 * EACH];
	int ends[2];

	(void)id_new(); /* the parent's pool is half used when the child copies it */
	ck_assert_int_eq(pipe(ends), 0);
	pid_t child = fork();

	for (int i = 0; i < EACH; i++)
		ids[i] = id_new();
	if (child == 0)
		_exit(write(ends[1], ids, sizeof(*ids) * EACH) == (ssize_t)(sizeof(*ids) * EACH)
			      ? 0
			      : 1);
	ck_assert(read(ends[0], ids + EACH, sizeof(*ids) * EACH) == (ssize_t)(sizeof(*ids) * EACH));
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	/* What is random is all but the time: that may differ by itself. */
	for (int i = 0; i < 2 * EACH; i++)
		memset(ids[i].text, '0', 13);
	check_unique(ids, 2 * EACH);
}
END_TEST

START_TEST(only_the_canonical_form_is_an_id)
{
	static const char *const refused[] = { "",
					       "x",
					       "018f3a5c7d1e7a2b8c3d4e5f60718293",
					       "018F3A5C-7D1E-7A2B-8C3D-4E5F60718293",
					       "018f3a5c-7d1e-7a2b-8c3d-4e5f6071829",
					       "018f3a5c-7d1e-7a2b-8c3d-4e5f607182930",
					       "{18f3a5c-7d1e-7a2b-8c3d-4e5f6071829}",
					       "018f3a5c_7d1e-7a2b-8c3d-4e5f60718293",
					       "018f3a5c-7d1e-7a2b-8c3d-4e5f6071829g",
					       "018f3a5-c7d1e-7a2b-8c3d-4e5f60718293" };
	struct id id = ID_NONE;

	for (int i = 0; i < COUNT(refused); i++)
		ck_assert_msg(!id_read(refused[i], &id) && id_is_none(id), "%s", refused[i]);
	ck_assert(id_read("018f3a5c-7d1e-7a2b-8c3d-4e5f60718293", &id));
	ck_assert_str_eq(id.text, "018f3a5c-7d1e-7a2b-8c3d-4e5f60718293");
}
END_TEST

/* ------------------------------------------------------------ money */

static void add_too_much(void)
{
	(void)money_plus(cents(INT64_MAX), cents(1));
}

static void take_too_much(void)
{
	(void)money_minus(cents(INT64_MIN), cents(1));
}

static void negate_the_lowest(void)
{
	(void)money_negate(cents(INT64_MIN));
}

static void share_too_much(void)
{
	(void)money_percent(cents(INT64_MAX), 2);
}

static void share_a_debt(void)
{
	(void)money_percent(cents(-1), 20);
}

static void share_a_negative_part(void)
{
	(void)money_percent(cents(1), -1);
}

static int signal_of(void (*act)(void))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		(void)signal(SIGABRT, SIG_DFL);
		act();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

START_TEST(money_that_overflows_ends_the_program)
{
	static void (*const acts[])(void) = { add_too_much,   take_too_much, negate_the_lowest,
					      share_too_much, share_a_debt,  share_a_negative_part };

	for (int i = 0; i < COUNT(acts); i++)
		ck_assert_msg(signal_of(acts[i]) == SIGABRT, "case %d goes on", i);
}
END_TEST

START_TEST(a_share_is_rounded_down_to_the_cent)
{
	ck_assert_int_eq(money_percent(cents(100), 20).cents, 20);
	ck_assert_int_eq(money_percent(cents(104), 20).cents, 20);
	ck_assert_int_eq(money_percent(cents(1), 99).cents, 0);
	ck_assert_int_eq(money_percent(cents(0), 20).cents, 0);
}
END_TEST

/* ------------------------------------------------------------ values and errors */

START_TEST(nothing_is_null_by_a_flag)
{
	struct values values = VALUES((const char *)NULL, ID_NONE, ((struct instant){ 0 }),
				      ((struct maybe){ false, 5 }), "", cents(0), (bool)false);

	ck_assert_int_eq(values.count, 7);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(values.list[i].kind, VALUE_NULL);
	ck_assert_int_eq(values.list[4].kind, VALUE_TEXT);
	ck_assert_int_eq(values.list[5].kind, VALUE_INT);
	ck_assert_int_eq(values.list[6].kind, VALUE_BOOL);
	ck_assert_int_eq(VALUES().count, 0);
}
END_TEST

START_TEST(a_failure_notes_why_and_where)
{
	expect(ERR_INVALID, failure_in("prompt", "%s is required", "prompt"));
	ck_assert_str_eq(failure_note()->field, "prompt");
	ck_assert_str_eq(failure_note()->text, "prompt is required");
	expect(ERR_COOLDOWN, failure_until(ERR_COOLDOWN, 17, "wait: %s", failure_note()->text));
	ck_assert_str_eq(failure_note()->text, "wait: prompt is required");
	ck_assert_str_eq(failure_note()->field, "");
	ck_assert_int_eq(failure_note()->retry_after, 17);
	expect(ERR_NOT_FOUND, failure(ERR_NOT_FOUND, "none"));
	ck_assert_int_eq(failure_note()->retry_after, 0);
}
END_TEST

START_TEST(the_codes_that_clients_branch_on_have_their_status)
{
	static const struct {
		enum error e;
		int status;
		const char *code;
	} cases[] = {
		{ ERR_UNAUTHENTICATED, 401, "authentication_required" },
		{ ERR_PAYMENT_REQUIRED, 402, "payment_required" },
		{ ERR_NOT_FOUND, 404, "not_found" },
		{ ERR_FORBIDDEN, 403, "forbidden" },
		{ ERR_OWN_DROP, 403, "own_drop" },
		{ ERR_NOT_OPEN, 409, "not_open" },
		{ ERR_WINDOW_CLOSED, 409, "window_closed" },
		{ ERR_DROP_FULL, 409, "drop_full" },
		{ ERR_ALREADY_SUBMITTED, 409, "already_submitted" },
		{ ERR_COOLDOWN, 429, "cooldown" },
		{ ERR_TOO_MANY_CLAIMS, 429, "too_many_claims" },
		{ ERR_IDEMPOTENCY_MISMATCH, 422, "idempotency_mismatch" },
		{ ERR_IDEMPOTENCY_IN_PROGRESS, 409, "idempotency_in_progress" },
		{ ERR_INVALID, 400, "invalid_request" },
		{ ERR_RATE_LIMITED, 429, "rate_limited" },
		{ ERR_CONTENDED, 503, "busy" },
		{ ERR_AWAY, 503, "busy" },
		{ ERR_LOST, 503, "busy" },
		{ ERR_NOT_AN_ANSWER, 400, "not_an_answer" },
		{ ERR_WALLET_FROZEN, 403, "wallet_frozen" },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		ck_assert_str_eq(error_code(cases[i].e), cases[i].code);
		ck_assert_int_eq(error_status(cases[i].e), cases[i].status);
	}
}
END_TEST

START_TEST(a_digest_is_sha256_and_secrets_compare_by_it)
{
	static const unsigned char abc[] = { 0xba, 0x78, 0x16, 0xbf };
	struct digest digest = digest_of("abc", 3);

	ck_assert_mem_eq(digest.bytes, abc, sizeof(abc));
	ck_assert(secret_equal("cron", "cron"));
	ck_assert(!secret_equal("cron", "cron ") && !secret_equal("cron", "") &&
		  !secret_equal("cron", "cro"));
}
END_TEST

/* ------------------------------------------------------------ config */

static const char *given_file(const char *text)
{
	char *path = arena_printf(arena, "/tmp/clorp-config.XXXXXX");
	int file = mkstemp(path);

	ck_assert_int_ge(file, 0);
	ck_assert(write(file, text, strlen(text)) == (ssize_t)strlen(text));
	close(file);
	return path;
}

static enum error load(const char *text)
{
	const char *path = given_file(text);
	enum error e = config_load(arena, path);

	(void)unlink(path);
	return e;
}

START_TEST(a_bad_line_is_refused_by_its_number_and_name)
{
	static const struct {
		const char *file, *line, *says;
	} cases[] = {
		{ "# all well\n\nclaim.secnds = 5\n", ":3:", "claim.secnds" },
		{ "claim.seconds = many\n", ":1:", "claim.seconds" },
		{ "drop.max_claims = 5\nclaim.seconds = 0\n", ":2:", "claim.seconds" },
		{ "claim.seconds = 86401\n", ":1:", "claim.seconds" },
		{ "claim.seconds = 1.5\n", ":1:", "claim.seconds" },
		{ "judge.pay_f = maybe\n",
		  ":1:", "judge.pay_f cannot be \"maybe\": it takes yes or no" },
		{ "log = sylog\n", ":1:", "takes stderr, syslog or none" },
		{ "log = \n", ":1:", "takes stderr, syslog or none" },
		{ "default_kind = dro\n", ":1:", "takes drop or hire" },
		{ "db.port = 0\n", ":1:", "from 1 to 65535" },
		{ "drop.fee_percent = 101\n", ":1:", "drop.fee_percent" },
		{ "claim.seconds\n", ":1:", "name = value" },
		{ "claim.seconds = 7\n\nclaim.seconds = 7\n", ":3:", ":1 already" },
		{ "cron.secret = \"hush\"\n", ":1:", "cron.secret is to be written without quotes" },
		{ "cron.secret = hush'\n", ":1:", "without quotes" },
		{ "\ncron.secret = #hush\n", ":2:", "a comment?" },
	};

	for (int i = 0; i < COUNT(cases); i++) {
		expect(ERR_INVALID, load(cases[i].file));
		ck_assert_ptr_nonnull(strstr(failure_note()->text, cases[i].line));
		ck_assert_ptr_nonnull(strstr(failure_note()->text, cases[i].says));
	}
}
END_TEST

START_TEST(a_comment_behind_a_value_is_no_part_of_it)
{
	expect(OK, load("cron.secret = hu#sh # not to be told\n"
			"stripe.key = sk_test_1\t# ours\n"
			"stripe.webhook_secret = # none yet\n"
			"stripe.connect_secret =#\n"
			"public_url = a=b 'c' d\n"));
	ck_assert_str_eq(settings()->cron_secret, "hu#sh");
	ck_assert_str_eq(settings()->stripe_key, "sk_test_1");
	ck_assert_str_eq(settings()->stripe_webhook_secret, "");
	ck_assert_str_eq(settings()->stripe_connect_secret, "");
	ck_assert_str_eq(settings()->public_url, "a=b 'c' d");
}
END_TEST

START_TEST(a_variable_that_no_setting_has_is_refused)
{
	ck_assert_int_eq(setenv("CLORP_TEST_ANYTHING", "1", 1), 0);
	ck_assert_int_eq(setenv("CLORP_API_KEY", "the client's", 1), 0);
	expect(OK, load(""));
	ck_assert_int_eq(setenv("CLORP_DB_PASWORD", "hush", 1), 0);
	expect(ERR_INVALID, load(""));
	ck_assert_str_eq(failure_note()->text, "$CLORP_DB_PASWORD: no setting has this variable");
	ck_assert_int_eq(unsetenv("CLORP_DB_PASWORD"), 0);
	ck_assert_int_eq(setenv("CLORP_CONFIGS", "x", 1), 0);
	expect(ERR_INVALID, load(""));
}
END_TEST

START_TEST(a_refused_file_changes_no_setting)
{
	expect(OK, load("claim.seconds = 7\n"));
	expect(ERR_INVALID, load("claim.seconds = 8\nnonsense = 1\n"));
	ck_assert_int_eq(settings()->claim_seconds, 7);
}
END_TEST

START_TEST(what_a_file_leaves_out_has_its_default)
{
	expect(OK, load("claim.seconds = 7\n judge.pay_f = yes\n"));
	ck_assert_int_eq(settings()->claim_seconds, 7);
	ck_assert(settings()->pay_f);
	ck_assert_int_eq(settings()->max_claims, 5);
	ck_assert_int_eq(settings()->drop_fee_percent, 20);
}
END_TEST

START_TEST(the_environment_has_the_last_word)
{
	ck_assert_int_eq(setenv("CLORP_CLAIM_SECONDS", "9", 1), 0);
	expect(OK, load("claim.seconds = 7\n"));
	ck_assert_int_eq(settings()->claim_seconds, 9);
	ck_assert_int_eq(setenv("CLORP_CLAIM_SECONDS", "none", 1), 0);
	expect(ERR_INVALID, load(""));
	ck_assert_ptr_nonnull(strstr(failure_note()->text, "CLORP_CLAIM_SECONDS"));
}
END_TEST

START_TEST(bounds_that_cross_are_refused)
{
	static const char *const crossed[] = {
		"price.min_cents = 500\nprice.max_cents = 400\n",
		"drop.window_min = 500\ndrop.window_max = 400\n",
		"hire.time_min = 500\nhire.time_max = 400\n",
		"topup.min_cents = 500\ntopup.max_cents = 400\n",
		"claim.limit_lowered = 5\nclaim.limit = 4\n",
	};

	for (int i = 0; i < COUNT(crossed); i++) {
		expect(ERR_INVALID, load(crossed[i]));
		ck_assert_ptr_nonnull(strstr(failure_note()->text, " is above "));
	}
	expect(OK, load("price.min_cents = 500\nprice.max_cents = 500\n"));
}
END_TEST

START_TEST(of_bounds_that_cross_the_places_are_told)
{
	expect(ERR_INVALID, load("\nprice.max_cents = 40\n"));
	ck_assert_ptr_nonnull(strstr(failure_note()->text,
				     ":2: price.min_cents (100) is above price.max_cents (40, "));
	expect(ERR_INVALID, load("\nprice.min_cents = 100001\n"));
	ck_assert_ptr_nonnull(
		strstr(failure_note()->text,
		       ":2: price.min_cents (100001) is above price.max_cents (100000, by default)"));
	ck_assert_int_eq(setenv("CLORP_PRICE_MIN_CENTS", "100001", 1), 0);
	expect(ERR_INVALID, load(""));
	ck_assert_ptr_nonnull(
		strstr(failure_note()->text, "$CLORP_PRICE_MIN_CENTS: price.min_cents"));
}
END_TEST

START_TEST(a_named_file_must_be_there)
{
	expect(ERR_INVALID, config_load(arena, "/nonexistent/clorp.conf"));
	ck_assert_ptr_nonnull(strstr(failure_note()->text, "/nonexistent/clorp.conf"));
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_not_an_empty_one)
{
	expect(ERR_INVALID, config_load(arena, "/tmp"));
	ck_assert_str_eq(failure_note()->text, "/tmp: Is a directory");
}
END_TEST

static const char *shown(const char *name, bool mask)
{
	for (const struct setting_view *view = config_list(arena, mask); view->name; view++)
		if (strcmp(view->name, name) == 0)
			return view->value;
	ck_abort_msg("no setting %s", name);
}

START_TEST(secrets_are_masked_where_settings_are_listed)
{
	expect(OK, load("cron.secret = hush\nclaim.seconds = 7\n"));
	ck_assert_str_eq(shown("cron.secret", true), "********");
	ck_assert_str_eq(shown("cron.secret", false), "hush");
	ck_assert_str_eq(shown("claim.seconds", true), "7");
}
END_TEST

/* ------------------------------------------------------------ seats */

/* A process that sits until it is killed. */
static pid_t sit_down(const char *name, int seats)
{
	int ready[2], seat;
	char word = 'n';

	ck_assert_int_eq(pipe(ready), 0);
	pid_t pid = fork();

	if (pid == 0) {
		word = seat_take(arena, name, seats, &seat) && seat != NO_SEAT ? 'y' : 'n';
		(void)!write(ready[1], &word, 1);
		for (;;)
			(void)pause();
	}
	ck_assert_int_eq(read(ready[0], &word, 1), 1);
	ck_assert_int_eq(word, 'y');
	(void)close(ready[0]);
	(void)close(ready[1]);
	return pid;
}

static void kill_and_wait(pid_t pid)
{
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

START_TEST(who_dies_leaves_its_seat)
{
	const char *name = arena_printf(arena, "seat-test-%d", (int)getpid());
	int seat;

	expect(OK, load(""));
	pid_t one = sit_down(name, 2), other = sit_down(name, 2);

	ck_assert(!seat_take(arena, name, 2, &seat));
	ck_assert_int_eq(seat, NO_SEAT);
	kill_and_wait(one);
	ck_assert(seat_take(arena, name, 2, &seat));
	ck_assert_int_ne(seat, NO_SEAT);
	seat_leave(seat);
	ck_assert(seat_take(arena, name, 2, &seat));
	seat_leave(seat);
	kill_and_wait(other);
	share_forget(arena, name);
}
END_TEST

SUITE("base", before, after, rewinding_undoes_what_came_after_the_mark_latest_first,
      what_came_before_the_mark_survives_a_rewind, memory_used_again_is_zero,
      one_allocation_may_be_larger_than_a_chunk,
      a_text_is_a_whole_number_only_as_a_whole_and_if_it_fits, characters_are_code_points_not_bytes,
      a_large_request_gives_its_memory_back_whatever_stays,
      trimming_takes_white_space_from_both_ends_only, what_shows_nothing_is_blank,
      what_fits_never_ends_in_half_a_character, a_text_grows_past_what_was_expected,
      money_is_read_in_groups_of_three, an_instant_is_written_as_the_wire_and_the_database_want_it,
      every_day_of_four_centuries_comes_back_as_it_went,
      an_instant_is_read_with_a_fraction_of_any_length_or_none,
      a_wait_is_rounded_up_to_a_second_at_least, ids_are_version_7_and_none_is_drawn_twice,
      ids_sort_by_the_millisecond_they_were_drawn_in, a_forked_child_draws_other_ids_than_its_parent,
      only_the_canonical_form_is_an_id, money_that_overflows_ends_the_program,
      a_share_is_rounded_down_to_the_cent, nothing_is_null_by_a_flag, a_failure_notes_why_and_where,
      the_codes_that_clients_branch_on_have_their_status,
      a_digest_is_sha256_and_secrets_compare_by_it, a_bad_line_is_refused_by_its_number_and_name,
      a_comment_behind_a_value_is_no_part_of_it, a_variable_that_no_setting_has_is_refused,
      a_refused_file_changes_no_setting, what_a_file_leaves_out_has_its_default,
      the_environment_has_the_last_word, bounds_that_cross_are_refused,
      of_bounds_that_cross_the_places_are_told, a_named_file_must_be_there,
      a_file_that_cannot_be_read_is_not_an_empty_one, secrets_are_masked_where_settings_are_listed,
      who_dies_leaves_its_seat)
