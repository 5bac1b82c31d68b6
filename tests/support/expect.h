/* What a call came back with, in words when it is another thing than expected. */
#pragma once

#include <check.h>

#include "base/error.h"

#define expect(wanted, call) \
	do { \
		enum error came_ = (call); \
		ck_assert_msg(came_ == (wanted), "%s: %s instead of %s (%s)", #call, \
			      error_name(came_), error_name(wanted), \
			      came_ ? failure_note()->text : ""); \
	} while (0)
