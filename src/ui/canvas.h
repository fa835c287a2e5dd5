/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/click.h"
#include "debrief/err.h"
#include "debrief/wrap.h"
#include "ui/style.h"

/*
 * A grid of cells on which panes draw; the terminal shows it with one blit. Everything is clipped
 * to the area that is given. All text passes the sanitiser here: what is on the canvas is safe to
 * show.
 */

#define CELL_BYTES 22

struct charset;

struct cell {
	unsigned char length;  /* bytes of text; 0: the right half of a wide character */
	unsigned char style;   /* enum style */
	char text[CELL_BYTES]; /* a base character and its combining marks, UTF-8, not terminated */
};

struct area {
	int row, column, height, width;
};

/* What of the canvas can be clicked; what is added later lies above. */
struct zone {
	struct area area;
	struct target target;
};

#define CANVAS_ZONES 256 /* what is added beyond is not clicked */

struct canvas {
	int rows, columns;
	struct cell *cells;
	size_t capacity;
	bool ascii;                    /* characters that are not ASCII are shown by ASCII ones, */
	const struct charset *charset; /* but for those that this shows; NULL: all */
	int cursor_row, cursor_column; /* where the attention is */
	struct zone zones[CANVAS_ZONES];
	size_t n_zones;
};

void canvas_init(struct canvas *canvas, bool ascii);
void canvas_release(struct canvas *canvas);
/* A character can be drawn as it is. */
bool canvas_shows(const struct canvas *canvas, int32_t character);
/* Empties it; sizes below 1 count as 1, above 1000 as 1000. */
MUST_USE enum status canvas_resize(struct canvas *canvas, int rows, int columns, struct err *err);
void canvas_clear(struct canvas *canvas);

/* Draws one line of text at a place within the area (row and column count from the area's corner),
 * clipped to it; tabs become blanks. Returns the columns it took, 0 on a row outside of the area.
 */
int canvas_text(struct canvas *canvas, struct area area, int row, int column, enum style style,
		const char *text, size_t length);
/* The same for a NUL-terminated text; one that does not fit ends in "…" . */
int canvas_puts(struct canvas *canvas, struct area area, int row, int column, enum style style,
		const char *text);
int canvas_printf(struct canvas *canvas, struct area area, int row, int column, enum style style,
		  const char *format, ...) ERR_FORMAT(6, 7);
/* Draws wrapped text downwards from a row, at most to the area's end, beginning with its line
 * `skip`; returns the number of rows used. With an area of no height it only counts. */
int canvas_wrapped(struct canvas *canvas, struct area area, int row, int column, enum style style,
		   const char *text, int skip);
/* Where canvas_wrapped, from the first line on, draws the byte at `point` in an area so wide. */
struct wrap_place canvas_find(const struct canvas *canvas, const char *text, size_t point,
			      int width);
/* How many columns canvas_text would take for it, if nothing were clipped. */
int canvas_columns(const struct canvas *canvas, const char *text, size_t length);
void canvas_fill(struct canvas *canvas, struct area area, enum style style);
/* A frame with a title in its upper line and an optional text at its right (both may be NULL);
 * returns the inside. The title of a quiet frame is drawn as STYLE_TITLE. */
struct area canvas_frame(struct canvas *canvas, struct area area, enum style style,
			 const char *title, const char *right);
/* A horizontal line across the area, joined to the frame round it when `joined` (the one thing that
 * is drawn outside of an area). */
void canvas_rule(struct canvas *canvas, struct area area, int row, enum style style, bool joined);
/* Rests the cursor in the area; a place outside of it becomes the nearest within. */
void canvas_cursor(struct canvas *canvas, struct area area, int row, int column);

/* Says what an area is to a click. */
void canvas_zone(struct canvas *canvas, struct area area, struct target target);
/* What is at a place, which may be off the canvas. */
struct target canvas_target(const struct canvas *canvas, int row, int column);

/* Symbols, with their fallback outside UTF-8. */
enum symbol {
	SYMBOL_DONE,
	SYMBOL_NOW,
	SYMBOL_OPEN,
	SYMBOL_DOT,
	SYMBOL_ELLIPSIS, /* three columns outside UTF-8; all others one */
	SYMBOL_UP,
	SYMBOL_DOWN,
	SYMBOL_MARK,
	SYMBOL_ACROSS, /* lines and corners, named by where they lead */
	SYMBOL_DOWNWARDS,
	SYMBOL_TOP_LEFT,
	SYMBOL_TOP_RIGHT,
	SYMBOL_BOTTOM_LEFT,
	SYMBOL_BOTTOM_RIGHT,
	SYMBOL_LEFT_JOIN,
	SYMBOL_RIGHT_JOIN,
	SYMBOL__COUNT,
};
const char *canvas_symbol(const struct canvas *canvas, enum symbol symbol);

#endif
