/*
 * One drop, as everybody may see it: the same page for all, so that it can be kept. For who is signed in the
 * module (www/app.js) makes it live, and fills #act; it finds the drop by the <article>'s data-drop and data-status.
 */
#pragma once

#include "drop/board.h"
#include "html/markup.h"

/* The pictures of it come below the rest. */
struct markup drop_page(struct arena *, const struct exhibit *, struct markup pictures);
