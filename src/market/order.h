/* What a sender asks for, checked and with its ids drawn; of either kind. */
#pragma once

#include "files/attachment.h"
#include "market/market.h"

enum { PROMPT_CHARACTERS = 20000 }; /* at most */

struct order {
	struct id job, transfer;
	struct id sender;
	const char *prompt, *title;
	const char *pack;			/* of a drop */
	const char *description, *requirements; /* of a hire; may be NULL */
	struct json env_vars;
	struct attachments attachments;
	struct money price;
	int64_t time_limit_seconds;
	bool pay_when_funded;
};
