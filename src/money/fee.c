#include "money/fee.h"

#include "base/config.h"

static struct money fee(struct money price, int64_t percent, int64_t flat_cents)
{
	struct money sum = money_plus(money_percent(price, percent), cents(flat_cents));

	return money_below(price, sum) ? price : sum;
}

struct money fee_on_drop(struct money price)
{
	return fee(price, settings()->drop_fee_percent, settings()->drop_fee_flat_cents);
}

struct money fee_on_hire(struct money price)
{
	return fee(price, settings()->hire_fee_percent, settings()->hire_fee_flat_cents);
}
