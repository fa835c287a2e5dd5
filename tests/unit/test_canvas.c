/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of cells: what text becomes on it, and that nothing is drawn where it should not be. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/buf.h"
#include "ui/canvas.h"

#define SCREEN(canvas) ((struct area){0, 0, (canvas)->rows, (canvas)->columns})

static struct canvas new_canvas(int rows, int columns, bool ascii)
{
	struct canvas canvas;

	canvas_init(&canvas, ascii);
	assert_int_equal(canvas_resize(&canvas, rows, columns, NULL), STATUS_OK);
	return canvas;
}

static const struct cell *cell_at(const struct canvas *canvas, int row, int column)
{
	return &canvas->cells[row * canvas->columns + column];
}

/* A row as text; the right half of a wide character adds nothing. */
static const char *row_of(const struct canvas *canvas, int row, struct buf *out)
{
	buf_reset(out);
	for (int column = 0; column < canvas->columns; column++)
		buf_add(out, cell_at(canvas, row, column)->text,
			cell_at(canvas, row, column)->length);
	return buf_text(out);
}

static void assert_row(const struct canvas *canvas, int row, const char *expected)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	assert_string_equal(row_of(canvas, row, &buf), expected);
	buf_release(&buf);
}

/* Right halves stand right of something, and bytes behind a text are zero. */
static void assert_well_formed(const struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++) {
		for (int column = 0; column < canvas->columns; column++) {
			const struct cell *cell = cell_at(canvas, row, column);
			assert_true(cell->length <= CELL_BYTES);
			if (cell->length == 0) {
				assert_true(column > 0);
				assert_true(cell[-1].length > 1);
			}
			for (size_t i = cell->length; i < CELL_BYTES; i++)
				assert_int_equal(cell->text[i], 0);
		}
	}
}

static void text_takes_the_columns_it_takes(void **state)
{
	static const struct {
		const char *text;
		int columns;
		const char *row; /* of 12 columns */
	} cases[] = {
		{"abc", 3, "abc         "},
		{"½ √2 ≤ π", 8, "½ √2 ≤ π    "},
		{"分数", 4, "分数        "},
		{"e\u0301x", 2, "e\u0301x          "},
		{"\u0301x", 2, "\u25cc\u0301x          "}, /* a lone accent */
		{"a\tb", 3, "a b         "},
		{"a\033[31m", 7, "a^[[31m     "},
		{"a\nb", 4, "a^Jb        "},
		{"\xff", 4, "\\xFF        "},
		{"\u202e!", 9, "<U+202E>!   "},
		{"a\u200db\ufe0f", 2, "ab          "}, /* joiners are for shaping */
		{"\U000e0100\U0010fffd", 1, NULL},     /* whatever it is, it is clipped below */
		{"", 0, "            "},
		{"abcdefghijklmnop", 12, "abcdefghijkl"},
		{"abcdefghijk分", 12, "abcdefghijk "}, /* half of a character is a blank */
	};
	struct canvas canvas = new_canvas(2, 12, false);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text = cases[i].text;
		canvas_clear(&canvas);
		int columns = canvas_text(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT, text,
					  strlen(text));
		assert_well_formed(&canvas);
		if (!cases[i].row)
			continue;
		assert_row(&canvas, 0, cases[i].row);
		assert_int_equal(columns, cases[i].columns);
		if (columns < canvas.columns)
			assert_int_equal(canvas_columns(&canvas, text, strlen(text)), columns);
	}
	canvas_release(&canvas);
}

static void a_tower_of_accents_stays_in_its_cell(void **state)
{
	struct canvas canvas = new_canvas(1, 4, false);
	static const char text[] = "o\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301x";

	(void)state;
	assert_int_equal(
		canvas_text(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT, text, strlen(text)), 2);
	assert_row(&canvas, 0, "o\u0301\u0301\u0301\u0301x  ");
	/* four-byte accents on a circle: more than a cell holds */
	canvas_clear(&canvas);
	canvas_puts(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT,
		    "\U0001D165\U0001D165\U0001D165\U0001D165\U0001D165\U0001D165");
	assert_well_formed(&canvas);
	canvas_release(&canvas);
}

