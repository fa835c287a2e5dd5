/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page keeps its own lines: only what is underlined looks like what it is, a heading. On a narrow
 * screen its lines are wrapped once more.
 */
#include "ui/pane.h"

#include <string.h>

#include "debrief/i18n.h"
#include "ui/pen.h"

static bool is_rule(const char *line, size_t length)
{
	return length > 0 && (strspn(line, "=") >= length || strspn(line, "-") >= length);
}

static void write_text(struct pen *pen, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		const char *next = text + length + (text[length] == '\n');
		bool is_heading = is_rule(next, strcspn(next, "\n"));

		if (length == 0)
			pen->row++;
		else
			pen_write(pen, 0,
				  is_heading              ? STYLE_HEADING
				  : is_rule(text, length) ? STYLE_QUIET
							  : STYLE_TEXT,
				  arena_copy(pen->arena, text, length));
		text = next;
	}
}

/* It is measured first, so that it never scrolls beyond its end. */
static void draw_text(struct app *app, struct canvas *canvas, struct area area, const char *text,
		      struct arena *arena)
{
	struct pen measure = {.app = app,
			      .canvas = canvas,
			      .area = {area.row, area.column, 0, area.width - 1},
			      .margin = 1,
			      .arena = arena};
	struct pen pen;

	write_text(&measure, text);
	if (app->overlay_scroll > measure.row - area.height)
		app->overlay_scroll = measure.row > area.height ? measure.row - area.height : 0;
	pen = pen_over(app, canvas, area, arena);
	write_text(&pen, text);
	pen_settle(&pen);
}

void reading_page_draw(struct app *app, struct canvas *canvas, struct area area,
		       struct arena *arena)
{
	canvas_fill(canvas, area, STYLE_TEXT);
	draw_text(app, canvas, canvas_frame(canvas, area, STYLE_FOCUS, app->page.title, NULL),
		  app->page.text, arena);
}

void report_page_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	bool is_coachs = app->preview.audience == FOR_COACH;

	canvas_fill(canvas, area, STYLE_TEXT);
	draw_text(app, canvas,
		  canvas_frame(canvas, area, is_coachs ? STYLE_PRIVATE : STYLE_FOCUS,
			       is_coachs ? _("Your report") : _("The teacher's report"),
			       is_coachs ? _("private") : NULL),
		  buf_text(&app->preview.text), arena);
}
