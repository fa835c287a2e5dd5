/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panes tile every screen: no cell belongs to two areas, and none is outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/layout.h"

#define ROWS    80
#define COLUMNS 200

static unsigned char owners[ROWS][COLUMNS];

static void own(struct area area, int rows, int columns)
{
	if (area.height == 0)
		return;
	assert_true(area.row >= 0 && area.column >= 0 && area.width > 0 && area.height > 0);
	assert_true(area.row + area.height <= rows && area.column + area.width <= columns);
	for (int row = area.row; row < area.row + area.height; row++)
		for (int column = area.column; column < area.column + area.width; column++)
			owners[row][column]++;
}

static void check_tiling(int rows, int columns, enum focus focus, bool zoom)
{
	struct layout layout = layout_make(rows, columns, focus, zoom);

	if (layout.too_small) {
		assert_true(rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS);
		return;
	}
	memset(owners, 0, sizeof owners);
	own(layout.top, rows, columns);
	own(layout.tabs, rows, columns);
	for (int i = 0; i < FOCUS__COUNT; i++)
		own(layout.panes[i], rows, columns);
	own(layout.message, rows, columns);
	own(layout.hints, rows, columns);
	for (int row = 0; row < rows; row++)
		for (int column = 0; column < columns; column++)
			assert_int_equal(owners[row][column], 1);
}

static void panes_tile_every_screen_size(void **state)
{
	(void)state;
	for (int rows = 1; rows <= ROWS; rows += rows < 40 ? 1 : 13)
		for (int columns = 1; columns <= COLUMNS; columns += columns < 90 ? 1 : 11)
			for (int focus = 0; focus < FOCUS__COUNT; focus++) {
				check_tiling(rows, columns, (enum focus)focus, false);
				check_tiling(rows, columns, (enum focus)focus, true);
			}
}

static void the_focused_pane_is_always_shown(void **state)
{
	(void)state;
	for (int focus = 0; focus < FOCUS__COUNT; focus++) {
		assert_true(layout_make(12, 40, (enum focus)focus, false).panes[focus].height > 3);
		assert_true(layout_make(24, 80, (enum focus)focus, false).panes[focus].height > 3);
		assert_true(layout_make(24, 80, (enum focus)focus, true).panes[focus].width == 80);
	}
}

static void all_three_panes_are_shown_from_80x24_on(void **state)
{
	(void)state;
	for (int focus = 0; focus < FOCUS__COUNT; focus++) {
		assert_true(layout_make(24, 80, FOCUS_SCRIPT, false).panes[focus].height >= 5);
		assert_true(layout_make(23, 80, FOCUS_SCRIPT, false).single);
		assert_true(layout_make(50, 160, FOCUS_SCRIPT, false).panes[focus].height >= 5);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(panes_tile_every_screen_size),
		cmocka_unit_test(the_focused_pane_is_always_shown),
		cmocka_unit_test(all_three_panes_are_shown_from_80x24_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
