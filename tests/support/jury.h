/* A model server of tests/support/model for one test, and the jurors that it plays. */
#pragma once

#include "base/contest.h"

/* Start it: it ends with this process. Without a juror as yet. */
void jury_start(void);

/* judge.NUMBER is what the name of the model says. */
void jury_seat(int number, const char *model);

/* How often it was asked; and a piece of the last request, as JSON. */
int jury_calls(const char *model);
const char *jury_last(struct arena *);

/* The nth of count entries has this quality: some words, and "[q 73]". */
struct contest jury_contest(struct arena *, int number, const int *qualities, int count);
