/*
 * What a prompt asks for, as far as words tell: its key terms, whether it
 * hands over material to work on, how many pieces it wants.
 */
#pragma once

#include <stdbool.h>

#include "language/lexicon.h"
#include "language/words.h"

enum { KEY_TERMS = 24 };
enum { QUESTION_MAX = 9 }; /* words that a short question has at the most */

enum pack { PACK_WILD, PACK_ROAST, PACK_SCOUT, PACK_CODE, PACK_COOK };

struct task {
	enum pack pack;
	struct words words;
	int material; /* index of the first word of the material handed over */
	bool edits, translates, offers_choice, brief, wants_code;
	bool about_pleas; /* quoting one is an answer then */
	bool asks;	  /* it is a question */
	int pieces;	  /* how many answers it wants, 0 if it does not say */

	uint64_t keys[KEY_TERMS]; /* stems of the terms an answer is expected to touch */
	int key_count;
	struct table key_places; /* stem to its place in keys, from 1 */
	struct table asked;	 /* stems of content that an answer owes to the prompt alone */
	int asked_count;
	int stop_percent; /* share of grammar; low if the language is not known */
};

struct task task_of(struct arena *, const struct lexicon *, const char *prompt, const char *pack);

/* Take it as work on the material handed over, though no word for that stands in the prompt. */
void task_take_material(struct task *, struct arena *);

/* Content is what is neither grammar nor noise. */
bool word_is_content(const struct word *);

/* A word that tells what a task is about: content that is neither filler nor a number. */
bool word_is_key(const struct word *);
