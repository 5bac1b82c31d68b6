#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "json/read.h"
#include "json/write.h"
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

static enum error parse_bytes(const char *bytes, size_t length)
{
	struct js_node *node;

	return js_parse(arena, bytes, length, &node);
}

static enum error parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

/* ------------------------------------------------------------ what is JSON */

START_TEST(what_is_not_json_is_refused)
{
	static const char *const refused[] = {
		"{",
		"}",
		"{]",
		"nonsense",
		"{\"a\"}",
		"{\"a\":}",
		"{\"a\":1",
		"{a:1}",
		"{\"a\":1}x",
		"{\"a\":1}{}",
		"{\"a\":1,}",
		"{,}",
		"{\"a\":[1,]}",
		"{\"a\":[,1]}",
		"{\"a\":[1,,2]}",
		"{\"a\":1 \"b\":2}",
		"{\"a\":1;}",
		"{'a':1}",
		"{\"a\":'b'}",
		"{\"a\":NaN}",
		"{\"a\":nan}",
		"{\"a\":Infinity}",
		"{\"a\":-Infinity}",
		"{\"a\":True}",
		"{\"a\":NULL}",
		"{\"a\":nul}",
		"{\"a\":undefined}",
		"{\"a\":1}//",
		"{/**/\"a\":1}",
		"{\"a\":01}",
		"{\"a\":-}",
		"{\"a\":+1}",
		"{\"a\":.5}",
		"{\"a\":1.}",
		"{\"a\":1e}",
		"{\"a\":0x10}",
		"{\"a\":1_000}",
		"{\"a\":--1}",
		"{\"a\":\"\t\"}",
		"{\"a\":\"\n\"}",
		"{\"a\":\"\\x41\"}",
		"{\"a\":\"\\'\"}",
		"{\"a\":\"\\u12\"}",
		"{\"a\":\"\\ud800\"}",
		"{\"a\":\"\\udc00\"}",
		"{\"a\":\"\\ud800\\u0041\"}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":\"b}",
		"{\"a\":\"\xFF\"}",
		"{\"a\":\"\xC0\xAF\"}",
		"{\"a\":\"\xED\xA0\x80\"}",
		"{\"a\":\"\xF4\x90\x80\x80\"}",
		"{\"a\":\"\xE2\x82\"}",
		"{\"a\":\"\x80\"}",
		"\xEF\xBB{}",
		"\xEF\xBB\xBF\xEF\xBB\xBF{}",
		" \xEF\xBB\xBF{}",
		"{}\xEF\xBB\xBF",
		"{\"a\":1}\v",
		"[1}",
		"{\"a\":[1}}",
	};

	for (int i = 0; i < COUNT(refused); i++)
		ck_assert_msg(parse(refused[i]) == ERR_INVALID, "taken: %s", refused[i]);
}
END_TEST

START_TEST(a_body_is_an_object_and_nothing_else)
{
	static const char *const refused[] = { "[]", "\"a\"", "1", "true", "null", "[{}]" };

	for (int i = 0; i < COUNT(refused); i++)
		ck_assert_msg(parse(refused[i]) == ERR_INVALID, "taken: %s", refused[i]);
}
END_TEST

START_TEST(all_of_json_is_taken)
{
	static const char *const taken[] = {
		"{}",
		" \r\n\t{ } \n",
		"{\"a\":[]}",
		"{\"a\":[1,-2,3.5,-0.1e+5,1E5,0]}",
		"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}",
		"{\"a\":\"\\ud83d\\udc7e\"}",
		"{\"a\":\"\xF0\x9F\x91\xBE\xE2\x82\xAC\"}",
		"{\"a\":true,\"b\":false,\"c\":null}",
		"{\"\":1}",
		"{\"a\":{\"b\":{\"c\":[[[]]]}}}",
		"{\"a\":123456789012345678901234567890}",
		"{\"a\":1e400}",
		"{\"a\":\"\x7F\"}",
		"\xEF\xBB\xBF{\"a\":1}",
		"\xEF\xBB\xBF \r\n",
		"\xEF\xBB\xBF",
	};

	for (int i = 0; i < COUNT(taken); i++)
		ck_assert_msg(parse(taken[i]) == OK, "%s: %s", taken[i], failure_note()->text);
}
END_TEST

START_TEST(a_nul_byte_ends_nothing_in_silence)
{
	expect(ERR_INVALID, parse_bytes("{}\0x", 4));
	expect(ERR_INVALID, parse_bytes("{\"a\":\"x\0y\"}", 11));
	expect(ERR_INVALID, parse_bytes("\0", 1));
}
END_TEST

