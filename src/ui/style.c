/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/style.h"

/*
 * We do not know whether the background is light or dark, so a colour on the terminal's own
 * background is one that can be read on both: of the 256, those with a contrast of at least 4 to
 * black and to white; of the 8, only red and magenta (yellow, green and cyan vanish on white, blue
 * on black). Where that leaves nothing, bold, dim, underline and reverse tell things apart.
 *
 * A contrast of 4.5 to both asks for a luminance between 0.175 and 0.183, which among the greys
 * only 243 has (4.6 and 4.5). On a theme whose dark is not black it comes down to 3: enough for
 * frames, marks, times and a word aside. Sentences that say why are in the terminal's own colour.
 */

/* clang-format off */
#define PLAIN         {-1, -1, 0}
#define MARKED(marks) {-1, -1, marks}

enum { BOLD = LOOK_BOLD, DIM = LOOK_DIM, UNDERLINE = LOOK_UNDERLINE, REVERSE = LOOK_REVERSE };
enum { BLACK = 0, RED = 1, YELLOW = 3, MAGENTA = 5, WHITE = 7 };

/* of the 256 */
enum {
	BLUE = 63,     /* #5f5fff */
	GREEN = 28,    /* #008700 */
	TEAL = 30,     /* #008787 */
	VIOLET = 98,   /* #875fd7 */
	BROWN = 130,   /* #af5f00 */
	CRIMSON = 161, /* #d7005f */
	PAPER = 231,   /* #ffffff */
	GREY = 243,    /* #767676 */
	INK = 16,      /* #000000 */
	AMBER = 221,   /* #ffd75f */
};

const struct look style_looks[STYLE__COUNT][PALETTE__COUNT] = {
	[STYLE_TEXT] = {PLAIN, PLAIN, PLAIN},
	[STYLE_QUIET] = {MARKED(DIM), MARKED(DIM), {GREY, -1, 0}},
	[STYLE_HEADING] = {MARKED(BOLD), MARKED(BOLD), {TEAL, -1, BOLD}},
	[STYLE_TITLE] = {MARKED(BOLD), MARKED(BOLD), MARKED(BOLD)},
	[STYLE_FOCUS] = {MARKED(BOLD), {MAGENTA, -1, BOLD}, {BLUE, -1, BOLD}},
	[STYLE_SELECTED] = {MARKED(BOLD), MARKED(BOLD), MARKED(BOLD)},
	[STYLE_QUESTION] = {MARKED(BOLD), MARKED(BOLD), MARKED(BOLD)},
	[STYLE_STUDENTS] = {PLAIN, {MAGENTA, -1, 0}, {TEAL, -1, 0}},
	[STYLE_TEACHER] = {PLAIN, PLAIN, {VIOLET, -1, 0}},
	[STYLE_COACH] = {PLAIN, PLAIN, {BROWN, -1, 0}},
	[STYLE_MET] = {MARKED(BOLD), MARKED(BOLD), {GREEN, -1, BOLD}},
	[STYLE_NOT_MET] = {MARKED(UNDERLINE), {RED, -1, 0}, {CRIMSON, -1, 0}},
	[STYLE_KEY] = {MARKED(BOLD), MARKED(BOLD), {BLUE, -1, BOLD}},
	[STYLE_HINT] = {PLAIN, PLAIN, PLAIN},
	[STYLE_SAVED] = {PLAIN, PLAIN, {GREEN, -1, 0}},
	[STYLE_SAVING] = {MARKED(DIM), MARKED(DIM), {GREY, -1, 0}},
	[STYLE_WARNING] = {MARKED(BOLD | REVERSE), {WHITE, RED, BOLD}, {PAPER, CRIMSON, BOLD}},
	[STYLE_PRIVATE] = {MARKED(REVERSE), {WHITE, MAGENTA, 0}, {PAPER, VIOLET, 0}},
	[STYLE_INPUT] = {PLAIN, PLAIN, PLAIN},
	[STYLE_MATCH] = {MARKED(REVERSE), {BLACK, YELLOW, 0}, {INK, AMBER, 0}},
};
/* clang-format on */
