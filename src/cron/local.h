/*
 * Items of the outbox that need nothing from outside: many transactions each, of which
 * any number may have been done by somebody who died. Each says how its trip ended.
 */
#pragma once

#include "cron/trip.h"

/* Money came into a wallet: what it owes is settled, and the jobs that wait are paid. */
enum error local_spend_funds(struct db *, struct trip *) MUST_USE;

/* A payment is disputed: the jobs of its user that nobody has answered yet are called off. */
enum error local_call_off_jobs(struct db *, struct trip *) MUST_USE;
