/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/pen.h"

struct pen pen_over(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	area.column++;
	area.width--;
	return (struct pen){
		.app = app,
		.canvas = canvas,
		.area = area,
		.row = -app->overlay_scroll,
		.margin = 1,
		.arena = arena,
	};
}

void pen_settle(const struct pen *pen)
{
	int more = pen->row - pen->area.height; /* below what is seen */
	int column = pen->area.width - 1;

	if (pen->app->overlay_scroll > 0)
		canvas_puts(pen->canvas, pen->area, 0, column, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_UP));
	if (more > 0)
		canvas_puts(pen->canvas, pen->area, pen->area.height - 1, column, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_DOWN));
	if (more < 0)
		pen->app->overlay_scroll += more;
	if (pen->app->overlay_scroll < 0)
		pen->app->overlay_scroll = 0;
	canvas_cursor(pen->canvas, pen->area, 0, 0);
}

void pen_write(struct pen *pen, int column, enum style style, const char *text)
{
	struct area area = pen->area;

	area.column += column;
	area.width -= column + pen->margin;
	if (text)
		pen->row += canvas_wrapped(pen->canvas, area, pen->row, 0, style, text, 0);
	pen->end = pen->row;
}

void pen_line(struct pen *pen, int column, enum style style, const char *text)
{
	if (text)
		canvas_puts(pen->canvas, pen->area, pen->row++, column, style, text);
	pen->end = pen->row;
}
