/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Student work by strategy, described and never judged: one line each, and below the list the work
 * of the selected strategy as far as there is room. Zoomed, every strategy shows its work.
 */
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/wrap.h"
#include "ui/pane.h"

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

static int page_width(int width)
{
	return width - INDENT - 1 < 8 ? 8 : width - INDENT - 1;
}

static int height_of(const void *context, size_t item, int width)
{
	const struct work *work = context;
	const char *page = page_of(&work->app->work.items[item]);

	if (!work->open_all || !*page)
		return 1;
	return 2 + (int)wrap_count(page, strlen(page), page_width(width));
}

/* A to Z, then AA, AB, … */
static void draw_letter(struct canvas *canvas, struct area area, int at, size_t item)
{
	char second = (char)('A' + (int)(item % 26));

	if (item < 26)
		canvas_printf(canvas, area, at, 2, STYLE_STUDENTS, "%c", second);
	else
		canvas_printf(canvas, area, at, 2, STYLE_STUDENTS, "%c%c",
			      (char)('A' + (int)(item / 26 - 1) % 26), second);
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

	if (selected && work->focused)
		canvas_puts(canvas, area, at, 0, STYLE_FOCUS, canvas_symbol(canvas, SYMBOL_MARK));
	if (app_is_cited(work->app, row->event) && !app_is_table_safe(work->app))
		canvas_puts(canvas, area, at, 1, STYLE_KEY, canvas_symbol(canvas, SYMBOL_DOT));
	if (students >= 0)
		left.width -= 14;
	draw_letter(canvas, area, at, item);
	canvas_puts(canvas, left, at, INDENT, STYLE_TEXT, strategy ? strategy : "");
	if (students >= 0)
		canvas_printf(canvas, area, at, area.width - 13, STYLE_QUIET,
			      students == 1 ? _("%3ld student") : _("%3ld students"), students);
	if (work->open_all && *page_of(row))
		canvas_wrapped(canvas, page, at + 1, 0, STYLE_TEXT, page_of(row), 0);
}

/* The selected strategy's work, below the list: where the area then ends. */
static void draw_page(const struct app *app, struct canvas *canvas, struct area *area)
{
	int list = (int)app->work.count;
	size_t selected = app->views[FOCUS_WORK].selected;
	struct area page = {area->row + list + 1, area->column + INDENT, area->height - list - 1,
			    page_width(area->width)};

	if (selected >= app->work.count || page.height < 2)
		return;
	draw_letter(canvas, *area, list + 1, selected);
	canvas_wrapped(canvas, page, 0, 0, STYLE_TEXT, page_of(&app->work.items[selected]), 0);
	area->height = list;
}

static void draw(struct app *app, struct canvas *canvas, struct area area, bool focused,
		 struct arena *arena)
{
	static const struct list_ops ops = {height_of, draw_row, {TARGET_ROW, FOCUS_WORK, 0}};
	struct work work = {app, focused, app->zoom && focused};
	int row;

	(void)arena;
	if (app->work.count == 0)
		canvas_wrapped(canvas, area, 0, 1, STYLE_QUIET,
			       _("Nothing yet. w adds a strategy of students' work."), 0);
	if (!work.open_all)
		draw_page(app, canvas, &area);
	row = list_draw(&ops, &work, app->work.count, &app->views[FOCUS_WORK], canvas, area);
	if (focused)
		canvas_cursor(canvas, area, row, 0);
}

const struct pane_ops pane_work = {title, draw};
