/*
 * THE ROOM OF WHAT WAITS AND WHAT WAS SAID: the outbox (what must be sent), events of outside
 * services (what was told), news (what happened here, and whom it concerns) with the inboxes and webhooks
 * that they go to, idempotency keys (what was answered), quotas (how often), heartbeats
 * (who looks after the clock). It knows of users and payments by their ids alone.
 *
 * TABLES: outbox, stripe_events, events, inboxes, webhooks, webhook_deliveries, idempotency_keys, quotas,
 * heartbeats.
 *
 * ALWAYS TRUE
 * - What is to be sent is written in the transaction that decided it, and frozen: each try is the
 *   same to the byte, and carries the same key.
 * - An event is kept whole and handled once, though it may be told any number of times.
 * - What happened is told in its own transaction: both stand, or neither. An inbox is numbered without
 *   gaps, and no number is seen before a smaller one.
 * - An answer is kept in the transaction of its effect: both stand, or neither.
 *
 * LOCKS: news are inserted and lock nothing else. An inbox is locked before its events, a webhook before its
 * deliveries; an event that is handed to webhooks, before those. Apart from that its rows are the first that a transaction takes. Whoever holds one of them may go on to any
 * other room; no room comes back here for a lock. (market.h has the whole order.)
 */
#pragma once
