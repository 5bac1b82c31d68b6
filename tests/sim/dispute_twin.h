/*
 * What must come of a dispute: of each player's the last, which is open, lost, or
 * (its money has come back) none any more. Every prize is within its hold here.
 */
#pragma once

#include "sim/model.h"

/* Is the money of it missing still? */
bool dispute_twin_stands(const struct player *);

/* Its player's jobs that nobody has answered end. */
void dispute_twin_call_off(struct model *, int player);

/* The prize of that job, if it came out of the player's escrow. */
enum error dispute_twin_claw_back(struct model *, int player, int twin);
enum error dispute_twin_release(struct model *, int player, int twin);
