/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page keeps its own lines; where the screen is narrower than these, they are wrapped. */
#include <string.h>

#include "ui/pane.h"
#include "ui/pen.h"

static void write_lines(struct pen *pen, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		pen_write(pen, 1, STYLE_TEXT, arena_printf(pen->arena, "%.*s", (int)length, text));
		text += length + (text[length] == '\n');
	}
}

/* It is measured first, so that it never scrolls beyond its end. */
void reading_page_draw(struct app *app, struct canvas *canvas, struct area area,
		       struct arena *arena)
{
	struct pen measure = {.app = app,
			      .canvas = canvas,
			      .area = {area.row, area.column, 0, area.width},
			      .margin = 1,
			      .arena = arena};
	struct pen pen;

	write_lines(&measure, app->page.text);
	if (app->overlay_scroll > measure.row - area.height)
		app->overlay_scroll = measure.row > area.height ? measure.row - area.height : 0;
	pen = pen_over(app, canvas, area, arena);
	write_lines(&pen, app->page.text);
	pen_settle(&pen);
}
