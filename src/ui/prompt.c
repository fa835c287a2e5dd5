/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row has to hold what is asked, what is typed and what comes of it: a line longer than its
 * share is seen from where its end and its cursor are. */
#include "ui/prompt.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"

/* How much of the text before the cursor is left out, so that the rest takes at most `columns`. */
static size_t left_out(const char *text, size_t point, int columns)
{
	size_t skip = 0;

	while (skip < point && utf8_columns(text + skip, point - skip) > columns)
		skip += utf8_cell(text + skip, point - skip).length;
	return skip;
}

void prompt_draw(const struct app *app, struct canvas *canvas, struct area area)
{
	const struct form_run *run = &app->form;
	const char *text = run->text ? run->text : "";
	const char *title = run->search && *run->search ? run->search
							: _(form_question(run)->title);
	int column = 2 + canvas_puts(canvas, area, 0, 1, STYLE_KEY, title);
	struct area line = {area.row, area.column + column, 1, area.width * 3 / 5 - column};
	size_t skip;

	if (line.width < 2)
		line.width = area.width - column;
	skip = left_out(text, run->point, line.width - 1);
	column += canvas_text(canvas, line, 0, 0, STYLE_INPUT, text + skip, strlen(text + skip));
	canvas_puts(canvas, area, 0, column + 3, STYLE_QUIET, app->message);
	canvas_cursor(canvas, line, 0, canvas_columns(canvas, text + skip, run->point - skip));
}
