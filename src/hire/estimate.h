/* What a hire should cost and how long it may take, by a table of steps. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"

/* What a prompt asks for, as far as it can be counted. */
struct effort {
	int instructions; /* words */
	int material;	  /* words handed over to work on */
	int words;	  /* that the answer must have */
	int pieces, requirements;
	bool code, research, brief;
};

struct estimate {
	struct money price;	    /* within price_min_cents and price_max_cents */
	int64_t time_limit_seconds; /* within TIME_LIMIT_MIN and TIME_LIMIT_MAX */
};

struct estimate estimate_price(const struct effort *);
