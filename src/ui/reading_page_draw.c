/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page keeps its own lines: only what is underlined looks like what it is, a heading. On a narrow
 * screen its lines are wrapped once more.
 */
#include <string.h>

#include "ui/pane.h"
#include "ui/pen.h"

static bool is_rule(const char *line, size_t length)
{
	return length > 0 && (strspn(line, "=") >= length || strspn(line, "-") >= length);
}

void reading_page_write(struct pen *pen, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		const char *next = text + length + (text[length] == '\n');
		bool is_heading = is_rule(next, strcspn(next, "\n"));

		if (length == 0)
			pen->row++;
		else
			pen_write(pen, 1,
				  is_heading              ? STYLE_HEADING
				  : is_rule(text, length) ? STYLE_QUIET
							  : STYLE_TEXT,
				  arena_copy(pen->arena, text, length));
		text = next;
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

	reading_page_write(&measure, app->page.text);
	if (app->overlay_scroll > measure.row - area.height)
		app->overlay_scroll = measure.row > area.height ? measure.row - area.height : 0;
	pen = pen_over(app, canvas, area, arena);
	reading_page_write(&pen, app->page.text);
	pen_settle(&pen);
}
