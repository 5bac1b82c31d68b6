/*
 * Money is whole cents in a struct of its own: it cannot be mixed with a
 * count, added to a float, or overflow in silence.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct arena;

struct money {
	int64_t cents;
};

static inline struct money cents(int64_t n)
{
	return (struct money){ n };
}

static inline struct money money_plus(struct money a, struct money b)
{
	struct money sum;

	if (__builtin_add_overflow(a.cents, b.cents, &sum.cents))
		abort();
	return sum;
}

static inline struct money money_minus(struct money a, struct money b)
{
	struct money rest;

	if (__builtin_sub_overflow(a.cents, b.cents, &rest.cents))
		abort();
	return rest;
}

static inline struct money money_negate(struct money a)
{
	return money_minus(cents(0), a);
}

/* So many hundredths of it, rounded down to the cent; for amounts of zero or more. */
static inline struct money money_percent(struct money a, int64_t percent)
{
	int64_t product;

	if (a.cents < 0 || percent < 0 || __builtin_mul_overflow(a.cents, percent, &product))
		abort();
	return cents(product / 100);
}

static inline bool money_below(struct money a, struct money b)
{
	return a.cents < b.cents;
}

/* As people read it, the same on pages, in pictures and in feeds: $1,234.50, -$0.05. In JSON it is cents. */
const char *money_text(struct arena *, struct money);
