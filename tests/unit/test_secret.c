#include <ctype.h>
#include <string.h>

#include "base/signing.h"
#include "people/secret.h"
#include "support/suite.h"

START_TEST(a_drawn_secret_is_well_formed)
{
	for (int i = 0; i < 500; i++) {
		char key[SECRET_TEXT];

		secret_draw(SECRET_KEY, key);
		ck_assert_int_eq(strncmp(key, "clorp_", 6), 0);
		for (const char *c = key + 6; *c; c++)
			ck_assert(isalnum((unsigned char)*c));
		ck_assert(secret_is(SECRET_KEY, key));
	}
}
END_TEST

START_TEST(no_two_are_alike)
{
	char one[SECRET_TEXT], other[SECRET_TEXT];

	secret_draw(SECRET_KEY, one);
	secret_draw(SECRET_KEY, other);
	ck_assert_str_ne(one, other);
}
END_TEST

/* Each of its characters, the checksum's too, changed to each of a few others. */
START_TEST(a_changed_character_is_noticed)
{
	char key[SECRET_TEXT];

	secret_draw(SECRET_KEY, key);
	for (size_t i = 0; i < strlen(key); i++) {
		for (const char *other = "0Zaz_-"; *other; other++) {
			char mistyped[SECRET_TEXT];

			memcpy(mistyped, key, sizeof(mistyped));
			if (mistyped[i] == *other)
				continue;
			mistyped[i] = *other;
			ck_assert_msg(!secret_is(SECRET_KEY, mistyped), "%s for %s", mistyped, key);
		}
	}
}
END_TEST

START_TEST(what_is_shorter_longer_or_something_else_is_no_key)
{
	char key[SECRET_TEXT], longer[SECRET_TEXT + 1];

	secret_draw(SECRET_KEY, key);
	(void)snprintf(longer, sizeof(longer), "%s0", key);
	ck_assert(!secret_is(SECRET_KEY, longer));
	key[strlen(key) - 1] = '\0';
	ck_assert(!secret_is(SECRET_KEY, key));
	ck_assert(!secret_is(SECRET_KEY, ""));
	ck_assert(!secret_is(SECRET_KEY, "clorp_"));
	ck_assert(!secret_is(SECRET_KEY, "Bearer"));
}
END_TEST

/* The checksum is the CRC-32 that every other program has, so that scanners can check it. */
START_TEST(the_checksum_is_the_crc_32_of_what_stands_before_it)
{
	ck_assert(secret_is(SECRET_KEY, "clorp_0000000000000000000000000000001ZqyvD"));
}
END_TEST

/* Worked out by another implementation of HMAC and base64. */
START_TEST(a_signature_is_that_of_standard_webhooks)
{
	struct arena *arena = arena_create();
	const char *secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
	char drawn[SIGNING_SECRET_TEXT];

	ck_assert_str_eq(signing_sign(arena, secret, "msg_1", 1700000000, "{\"a\":1}"),
			 "v1,AMaOha7DUT/0J0JMycRuYOBSvbx3WtwLd2khXXbaVj4=");
	signing_secret_draw(drawn);
	ck_assert_str_ne(signing_sign(arena, drawn, "msg_1", 1700000000, "{\"a\":1}"),
			 signing_sign(arena, secret, "msg_1", 1700000000, "{\"a\":1}"));
	arena_free(arena);
}
END_TEST

SUITE("secret", NULL, NULL, a_signature_is_that_of_standard_webhooks, a_drawn_secret_is_well_formed,
      no_two_are_alike, a_changed_character_is_noticed,
      what_is_shorter_longer_or_something_else_is_no_key,
      the_checksum_is_the_crc_32_of_what_stands_before_it)
