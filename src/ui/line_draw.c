/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line_draw.h"

#include <string.h>

#include "debrief/i18n.h"
#include "ui/line_text.h"

/*
 * Text keeps off both edges. The free columns at the left hold the marks of a single row; the one
 * at the right those of several, and the cursor when it stands behind a full row.
 */

#define INDENT 3

static struct area with_margin(struct area area)
{
	area.width++;
	return area;
}

/* No further than the cursor asks for, and never beyond the end. */
static int scroll_to(int scroll, int at, int room, int all)
{
	if (scroll > all - room)
		scroll = all - room;
	if (scroll < at - room + 1)
		scroll = at - room + 1;
	if (scroll > at)
		scroll = at;
	return scroll > 0 ? scroll : 0;
}

static int count_rows(struct canvas *canvas, const char *text, int width)
{
	struct area none = {0, 0, 0, width};

	return canvas_wrapped(canvas, none, 0, 0, STYLE_INPUT, text, 0);
}

static void draw_rows(struct form_run *run, struct canvas *canvas, struct area area, int rows)
{
	struct wrap_place place = canvas_find(canvas, run->text, run->point, area.width);
	int row = (int)place.row;

	run->line_scroll = scroll_to(run->line_scroll, row, area.height, rows);
	canvas_wrapped(canvas, area, 0, 0, STYLE_INPUT, run->text, run->line_scroll);
	if (run->line_scroll > 0)
		canvas_puts(canvas, with_margin(area), 0, area.width, STYLE_QUIET,
			    canvas_symbol(canvas, SYMBOL_UP));
	if (rows - run->line_scroll > area.height)
		canvas_puts(canvas, with_margin(area), area.height - 1, area.width, STYLE_QUIET,
			    canvas_symbol(canvas, SYMBOL_DOWN));
	canvas_cursor(canvas, with_margin(area), row - run->line_scroll, place.column);
}

/* The line of the text that the cursor is in. */
static void draw_single_row(struct form_run *run, struct canvas *canvas, struct area area)
{
	size_t begin = line_text_begin(run->text, run->point);
	size_t end = line_text_end(run->text, run->point);
	int column = canvas_columns(canvas, run->text + begin, run->point - begin);
	int columns = canvas_columns(canvas, run->text + begin, end - begin);
	struct area left = {area.row, area.column - INDENT, 1, INDENT};
	const char *more = canvas_symbol(canvas, SYMBOL_ELLIPSIS);

	run->line_scroll = scroll_to(run->line_scroll, column, area.width, columns + 1);
	canvas_text(canvas, area, 0, -run->line_scroll, STYLE_INPUT, run->text + begin,
		    end - begin);
	if (begin > 0)
		canvas_puts(canvas, left, 0, 0, STYLE_QUIET, canvas_symbol(canvas, SYMBOL_UP));
	if (run->text[end])
		canvas_puts(canvas, left, 0, 1, STYLE_QUIET, canvas_symbol(canvas, SYMBOL_DOWN));
	if (run->line_scroll > 0)
		canvas_puts(canvas, left, 0, INDENT - 1, STYLE_QUIET, canvas->ascii ? "<" : more);
	if (columns - run->line_scroll > area.width)
		canvas_puts(canvas, with_margin(area), 0, area.width, STYLE_QUIET,
			    canvas->ascii ? ">" : more);
	canvas_cursor(canvas, with_margin(area), 0, column - run->line_scroll);
}

/* As many as fit, and how many more there are. */
static void draw_completions(const char *const *choices, struct canvas *canvas, struct area area)
{
	int row = 0;
	size_t count = 0;

	while (choices[count])
		count++;
	for (size_t i = 0; i < count; i++) {
		int rows = count_rows(canvas, choices[i], area.width);
		int last = i + 1 < count ? 1 : 0;

		if (row + rows + last > area.height) {
			canvas_printf(canvas, area, row, 0, STYLE_QUIET, _("%s and %zu more"),
				      canvas_symbol(canvas, SYMBOL_ELLIPSIS), count - i);
			return;
		}
		row += canvas_wrapped(canvas, area, row, 0, STYLE_QUIET, choices[i], 0);
	}
}

void line_draw(struct form_run *run, struct canvas *canvas, struct area area)
{
	struct area below;
	int rows;

	area.column += INDENT;
	area.width -= INDENT + 1;
	if (!run->text)
		run->text = "";
	if (area.width < 2 || area.height < 1)
		return;
	run->columns = area.height > 1 ? area.width : 0;
	rows = count_rows(canvas, run->text, area.width);
	below = area;
	if (run->completions && area.height > 1)
		area.height = rows < area.height / 2 ? rows : area.height / 2;
	if (run->columns > 0)
		draw_rows(run, canvas, area, rows);
	else
		draw_single_row(run, canvas, area);
	below.row += area.height;
	below.height -= area.height;
	if (run->completions)
		draw_completions(run->completions, canvas, below);
}
