/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/layout.h"

/*
 * Sizes alone decide, in shares instead of fixed widths: every terminal gets all of its cells used,
 * and one too small for three panes gets the one in focus.
 */

#define FULL_ROWS    24
#define FULL_COLUMNS 80
#define WIDE_COLUMNS 150 /* from here on the three panes stand side by side */

static struct area area(int row, int column, int height, int width)
{
	return (struct area){row, column, height, width};
}

/* Lesson above student work at the left, the script at the right. */
static void share_two_columns(struct layout *layout, struct area middle)
{
	int left = middle.width * 41 / 100;
	int work = middle.height * 2 / 5;

	if (work < 6)
		work = 6;
	layout->panes[FOCUS_LESSON] = area(middle.row, middle.column, middle.height - work, left);
	layout->panes[FOCUS_WORK] = area(middle.row + middle.height - work, middle.column, work,
					 left);
	layout->panes[FOCUS_SCRIPT] = area(middle.row, middle.column + left, middle.height,
					   middle.width - left);
}

static void share_three_columns(struct layout *layout, struct area middle)
{
	int lesson = middle.width * 32 / 100;
	int work = middle.width * 27 / 100;

	layout->panes[FOCUS_LESSON] = area(middle.row, middle.column, middle.height, lesson);
	layout->panes[FOCUS_WORK] = area(middle.row, middle.column + lesson, middle.height, work);
	layout->panes[FOCUS_SCRIPT] = area(middle.row, middle.column + lesson + work, middle.height,
					   middle.width - lesson - work);
}

struct layout layout_make(int rows, int columns, enum focus focus, bool zoom)
{
	struct layout layout = {0};
	struct area middle;
	int top = 1;

	if (rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS) {
		layout.too_small = true;
		return layout;
	}
	layout.single = zoom || rows < FULL_ROWS || columns < FULL_COLUMNS;
	layout.top = area(0, 0, 1, columns);
	if (layout.single)
		layout.tabs = area(top++, 0, 1, columns);
	layout.message = area(rows - 2, 0, 1, columns);
	layout.hints = area(rows - 1, 0, 1, columns);
	middle = area(top, 0, rows - 2 - top, columns);
	if (layout.single)
		layout.panes[focus] = middle;
	else if (columns >= WIDE_COLUMNS)
		share_three_columns(&layout, middle);
	else
		share_two_columns(&layout, middle);
	return layout;
}
