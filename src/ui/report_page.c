/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of the report itself, line by line: only what is underlined looks like what it is, a
 * heading. On a narrow screen its lines are wrapped once more.
 */
#include <string.h>

#include "debrief/i18n.h"
#include "ui/pane.h"
#include "ui/pen.h"

static bool is_rule(const char *line, size_t length)
{
	return length > 0 && (strspn(line, "=") >= length || strspn(line, "-") >= length);
}

static void write_lines(struct pen *pen, const char *text)
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
	write_lines(&pen, buf_text(&app->preview.text));
	pen_settle(&pen);
}
