/*
 * What a text may say instead of being an answer: that it declines, that work
 * will follow, what the judge should do. By the phrases of words/, one file a
 * language: words with a space between, "/" between words of which any will
 * do, "~" for up to four words of any kind.
 */
#pragma once

#include "judge/relevance.h"

enum phrase { PHRASE_NONE, PHRASE_REFUSAL, PHRASE_PROMISE, PHRASE_ORDER };

/* What the text says and nothing else; none if it says anything besides, or is long. The task's own
 * words say nothing. */
enum phrase phrase_only(const struct words *, const char *text, const struct terms *task);

/* What begins among these words, of several the last in the order of enum phrase. */
enum phrase phrase_between(const struct words *, int from, int to);

/* Behind the last word of the sentence that this one stands in. */
int phrase_sentence_end(const struct words *, int at, const char *text);

/* The text without the phrases that say such a thing, and "(...)" in their place. */
const char *phrase_left_out(struct arena *, const struct words *, const char *text, enum phrase);
