/*
 * THE ROOM OF WHAT WAITS AND WHAT WAS SAID: the outbox (what must be sent), events of outside
 * services (what was told), idempotency keys (what was answered), quotas (how often), heartbeats
 * (who looks after the clock). It knows of users and payments by their ids alone.
 *
 * TABLES: outbox, stripe_events, idempotency_keys, quotas, heartbeats.
 *
 * ALWAYS TRUE
 * - What is to be sent is written in the transaction that decided it, and frozen: each try is the
 *   same to the byte, and carries the same key.
 * - An event is kept whole and handled once, though it may be told any number of times.
 * - An answer is kept in the transaction of its effect: both stand, or neither.
 *
 * LOCKS: its rows are the first that a transaction takes. Whoever holds one of them may go on to any
 * other room; no room comes back here for a lock. (market.h has the whole order.)
 */
#pragma once
