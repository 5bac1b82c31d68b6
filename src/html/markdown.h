/*
 * Markdown as markup (CommonMark with GitHub's tables and strike-through, parsed by cmark-gfm). The tree is written
 * out here and not by the library: what was written is text in markup of ours, by its type, as everywhere.
 */
#pragma once

#include "html/markup.h"

/*
 * What strangers wrote. HTML shows as the text that it is. Links lead to http, https and mailto alone and are
 * followed by no crawler; a picture becomes a link to itself, for to fetch it would tell its owner who reads.
 * Headings become emphasised lines: they are none of the page's. What would take long to parse
 * (paragraphs without end, nests without bottom) is shown as it was written.
 */
struct markup markdown_of_strangers(struct arena *, const char *text);

/* A document of this program: its headings have ids, and its links lead within the site or to https. */
struct markup markdown_of_ours(struct arena *, const char *text);
