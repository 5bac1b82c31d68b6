/* Every event in every state: a legal move, or the error that its name promises. */
#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "hire/hire_move.h"
#include "support/suite.h"

enum {
	P = HIRE_PENDING_PAYMENT,
	Q = HIRE_QUEUED,
	H = HIRE_HELD,
	A = HIRE_ACCEPTED,
	S = HIRE_SUBMITTED,
	V = HIRE_VERIFIED,
	C = HIRE_CANCELLED,
	F = HIRE_FAILED
};

/* What leads nowhere: open (taken), state (asked for at the wrong time), late (the program's own). */
enum { OPEN = -ERR_NOT_OPEN, STATE = -ERR_WRONG_STATE, LATE = -ERR_CONFLICT };

/* Written down from the contract's words, not from the program's table. */
static const int wanted[HIRE_STATUSES][HIRE_EVENTS] = {
	/*        pay    hold  lapse accept reject submit pass  retry exhst cancel abandon unjudged */
	[P] = { Q, OPEN, LATE, STATE, STATE, STATE, LATE, LATE, LATE, C, LATE, LATE },
	[Q] = { STATE, H, LATE, STATE, STATE, STATE, LATE, LATE, LATE, C, LATE, LATE },
	[H] = { STATE, OPEN, Q, A, Q, STATE, LATE, LATE, LATE, C, LATE, LATE },
	[A] = { STATE, OPEN, LATE, STATE, Q, S, LATE, Q, F, A, C, LATE },
	[S] = { STATE, OPEN, LATE, STATE, STATE, STATE, V, Q, F, S, C, F },
	[V] = { STATE, OPEN, LATE, STATE, STATE, STATE, LATE, LATE, LATE, STATE, LATE, LATE },
	[C] = { STATE, OPEN, LATE, STATE, STATE, STATE, LATE, LATE, LATE, STATE, LATE, LATE },
	[F] = { STATE, OPEN, LATE, STATE, STATE, STATE, LATE, LATE, LATE, STATE, LATE, LATE },
};

START_TEST(every_event_in_every_state_is_a_move_or_a_named_error)
{
	for (int from = 0; from < HIRE_STATUSES; from++)
		for (int event = 0; event < HIRE_EVENTS; event++) {
			enum hire_status to = HIRE_STATUSES;
			int want = wanted[from][event];
			enum error e = hire_move((enum hire_status)from, (enum hire_event)event,
						 &to);

			ck_assert_msg(want < 0 ? (int)e == -want && to == HIRE_STATUSES
					       : e == OK && (int)to == want,
				      "event %d in %s: %s, to %d", event,
				      hire_status_name((enum hire_status)from), error_name(e),
				      (int)to);
		}
}
END_TEST

START_TEST(nothing_leaves_a_terminal_state)
{
	for (int from = 0; from < HIRE_STATUSES; from++) {
		bool leaves = false;

		for (int event = 0; event < HIRE_EVENTS; event++) {
			enum hire_status to;

			leaves |= hire_move((enum hire_status)from, (enum hire_event)event, &to) ==
				  OK;
		}
		ck_assert_int_eq(leaves, !hire_is_terminal((enum hire_status)from));
	}
}
END_TEST

START_TEST(names_go_both_ways)
{
	for (int i = 0; i < HIRE_STATUSES; i++)
		ck_assert_int_eq(hire_status_named(hire_status_name((enum hire_status)i)), i);
	ck_assert_str_eq(hire_status_name(HIRE_PENDING_PAYMENT), "pending_payment");
}
END_TEST

START_TEST(a_refusal_says_where_the_job_stands)
{
	enum hire_status to;

	ck_assert_int_eq(hire_move(HIRE_VERIFIED, HIRE_CANCEL, &to), ERR_WRONG_STATE);
	ck_assert_str_eq(failure_note()->text, "the job is verified: there is nothing to cancel");
}
END_TEST

SUITE("hire_move", NULL, NULL, every_event_in_every_state_is_a_move_or_a_named_error,
      nothing_leaves_a_terminal_state, names_go_both_ways, a_refusal_says_where_the_job_stands)
