/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line that is being written, in areas of every size: the cursor is on its character, and marks
 * tell what is not seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>

#include "property.h"
#include "ui/line_draw.h"

#define ROUNDS 3000

struct sheet {
	struct canvas canvas;
	struct buf text;
	struct form_run run;
};

static void draw(struct sheet *sheet, int rows, int columns)
{
	struct area all = {0, 0, rows, columns};
	const struct canvas *canvas = &sheet->canvas;

	assert_int_equal(canvas_resize(&sheet->canvas, rows, columns, NULL), STATUS_OK);
	line_draw(&sheet->run, &sheet->canvas, all);
	buf_reset(&sheet->text);
	for (int row = 0; row < rows; row++) {
		for (int column = 0; column < columns; column++) {
			const struct cell *cell = &canvas->cells[row * columns + column];
			buf_add(&sheet->text, cell->text, cell->length);
		}
		buf_putc(&sheet->text, '|');
	}
}

static void start(struct sheet *sheet, bool ascii, const char *text, size_t point)
{
	*sheet = (struct sheet){.run = {.text = text, .point = point}};
	canvas_init(&sheet->canvas, ascii);
	buf_init(&sheet->text, BUF_MAX_DEFAULT);
}

static void stop(struct sheet *sheet)
{
	canvas_release(&sheet->canvas);
	buf_release(&sheet->text);
}

/* The text with its cursor at '^'; what is drawn, rows ended by '|', and where the cursor rests. */
static void assert_drawn(bool ascii, const char *marked, int rows, int columns,
			 const char *expected, int row, int column)
{
	struct sheet sheet;
	char text[300];
	size_t point = strcspn(marked, "^");

	snprintf(text, sizeof(text), "%.*s%s", (int)point, marked, marked + point + 1);
	start(&sheet, ascii, text, point);
	draw(&sheet, rows, columns);
	assert_string_equal(buf_text(&sheet.text), expected);
	assert_int_equal(sheet.canvas.cursor_row, row);
	assert_int_equal(sheet.canvas.cursor_column, column);
	stop(&sheet);
}

static void the_cursor_is_on_its_character(void **unused)
{
	(void)unused;
	assert_drawn(false, "^", 2, 10, "          |          |", 0, 3);
	assert_drawn(false, "one two ^three", 2, 12, "   one two  |   three    |", 1, 3);
	assert_drawn(false, "分^分分分", 2, 10, "   分分分 |   分     |", 0, 5);
	assert_drawn(false, "e\u0301e\u0301^", 2, 10, "   e\u0301e\u0301     |          |", 0, 5);
	assert_drawn(true, "½ ^x", 2, 12, "   1/2 x    |            |", 0, 7);
}

static void behind_a_full_row_it_rests_in_the_margin(void **unused)
{
	(void)unused;
	assert_drawn(false, "abcdef^", 2, 10, "   abcdef |          |", 0, 9);
	assert_drawn(false, "分分分^", 2, 10, "   分分分 |          |", 0, 9);
	assert_drawn(false, "abcdef^ghi", 2, 10, "   abcdef |   ghi    |", 1, 3);
	assert_drawn(false, "abcdef  ^", 2, 10, "   abcdef |          |", 0, 9);
}

static void marks_tell_what_is_above_and_below(void **unused)
{
	(void)unused;
	assert_drawn(false, "^a\nb\nc\nd", 2, 10, "   a      |   b     ↓|", 0, 3);
	assert_drawn(false, "a\nb\n^c\nd", 2, 10, "   b     ↑|   c     ↓|", 1, 3);
	assert_drawn(false, "a\nb\nc\nd^", 2, 10, "   c     ↑|   d      |", 1, 4);
	assert_drawn(true, "a\nb\n^c\nd", 2, 10, "   b     ^|   c     v|", 1, 3);
}