START_TEST(nesting_has_an_end)
{
	struct text deep = text_start(arena, 1000);

	text_add_string(&deep, "{\"a\":");
	for (int i = 0; i < 400; i++)
		text_add_char(&deep, '[');
	expect(ERR_INVALID, parse(deep.bytes));
	for (int i = 0; i < 400; i++)
		text_add_char(&deep, ']');
	text_add_char(&deep, '}');
	expect(ERR_INVALID, parse(deep.bytes));
}
END_TEST

START_TEST(an_empty_body_is_an_object_without_members)
{
	struct js_node *node = NULL;

	expect(OK, js_parse(arena, "", 0, &node));
	ck_assert_ptr_nonnull(node);
	expect(OK, js_parse(arena, " \n", 2, &node));
}
END_TEST

/* ------------------------------------------------------------ readers */

struct form {
	const char *text;
	struct maybe whole, number;
	bool flag;
	struct id id;
	struct json map, list;
	int length;
};

static const struct js_field fields[] = {
	FIELD(form, text, js_text, .min = 1, .max = 3),
	FIELD(form, whole, js_whole, .min = -5, .max = 10),
	FIELD(form, number, js_int),
	FIELD(form, flag, js_bool),
	FIELD(form, id, js_id),
	FIELD(form, map, js_string_map, .most_items = 2, .most_bytes = 10),
	FIELD(form, list, js_string_list, .most_items = 2, .max = 3),
	FIELD_AS("items", form, length, js_list_length),
};

static enum error read(const char *body, struct form *form)
{
	struct js_node *node = NULL;

	TRY(js_parse(arena, body, strlen(body), &node));
	return js_read(arena, node, fields, form);
}

static enum error read_only(const char *body)
{
	struct form form = { .text = NULL };

	return read(body, &form);
}

struct refusal {
	const char *body, *field;
};

static void check_refusals(const struct refusal *cases, int count)
{
	for (int i = 0; i < count; i++) {
		ck_assert_msg(read_only(cases[i].body) == ERR_INVALID, "taken: %s", cases[i].body);
		ck_assert_str_eq(failure_note()->field, cases[i].field);
	}
}

START_TEST(a_text_has_so_many_characters_not_bytes)
{
	static const struct refusal refused[] = {
		{ "{\"text\":\"\"}", "text" }, { "{\"text\":\"abcd\"}", "text" },
		{ "{\"text\":1}", "text" },    { "{\"text\":true}", "text" },
		{ "{\"text\":[]}", "text" },   { "{\"text\":{}}", "text" },
	};
	struct form form = { .text = NULL };

	check_refusals(refused, COUNT(refused));
	expect(OK, read("{\"text\":\"\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\"}", &form));
	ck_assert_str_eq(form.text, "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC");
	expect(OK, read("{\"text\":\"\\u20ac\\n\"}", &form));
	ck_assert_str_eq(form.text, "\xE2\x82\xAC\n");
}
END_TEST

START_TEST(only_an_integer_that_fits_64_bits_can_be_clamped)
{
	static const char *const refused[] = { "1000000000000000000000000000000",
					       "1.5",
					       "1.0",
					       "1e3",
					       "1e400",
					       "-1e400",
					       "\"100\"",
					       "true",
					       "false",
					       "[]",
					       "{}",
					       "[100]",
					       "9223372036854775808",
					       "18446744073709551615",
					       "18446744073709551616",
					       "-9223372036854775809",
					       "-1000000000000000000000000000000" };

	for (int i = 0; i < COUNT(refused); i++) {
		const char *body = arena_printf(arena, "{\"number\":%s}", refused[i]);

		ck_assert_msg(read_only(body) == ERR_INVALID, "taken: %s", body);
		ck_assert_str_eq(failure_note()->field, "number");
	}
}
END_TEST

static void check_clamped(int64_t number)
{
	struct form form = { .text = NULL };

	expect(OK, read(arena_printf(arena, "{\"number\":%lld}", (long long)number), &form));
	ck_assert(form.number.known);
	ck_assert_int_eq(form.number.number, number);
}

START_TEST(an_integer_of_64_bits_is_read_as_it_is)
{
	static const int64_t taken[] = { 0, 1, -1, 100, INT64_MAX, INT64_MAX - 1, INT64_MIN + 1 };

	for (int i = 0; i < COUNT(taken); i++)
		check_clamped(taken[i]);
}
END_TEST

START_TEST(the_lowest_integer_of_64_bits_fits_too)
{
	check_clamped(INT64_MIN);
}
END_TEST

