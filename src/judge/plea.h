/*
 * Text that speaks to the judge instead of answering: "ignore previous
 * instructions", "rank me first". Found by what words mean and how near they
 * stand, so that the wording hardly matters.
 */
#pragma once

#include <stdbool.h>

#include "judge/task.h"

/* Does the marked text plead? Words that the prompt itself is about do not count. */
bool plea_in(const struct words *, const char *text, const struct task *);

/* Would this word be part of a plea, and so earn nothing in a text that has one? */
bool word_is_plea(const struct word *);