static void it_scrolls_no_more_than_it_must(void **unused)
{
	struct sheet sheet;

	(void)unused;
	start(&sheet, false, "a\nb\nc\nd", 7);
	draw(&sheet, 2, 10);
	assert_string_equal(buf_text(&sheet.text), "   c     ↑|   d      |");
	sheet.run.point = 4;
	draw(&sheet, 2, 10);
	assert_string_equal(buf_text(&sheet.text), "   c     ↑|   d      |");
	sheet.run.point = 2;
	draw(&sheet, 2, 10);
	assert_string_equal(buf_text(&sheet.text), "   b     ↑|   c     ↓|");
	sheet.run.text = "a"; /* most of it was killed */
	sheet.run.point = 1;
	draw(&sheet, 2, 10);
	assert_string_equal(buf_text(&sheet.text), "   a      |          |");
	stop(&sheet);
}

static void a_single_row_scrolls_sideways(void **unused)
{
	(void)unused;
	assert_drawn(false, "abcdef^", 1, 11, "   abcdef  |", 0, 9);
	assert_drawn(false, "^abcdefghij", 1, 10, "   abcdef…|", 0, 3);
	assert_drawn(false, "abcdefghij^", 1, 10, "  …fghij  |", 0, 8);
	assert_drawn(false, "abcdefgh^ij", 1, 10, "  …defghi…|", 0, 8);
	assert_drawn(false, "one\ntw^o\nx", 1, 10, "↑↓ two    |", 0, 5);
	assert_drawn(false, "分分分分^", 1, 10, "  … 分分  |", 0, 8);
	assert_drawn(true, "abcdefgh^ij", 1, 10, "  <defghi>|", 0, 8);
}

static void choices_stand_below_as_far_as_they_fit(void **unused)
{
	static const char *const choices[] = {"report", "report the teacher", "replay", "rest",
					      NULL};
	struct sheet sheet;

	(void)unused;
	start(&sheet, false, "re", 2);
	sheet.run.completions = choices;
	draw(&sheet, 6, 16);
	assert_string_equal(buf_text(&sheet.text), "   re           |   report       |"
						   "   report the   |   teacher      |"
						   "   replay       |   rest         |");
	draw(&sheet, 5, 16);
	assert_string_equal(buf_text(&sheet.text), "   re           |   report       |"
						   "   report the   |   teacher      |"
						   "   … and 2 more |");
	stop(&sheet);
}

static void a_long_text_leaves_room_for_choices(void **unused)
{
	static const char *const choices[] = {"one", "two", NULL};
	struct sheet sheet;

	(void)unused;
	start(&sheet, false, "a\nb\nc\nd\ne", 9);
	sheet.run.completions = choices;
	draw(&sheet, 4, 10);
	assert_string_equal(buf_text(&sheet.text), "   d     ↑|   e      |   one    |   two    |");
	stop(&sheet);
}

static void no_area_is_too_small(void **unused)
{
	static const char *const choices[] = {"one", "two", NULL};
	struct property property = property_start("line_draw");
	struct sheet sheet;
	struct buf text;

	(void)unused;
	buf_init(&text, BUF_MAX_DEFAULT);
	start(&sheet, false, "", 0);
	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		int rows = 1 + (int)property_number(&property, 6);
		int columns = 1 + (int)property_number(&property, 20);

		buf_reset(&text);
		property_text(&property, &text, 30);
		sheet.run.text = buf_text(&text);
		sheet.run.point = property_number(&property,
						  (unsigned int)strlen(sheet.run.text) + 1);
		sheet.run.completions = property_number(&property, 2) ? choices : NULL;
		sheet.canvas.ascii = property_number(&property, 2);
		draw(&sheet, rows, columns);
		assert_in_range(sheet.canvas.cursor_row, 0, rows - 1);
		assert_in_range(sheet.canvas.cursor_column, 0, columns - 1);
	}
	stop(&sheet);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cursor_is_on_its_character),
		cmocka_unit_test(behind_a_full_row_it_rests_in_the_margin),
		cmocka_unit_test(marks_tell_what_is_above_and_below),
		cmocka_unit_test(it_scrolls_no_more_than_it_must),
		cmocka_unit_test(a_single_row_scrolls_sideways),
		cmocka_unit_test(choices_stand_below_as_far_as_they_fit),
		cmocka_unit_test(a_long_text_leaves_room_for_choices),
		cmocka_unit_test(no_area_is_too_small),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