static void a_wide_character_never_loses_one_half_only(void **state)
{
	struct canvas canvas = new_canvas(1, 6, false);

	(void)state;
	canvas_puts(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT, "分数分");
	canvas_puts(&canvas, SCREEN(&canvas), 0, 1, STYLE_TEXT, "x");
	assert_row(&canvas, 0, " x数分");
	canvas_puts(&canvas, SCREEN(&canvas), 0, 3, STYLE_TEXT, "数");
	assert_row(&canvas, 0, " x 数 ");
	assert_well_formed(&canvas);
	/* at both edges of an area */
	canvas_text(&canvas, (struct area){0, 1, 1, 3}, 0, -1, STYLE_TEXT, "分数x",
		    strlen("分数x"));
	assert_well_formed(&canvas);
	assert_row(&canvas, 0, "  数  ");
	canvas_release(&canvas);
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state)
{
	struct canvas canvas = new_canvas(1, 8, false);
	struct canvas plain = new_canvas(1, 8, true);

	(void)state;
	assert_int_equal(canvas_puts(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT, "12345678"), 8);
	assert_row(&canvas, 0, "12345678");
	assert_int_equal(canvas_puts(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT, "123456分9"), 7);
	assert_row(&canvas, 0, "123456…8"); /* the wide one would need one column more */
	assert_int_equal(canvas_printf(&plain, SCREEN(&plain), 0, 0, STYLE_TEXT, "%d", 123456789),
			 8);
	assert_row(&plain, 0, "12345...");
	canvas_release(&canvas);
	canvas_release(&plain);
}

static void only_ascii_reaches_an_ascii_canvas(void **state)
{
	struct canvas canvas = new_canvas(6, 30, true);
	struct area inside;

	(void)state;
	assert_int_equal(canvas_puts(&canvas, SCREEN(&canvas), 0, 0, STYLE_TEXT,
				     "½ ≤ √2 × “π” — 分é e\u0301"),
			 (int)strlen("1/2 <= sqrt 2 x \"pi\" -- ?e e"));
	assert_row(&canvas, 0, "1/2 <= sqrt 2 x \"pi\" -- ?e e  ");
	inside = canvas_frame(&canvas, (struct area){1, 0, 5, 30}, STYLE_QUIET, "½", "✓");
	canvas_rule(&canvas, inside, 1, STYLE_QUIET, true);
	assert_row(&canvas, 1, "+ 1/2 -------------------- + +");
	assert_row(&canvas, 3, "+----------------------------+");
	for (int i = 0; i < canvas.rows * canvas.columns; i++) {
		assert_int_equal(canvas.cells[i].length, 1);
		assert_true(canvas.cells[i].text[0] >= ' ' && canvas.cells[i].text[0] <= '~');
	}
	for (int symbol = 0; symbol < SYMBOL__COUNT; symbol++) {
		const char *text = canvas_symbol(&canvas, (enum symbol)symbol);
		assert_int_equal(canvas_columns(&canvas, text, strlen(text)), (int)strlen(text));
		assert_int_equal(strlen(text), symbol == SYMBOL_ELLIPSIS ? 3 : 1);
	}
	canvas_release(&canvas);
}

static void wrapped_text_can_be_counted_skipped_and_drawn(void **state)
{
	static const char text[] = "They give up when\nthe numbers get messy";
	struct canvas canvas = new_canvas(4, 10, false);

	(void)state;
	assert_int_equal(
		canvas_wrapped(&canvas, (struct area){0, 0, 0, 10}, 0, 0, STYLE_TEXT, text, 0), 5);
	assert_int_equal(
		canvas_wrapped(&canvas, (struct area){0, 0, 0, 10}, 0, 0, STYLE_TEXT, text, 3), 2);
	assert_row(&canvas, 0, "          ");
	assert_int_equal(canvas_wrapped(&canvas, SCREEN(&canvas), 1, 1, STYLE_TEXT, text, 1), 3);
	assert_row(&canvas, 0, "          ");
	assert_row(&canvas, 1, " up when  ");
	assert_row(&canvas, 2, " the      ");
	assert_row(&canvas, 3, " numbers  ");
	assert_int_equal(canvas_wrapped(&canvas, SCREEN(&canvas), 9, 0, STYLE_TEXT, text, 0), 0);
	canvas_release(&canvas);
}

