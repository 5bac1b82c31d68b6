/*
 * The compiler's help, spelled once: what a caller must look at, what is a
 * format string, what is released when its scope ends.
 */
#pragma once

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF(at, first) __attribute__((__format__(__printf__, at, first)))
#define CLEANUP(done) __attribute__((cleanup(done)))
#define NORETURN __attribute__((noreturn))
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
