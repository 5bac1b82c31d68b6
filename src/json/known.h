/*
 * A body whose every member has to be known, because a wrong name would cost
 * somebody something: what is not known is refused, with the name that was meant.
 */
#pragma once

#include "json/read.h"

/* Another word for a member. */
struct js_word {
	const char *said, *meant; /* NULL: what older clients send, and nobody reads */
};

/*
 * INVALID if a member is neither in the table nor a word that is ignored. The note
 * names it, and what it says: the word's meaning, or the field whose name is
 * nearest, if one is near.
 */
enum error js_check_known_fields(const struct js_node *, const struct js_field *, int count,
				 const struct js_word *, int word_count) MUST_USE;
#define js_check_known(node, fields, words) \
	js_check_known_fields((node), (fields), COUNT(fields), (words), COUNT(words))
