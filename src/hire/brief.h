/*
 * What a sender is shown before confirming a hire: the prompt put in order by
 * fixed rules, and an estimate of price and time. No model is asked; the same
 * prompt always has the same brief.
 */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/money.h"

enum { DESCRIPTION_CHARACTERS = 4000, REQUIREMENTS_CHARACTERS = 2000 };
enum { TIME_LIMIT_MIN = 60, TIME_LIMIT_MAX = 86400 };

struct brief {
	const char *title;
	const char *description; /* what is to be done */
	const char *requirements; /* a line each: skills, then explicit demands; NULL if none is found */
	struct money price;	  /* within the settings' bounds */
	int64_t time_limit_seconds; /* TIME_LIMIT_MIN to TIME_LIMIT_MAX */
};

struct brief brief_of(struct arena *, const char *prompt);
