/* How counts and times are written wherever people read them. */
#pragma once

#include "html/markup.h"

/* 1 answer, 2 answers: the noun is that of one. */
const char *say_count(struct arena *, int64_t, const char *noun);

/* What people choose by: Anything is the pack wild. As www/app.js has it. */
const char *say_pack(const char *pack);

/* <time>: 28 November 2026, 12:04:31 UTC. */
struct markup say_time(struct arena *, struct instant);
