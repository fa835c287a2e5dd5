/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PANE_H
#define UI_PANE_H

#include "app/app.h"
#include "ui/canvas.h"

/*
 * A pane is a const table. It draws what the application holds onto a canvas, inside the area it is
 * given (its frame is drawn by the screen), and rests the cursor on what is selected when it has
 * the focus. `arena` lives as long as the frame.
 */

struct pane_ops {
	const char *(*title)(const struct app *app, struct arena *arena);
	void (*draw)(struct app *app, struct canvas *canvas, struct area area, bool focused,
		     struct arena *arena);
};

extern const struct pane_ops pane_lesson, pane_work, pane_script;

/* The library instead of the panes: its list, or what stands in its place. */
void library_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena);
/* Drawn by the script pane below its steps while a form is open; returns nothing: the cursor rests
 * in it. */
void form_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena);
/* The part of it where the answer is written or chosen. */
void form_draw_answer(struct app *app, struct canvas *canvas, struct area area);
/* Behind the last of the lines of a text that are shown, on its row. */
void pane_draw_ellipsis(struct canvas *canvas, struct area area, int at, const char *text,
			int lines);
/* How the letter of those who acted looks; NULL: not clear who. */
enum style lesson_actor_style(const char *who);
/* What the question is about. */
const char *form_heading(const struct app *app, const struct form_run *run, struct arena *arena);
void help_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena);
/* A page that is read, in a frame that tells whose it is. */
void reading_page_draw(struct app *app, struct canvas *canvas, struct area area,
		       struct arena *arena);
void report_page_draw(struct app *app, struct canvas *canvas, struct area area,
		      struct arena *arena);
void coach_view_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena);

/*
 * A list of items of several lines each that is drawn from `*scroll` on, so that the selected one
 * is whole in view if it fits. `height_of` counts an item's lines; `draw` draws it with its first
 * line at `row`, which may be above the area.
 */
struct list_ops {
	int (*height_of)(const void *context, size_t item, int width);
	void (*draw)(const void *context, size_t item, struct canvas *canvas, struct area area,
		     int row, bool selected);
	struct target target; /* what an item is to a click */
};
/* Returns the row of the selected item within the area (to rest the cursor), or 0. */
int list_draw(const struct list_ops *ops, const void *context, size_t count, struct list_view *view,
	      struct canvas *canvas, struct area area);
/* The same of a text of so many rows: returns which of them is the first in sight, `start` unless
 * the coach went elsewhere. */
int list_scroll(struct list_view *view, int start, int rows, int height);
/* What is cut there is told at the end of a row that holds nothing else; with the keys that read
 * on, if they do. */
void list_draw_cut(const struct list_view *view, struct canvas *canvas, struct area row,
		   bool focused);

#endif
