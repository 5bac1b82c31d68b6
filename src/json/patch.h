/* A JSON merge patch (RFC 7396): what somebody else wants to have in an object of ours. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/value.h"

/*
 * The object with the patch's members put in: an object into an object member by member,
 * null takes a member out, anything else replaces. INVALID if either is no object.
 */
enum error js_patch(struct arena *, struct json object, const char *patch,
		    struct json *out) MUST_USE;
