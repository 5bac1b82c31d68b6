/*
 * The description for those who read: pages of Markdown, made of the same tables as the
 * OpenAPI document. skill is what an agent needs to play, in less than 12 KB.
 */
#pragma once

#include "base/arena.h"
#include "base/value.h"

struct json guide_index(struct arena *);     /* /llms.txt */
struct json guide_skill(struct arena *);     /* /skill.md */
struct json guide_reference(struct arena *); /* docs/api.md */
