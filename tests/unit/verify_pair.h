/* A task with a delivery that does it and one that does not. */
#pragma once

enum kind {
	/* what may never pass */
	BAD_EMPTY,
	BAD_COPIED,
	BAD_SHUFFLED,
	BAD_STUFFED,
	BAD_OFF_TASK,
	BAD_PLEA,
	BAD_FILLER,
	BAD_TOO_SHORT,
	BAD_FILES_ONLY,
	BAD_REFUSAL,
	/* what breaks a demand that can be counted or seen */
	BAD_COUNT,
	BAD_FORM,
	BAD_WRONG_LANGUAGE,
	BAD_PROSE_FOR_CODE,
	BAD_MISSING,
	/* what answers another question of the same field, and may well pass */
	BAD_NEAR,
};

struct pair {
	enum kind kind; /* of the bad one */
	const char *prompt, *requirements;
	const char *good, *bad;
	int bad_files; /* handed in with the bad one */
};
