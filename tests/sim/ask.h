/* How an act asks the market: by calls that may lose their connection, and then the judge. */
#pragma once

#include "sim/acts.h"
#include "sim/calls.h"

/* A call of the chosen player about the chosen job, with its ids drawn. */
struct call ask_of(struct sim *, struct choice);

/* Make it, through the proxy. */
enum error ask(struct sim *, db_work *, struct call *);

enum text ask_text_by_chance(struct chance *);
void ask_write(struct sim *, enum text, const struct twin *, struct call *);

/* So many cents, also in the call. */
int64_t ask_amount_by_chance(struct sim *, struct call *);

/* That the unanswered jobs of call.user are called off, for the dispute call.taken. */
enum error ask_to_call_off(struct sim *, const struct call *);

/* Whoever holds that token judges: what the judge's program answers. */
enum error ask_judge(struct sim *, int twin, struct id token);

/* What was handed in is judged by the program that took it; or that one dies first. */
void ask_judge_at_once(struct sim *, int twin, struct id token);
