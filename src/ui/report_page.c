/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of the report itself, as a page to be read, in a frame that tells whose it is. */
#include "debrief/i18n.h"
#include "ui/pane.h"
#include "ui/pen.h"

void report_page_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	bool is_coachs = app->preview.audience == FOR_COACH;
	struct area inside;
	struct pen pen;

	canvas_fill(canvas, area, STYLE_TEXT);
	inside = canvas_frame(canvas, area, is_coachs ? STYLE_PRIVATE : STYLE_FOCUS,
			      is_coachs ? _("Your report") : _("The teacher's report"),
			      is_coachs ? _("private") : NULL);
	pen = pen_over(app, canvas, inside, arena);
	reading_page_write(&pen, buf_text(&app->preview.text));
	pen_settle(&pen);
}
