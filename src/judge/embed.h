/*
 * Relevance by embeddings: any server with the OpenAI form of /v1/embeddings,
 * where judge.embed.url names one. What counts is by how much a text is nearer
 * to the task than plain texts about other things are, so that one point suits
 * most models and languages.
 */
#pragma once

#include "judge/floor.h"

/* A nearness_fn. False without a server, or if it does not answer in time or in that form. */
bool embed_nearness(struct arena *, const char *prompt, const char *const *texts, int count,
		    int *thousandths);