START_TEST(a_whole_number_out_of_bounds_is_refused)
{
	static const struct refusal refused[] = {
		{ "{\"whole\":11}", "whole" },	  { "{\"whole\":-6}", "whole" },
		{ "{\"whole\":1.5}", "whole" },	  { "{\"whole\":\"1\"}", "whole" },
		{ "{\"whole\":1e400}", "whole" }, { "{\"whole\":9223372036854775808}", "whole" },
	};
	struct form form = { .text = NULL };

	check_refusals(refused, COUNT(refused));
	expect(OK, read("{\"whole\":-5}", &form));
	ck_assert_int_eq(form.whole.number, -5);
	expect(OK, read("{\"whole\":10}", &form));
	ck_assert_int_eq(form.whole.number, 10);
}
END_TEST

START_TEST(a_switch_is_true_or_false_and_nothing_like_it)
{
	static const struct refusal refused[] = {
		{ "{\"flag\":1}", "flag" },
		{ "{\"flag\":0}", "flag" },
		{ "{\"flag\":\"true\"}", "flag" },
		{ "{\"flag\":[]}", "flag" },
	};
	struct form form = { .flag = false };

	check_refusals(refused, COUNT(refused));
	expect(OK, read("{\"flag\":true}", &form));
	ck_assert(form.flag);
	expect(OK, read("{\"flag\":false}", &form));
	ck_assert(!form.flag);
}
END_TEST

START_TEST(an_id_is_read_in_its_canonical_form)
{
	static const struct refusal refused[] = {
		{ "{\"id\":\"\"}", "id" },
		{ "{\"id\":5}", "id" },
		{ "{\"id\":\"018F3A5C-7D1E-7A2B-8C3D-4E5F60718293\"}", "id" },
	};
	struct form form = { .id = ID_NONE };

	check_refusals(refused, COUNT(refused));
	expect(OK, read("{\"id\":\"018f3a5c-7d1e-7a2b-8c3d-4e5f60718293\"}", &form));
	ck_assert_str_eq(form.id.text, "018f3a5c-7d1e-7a2b-8c3d-4e5f60718293");
}
END_TEST

START_TEST(a_map_holds_strings_within_its_bounds)
{
	static const struct refusal refused[] = {
		{ "{\"map\":[]}", "map" },
		{ "{\"map\":\"a\"}", "map" },
		{ "{\"map\":{\"a\":1}}", "map" },
		{ "{\"map\":{\"a\":null}}", "map" },
		{ "{\"map\":{\"a\":{}}}", "map" },
		{ "{\"map\":{\"a\":\"\",\"b\":\"\",\"c\":\"\"}}", "map" },
		{ "{\"map\":{\"a\":\"0123456789\"}}", "map" },
		{ "{\"map\":{\"aaaaa\":\"01\",\"b\":\"012\"}}", "map" },
	};
	struct form form = { .text = NULL };

	check_refusals(refused, COUNT(refused));
	expect(OK, read("{\"map\":{\"a\\\"\":\"\\n\",\"b\":\"012345\"}}", &form));
	ck_assert_str_eq(form.map.text, "{\"a\\\"\":\"\\n\",\"b\":\"012345\"}");
	expect(OK, read("{\"map\":{}}", &form));
	ck_assert_str_eq(form.map.text, "{}");
}
END_TEST

START_TEST(a_list_holds_strings_within_its_bounds)
{
	static const struct refusal refused[] = {
		{ "{\"list\":{}}", "list" },
		{ "{\"list\":\"a\"}", "list" },
		{ "{\"list\":[1]}", "list" },
		{ "{\"list\":[null]}", "list" },
		{ "{\"list\":[\"a\",\"b\",\"c\"]}", "list" },
		{ "{\"list\":[\"abcd\"]}", "list" },
		{ "{\"list\":[\" \"]}", "list" },
		{ "{\"items\":{}}", "items" },
		{ "{\"items\":3}", "items" },
	};
	struct form form = { .text = NULL };

	check_refusals(refused, COUNT(refused));
	expect(OK, read("{\"list\":[\"a\\\"\",\"\xE2\x82\xAC\"],\"items\":[1,2,{}]}", &form));
	ck_assert_str_eq(form.list.text, "[\"a\\\"\",\"\xE2\x82\xAC\"]");
	ck_assert_int_eq(form.length, 3);
}
END_TEST

START_TEST(missing_and_null_members_leave_their_place_alone)
{
	struct form form = { .text = "here", .flag = true, .length = 4 };

	expect(OK, read("{\"text\":null,\"whole\":null,\"flag\":null,\"items\":null,\"map\":null}",
			&form));
	ck_assert_str_eq(form.text, "here");
	ck_assert(form.flag && !form.whole.known && form.length == 4 && !form.map.text);
}
END_TEST

START_TEST(unknown_members_are_ignored_whatever_they_hold)
{
	expect(OK, read_only("{\"Text\":1,\"text \":[],\"other\":{\"text\":5},\"n\":1e999,"
			     "\"big\":123456789012345678901234567890}"));
}
END_TEST

