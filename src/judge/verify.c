#include "judge/verify.h"

#include "judge/embed.h"
#include "judge/floor.h"

#define SELF "Built-in verifier: "
#define NO_QUALITY "It cannot tell whether the work is right: no model read this."

enum { REMARKS = 3 };

enum error verify_finding(struct arena *arena, const struct delivery *given,
			  const struct finding *f, struct verification *out)
{
	const char *reason =
		f->rule ? arena_printf(arena, SELF "not accepted, as it %s. " NO_QUALITY, f->why)
			: SELF
			"it is an answer to the task and keeps what can be counted. " NO_QUALITY;
	struct remark *remarks = ARENA_ARRAY(arena, struct remark, REMARKS);

	remarks[0] = (struct remark){ "info", SELF "a floor for what is no answer, and the demands "
						   "that can be counted. " NO_QUALITY };
	remarks[1] = (struct remark){
		"reasoning",
		arena_printf(arena, "Floor %s, relevance %d, words %d, files %d (not read).",
			     floor_rule_name(f->rule), f->relevance, f->distinct, given->files)
	};
	remarks[2] = (struct remark){ "result", arena_printf(arena, "%s: %s",
							     f->rule ? "fail" : "pass", reason) };
	*out = (struct verification){
		.passed = !f->rule,
		.is_junk = f->junk,
		.reason = reason,
		.remarks = remarks,
		.remark_count = REMARKS,
	};
	return OK;
}

enum error verify_local(struct arena *arena, const struct assignment *asked,
			const struct delivery *given, struct verification *out)
{
	struct finding finding = floor_of_delivery(arena, asked, given, NULL);

	return verify_finding(arena, given, &finding, out);
}

enum error verify_local_waiting(struct arena *arena, const struct assignment *asked,
				const struct delivery *given, struct verification *out)
{
	struct finding finding = floor_of_delivery(arena, asked, given, embed_nearness);

	return verify_finding(arena, given, &finding, out);
}
