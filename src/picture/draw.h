/* What a picture is drawn with: bars, lines, words, the marks that say what became of something. */
#pragma once

#include "base/text.h"
#include "html/markup.h"
#include "picture/axis.h"

enum ink {
	INK_TEXT,   /* as text is */
	INK_QUIET,  /* what is there to compare with */
	INK_MAIN,   /* what the picture is of */
	INK_SECOND, /* what stands beside it */
	INK_GOOD,
	INK_BAD,
	INK_S,
	INK_A,
	INK_B,
	INK_C,
	INK_D,
	INK_F
};

struct drawing {
	struct arena *arena;
	struct text out;
};

struct drawing draw_start(struct arena *);
struct markup draw_end(const struct drawing *);

/* A filled rectangle; of no width it is not there. */
void draw_bar(struct drawing *, struct share x, int y, struct share width, int height, enum ink);

/* The same, so pale that lines and words on it can be seen. */
void draw_area(struct drawing *, struct share x, int y, struct share width, int height, enum ink);

/* From point to point; a dashed one where two lines must differ. */
struct point {
	struct share x;
	int y;
};
void draw_line(struct drawing *, struct point from, struct point to, enum ink);
void draw_dashes(struct drawing *, struct point from, struct point to, enum ink);

/* A band that flows from one height on the left to another on the right, within x and x + width. */
struct band {
	struct share x, width;
	int from, to; /* its upper end on either side */
	int height;   /* the same on both; at least 1 */
	int room;     /* of the drawing, in pixels: how far down it may go */
};
void draw_band(struct drawing *, const struct band *, enum ink);

/* Words whose foot is at y; they begin, are centred or end at x. */
enum anchor { AT_START, AT_MIDDLE, AT_END };
void draw_words(struct drawing *, struct share x, int y, enum anchor, const char *);

/* The same in words that stand out. */
void draw_headline(struct drawing *, struct share x, int y, const char *);

/* What became of something: each mark has a shape of its own, twelve pixels wide, centred at that point. */
enum mark { MARK_DONE, MARK_GIVEN_BACK, MARK_RUN_OUT, MARK_AT_WORK };
void draw_mark(struct drawing *, struct share x, int y, enum mark);

/* A grade in its own shape, 28 pixels wide; its upper left corner is at that point. */
void draw_grade(struct drawing *, struct share x, int y, char grade);
enum ink ink_of_grade(char grade);

/* What is drawn until draw_back stands so many pixels further to the right: a share of the whole stays as wide. */
void draw_indent(struct drawing *, int pixels);
void draw_back(struct drawing *);

/* A place of a drop, 18 pixels wide, so many pixels from the left: taken by an answer, taken, free. */
enum slot { SLOT_ANSWERED, SLOT_TAKEN, SLOT_FREE };
void draw_slot(struct drawing *, int x, int y, enum slot);
