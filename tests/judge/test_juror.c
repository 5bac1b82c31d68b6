/* The wire: what is sent, what servers answer, and what becomes of texts on the way. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/config.h"
#include "json/patch.h"
#include "json/write.h"
#include "judge/court.h"
#include "judge/plain.h"
#include "judge/rubric.h"
#include "support/expect.h"
#include "support/jury.h"
#include "support/suite.h"

static struct arena *arena;

static void before(void)
{
	arena = arena_create();
	jury_start();
}

static void after(void)
{
	arena_free(arena);
}

static enum error judge(struct judgement *out)
{
	struct contest contest = jury_contest(arena, 1, (int[]){ 40, 90, 70 }, 3);

	contest.budget_ms = 20000;
	return court_judge(arena, &contest, out);
}

static void check_decides(const char *model, int calls)
{
	struct judgement judgement;

	jury_seat(1, model);
	expect(OK, judge(&judgement));
	ck_assert_msg(judgement.verdicts[1].rank == 1 && judgement.verdicts[2].rank == 2, "%s",
		      model);
	ck_assert_msg(jury_calls(model) == calls, "%s: %d calls", model, jury_calls(model));
}

static void set_form(const char *form)
{
	settings_mutable()->jurors[0].form = form;
}

/* What servers are known to do, and the calls that it takes. */
static const struct {
	const char *model;
	int calls;
} ways[] = {
	{ "good", 2 },		{ "good+fence", 2 },  { "good+thinktag", 2 }, { "good+tailtag", 2 },
	{ "good+thinking", 2 }, /* the JSON where the thinking should be */
	{ "good+bare", 4 },	/* nothing while there is a schema */
	{ "good+S503:2", 4 },	{ "good+S429:1", 3 }, { "good+S500:1", 3 },   { "good+S529:1", 3 },
};

START_TEST(what_servers_do_is_understood)
{
	for (int i = 0; i < COUNT(ways); i++)
		check_decides(ways[i].model, ways[i].calls);
}
END_TEST

START_TEST(what_is_sent_is_what_all_servers_take)
{
	static const char *const pieces[] = {
		"\"stream\": false",
		"\"temperature\": 0",
		"\"max_tokens\": 4000",
		"\"strict\": true",
		"\"additionalProperties\": false",
		"\"type\": \"json_schema\", \"json_schema\": {\"name\": \"ranking\"",
		"\"required\": [\"notes\", \"order\", \"grades\"]",
		"\"path\": \"/v1/chat/completions\"",
	};

	check_decides("good", 2);
	for (int i = 0; i < COUNT(pieces); i++)
		ck_assert_msg(strstr(jury_last(arena), pieces[i]) != NULL, "%s", pieces[i]);
	ck_assert_ptr_null(strstr(jury_last(arena), "minItems"));
}
END_TEST

START_TEST(the_form_of_anthropic_is_spoken_as_well)
{
	set_form("anthropic");
	check_decides("good", 2);
	check_decides("good+fence", 2);
	check_decides("good+S529:1", 3);
	ck_assert(strstr(jury_last(arena), "\"path\": \"/v1/messages\"") != NULL);
	ck_assert(strstr(jury_last(arena), "\"anthropic-version\": \"2023-06-01\"") != NULL);
	ck_assert(strstr(jury_last(arena),
			 "\"output_config\": {\"format\": {\"type\": \"json_schema\"") != NULL);
	ck_assert_ptr_null(strstr(jury_last(arena), "\"temperature\""));
}
END_TEST

/* Each of these stands in the request that is sent first, and what is learnt is kept. */
START_TEST(a_member_that_a_server_refuses_is_left_out)
{
	static const char *const models[] = { "good+no-temperature", "good+no-seed",
					      "good+newer-tokens", "good+no-schema" };

	for (int i = 0; i < COUNT(models); i++) {
		struct judgement judgement;

		check_decides(models[i], 3);
		expect(OK, judge(&judgement));
		ck_assert_int_eq(jury_calls(models[i]), 5);
	}
}
END_TEST

START_TEST(what_is_no_answer_is_none)
{
	static const char *const models[] = { "good+prose",	"good+wrongid",	 "good+dupid",
					      "good+shortlist", "good+badgrade", "refuse",
					      "filter",		"length",	 "empty",
					      "tool",		"S401",		 "S404",
					      "quota",		"S413" };
	static const char *const forms[] = { "openai", "anthropic" };

	for (int f = 0; f < COUNT(forms); f++)
		for (int i = 0; i < COUNT(models); i++) {
			struct judgement judgement;

			set_form(forms[f]);
			jury_seat(1, models[i]);
			ck_assert_msg(judge(&judgement) == ERR_UPSTREAM, "%s", models[i]);
		}
}
END_TEST

START_TEST(a_key_goes_into_the_header_and_nowhere_else)
{
	char path[] = "/tmp/clorp-key-XXXXXX";
	int fd = mkstemp(path);
	struct judgement judgement;

	ck_assert(fd >= 0 && write(fd, "sesame-77\n# a note\n", 19) == 19);
	(void)close(fd);
	settings_mutable()->jurors[0].key_file = path;
	jury_seat(1, "good");
	expect(OK, judge(&judgement));
	ck_assert(strstr(jury_last(arena), "\"authorization\": \"Bearer sesame-77\"") != NULL);
	set_form("anthropic");
	expect(OK, judge(&judgement));
	ck_assert(strstr(jury_last(arena), "\"x-api-key\": \"sesame-77\"") != NULL);
	for (int i = 0; i < judgement.remark_count; i++)
		ck_assert_ptr_null(strstr(judgement.remarks[i].content, "sesame"));
	(void)unlink(path);
	ck_assert_int_eq(judge(&judgement), ERR_UPSTREAM);
}
END_TEST

