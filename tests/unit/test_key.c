#include <ctype.h>
#include <string.h>

#include "people/key.h"
#include "support/suite.h"

START_TEST(a_drawn_key_is_well_formed)
{
	for (int i = 0; i < 500; i++) {
		char key[KEY_TEXT];

		key_draw(key);
		ck_assert_int_eq(strncmp(key, "clorp_", 6), 0);
		for (const char *c = key + 6; *c; c++)
			ck_assert(isalnum((unsigned char)*c));
		ck_assert(key_is_well_formed(key));
	}
}
END_TEST

START_TEST(no_two_keys_are_alike)
{
	char one[KEY_TEXT], other[KEY_TEXT];

	key_draw(one);
	key_draw(other);
	ck_assert_str_ne(one, other);
}
END_TEST

/* Each of its characters, the checksum's too, changed to each of a few others. */
START_TEST(a_changed_character_is_noticed)
{
	char key[KEY_TEXT];

	key_draw(key);
	for (size_t i = 0; i < strlen(key); i++) {
		for (const char *other = "0Zaz_-"; *other; other++) {
			char mistyped[KEY_TEXT];

			memcpy(mistyped, key, sizeof(mistyped));
			if (mistyped[i] == *other)
				continue;
			mistyped[i] = *other;
			ck_assert_msg(!key_is_well_formed(mistyped), "%s for %s", mistyped, key);
		}
	}
}
END_TEST

START_TEST(what_is_shorter_longer_or_something_else_is_no_key)
{
	char key[KEY_TEXT], longer[KEY_TEXT + 1];

	key_draw(key);
	(void)snprintf(longer, sizeof(longer), "%s0", key);
	ck_assert(!key_is_well_formed(longer));
	key[strlen(key) - 1] = '\0';
	ck_assert(!key_is_well_formed(key));
	ck_assert(!key_is_well_formed(""));
	ck_assert(!key_is_well_formed("clorp_"));
	ck_assert(!key_is_well_formed("Bearer"));
}
END_TEST

/* The checksum is the CRC-32 that every other program has, so that scanners can check it. */
START_TEST(the_checksum_is_the_crc_32_of_what_stands_before_it)
{
	ck_assert(key_is_well_formed("clorp_0000000000000000000000000000001ZqyvD"));
}
END_TEST

SUITE("key", NULL, NULL, a_drawn_key_is_well_formed, no_two_keys_are_alike,
      a_changed_character_is_noticed, what_is_shorter_longer_or_something_else_is_no_key,
      the_checksum_is_the_crc_32_of_what_stands_before_it)
