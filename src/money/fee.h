/* What the house takes of a job's price: settings say how much, for each kind. */
#pragma once

#include "base/money.h"

/* Rounded down to the cent, never above the price. */
struct money fee_on_drop(struct money price);
struct money fee_on_hire(struct money price);