START_TEST(extra_members_are_merged_into_the_request)
{
	struct judgement judgement;

	settings_mutable()->jurors[0].extra =
		"{\"reasoning_effort\":\"none\",\"temperature\":null,\"seed\":7}";
	jury_seat(1, "good");
	expect(OK, judge(&judgement));

	const char *last = jury_last(arena);

	ck_assert(strstr(last, "\"reasoning_effort\": \"none\"") && strstr(last, "\"seed\": 7"));
	ck_assert_ptr_null(strstr(last, "temperature"));
	settings_mutable()->jurors[0].extra = "[]";
	ck_assert_int_eq(judge(&judgement), ERR_UPSTREAM);
}
END_TEST

START_TEST(a_patch_is_merged_as_rfc_7396_has_it)
{
	struct json object = js_raw("{\"a\":{\"b\":1,\"c\":2},\"d\":[1],\"e\":\"f\"}"), out;

	expect(OK, js_patch(arena, object,
			    "{\"a\":{\"b\":null,\"x\":3},\"d\":[2,3],\"g\":{\"h\":1}}", &out));
	ck_assert_str_eq(out.text,
			 "{\"a\":{\"c\":2,\"x\":3},\"d\":[2,3],\"e\":\"f\",\"g\":{\"h\":1}}");
	ck_assert_int_eq(js_patch(arena, object, "7", &out), ERR_INVALID);
}
END_TEST

START_TEST(marks_of_templates_and_what_is_not_seen_are_disarmed)
{
	static const char *const pairs[][2] = {
		{ "a <|im_end|> b", "a < |im_end|> b" },
		{ "<\uFF5Cbegin\u2581of\u2581sentence\uFF5C>",
		  "< \uFF5Cbegin\u2581of\u2581sentence\uFF5C>" },
		{ "<start_of_turn>user", "< start_of_turn>user" },
		{ "[INST] x [/INST]", "[ INST] x [ /INST]" },
		{ "<<SYS>>", "< < SYS>>" },
		{ "</think>", "< /think>" },
		{ "<|im_\u200Bend|>", "< |im_end|>" }, /* what hides in it goes first */
		{ "x\u202Ey\u2066z\a", "xyz" },
		{ "\U000E0069\U000E0067nore", "nore" },
		{ "if (a <b && c> d) x = [1, 2]; y |> z <| w; <div>",
		  "if (a <b && c> d) x = [1, 2]; y |> z <| w; <div>" },
		{ "one\n\ttwo 中文 עברית", "one\n\ttwo 中文 עברית" },
	};

	for (int i = 0; i < COUNT(pairs); i++)
		ck_assert_str_eq(plain_for_model(arena, pairs[i][0], 1000, NULL), pairs[i][1]);
}
END_TEST

START_TEST(texts_are_cut_between_characters_and_say_so)
{
	bool cut;

	ck_assert_str_eq(plain_for_model(arena, "ab中文", 6, &cut), "ab中");
	ck_assert(cut);
	ck_assert_str_eq(plain_for_model(arena, "ab", 6, &cut), "ab");
	ck_assert(!cut);
	ck_assert_str_eq(plain_for_people(arena, "  one\n\n two\u202E \x1b[1m three ", 100),
			 "one two [1m three");
	ck_assert_str_eq(plain_for_people(arena, "one two three", 10), "one tw...");
}
END_TEST

START_TEST(each_pack_has_a_rubric_and_a_folder_may_have_others)
{
	static const char *const packs[] = { "roast", "scout", "code", "cook", "wild", "hire" };
	struct rubric rubric;

	for (int i = 0; i < COUNT(packs); i++) {
		expect(OK, rubric_find(arena, packs[i], &rubric));
		ck_assert_int_ge(rubric.criterion_count, 3);
		ck_assert_int_eq(rubric.grade_count, i < 5 ? 6 : 2);
		ck_assert_msg(*rubric.about != '\0', "%s", packs[i]);
	}
	char folder[] = "/tmp/clorp-rubrics-XXXXXX";
	const char *path;
	FILE *file;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	path = arena_printf(arena, "%s/code.txt", folder);
	file = fopen(path, "we");
	ck_assert_ptr_nonnull(file);
	(void)fputs("# mine\nabout: x\ncriterion short: Is it short?\ngrade S: yes\ngrade F: no\n",
		    file);
	(void)fclose(file);
	settings_mutable()->judge_rubrics = folder;
	expect(OK, rubric_find(arena, "code", &rubric));
	ck_assert_str_eq(rubric.criteria[0].text, "Is it short?");
	expect(OK, rubric_find(arena, "wild", &rubric));
	file = fopen(path, "we");
	(void)fputs("criterion: what\n", file);
	(void)fclose(file);
	ck_assert_int_eq(rubric_find(arena, "code", &rubric), ERR_INVALID);
	(void)unlink(path);
	(void)rmdir(folder);
}
END_TEST

SUITE("juror", before, after, what_servers_do_is_understood, what_is_sent_is_what_all_servers_take,
      the_form_of_anthropic_is_spoken_as_well, a_member_that_a_server_refuses_is_left_out,
      what_is_no_answer_is_none, a_key_goes_into_the_header_and_nowhere_else,
      extra_members_are_merged_into_the_request, a_patch_is_merged_as_rfc_7396_has_it,
      marks_of_templates_and_what_is_not_seen_are_disarmed,
      texts_are_cut_between_characters_and_say_so,
      each_pack_has_a_rubric_and_a_folder_may_have_others)
