/*
 * How things fail: one enum, fed from error.def, and one note beside it that
 * says why. A function that can fail returns enum error and leaves its
 * outputs untouched when it does.
 */
#pragma once

#include "base/attr.h"

enum error {
	OK = 0,
#define ERROR(name, status, code) ERR_##name,
#include "base/error.def"
#undef ERROR
};

/* Why the last failure happened. The text of a 4xx is for the caller, that of a 5xx for the log. */
struct failure {
	char text[240];
	char field[64];	 /* the request's field that is wrong, or "" */
	int retry_after; /* seconds until trying again makes sense, 0 if unknown */
};

/*
 * Note why, and be the error itself, so that failing is one line; _in names the
 * request's field, _until is for what passes by itself after so many seconds.
 * Macros, so that whoever compiles or analyzes a caller sees that what it
 * returns is the error: a function's result could be OK for all they know.
 */
#define failure(e, ...) (failure_tell("", 0, __VA_ARGS__), (enum error)(e))
#define failure_in(field, ...) (failure_tell((field), 0, __VA_ARGS__), (enum error)ERR_INVALID)
#define failure_until(e, seconds, ...) (failure_tell("", (seconds), __VA_ARGS__), (enum error)(e))

void failure_tell(const char *field, int retry_after, const char *format, ...) PRINTF(3, 4);

/* The note of the last failure: valid until the next one. */
const struct failure *failure_note(void);

/* Put a note back that clean-up may have written over. */
void failure_recall(const struct failure *);

int error_status(enum error);
const char *error_code(enum error);

/* The status that goes with a code on the wire; 0 if there is no such code. */
int error_status_of(const char *code);
const char *error_name(enum error);

/* The only macro in the program that hides a return. (The client's outcomes are an enum of its own.) */
#define TRY(call) \
	do { \
		__auto_type try_ = (call); \
		if (try_) \
			return try_; \
	} while (0)
