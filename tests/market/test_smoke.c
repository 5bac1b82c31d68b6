#include "support/suite.h"
#include "support/world.h"

START_TEST(a_drop_goes_from_prompt_to_payout)
{
	struct id job = given_drop(.cents = 500), winner = given_user();

	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(act_submit(job, i ? given_user() : winner, NULL), OK);
	ck_assert_str_eq(look_job(job).status, "completed");
	check_audit();
}
END_TEST

SUITE("smoke", world_open, world_close, a_drop_goes_from_prompt_to_payout)
