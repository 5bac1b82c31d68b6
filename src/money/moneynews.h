/* What is told of a wallet to its user (queue/news.h): queued, in the transaction that it tells of. */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

void moneynews_tell_topup(struct db *, const char *payment);
/* An automatic top-up that the card or its bank declined; `why` is a constant. */
void moneynews_tell_decline(struct db *, struct id user, const char *why);
void moneynews_tell_withdrawal(struct db *, struct id withdrawal);

/* A payment into the user's wallet is about to be written down as disputed, as closed, or both. Before the write. */
struct dispute;
void moneynews_tell_dispute(struct db *, const struct dispute *);
/* Its money is about to come back: nothing is told if it has, or if it is not written down. Before the write. */
void moneynews_tell_dispute_won(struct db *, const char *dispute);

/* The wallet is about to be frozen: nothing is told if it is frozen already. Before the write. */
void moneynews_tell_frozen(struct db *, struct id user, const char *why);

/* The wallet may be free by now: nothing is told if it is frozen still. After the write. */
void moneynews_tell_thawed(struct db *, struct id user);
