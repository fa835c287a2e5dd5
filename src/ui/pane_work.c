/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Student work by strategy, described and never judged: one line each, and below it what is on the
 * page. Where there is no room for all pages, only that of the selected strategy is shown, below
 * the list; zoomed, all of them can be read, and of a file its text, or how large a picture is.
 */
#include "ui/pane.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "debrief/wrap.h"

#define INDENT 5

struct work {
	const struct app *app;
	bool focused;
	bool open_all;
};

static const char *title(const struct app *app, struct arena *arena)
{
	(void)app;
	(void)arena;
	return _("Student work");
}

static const char *page_of(const struct row *row)
{
	const char *text = event_text(row->event, KEY_TEXT);

	return text ? text : "";
}

static const char *text_of_file(const struct app *app, size_t item)
{
	const struct work_look *look = work_look_at(app, item);

	return look && look->text ? look->text : "";
}

/* "slip.jpg · 640 × 480 · 812 KiB" */
static void draw_file(const struct app *app, struct canvas *canvas, struct area area, int at,
		      size_t item)
{
	const char *name = event_text(app->work.items[item].event, KEY_FILE);
	const struct work_look *look = work_look_at(app, item);
	int column;

	if (!name)
		return;
	column = canvas_puts(canvas, area, at, 0, STYLE_QUIET, name);
	if (look && look->width)
		column += canvas_printf(canvas, area, at, column, STYLE_QUIET, " · %u × %u",
					look->width, look->height);
	if (look && look->bytes)
		canvas_printf(canvas, area, at, column, STYLE_QUIET,
			      look->bytes < 10240 ? _(" · %zu bytes") : _(" · %zu KiB"),
			      look->bytes < 10240 ? look->bytes : look->bytes >> 10);
}

static int page_width(int width)
{
	return width - INDENT - 1 < 8 ? 8 : width - INDENT - 1;
}

static int height_of(const void *context, size_t item, int width)
{
	const struct work *work = context;
	const struct row *row = &work->app->work.items[item];
	const char *page = page_of(row);
	const char *text = text_of_file(work->app, item);
	int lines = 0;

	if (!work->open_all)
		return 1;
	if (*page)
		lines += (int)wrap_count(page, strlen(page), page_width(width));
	if (event_text(row->event, KEY_FILE))
		lines++;
	if (*text)
		lines += (int)wrap_count(text, strlen(text), page_width(width));
	return lines ? lines + 2 : 1;
}

static int lines_of_all(const struct work *work, int width)
{
	int lines = 0;

	for (size_t i = 0; i < work->app->work.count; i++)
		lines += height_of(work, i, width);
	return lines;
}

/* What is on the page, then its file. */
static void draw_open(const struct work *work, size_t item, struct canvas *canvas, struct area page,
		      int at)
{
	const struct row *row = &work->app->work.items[item];

	if (*page_of(row))
		at += canvas_wrapped(canvas, page, at, 0, STYLE_TEXT, page_of(row), 0);
	draw_file(work->app, canvas, page, at, item);
	if (*text_of_file(work->app, item))
		canvas_wrapped(canvas, page, at + 1, 0, STYLE_TEXT, text_of_file(work->app, item),
			       0);
}

static void draw_row(const void *context, size_t item, struct canvas *canvas, struct area area,
		     int at, bool selected)
{
	const struct work *work = context;
	const struct row *row = &work->app->work.items[item];
	const char *strategy = event_text(row->event, KEY_STRATEGY);
	long students = event_number(row->event, KEY_STUDENTS, -1);
	struct area left = area;
	struct area page = {area.row, area.column + INDENT, area.height, page_width(area.width)};
	char letters[WORK_LETTERS_SIZE];

	if (selected && work->focused)
		canvas_puts(canvas, area, at, 0, STYLE_FOCUS, canvas_symbol(canvas, SYMBOL_MARK));
	if (app_is_cited(work->app, row->event) && !app_is_table_safe(work->app))
		canvas_puts(canvas, area, at, 1, STYLE_KEY, canvas_symbol(canvas, SYMBOL_DOT));
	if (students > 0)
		left.width -= 14;
	canvas_puts(canvas, area, at, 2, STYLE_STUDENTS, work_letters(item, letters));
	canvas_puts(canvas, left, at, INDENT, STYLE_TEXT, strategy ? strategy : "");
	if (students > 0)
		canvas_printf(canvas, area, at, area.width - 13, STYLE_QUIET,
			      P_("%3ld student", "%3ld students", students), students);
	if (work->open_all)
		draw_open(work, item, canvas, page, at + 1);
}

/* Below the list, where more than one strategy was counted. */
static void draw_sum(const struct app *app, struct canvas *canvas, struct area area, int at)
{
	long students = 0;
	int counted = 0;

	for (size_t i = 0; i < app->work.count; i++) {
		long count = event_number(app->work.items[i].event, KEY_STUDENTS, -1);

		students += count > 0 ? count : 0;
		counted += count >= 0;
	}
	if (counted < 2)
		return;
	canvas_puts(canvas, area, at, INDENT, STYLE_QUIET, _("together"));
	canvas_printf(canvas, area, at, area.width - 13, STYLE_QUIET, _("%3ld students"), students);
}

/* The selected strategy's work, below the list: where the area then ends. */
static void draw_page(const struct app *app, struct canvas *canvas, struct area *area)
{
	int list = (int)app->work.count;
	size_t selected = app->views[FOCUS_WORK].selected;
	struct area page = {area->row + list + 1, area->column + INDENT, area->height - list - 1,
			    page_width(area->width)};
	char letters[WORK_LETTERS_SIZE];
	const char *text;
	int lines;

	if (selected >= app->work.count || page.height < 2)
		return;
	canvas_puts(canvas, *area, list + 1, 2, STYLE_STUDENTS, work_letters(selected, letters));
	text = page_of(&app->work.items[selected]);
	lines = canvas_wrapped(canvas, page, 0, 0, STYLE_TEXT, text, 0);
	if ((int)wrap_count(text, strlen(text), page.width) > lines)
		pane_draw_ellipsis(canvas, page, lines - 1, text, lines);
	page.row += lines;
	page.height = 1;
	if (page.row < area->row + area->height)
		draw_file(app, canvas, page, 0, selected);
	area->height = list;
}

static void draw(struct app *app, struct canvas *canvas, struct area area, bool focused,
		 struct arena *arena)
{
	static const struct list_ops ops = {height_of, draw_row, {TARGET_ROW, FOCUS_WORK, 0}};
	struct work work = {app, focused, true};
	int row;

	(void)arena;
	if (app->work.count == 0)
		canvas_wrapped(canvas, area, 0, 1, STYLE_QUIET,
			       _("Nothing yet. w adds a strategy of students' work."), 0);
	work.open_all = (app->zoom && focused) || lines_of_all(&work, area.width) <= area.height;
	draw_sum(app, canvas, area, lines_of_all(&work, area.width));
	if (!work.open_all)
		draw_page(app, canvas, &area);
	row = list_draw(&ops, &work, app->work.count, &app->views[FOCUS_WORK], canvas, area);
	if (focused)
		canvas_cursor(canvas, area, row, 0);
}

const struct pane_ops pane_work = {title, draw};
