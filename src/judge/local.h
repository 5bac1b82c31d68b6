/*
 * The built-in judge: deterministic, offline and fast. It weighs what can be
 * counted (key terms, words of an answer's own, layout) and catches what
 * pretends to be an answer. It cannot check facts, and says so.
 */
#pragma once

#include "base/contest.h"

/* A judge_fn. Never fails: any bytes are a text. */
enum error judge_local(struct arena *, const struct contest *, struct judgement *out);
