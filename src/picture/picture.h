/*
 * THE ROOM OF PICTURES: figures that people would rather look at. A picture has a file of its own: its figures (a
 * struct, and one statement that reads them) and a pure function that draws them. What all share is here,
 * in draw.h (what a picture is drawn with) and in axis.h (where things stand, and what a number is called).
 *
 * A picture is drawn once and shown in two ways: within a page, with its figures in a table
 * below (picture_figure), and by itself, for <img> (picture_svg). Widths are shares of
 * the whole and heights are pixels, so that text keeps its size from 320 pixels up.
 *
 * COLOURS are custom properties of the page (--picture-main and so on, draw.c has the list), each with a
 * tone that has a contrast of at least 3 both on white and on black; text is currentColor. Nothing is
 * told by colour alone: what differs has another shape, another place or a word.
 *
 * WHAT IS PUBLIC: how many places are taken and how many answers are in; and, once a drop is completed, when each
 * place was taken and what grade it got, without a name. Before that the sender alone sees all places, and
 * a competitor sees its own.
 */
#pragma once

#include "html/markup.h"
#include "picture/table.h"

struct picture {
	const char *title; /* what it is, in a few words */
	const char *sum;   /* what it shows, in a sentence: for whoever does not see it */
	int height;	   /* in pixels */
	struct markup drawing;
	struct table table;
};

/* <figure>: the picture, what it is, and its figures as a table. */
struct markup picture_figure(struct arena *, const struct picture *);

/* A document of its own: image/svg+xml. */
struct markup picture_svg(struct arena *, const struct picture *);

/* What Content-Security-Policy has to allow for its one style sheet: 'sha256-...'. */
const char *picture_style_hash(struct arena *);
