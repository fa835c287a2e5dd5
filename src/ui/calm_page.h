/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_CALM_PAGE_H
#define UI_CALM_PAGE_H

#include "app/app.h"
#include "ui/canvas.h"
#include "ui/pen.h"

/*
 * Pages that take the place of everything, made to be read from across a table: one column in the
 * middle with room round it, the lesson at its head, one quiet line at its foot.
 */

struct calm_page {
	struct area head, body, foot;
};

/* Lays the page out and writes its head; the rest is still empty. */
struct calm_page calm_page_start(struct canvas *canvas, const struct shared_view *shared,
				 struct arena *arena);
void calm_page_foot(struct canvas *canvas, const struct calm_page *page, const char *line);
/* A heading with a quiet word at its right (may be NULL), and below it an empty row where there
 * is room. */
void calm_heading(struct pen *pen, const char *heading, const char *right);

/* Draw the page that is open. `line` is said at the foot instead of the keys; "" for nothing. */
void teacher_page_draw(struct teacher_page *page, const struct shared_view *shared,
		       const char *line, struct canvas *canvas, struct arena *arena);
/* The same line after line, with all works, for a canvas that is as high as need be. */
void teacher_page_draw_lines(const struct teacher_page *page, const struct shared_view *shared,
			     struct canvas *canvas, struct arena *arena);
/* While the teacher writes: what is asked. Returns where the answer is to be drawn. */
struct area teacher_page_ask(const struct shared_view *shared, const struct form_run *form,
			     struct canvas *canvas, struct arena *arena);
void reopen_page_draw(const struct app *app, const char *line, struct canvas *canvas,
		      struct arena *arena);

#endif
