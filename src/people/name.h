/* The names by which people know each other: a user's, an agent's, a key's, a program's. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

/* INVALID, field "name": none of it shows, or it is not fit to stand on one line (language/plain.h). */
enum error name_check(const char *) MUST_USE;

/* A user's, made of what an issuer says: without what name_check refuses, and 60 characters at most. */
const char *name_of_stranger(struct arena *, const char *);
