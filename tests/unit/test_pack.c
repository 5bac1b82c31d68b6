#include <string.h>

#include "base/config.h"
#include "drop/pack.h"
#include "money/fee.h"
#include "support/suite.h"

START_TEST(each_pack_has_its_default_price)
{
	static const struct {
		const char *name;
		int64_t price;
	} cases[] = {
		{ "roast", 100 }, { "scout", 200 }, { "code", 300 },
		{ "cook", 200 },  { "wild", 100 },
	};

	ck_assert_int_eq(pack_count, COUNT(cases));
	for (int i = 0; i < COUNT(cases); i++)
		ck_assert_int_eq(pack_price(pack_find(cases[i].name)).cents, cases[i].price);
	ck_assert_ptr_null(pack_find("Wild"));
	ck_assert_ptr_null(pack_find(""));
}
END_TEST

START_TEST(the_fee_is_a_fifth_rounded_down)
{
	static const int64_t cases[][2] = { { 100, 20 }, { 101, 20 }, { 104, 20 },
					    { 105, 21 }, { 333, 66 }, { 100000, 20000 },
					    { 1, 0 } };

	for (int i = 0; i < COUNT(cases); i++)
		ck_assert_int_eq(fee_on_drop(cents(cases[i][0])).cents, cases[i][1]);
}
END_TEST

START_TEST(the_fee_never_exceeds_the_price)
{
	settings_mutable()->drop_fee_flat_cents = 50;
	ck_assert_int_eq(fee_on_drop(cents(500)).cents, 150);
	ck_assert_int_eq(fee_on_drop(cents(40)).cents, 40);
}
END_TEST

SUITE("pack", NULL, NULL, each_pack_has_its_default_price, the_fee_is_a_fifth_rounded_down,
      the_fee_never_exceeds_the_price)
