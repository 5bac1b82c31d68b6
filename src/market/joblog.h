/* A job's log: what was done to it, line by line, append-only. */
#pragma once

#include "market/market.h"

struct joblog {
	struct id id, job_id;
	int64_t seq;
	const char *type, *content;
	struct instant created_at;
};

struct joblog_list {
	struct joblog *lines;
	int count;
	bool more;
};

/* Queue a line: its number is the next one of that job. Needs the job's lock. */
void joblog_add(struct db *, struct id job, const char *type, const char *content);

/* The same about the work of one user: no rival reads it, now or later. */
void joblog_add_about(struct db *, struct id job, struct id user, const char *type,
		      const char *content);

/* What a line says; about the work of whom, or none: of the job. */
struct joblog_entry {
	struct id user;
	const char *type, *content;
};

/* Queue many at once, in their order. Needs the job's lock. */
void joblog_add_all(struct db *, struct id job, const struct joblog_entry *, int count);

/*
 * The lines after a number, in order, that the reader may see. Those about somebody's work
 * are for that user and the sender; and until the job is over, what says more than that it
 * goes on is for nobody: but a hire's sender and worker read of attempts that are over.
 */
enum error joblog_list(struct db *, struct id job, struct id reader, const struct page *,
		       struct joblog_list *out) MUST_USE;

/* The number of the line with this id, for whoever resumes after it. NOT_FOUND. */
enum error joblog_find(struct db *, struct id job, struct id line, int64_t *seq) MUST_USE;