static void a_frame_has_its_title_and_its_inside(void **state)
{
	struct canvas canvas = new_canvas(4, 24, false);
	struct area inside = canvas_frame(&canvas, SCREEN(&canvas), STYLE_QUIET, "Talk · 3 of 7",
					  "1 of 4");

	(void)state;
	assert_memory_equal(&inside, (&(struct area){1, 1, 2, 22}), sizeof(inside));
	assert_row(&canvas, 0, "┌ Talk · 3 of 7 ───────┐"); /* no room for the right one */
	assert_row(&canvas, 3, "└──────────────────────┘");
	assert_int_equal(cell_at(&canvas, 0, 2)->style, STYLE_TITLE);
	assert_int_equal(cell_at(&canvas, 0, 0)->style, STYLE_QUIET);
	canvas_frame(&canvas, SCREEN(&canvas), STYLE_FOCUS, "Work", "1 of 4");
	assert_row(&canvas, 0, "┌ Work ──────── 1 of 4 ┐");
	assert_int_equal(cell_at(&canvas, 0, 2)->style, STYLE_FOCUS);
	canvas_frame(&canvas, SCREEN(&canvas), STYLE_FOCUS, "A title that is far too long", NULL);
	assert_row(&canvas, 0, "┌ A title that is far… ┐");
	canvas_rule(&canvas, inside, 0, STYLE_QUIET, true);
	assert_row(&canvas, 1, "├──────────────────────┤");
	canvas_release(&canvas);
}

/* ---- nothing outside of the area ---- */

static void draw_everything(struct canvas *canvas, struct area area, int row, int column)
{
	static const char text[] = "a½分 \u0301e\u0301 \033\xff 分分 long words\nand lines";

	canvas_text(canvas, area, row, column, STYLE_KEY, text, strlen(text));
	canvas_puts(canvas, area, row + 1, column, STYLE_KEY, text);
	canvas_wrapped(canvas, area, row, column, STYLE_KEY, text, 0);
	canvas_rule(canvas, area, row, STYLE_KEY, false);
	canvas_frame(canvas, area, STYLE_KEY, "title 分", "right");
	canvas_text(canvas, area, row, column, STYLE_KEY, text, strlen(text));
	canvas_cursor(canvas, area, row, column);
	canvas_fill(canvas, area, STYLE_KEY);
}

static void assert_untouched_outside(const struct canvas *canvas, struct area area)
{
	for (int row = 0; row < canvas->rows; row++) {
		for (int column = 0; column < canvas->columns; column++) {
			const struct cell *cell = cell_at(canvas, row, column);
			bool inside = row >= area.row && row < area.row + area.height &&
				      column >= area.column && column < area.column + area.width;
			if (inside)
				assert_int_equal(cell->style, STYLE_KEY);
			else if (cell->style != STYLE_TEXT || cell->length != 1 ||
				 cell->text[0] != '#')
				fail_msg("%d,%d of %dx%d, area %d,%d %dx%d", row, column,
					 canvas->rows, canvas->columns, area.row, area.column,
					 area.height, area.width);
		}
	}
	assert_true(canvas->cursor_row >= 0 && canvas->cursor_row < canvas->rows);
	assert_true(canvas->cursor_column >= 0 && canvas->cursor_column < canvas->columns);
}

