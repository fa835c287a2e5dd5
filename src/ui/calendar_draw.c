/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar_draw.h"

#include <stdlib.h>

#include "debrief/i18n.h"
#include "debrief/timestamp.h"

#define DAY_COLUMNS 4
#define MONTH_ROWS  8 /* the name, the weekdays, at most six weeks */

static const char *const months[] = {
	N_("January"),   N_("February"), N_("March"),    N_("April"),
	N_("May"),       N_("June"),     N_("July"),     N_("August"),
	N_("September"), N_("October"),  N_("November"), N_("December"),
};

static const char *const weekdays[] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
				       N_("Fr"), N_("Sa"), N_("Su")};

static int day_of_month(int64_t days)
{
	char date[DATE_SIZE];

	date_from_days(days, date);
	return (int)strtol(date + 8, NULL, 10);
}

static void draw_day(const struct form_run *run, struct canvas *canvas, struct area area, int row,
		     int64_t day)
{
	int column = date_weekday(day) * DAY_COLUMNS;
	bool marked = day == run->day && !run->day_is_open;
	enum style style = marked ? STYLE_FOCUS : day < run->today ? STYLE_QUIET : STYLE_TEXT;

	canvas_printf(canvas, area, row, column + 1, style, "%2d", day_of_month(day));
	canvas_zone(canvas, (struct area){area.row + row, area.column + column, 1, DAY_COLUMNS},
		    (struct target){TARGET_DAY, 0, (size_t)day});
	if (day == run->today) {
		canvas_puts(canvas, area, row, column, STYLE_QUIET, "[");
		canvas_puts(canvas, area, row, column + 3, STYLE_QUIET, "]");
	}
	if (marked) {
		canvas_puts(canvas, area, row, column, STYLE_FOCUS,
			    canvas_symbol(canvas, SYMBOL_MARK));
		canvas_cursor(canvas, area, row, column + 1);
	}
}

static void draw_title(const struct form_run *run, struct canvas *canvas, struct area area,
		       const char *date)
{
	const char *month = _(months[strtol(date + 5, NULL, 10) - 1]);

	if (run->day_is_open) {
		canvas_puts(canvas, area, 0, 0, STYLE_FOCUS, canvas_symbol(canvas, SYMBOL_MARK));
		canvas_printf(canvas, area, 0, 1, STYLE_SELECTED, _("%s %.4s · no day yet"), month,
			      date);
		return;
	}
	canvas_printf(canvas, area, 0, 1, STYLE_SELECTED, _("%s %.4s · %s, %s"), month, date,
		      _(weekdays[date_weekday(run->day)]), date);
}

void calendar_draw(const struct form_run *run, struct canvas *canvas, struct area area)
{
	char date[DATE_SIZE];
	int64_t first = run->day - day_of_month(run->day) + 1;
	int64_t next = date_add_months(first, 1);
	int row = 2;

	date_from_days(run->day, date);
	area.column += 2;
	area.width -= 2;
	draw_title(run, canvas, area, date);
	if (area.height < MONTH_ROWS || run->day_is_open)
		canvas_cursor(canvas, area, 0, 1);
	if (area.height < MONTH_ROWS)
		return;
	for (int i = 0; i < 7; i++)
		canvas_puts(canvas, area, 1, i * DAY_COLUMNS + 1, STYLE_QUIET, _(weekdays[i]));
	for (int64_t day = first; day < next; day++) {
		draw_day(run, canvas, area, row, day);
		row += date_weekday(day) == 6;
	}
}
