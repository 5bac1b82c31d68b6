#include <string.h>

#include "people/key.h"
#include "people/secret.h"
#include "support/call.h"
#include "support/suite.h"

static struct answer_seen create(struct person who, const char *body)
{
	return call(POST, "/api/keys", who.key, body);
}

START_TEST(a_key_is_shown_once_and_works)
{
	struct person who = given_person();
	struct answer_seen made = create(who, "{\"name\":\"laptop\"}"), list;
	const char *key = text_at(&made, "key");

	check_status(made, 201);
	check_members(&made, "", "id name last_four scopes created_at last_used_at expires_at key");
	ck_assert(secret_is(SECRET_KEY, key));
	ck_assert_str_eq(text_at(&made, "last_four"), key + strlen(key) - 4);
	check_status(call(GET, "/api/jobs", key, NULL), 200);
	list = call(GET, "/api/keys", key, NULL);
	check_status(list, 200);
	ck_assert_int_eq(length_at(&list, "keys"), 2);
	check_members(&list, "keys.1",
		      "id name last_four scopes created_at last_used_at expires_at");
	ck_assert_ptr_null(strstr(list.body, key));
	ck_assert_str_eq(text_at(&list, "keys.1.name"), "laptop");
}
END_TEST

START_TEST(at_rest_there_is_only_a_hash)
{
	struct person who = given_person();

	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM api_keys WHERE key_hash = UNHEX(SHA2('%s', 256))",
					    who.key)),
				     1);
	ck_assert_int_eq(look_number(format("SELECT COUNT(*) FROM api_keys WHERE CONCAT_WS('|', key_hash, name, "
					    "last_four) LIKE '%%%.20s%%'", who.key)),
		0);
}
END_TEST

START_TEST(a_revoked_key_is_a_401)
{
	struct person who = given_person();
	struct answer_seen made = create(who, "{}");
	const char *path = format("/api/keys/%s", text_at(&made, "id")),
		   *key = text_at(&made, "key");

	check_status(call(DELETE, path, given_person().key, NULL), 404);
	check_status(call(GET, "/api/jobs", key, NULL), 200);
	check_status(call(DELETE, path, who.key, NULL), 200);
	check_error(call(GET, "/api/jobs", key, NULL), 401, "authentication_required");
	check_status(call(DELETE, path, who.key, NULL), 200);
	made = call(GET, "/api/keys", who.key, NULL);
	ck_assert_int_eq(length_at(&made, "keys"), 1);
}
END_TEST

START_TEST(a_key_may_revoke_itself)
{
	struct person who = given_person();
	struct answer_seen list = call(GET, "/api/keys", who.key, NULL);

	check_status(call(DELETE, format("/api/keys/%s", text_at(&list, "keys.0.id")), who.key, NULL),
		     200);
	check_status(call(GET, "/api/keys", who.key, NULL), 401);
}
END_TEST

START_TEST(last_use_is_noted_to_the_minute)
{
	struct person who = given_person();
	struct answer_seen list;

	ck_assert_int_eq(look_number("SELECT COUNT(*) FROM api_keys WHERE last_used_at IS NULL"), 1);
	check_status(call(GET, "/api/jobs", who.key, NULL), 200);
	list = call(GET, "/api/keys", who.key, NULL);
	(void)text_at(&list, "keys.0.last_used_at");
	sql("UPDATE api_keys SET last_used_at = NOW(3) - INTERVAL 50 SECOND");
	check_status(call(GET, "/api/jobs", who.key, NULL), 200);
	ck_assert_int_eq(look_number("SELECT last_used_at < NOW(3) - INTERVAL 45 SECOND FROM api_keys"), 1);
	sql("UPDATE api_keys SET last_used_at = NOW(3) - INTERVAL 61 SECOND");
	check_status(call(GET, "/api/jobs", who.key, NULL), 200);
	ck_assert_int_eq(look_number("SELECT last_used_at > NOW(3) - INTERVAL 45 SECOND FROM api_keys"), 1);
}
END_TEST

START_TEST(a_name_is_optional_and_has_bounds)
{
	struct person who = given_person();

	check_status(create(who, NULL), 201);
	check_error_in(create(who, "{\"name\":\"\"}"), 400, "invalid_request", "name");
	check_error_in(create(who, "{\"name\":\" \"}"), 400, "invalid_request", "name");
	check_error_in(create(who, "{\"name\":\"a\\nb\"}"), 400, "invalid_request", "name");
	check_error_in(create(who, "{\"name\":5}"), 400, "invalid_request", "name");
	check_error_in(
		create(who,
		       "{\"name\":\"0123456789012345678901234567890123456789012345678901234567890\"}"),
		400, "invalid_request", "name");
}
END_TEST

START_TEST(keys_have_a_ceiling)
{
	struct person who = given_person();

	for (int i = 1; i < KEYS_MOST; i++)
		check_status(create(who, NULL), 201);
	check_error(create(who, NULL), 409, "conflict");
}
END_TEST

SUITE("api keys", world_open, world_close, a_key_is_shown_once_and_works,
      at_rest_there_is_only_a_hash, a_revoked_key_is_a_401, a_key_may_revoke_itself,
      last_use_is_noted_to_the_minute, a_name_is_optional_and_has_bounds, keys_have_a_ceiling)
