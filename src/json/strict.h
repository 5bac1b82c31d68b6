/* What json-c forgives and we do not: inside json/ only. */
#pragma once

#include <stddef.h>

/*
 * NULL if the bytes are made of JSON's own tokens (RFC 8259) in valid UTF-8,
 * else what is wrong with them. It does not look at how the tokens fit
 * together, only json-c does; nor at depth, which json-c is told to limit.
 */
const char *strict_complaint(const char *bytes, size_t length);

/*
 * In place: an integer that does not fit 64 bits is made a float, which no
 * reader of integers takes. json-c would move it to the nearest that fits.
 */
void strict_keep_overflows(char *bytes, size_t length);
