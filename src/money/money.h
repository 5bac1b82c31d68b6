/*
 * THE ROOM OF MONEY: the ledger and its accounts, escrow, fees, totals; wallets, payments that come
 * in (topup) and go out (withdrawal), and what a user has at the payment service (billing). It knows
 * a job by its id and its stake, and neither of its kinds; and of people, only that an account is somebody's.
 *
 * TABLES: accounts, transfers, entries, settlements, totals, topups, withdrawals, disputes, dispute_decisions.
 *
 * ALWAYS TRUE (invariants.c proves it)
 * - Every transfer sums to zero, and so does the ledger; nothing booked is ever changed.
 * - No balance falls below zero: what is owed beyond it is the system's shortage, and the wallet is frozen.
 * - A reason is booked once for all time: what is tried again finds it booked.
 * - A job is settled once, by payout or refund. A payment is credited once, a withdrawal debited once.
 * - Nothing waits for the payment service while a transaction is open.
 *
 * LOCKS: the payment or withdrawal, before any job; the accounts by ascending id, after the job and
 * the user; then one shard of the totals. (market.h has the whole order.)
 */
#pragma once

#include "db/invariant.h"

extern const struct invariants ledger_invariants, payment_invariants;
