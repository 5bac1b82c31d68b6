/* The examples of RFC 7515, appendix A: signatures that others computed. */
#include <string.h>

#include "base/jws.h"
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

#define PAYLOAD \
	"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
#define A2 \
	"eyJhbGciOiJSUzI1NiJ9." PAYLOAD "." \
	"cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4" \
	"Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_" \
	"nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn" \
	"6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI" \
	"8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
#define A3 \
	"eyJhbGciOiJFUzI1NiJ9." PAYLOAD "." \
	"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"

static const struct jws_key rsa = {
	JWS_RS256, "a2",
	"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4Ql"
	"L-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUs"
	"LA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoud"
	"F8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
	"AQAB"
};
static const struct jws_key ec = { JWS_ES256, "a3", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
				   "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" };

static struct jws split(const char *token)
{
	struct jws jws;

	ck_assert(jws_split(arena, token, &jws));
	return jws;
}

START_TEST(the_examples_of_the_standard_are_good)
{
	struct jws by_rsa = split(A2), by_ec = split(A3);

	ck_assert_str_eq((const char *)by_ec.header.at, "{\"alg\":\"ES256\"}");
	ck_assert(jws_verify(arena, &by_rsa, &rsa));
	ck_assert(jws_verify(arena, &by_ec, &ec));
}
END_TEST

START_TEST(no_key_is_another)
{
	struct jws by_rsa = split(A2), by_ec = split(A3);
	struct jws_key swapped = ec;

	ck_assert(!jws_verify(arena, &by_rsa, &ec));
	ck_assert(!jws_verify(arena, &by_ec, &rsa));
	swapped.first = ec.second;
	swapped.second = ec.first;
	ck_assert(!jws_key_is_good(arena, &swapped)); /* no point of the curve */
	ck_assert(!jws_verify(arena, &by_ec, &swapped));
	ck_assert(!jws_verify_secret(&by_ec, rsa.first));
}
END_TEST

START_TEST(any_bit_counts)
{
	for (size_t i = 0; i < strlen(A3); i += 7) {
		char *token = arena_printf(arena, "%s", A3);
		struct jws jws;

		if (token[i] == '.')
			continue;
		token[i] = token[i] == 'A' ? 'B' : 'A';
		if (jws_split(arena, token, &jws))
			ck_assert_msg(!jws_verify(arena, &jws, &ec), "%zu", i);
	}
}
END_TEST

START_TEST(a_secret_signs_as_well)
{
	/* jwt.io's: {"alg":"HS256","typ":"JWT"}, under a secret that is text. */
	struct jws jws = split(
		"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
		"eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
		"SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");

	ck_assert(jws_verify_secret(&jws, "your-256-bit-secret"));
	ck_assert(!jws_verify_secret(&jws, "your-256-bit-secret "));
	ck_assert(!jws_verify_secret(&jws, ""));
}
END_TEST

START_TEST(what_is_no_token_is_none)
{
	static const char *const none[] = { "",		".",	      "a.b",	     "a.b.c.d",
					    "a$.bb.cc", "aa==.bb.cc", "aaaaa.bb.cc", "aB.bb.cc" };
	struct jws jws;

	for (int i = 0; i < COUNT(none); i++)
		ck_assert_msg(!jws_split(arena, none[i], &jws), "%s", none[i]);
}
END_TEST

START_TEST(weak_and_broken_keys_are_refused)
{
	const struct jws_key keys[] = {
		{ JWS_RS256, "short",
		  "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp", "AQAB" },
		{ JWS_RS256, "one", rsa.first, "AQ" },
		{ JWS_RS256, "even", rsa.first, "Ag" },
		{ JWS_RS256, "none", "", "" },
		{ JWS_ES256, "none", "", "" },
		{ JWS_ES256, "half", ec.first, "" },
		{ JWS_HS256, "public", ec.first, ec.second },
	};

	ck_assert(jws_key_is_good(arena, &rsa));
	ck_assert(jws_key_is_good(arena, &ec));
	for (int i = 0; i < COUNT(keys); i++)
		ck_assert_msg(!jws_key_is_good(arena, &keys[i]), "%s", keys[i].id);
}
END_TEST

SUITE("jws", before, after, the_examples_of_the_standard_are_good, no_key_is_another, any_bit_counts,
      a_secret_signs_as_well, what_is_no_token_is_none, weak_and_broken_keys_are_refused)
