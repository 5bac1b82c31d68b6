/*
 * What race tests need beside race_of: one other process that is watched while
 * it waits, a transaction held open in its way, memory and meeting points that
 * processes share.
 */
#pragma once

#include <pthread.h>

#include "support/world.h"

/* Memory that this process and all that it forks have in common; zeroed. */
void *shared_memory(size_t);

/* A point that n processes pass together, again and again, each with its connection up. */
struct gate {
	pthread_barrier_t barrier;
};
void gate_set(struct gate *, int n);
void gate_pass(struct gate *);

/* A process with a connection of its own that does one piece of work. */
struct rival {
	pid_t pid;
};
typedef enum error rival_work(void *context);
struct rival rival_start(rival_work *, void *context);
enum error rival_end(struct rival);

/* Lock a row in a transaction that stays open until the row is let go. */
void row_hold(const char *table, struct id);
void row_let_go(void);

/* Poll until so many sessions wait for a row, or until a query's number is not 0. */
void await_waiting(int sessions);
void await_number(const char *query);

/* As the server's administrator: for as many contenders as a test needs. */
void allow_connections(int n);

/* Up to so many microseconds of spinning, drawn anew each time: no order of start is the usual one. */
void dawdle(int us_most);
