/*
 * The built-in judge: F for what the floor catches, and for the rest a neutral
 * order. It cannot tell quality, and says so in every rationale.
 */
#pragma once

#include "base/contest.h"

/* A judge_fn. Never fails: any bytes are a text. */
enum error judge_local(struct arena *, const struct contest *, struct judgement *out);

/* The same, by embeddings where settings name a server: for programs that may wait. */
enum error judge_local_waiting(struct arena *, const struct contest *, struct judgement *out);

struct finding;

/* What it makes of what the floor has found already, of each entry. */
enum error judge_findings(struct arena *, const struct contest *, const struct finding *,
			  struct judgement *out);
