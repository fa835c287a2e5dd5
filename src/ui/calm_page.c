/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of text is easiest to read when it is not long, so a wide terminal gets wide margins and
 * not long lines. The head stays where it is when the rest is scrolled.
 */
#include "ui/calm_page.h"

#include <string.h>

#include "debrief/i18n.h"

#define COLUMNS_MAX 70
#define TITLE_ROWS  2
#define ROOMY       20 /* rows from which on headings get air */

static struct calm_page layout(const struct canvas *canvas)
{
	int margin = canvas->columns / 16;
	int width = canvas->columns - 2 * margin;
	int top = canvas->rows / 16;
	int foot = canvas->rows - 1 - canvas->rows / 24;
	struct area column;

	if (width > COLUMNS_MAX)
		width = COLUMNS_MAX;
	column = (struct area){top, (canvas->columns - width) / 2, foot - 1 - top, width};
	return (struct calm_page){
		.head = column,
		.body = column,
		.foot = {foot, column.column, 1, width},
	};
}

static const char *about_lesson(const struct event *open, struct arena *arena)
{
	const char *grade = event_text(open, KEY_LESSON_GRADE);
	const char *teacher = event_text(open, KEY_TEACHER);

	if (grade)
		grade = grade_words(grade, arena);
	if (grade && teacher)
		return arena_printf(arena, "%s · %s", grade, teacher);
	return grade ? grade : teacher;
}

struct calm_page calm_page_start(struct canvas *canvas, const struct shared_view *shared,
				 struct arena *arena)
{
	struct calm_page page = layout(canvas);
	const char *title = shared->state.open ? event_text(shared->state.open, KEY_LESSON_TITLE)
					       : NULL;
	const char *about = shared->state.open ? about_lesson(shared->state.open, arena) : NULL;
	struct area head = page.head;
	int rows = 0;

	head.height = TITLE_ROWS;
	if (title)
		rows += canvas_wrapped(canvas, head, 0, 0, STYLE_TITLE, title, 0);
	if (about)
		canvas_puts(canvas, page.head, rows++, 0, STYLE_QUIET, about);
	if (rows > 0)
		rows += canvas->rows < 40 ? 1 : 2;
	page.head.height = rows;
	page.body.row += rows;
	page.body.height -= rows;
	return page;
}

void calm_page_foot(struct canvas *canvas, const struct calm_page *page, const char *line)
{
	canvas_puts(canvas, page->foot, 0, 0, STYLE_QUIET, line);
}

void calm_heading(struct pen *pen, const char *heading, const char *right)
{
	int at = right ? pen->area.width - canvas_columns(pen->canvas, right, strlen(right)) : 0;

	canvas_puts(pen->canvas, pen->area, pen->row, 0, STYLE_HEADING, heading);
	if (right)
		canvas_puts(pen->canvas, pen->area, pen->row, at, STYLE_QUIET, right);
	pen->row += pen->canvas->rows < ROOMY ? 1 : 2;
}
