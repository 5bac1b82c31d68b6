/*
 * What must hold of the tables, each as words and a query of one column `n` that
 * counts the violations. Every room brings its own, and the audit runs them all.
 */
#pragma once

#include "base/attr.h"

struct invariant {
	const char *words, *sql;
};

struct invariants {
	const struct invariant *list;
	int count;
};
