#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "support/suite.h"

static const char *sink;

/* What log_values writes to standard error, which is a pipe for as long. */
static const char *written(const char *event, struct values fields)
{
	static char line[8192];
	int ends[2], saved = dup(STDERR_FILENO);

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_ge(dup2(ends[1], STDERR_FILENO), 0);
	log_open(sink, "test");
	log_values(LOG_LEVEL_INFO, event, fields);
	ck_assert_int_ge(dup2(saved, STDERR_FILENO), 0);
	close(ends[1]);
	ssize_t length = read(ends[0], line, sizeof(line) - 1);

	close(ends[0]);
	line[length < 0 ? 0 : length] = '\0';
	return line;
}

static void before(void)
{
	sink = "stderr";
}

START_TEST(an_event_is_one_line_of_named_fields)
{
	ck_assert_str_eq(written("claim.taken", VALUES("ms", 12, "why", "two words", "user",
						       ID_NONE, "paid", (bool)true)),
			 "<6>claim.taken ms=12 why=\"two words\" user=- paid=true\n");
}
END_TEST

START_TEST(a_text_from_outside_cannot_forge_a_line_or_a_field)
{
	ck_assert_str_eq(written("a.b", VALUES("x", "1\n<3>c.d", "y", "p=q", "z", "\"\\", "e", "")),
			 "<6>a.b x=\"1\\x0a<3>c.d\" y=\"p=q\" z=\"\\\"\\\\\" e=\"\"\n");
}
END_TEST

START_TEST(a_hash_is_never_written)
{
	ck_assert_str_eq(written("a.b", VALUES("key", digest_of("x", 1))), "<6>a.b key=(digest)\n");
}
END_TEST

START_TEST(a_long_line_is_cut_and_still_ends)
{
	static char text[5001];

	memset(text, 'x', sizeof(text) - 1);
	const char *line = written("a.b", VALUES("x", text));

	ck_assert_uint_lt(strlen(line), 2100);
	ck_assert_ptr_eq(strchr(line, '\n'), line + strlen(line) - 1);
}
END_TEST

START_TEST(no_log_is_written_where_none_is_wanted)
{
	sink = "none";
	ck_assert_str_eq(written("a.b", VALUES("x", 1)), "");
}
END_TEST

/* Opened for appending, as a shell's >> does it: who cuts the file off sees it go on from its beginning. */
START_TEST(in_a_file_the_time_stands_in_front)
{
	char line[200] = "", path[] = "/tmp/clorp-log.XXXXXX";
	int made = mkstemp(path), saved = dup(STDERR_FILENO), file = open(path, O_WRONLY | O_APPEND);

	ck_assert_int_ge(dup2(file, STDERR_FILENO), 0);
	log_open("stderr", "test");
	log_info("a.b", "x", 1);
	ck_assert_int_eq(ftruncate(made, 0), 0);
	log_info("a.b", "x", 2);
	ck_assert_int_ge(dup2(saved, STDERR_FILENO), 0);
	ck_assert_int_gt(pread(made, line, sizeof(line) - 1, 0), 0);
	unlink(path);
	ck_assert_str_eq(line + strlen("2026-04-05T12:08:00.000Z"), " <6>a.b x=2\n");
	ck_assert(line[4] == '-' && line[10] == 'T' && line[19] == '.' && line[23] == 'Z');
}
END_TEST

SUITE("log", before, NULL, an_event_is_one_line_of_named_fields,
      a_text_from_outside_cannot_forge_a_line_or_a_field, a_hash_is_never_written,
      a_long_line_is_cut_and_still_ends, no_log_is_written_where_none_is_wanted,
      in_a_file_the_time_stands_in_front)