START_TEST(a_required_member_is_missed_by_name)
{
	static const struct js_field required[] = { FIELD(form, text, js_text, .required = true) };
	static const char *const bodies[] = { "{}", "{\"text\":null}" };

	for (int i = 0; i < COUNT(bodies); i++) {
		struct js_node *node = NULL;
		struct form form = { .text = NULL };

		expect(OK, js_parse(arena, bodies[i], strlen(bodies[i]), &node));
		expect(ERR_INVALID, js_read(arena, node, required, &form));
		ck_assert_str_eq(failure_note()->field, "text");
	}
}
END_TEST

/* ------------------------------------------------------------ writing */

START_TEST(each_kind_of_value_has_its_look)
{
	struct json json = js_object(arena, "null", (const char *)NULL, "flag", (bool)true, "n", -5,
		"big", (long)INT64_MAX, "money", cents(250), "text", "a", "none", ID_NONE,
		"time", ((struct instant){ 1775390880000 }), "never", ((struct instant){ 0 }),
		"maybe", ((struct maybe){ false, 3 }), "known", ((struct maybe){ true, 3 }));

	ck_assert_str_eq(
		json.text,
		"{\"null\":null,\"flag\":true,\"n\":-5,"
		"\"big\":9223372036854775807,\"money\":250,\"text\":\"a\",\"none\":null,"
		"\"time\":\"2026-04-05T12:08:00.000Z\",\"never\":null,\"maybe\":null,\"known\":3}");
	ck_assert_uint_eq(json.length, strlen(json.text));
}
END_TEST

START_TEST(texts_are_escaped_so_that_nothing_breaks_out)
{
	ck_assert_str_eq(js_string(arena, "a\"b\\c\n\r\t\b\f\x01\x1F/\x7F\xE2\x82\xAC").text,
			 "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f/\x7F\xE2\x82\xAC\"");
	ck_assert_str_eq(js_string(arena, "").text, "\"\"");
}
END_TEST

START_TEST(every_control_character_comes_back_as_it_was)
{
	static const struct js_field any[] = { FIELD(form, text, js_text) };
	char text[32] = "";

	for (int i = 1; i < 32; i++)
		text[i - 1] = (char)i;
	struct json json = js_object(arena, "text", (const char *)text);
	struct js_node *node = NULL;
	struct form form = { .text = NULL };

	expect(OK, js_parse(arena, json.text, json.length, &node));
	expect(OK, js_read(arena, node, any, &form));
	ck_assert_str_eq(form.text, text);
}
END_TEST

START_TEST(objects_and_arrays_nest)
{
	struct json items[] = { js_object(arena, "a", 1), js_object(arena), js_raw("null") };

	ck_assert_str_eq(js_object(arena, "items", js_array(arena, items, 3), "none",
				   js_array(arena, NULL, 0), "raw", js_raw("[1]")).text,
				  "{\"items\":[{\"a\":1},{},null],\"none\":[],\"raw\":[1]}");
}
END_TEST

START_TEST(members_of_two_kinds_make_one_object)
{
	struct json a = js_members(arena, "a", 1), b = js_members(arena, "b", 2), none = { "", 0 };

	ck_assert_str_eq(js_merge(arena, a, b).text, "{\"a\":1,\"b\":2}");
	ck_assert_str_eq(js_merge(arena, a, none).text, "{\"a\":1}");
	ck_assert_str_eq(js_merge(arena, none, b).text, "{\"b\":2}");
	ck_assert_str_eq(js_merge(arena, none, none).text, "{}");
}
END_TEST

SUITE("json", before, after, what_is_not_json_is_refused, a_body_is_an_object_and_nothing_else,
      all_of_json_is_taken, a_nul_byte_ends_nothing_in_silence, nesting_has_an_end,
      an_empty_body_is_an_object_without_members, a_text_has_so_many_characters_not_bytes,
      only_an_integer_that_fits_64_bits_can_be_clamped, an_integer_of_64_bits_is_read_as_it_is,
      the_lowest_integer_of_64_bits_fits_too, a_whole_number_out_of_bounds_is_refused,
      a_switch_is_true_or_false_and_nothing_like_it, an_id_is_read_in_its_canonical_form,
      a_map_holds_strings_within_its_bounds, a_list_holds_strings_within_its_bounds,
      missing_and_null_members_leave_their_place_alone,
      unknown_members_are_ignored_whatever_they_hold, a_required_member_is_missed_by_name,
      each_kind_of_value_has_its_look, texts_are_escaped_so_that_nothing_breaks_out,
      every_control_character_comes_back_as_it_was, objects_and_arrays_nest,
      members_of_two_kinds_make_one_object)
