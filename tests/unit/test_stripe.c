#include "stripe/form.h"
#include "stripe/signature.h"
#include "support/suite.h"

#include <string.h>

static const char body[] = "{\"id\":\"evt_1\",\"object\":\"event\"}";
static const char right[] = "4c15fb2a43f93ef61eaa3e0893866d57cad9cad4223242cfb96f362480cb4021";
static const char wrong[] = "5c15fb2a43f93ef61eaa3e0893866d57cad9cad4223242cfb96f362480cb4021";
enum { STAMP = 1700000000 };

static enum error check(const char *header, const char *bytes, const char *secret, int64_t now)
{
	struct arena *arena = arena_create();
	enum error e = signature_check(arena, header, bytes, strlen(bytes), secret, now);

	arena_free(arena);
	return e;
}

static const char *header_of(const char *parts)
{
	static char header[400];

	(void)snprintf(header, sizeof(header), "t=%d,%s", STAMP, parts);
	return header;
}

static const char *v1(const char *hex)
{
	static char part[200];

	(void)snprintf(part, sizeof(part), "v1=%s", hex);
	return header_of(part);
}

START_TEST(the_known_answer_is_accepted)
{
	ck_assert_int_eq(check(v1(right), body, "whsec_test", STAMP), OK);
}
END_TEST

START_TEST(one_of_two_signatures_is_enough_while_a_secret_is_replaced)
{
	char both[300];

	(void)snprintf(both, sizeof(both), "v1=%s,v1=%s,v0=%s", wrong, right, wrong);
	ck_assert_int_eq(check(header_of(both), body, "whsec_test", STAMP), OK);
}
END_TEST

START_TEST(another_scheme_is_no_signature)
{
	char v0[200];

	(void)snprintf(v0, sizeof(v0), "v0=%s", right);
	ck_assert_int_eq(check(header_of(v0), body, "whsec_test", STAMP), ERR_INVALID);
}
END_TEST

START_TEST(a_wrong_missing_or_malformed_signature_is_refused)
{
	static const char *const headers[] = {
		"", "t=", "t=x,v1=abc", "v1=abc", "t=1700000000", "t=1700000000,v1=", "nonsense"
	};

	ck_assert_int_eq(check(v1(wrong), body, "whsec_test", STAMP), ERR_INVALID);
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		ck_assert_int_eq(check(headers[i], body, "whsec_test", STAMP), ERR_INVALID);
}
END_TEST

START_TEST(another_secret_or_none_is_refused)
{
	ck_assert_int_eq(check(v1(right), body, "whsec_other", STAMP), ERR_INVALID);
	ck_assert_int_eq(check(v1(right), body, "", STAMP), ERR_INVALID);
}
END_TEST

START_TEST(a_body_altered_by_one_byte_is_refused)
{
	char altered[sizeof(body)];

	memcpy(altered, body, sizeof(body));
	for (size_t i = 0; i + 1 < sizeof(body); i++) {
		altered[i] ^= 1;
		ck_assert_int_eq(check(v1(right), altered, "whsec_test", STAMP), ERR_INVALID);
		altered[i] ^= 1;
	}
}
END_TEST

START_TEST(a_stamp_is_good_for_five_minutes_either_way)
{
	ck_assert_int_eq(check(v1(right), body, "whsec_test", STAMP + 300), OK);
	ck_assert_int_eq(check(v1(right), body, "whsec_test", STAMP - 300), OK);
	ck_assert_int_eq(check(v1(right), body, "whsec_test", STAMP + 301), ERR_INVALID);
	ck_assert_int_eq(check(v1(right), body, "whsec_test", STAMP - 301), ERR_INVALID);
}
END_TEST

START_TEST(a_form_keeps_its_order_and_escapes_its_values)
{
	struct arena *arena = arena_create();
	struct form form = form_start(arena);

	form_add(&form, "mode", "payment");
	form_add(&form, "metadata[name]", "A & B = 100%");
	form_add(&form, "left_out", NULL);
	form_add_int(&form, "amount", 500);
	ck_assert_str_eq(form.text.bytes,
			 "mode=payment&metadata[name]=A%20%26%20B%20%3D%20100%25&amount=500");
	arena_free(arena);
}
END_TEST

SUITE("stripe", NULL, NULL, the_known_answer_is_accepted,
      one_of_two_signatures_is_enough_while_a_secret_is_replaced, another_scheme_is_no_signature,
      a_wrong_missing_or_malformed_signature_is_refused, another_secret_or_none_is_refused,
      a_body_altered_by_one_byte_is_refused, a_stamp_is_good_for_five_minutes_either_way,
      a_form_keeps_its_order_and_escapes_its_values)
