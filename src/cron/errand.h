/*
 * Something that Stripe is to make exactly once, whatever dies or is lost on the way;
 * and what an answer of Stripe means for the trip it was asked on.
 */
#pragma once

#include "cron/trip.h"

/* Where and how, and by what it is found if it was. */
struct errand {
	const char *path;
	struct form form;
	const char *list, *member, *value; /* the list, and the metadata of the right one in it */
};

/*
 * Make it under the item's key, or find that it was made; *out is the object if the
 * trip ends with DONE. Before a second key is used, what came of the first is looked
 * for: what was absent when the key was drawn may be there by now.
 */
enum error errand_run(struct arena *, struct trip *, const struct errand *,
		      const struct js_node **out) MUST_USE;

/* The end that the trip's reply means by itself. */
void trip_judge(struct trip *);

/* What stands between here and Stripe may say 200, too: only what calls itself the answer is one; else LATER. */
bool trip_is_a(struct arena *, struct trip *, const char *noun);