static void nothing_is_drawn_outside_of_the_area(void **state)
{
	static const int heights[] = {1, 2, 3, 24, 80};
	static const int widths[] = {1, 2, 3, 7, 80, 200};
	uint32_t seed = 20261121;

	(void)state;
	print_message("seed %u\n", (unsigned int)seed);
	for (size_t i = 0; i < 30; i++) {
		struct canvas canvas = new_canvas(heights[i / 6], widths[i % 6], i % 2 == 1);
		for (int round = 0; round < 40; round++) {
			int numbers[6];
			for (size_t j = 0; j < 6; j++) {
				seed = seed * 1664525 + 1013904223;
				int range = j % 2 == 0 ? canvas.rows : canvas.columns;
				numbers[j] = (int)(seed >> 8) % (range + 8) - 3;
			}
			struct area area = {numbers[0], numbers[1], numbers[2], numbers[3]};
			for (int row = 0; row < canvas.rows; row++)
				for (int column = 0; column < canvas.columns; column++)
					canvas_text(&canvas, SCREEN(&canvas), row, column,
						    STYLE_TEXT, "#", 1);
			draw_everything(&canvas, area, numbers[4], numbers[5]);
			assert_well_formed(&canvas);
			assert_untouched_outside(&canvas, area);
		}
		canvas_release(&canvas);
	}
}

static void sizes_have_limits(void **state)
{
	struct canvas canvas = new_canvas(0, -5, false);

	(void)state;
	assert_int_equal(canvas.rows, 1);
	assert_int_equal(canvas.columns, 1);
	assert_int_equal(canvas_resize(&canvas, 2, 1000000, NULL), STATUS_OK);
	assert_int_equal(canvas.columns, 1000);
	canvas_cursor(&canvas, SCREEN(&canvas), 1, 999);
	assert_int_equal(canvas_resize(&canvas, 1, 1, NULL), STATUS_OK);
	assert_int_equal(canvas.cursor_row, 0);
	assert_int_equal(canvas.cursor_column, 0);
	canvas_release(&canvas);
}

/* ---- styles ---- */

/* Relative luminance as the accessibility guidelines define it, with a cubic for their power. */
static double luminance(int color)
{
	static const int levels[] = {0, 95, 135, 175, 215, 255};
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	int cube = color - 16;
	int parts[3] = {levels[cube / 36 % 6], levels[cube / 6 % 6], levels[cube % 6]};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double v = (color >= 232 ? 8 + 10 * (color - 232) : parts[i]) / 255.0;
		sum += weights[i] * v * (0.0125 + v * (0.6822 + v * 0.3053));
	}
	return sum;
}

static double contrast(double one, double other)
{
	return one > other ? (one + 0.05) / (other + 0.05) : (other + 0.05) / (one + 0.05);
}

static void every_colour_can_be_read_on_light_and_on_dark(void **state)
{
	(void)state;
	for (int style = 0; style < STYLE__COUNT; style++) {
		const struct look *looks = style_looks[style];
		assert_int_equal(looks[PALETTE_NONE].fg, -1);
		assert_int_equal(looks[PALETTE_NONE].bg, -1);
		if (looks[PALETTE_8].bg == -1) /* red, magenta: all others vanish somewhere */
			assert_true(looks[PALETTE_8].fg == -1 || looks[PALETTE_8].fg == 1 ||
				    looks[PALETTE_8].fg == 5);
		const struct look *look = &looks[PALETTE_256];
		if (look->fg == -1)
			continue;
		assert_in_range(look->fg, 16, 255); /* the first 16 are the user's own */
		if (look->bg == -1) {
			/* there is more text in the quiet style, and keys are looked for */
			double least = style == STYLE_QUIET || style == STYLE_KEY ? 4.5 : 4;

			assert_true(contrast(luminance(look->fg), 0) >= least);
			assert_true(contrast(luminance(look->fg), 1) >= least);
		} else {
			assert_true(contrast(luminance(look->fg), luminance(look->bg)) >= 4.5);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_takes_the_columns_it_takes),
		cmocka_unit_test(a_tower_of_accents_stays_in_its_cell),
		cmocka_unit_test(a_wide_character_never_loses_one_half_only),
		cmocka_unit_test(what_does_not_fit_ends_in_an_ellipsis),
		cmocka_unit_test(only_ascii_reaches_an_ascii_canvas),
		cmocka_unit_test(wrapped_text_can_be_counted_skipped_and_drawn),
		cmocka_unit_test(a_frame_has_its_title_and_its_inside),
		cmocka_unit_test(nothing_is_drawn_outside_of_the_area),
		cmocka_unit_test(sizes_have_limits),
		cmocka_unit_test(every_colour_can_be_read_on_light_and_on_dark),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 77; /* there is no UTF-8 to test with */
	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
