/*
 * What people see: functions from what the rooms below found out to markup. No request, no SQL and no
 * decision is here: src/api/page.c reads what a page needs and answers with it.
 *
 * Where does the next page go? The same for everybody, and of nothing that moves: its body is a file of
 * www/pages/, which the build puts into the shell, and nginx serves. Public, and of rows that move: a function
 * here, in a file of its noun, and a handler in src/api/page.c (PUBLIC: nginx keeps it for a second). Somebody's
 * own: a body in www/pages/ that www/app.js fills by the API. Either address is a line of
 * nginx/clorp-pages.conf.
 *
 * Each page has one <h1>, and its visitor's first wish right below it. What strangers wrote is put in as text
 * (html/markup.h escapes it by its type) or as Markdown (html/markdown.h), in an element with dir="auto".
 * Amounts are money_text's, counts and times say.h's. Nothing that only seems to differ, as a time from now, is written here: the
 * module makes clocks of <time>, and so two answers of the same rows have one ETag. docs/design.md is about looks.
 */
#pragma once

#include "page/answer.h"
#include "page/board.h"
#include "page/drop.h"
#include "page/home.h"
#include "page/say.h"
#include "page/shell.h"
#include "page/status.h"
#include "page/trouble.h"
