/*
 * What the market must look like: a second book of it, small enough to be read
 * at once. Each act is entered here too, and says what the market must answer;
 * afterwards its rows must say the same as this.
 *
 * TIME is counted in eighths of a quantum, and moves on by whole quanta only:
 * rows are aged by that much. Every deadline falls on another eighth, so that
 * the real time that a world takes, far less than an eighth, decides nothing.
 */
#pragma once

#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "sim/chance.h"
#include "sim/move.h"

enum { EIGHTH = 250, QUANTUM = 8 * EIGHTH, DAY = 86400 }; /* seconds */
enum {
	CLAIM_LIFE = 10 * EIGHTH,
	CLAIM_GRACE = 4 * EIGHTH,
	CLAIM_COOLDOWN = 9 * EIGHTH,
	HOLD_LIFE = 12 * EIGHTH,
	HIRE_GRACE = 4 * EIGHTH,
	HIRE_COOLDOWN = 20 * EIGHTH,
	LEASE_LIFE = 12 * EIGHTH,
	WINDOW_ODD = 5 * EIGHTH,
	DEADLINE_ODD = 4 * EIGHTH,
};
enum {
	PLACES = 3,
	HOLDS_MOST = 3,
	ATTEMPTS = 3,
	CLAIMS_MOST = 5,
	CLAIMS_LOWERED = 2,
	CLAIMS_NEW = 1,
	WORK_MOST = 4,
	WORK_LOWERED = 2,
	WORK_NEW = 1,
	NO_SHOWS = 3,
	LAPSED_AT_ONCE = 8
};

enum {
	PLAYERS = 8,
	AGENTS_EACH = 2,
	TWINS_MOST = 4000,
	ACTIVE_MOST = 60,
	NO_SHOWS_MOST = 4000,
	NOBODY = -1,
	AGENT_NONE = -1,
	AGENT_FOREIGN = AGENTS_EACH
};

enum place_state {
	PLACE_NONE,
	PLACE_LIVE,
	PLACE_SUBMITTED,
	PLACE_LAPSED,
	PLACE_RELEASED,
	PLACE_STATES
};

/* A user's place in a drop. Times are on the job's own clock. */
struct spot {
	enum place_state state;
	int64_t first, ends;
	bool has_read; /* what only competitors may */
	bool is_copy;  /* of what a rival has handed in before */
	struct id submission;
};

enum showing { SHOWN_NOT, SHOWN, SHOWN_AND_LET_GO };

/* What its clock did to the player who was shown it last. */
enum lateness { IN_TIME, LATE_WITH_HOLD, LATE_WITH_WORK };

/* The twin of a job's row. */
struct twin {
	struct id id;
	bool is_hire;
	enum state state;
	int sender;
	const char *prompt;
	int64_t price, fee, limit;
	int64_t paid_earned; /* of the price */
	bool is_won;
	int winner;	   /* whose the prize is, once it is won */
	int64_t clawed;	   /* of the prize */
	struct id decided; /* the last dispute by which it was clawed back or let go */
	int64_t ahead;	   /* of the market's clock: a job can be aged alone */
	bool was_paid, cancel_asked, has_env_vars;
	int64_t cooldowns[PLAYERS]; /* their ends */
	int cooldown_count;
	struct id lease, lost_lease; /* who judges; and whose judge died or is late */
	int64_t lease_ends;

	int64_t closes; /* a drop's window */
	struct spot spots[PLAYERS];
	bool has_common_text; /* the one that several hand in */

	int holder, receiver; /* of a hire */
	int64_t held_until, accepted_at, deadline;
	int64_t held_in_step;
	int attempts;
	enum showing showings[PLAYERS];
	enum lateness lateness[PLAYERS];

	char digest[33]; /* of its row, after the step that last touched it */
};

struct no_show {
	int twin;
	int64_t at;
};

struct player {
	struct id id, agents[AGENTS_EACH];
	int64_t balance, entries, shortage;
	struct id taken; /* what was last taken back, and has not come again */
	int64_t taken_cents, taken_earned;
	bool is_lost;	/* that dispute; else it is open */
	int64_t open;	/* what all disputes that are open took */
	bool suspended; /* by an operator; who owes is frozen too */
	int64_t earned;
	bool is_proven; /* something of the player's was good */
	struct no_show no_shows[NO_SHOWS_MOST];
	int no_show_count;
};

struct model {
	struct player players[PLAYERS];
	struct twin twins[TWINS_MOST];
	int twin_count;
	int active[ACTIVE_MOST], active_count;	 /* twins that are not terminal */
	int touched[ACTIVE_MOST], touched_count; /* in this step */
	int64_t clock, step;
	int64_t *moves; /* how often each was made: of the whole run */
};

int64_t twin_now(const struct model *, const struct twin *);

/* Places that are live (as stored, run out or not) or submitted. */
int twin_places(const struct twin *, enum place_state);
int twin_claims(const struct twin *);

/*
 * What an act is about to change. It is kept if the market must agree, and
 * forgotten if it must refuse: as a transaction is.
 */
enum { POSTINGS_MOST = 4, MOVES_MOST = 4 };
struct draft {
	struct model *model;
	int index;
	struct twin twin;
	int64_t now; /* on the job's clock */
	struct {
		int player;
		int64_t cents, earned;
	} postings[POSTINGS_MOST];
	struct {
		int player;
		int64_t at;
	} no_shows[PLAYERS];
	bool proven[PLAYERS];
	int moves[MOVES_MOST];
	int posting_count, no_show_count, move_count;
};

struct draft draft_open(struct model *, int twin);
void draft_keep(struct draft *);

/* Make a move; the program ends if there is none: the model contradicts itself. */
void draft_move(struct draft *, enum event);
void draft_post(struct draft *, int player, int64_t cents, int64_t earned);
void draft_settle(struct draft *, int winner); /* NOBODY: the sender has it back */
void draft_no_show(struct draft *, int player, int64_t at, int64_t cooldown_ends);
void draft_prove(struct draft *, int player); /* that work of the player's is good */

/* A new job, pending; and whether the sender can pay for one. */
int model_post(struct model *, struct twin);
bool model_is_known(const struct twin *, int player); /* does the player know of it? */
int64_t model_fee(bool is_hire, int64_t price);

/* What was kept: entries are counted as the ledger numbers them. */
void player_post(struct player *, int64_t cents, int64_t earned);
/* What goes out takes card money first. */
void player_take(struct player *, int64_t cents);
bool model_is_frozen(const struct player *);

/* The sender pays for it. */
enum error model_pay(struct model *, int twin, int player);

/* Money from outside, and back to it: what a wallet cannot cover it owes, and is frozen. */
void model_top_up(struct player *, int64_t cents);
void model_take_back(struct player *, int64_t cents, struct id taken, bool lost);
enum error model_give_again(struct player *); /* what was last taken, if it has not come yet */
void model_settle(struct player *);
