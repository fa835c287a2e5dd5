/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PEN_H
#define UI_PEN_H

#include "app/app.h"
#include "ui/canvas.h"

/*
 * Writes downwards, paragraph after paragraph. What stands above or below the area is counted and
 * not seen: a text that is scrolled begins with a negative row.
 */

struct pen {
	struct app *app;
	struct canvas *canvas;
	struct area area;
	int row;             /* of the area, the next to write on */
	int end;             /* behind the last that was written on */
	int margin;          /* columns that paragraphs leave free at the right */
	struct arena *arena; /* lives as long as the frame */
};

/* For what lies over the panes: it begins where it was scrolled to, a column from the edge. */
struct pen pen_over(struct app *app, struct canvas *canvas, struct area area, struct arena *arena);
/* Its end: keeps the last line in view, marks that there is more, and rests the cursor. */
void pen_settle(const struct pen *pen);

/* A paragraph, wrapped; NULL (no memory for it) writes nothing. */
void pen_write(struct pen *pen, int column, enum style style, const char *text);
/* One row, which is cut if it is too long. */
void pen_line(struct pen *pen, int column, enum style style, const char *text);

#endif
