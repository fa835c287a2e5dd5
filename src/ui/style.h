/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_STYLE_H
#define UI_STYLE_H

/*
 * Styles are named by meaning. One table gives each its looks without colour, with 8 and with 256
 * colours; meaning is never carried by colour alone: a letter, a mark or a word always stands
 * beside it.
 */

enum style {
	STYLE_TEXT,
	STYLE_QUIET,    /* less important: frames, times, hints of what is unknown */
	STYLE_HEADING,  /* phases, ASK, HEARD */
	STYLE_TITLE,    /* the titles of panes and the top line */
	STYLE_FOCUS,    /* the frame and title of the pane that has the keys */
	STYLE_SELECTED, /* the row under the marker */
	STYLE_QUESTION, /* the question to ask */
	STYLE_STUDENTS,
	STYLE_TEACHER,
	STYLE_COACH,
	STYLE_MET,
	STYLE_NOT_MET,
	STYLE_KEY,  /* a key in the hint bar */
	STYLE_HINT, /* what it does */
	STYLE_SAVED,
	STYLE_SAVING,
	STYLE_WARNING, /* NOT SAVED */
	STYLE_PRIVATE, /* the mark over private things */
	STYLE_INPUT,   /* a line being written */
	STYLE_MATCH,   /* what a search has found */
	STYLE__COUNT,
};

enum palette { PALETTE_NONE, PALETTE_8, PALETTE_256, PALETTE__COUNT };

struct look {
	short fg, bg;        /* colour number of that palette, -1: the terminal's own */
	unsigned char marks; /* of enum look_mark */
};

enum look_mark {
	LOOK_BOLD = 1,
	LOOK_DIM = 2,
	LOOK_UNDERLINE = 4,
	LOOK_REVERSE = 8,
};

extern const struct look style_looks[STYLE__COUNT][PALETTE__COUNT];

#endif
