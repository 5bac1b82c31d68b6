#include "hire/estimate.h"

#include "base/attr.h"
#include "base/config.h"
#include "hire/brief.h"

enum { BASE_CENTS = 500, BASE_SECONDS = 3600, STEP_CENTS = 50, STEP_SECONDS = 300 };

/* So much for every so many above what is free, up to a number of times. */
struct charge {
	int free, every, times, cents, seconds;
};

static int charged(const struct charge *charge, int amount)
{
	int steps = amount > charge->free
			    ? (amount - charge->free + charge->every - 1) / charge->every
			    : 0;

	return steps < charge->times ? steps : charge->times;
}

static int64_t clamped(int64_t value, int64_t least, int64_t most)
{
	if (value < least)
		return least;
	return value < most ? value : most;
}

static int64_t rounded(int64_t value, int64_t step)
{
	return (value + step / 2) / step * step;
}

struct estimate estimate_price(const struct effort *effort)
{
	/* clang-format off */
	const struct { int amount; struct charge charge; } rows[] = {
		/*                           free every times cents seconds */
		{ effort->brief,           {    0,    1,    1, -200,  -1800 } },
		{ effort->code,            {    0,    1,    1,  200,   1800 } },
		{ effort->research,        {    0,    1,    1,  200,   1800 } },
		{ effort->pieces,          {    3,    1,   97,   25,    300 } },
		{ effort->requirements,    {    3,    1,   20,   50,    300 } },
		{ effort->words,           {  250,  250,   40,  100,    900 } },
		{ effort->material,        {  100,  200,   60,  100,    600 } },
		{ effort->instructions,    {  120,  100,   30,   50,    600 } },
	};
	/* clang-format on */
	int64_t price = BASE_CENTS, seconds = BASE_SECONDS;

	for (int i = 0; i < COUNT(rows); i++) {
		int steps = charged(&rows[i].charge, rows[i].amount);

		price += (int64_t)steps * rows[i].charge.cents;
		seconds += (int64_t)steps * rows[i].charge.seconds;
	}
	return (struct estimate){
		cents(clamped(rounded(price, STEP_CENTS), settings()->price_min_cents,
			      settings()->price_max_cents)),
		clamped(rounded(seconds, STEP_SECONDS), TIME_LIMIT_MIN, TIME_LIMIT_MAX),
	};
}
