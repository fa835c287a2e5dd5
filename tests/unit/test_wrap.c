/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "debrief/utf8.h"
#include "debrief/wrap.h"
#include "property.h"

#define ROUNDS 20000

/* Wraps and compares with lines joined by '|'. */
static void assert_wraps(const char *text, int width, const char *expected)
{
	struct wrap wrap = wrap_start(text, strlen(text), width);
	struct buf lines;
	size_t count = 0;

	buf_init(&lines, BUF_MAX_DEFAULT);
	while (wrap_next(&wrap)) {
		if (count++ > 0)
			buf_putc(&lines, '|');
		buf_add(&lines, text + wrap.offset, wrap.length);
	}
	assert_string_equal(buf_text(&lines), expected);
	assert_int_equal(wrap_count(text, strlen(text), width), count);
	buf_release(&lines);
}

static void the_empty_text_has_one_empty_line(void **unused)
{
	(void)unused;
	assert_wraps("", 10, "");
	assert_int_equal(wrap_count("", 0, 10), 1);
}

static void text_breaks_at_blanks(void **unused)
{
	(void)unused;
	assert_wraps("one two three", 20, "one two three");
	assert_wraps("one two three", 13, "one two three");
	assert_wraps("one two three", 12, "one two|three");
	assert_wraps("one two three", 7, "one two|three");
	assert_wraps("one two three", 6, "one|two|three");
	assert_wraps("one two three", 5, "one|two|three");
	assert_wraps("one\ttwo", 5, "one|two");
}

static void blanks_at_a_break_vanish_and_inside_a_line_stay(void **unused)
{
	(void)unused;
	assert_wraps("one    two", 10, "one    two");
	assert_wraps("one    two", 5, "one|two");
	assert_wraps("one    two", 3, "one|two");
	assert_wraps("one   ", 3, "one");
	assert_wraps("one   ", 10, "one");
	assert_wraps("one   \ntwo", 3, "one|two");
}

static void long_words_are_cut(void **unused)
{
	(void)unused;
	assert_wraps("abcdefgh", 3, "abc|def|gh");
	assert_wraps("a bcdefgh", 3, "a|bcd|efg|h");
	assert_wraps("abc", 1, "a|b|c");
	assert_wraps("abc", 0, "a|b|c");
	assert_wraps("abc", -5, "a|b|c");
}

static void newlines_always_break(void **unused)
{
	(void)unused;
	assert_wraps("one\ntwo", 20, "one|two");
	assert_wraps("one\n\ntwo", 20, "one||two");
	assert_wraps("one\n", 20, "one|");
	assert_wraps("\n", 20, "|");
	assert_wraps("abc\ndef", 3, "abc|def");
}

static void indentation_is_kept_while_there_is_room(void **unused)
{
	(void)unused;
	assert_wraps("  1 | 2\n --- x", 10, "  1 | 2| --- x");
	assert_wraps("  one two", 6, "  one|two");
	assert_wraps("  one two", 5, "  one|two");
	assert_wraps("  one two", 4, "one|two");
	assert_wraps("          one", 4, "one");
	assert_wraps("     ", 3, "");
	assert_wraps("     \nx", 3, "|x");
}

static void wide_and_combined_characters_are_never_cut(void **unused)
{
	(void)unused;
	assert_wraps("字字字", 4, "字字|字");
	assert_wraps("字字字", 5, "字字|字");
	assert_wraps("字字", 1, "字|字");
	assert_wraps("0.3̅3̅3̅", 3, "0.3̅|3̅3̅");
	assert_wraps("½ ⅔ ¾", 3, "½ ⅔|¾");
}

static bool may_vanish(const char *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!strchr(" \t\n", text[i]) || text[i] == '\0')
			return false;
	return true;
}

static size_t count_newlines(const char *text, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += text[i] == '\n';
	return count;
}

static void check_wrapping(const char *text, size_t length, int width)
{
	struct wrap wrap = wrap_start(text, length, width);
	size_t seen = 0;
	size_t lines = 0;

	while (wrap_next(&wrap)) {
		const char *line = text + wrap.offset;
		size_t end = wrap.offset + wrap.length;
		assert_true(wrap.offset >= seen);
		assert_true(end <= length);
		/* Only blanks and newlines are between two lines, at most one newline. */
		assert_true(may_vanish(text, seen, wrap.offset));
		assert_true(count_newlines(text, seen, wrap.offset) <= 1);
		assert_int_equal(count_newlines(text, wrap.offset, end), 0);
		/* It fits, or is one cell that is wider than the line. */
		if (utf8_columns(line, wrap.length) > width)
			assert_int_equal(utf8_cell(line, wrap.length).length, wrap.length);
		/* Progress: a line is empty only where the text has a blank line. */
		if (wrap.length == 0 && !wrap.ended)
			assert_true(count_newlines(text, seen, wrap.next) > 0);
		assert_true(++lines <= length + 1);
		seen = end;
	}
	assert_true(may_vanish(text, seen, length));
	assert_true(count_newlines(text, seen, length) == 0);
	assert_true(lines > count_newlines(text, 0, length));
	assert_int_equal(lines, wrap_count(text, length, width));
}

static void assert_stands(const char *text, int width, size_t point, size_t row, int column)
{
	struct wrap_place place = wrap_find(text, strlen(text), width, point);

	assert_int_equal(place.row, row);
	assert_int_equal(place.column, column);
}

static void a_byte_stands_in_a_row_and_a_column(void **unused)
{
	(void)unused;
	assert_stands("", 10, 0, 0, 0);
	assert_stands("one two three", 7, 3, 0, 3);
	assert_stands("one two three", 7, 7, 0, 7); /* in the blank that vanished */
	assert_stands("one two three", 7, 8, 1, 0);
	assert_stands("one two   x", 7, 9, 0, 9);
	assert_stands("one\n\ntwo", 10, 4, 1, 0);
	assert_stands("one\n\ntwo", 10, 8, 2, 3);
	assert_stands("abcdef", 3, 3, 1, 0); /* where the next row begins */
	assert_stands("abcdef", 3, 6, 1, 3); /* behind the last there is none */
	assert_stands("字字字", 4, 6, 1, 0);
	assert_stands("字e\u0301字", 5, 6, 0, 3);
	assert_stands("          one", 4, 2, 0, 0); /* an indentation that was dropped */
}

static void a_place_is_a_byte_of_its_row(void **unused)
{
	const char *text = "one two\nabcdefgh\n字字";
	size_t length = strlen(text);

	(void)unused;
	assert_int_equal(wrap_point(text, length, 4, (struct wrap_place){0, 2}), 2);
	assert_int_equal(wrap_point(text, length, 4, (struct wrap_place){0, 9}), 3);
	assert_int_equal(wrap_point(text, length, 4, (struct wrap_place){2, 4}), 11); /* "d" */
	assert_int_equal(wrap_point(text, length, 4, (struct wrap_place){3, 4}), 16);
	assert_int_equal(wrap_point(text, length, 4, (struct wrap_place){4, 3}), 20);
	assert_int_equal(wrap_point(text, length, 4, (struct wrap_place){99, 0}), 17);
	assert_int_equal(wrap_point("", 0, 4, (struct wrap_place){0, 5}), 0);
}

static void check_places(const char *text, size_t length, int width)
{
	for (size_t at = 0; at < length;) {
		struct utf8_cell cell = utf8_cell(text + at, length - at);
		struct wrap_place place = wrap_find(text, length, width, at);
		size_t there = wrap_point(text, length, width, place);

		size_t from = at < there ? at : there;
		size_t to = at < there ? there : at;

		/* What was dropped at a break has no place of its own, nor has a lone accent. */
		assert_true(may_vanish(text, from, to) ||
			    utf8_columns(text + from, to - from) == 0);
		assert_int_equal(wrap_find(text, length, width, there).row, place.row);
		at += cell.length;
	}
}

static void places_and_bytes_agree(void **unused)
{
	struct property property = property_start("wrap_find");
	struct buf text;
	(void)unused;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(ROUNDS / 4); round++) {
		buf_reset(&text);
		property_text(&property, &text, 40);
		check_places(buf_text(&text), text.length, 1 + (int)property_number(&property, 30));
	}
	buf_release(&text);
}

static void every_line_fits_and_the_text_is_kept(void **unused)
{
	struct property property = property_start("wrap");
	struct buf text;
	(void)unused;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		buf_reset(&text);
		property_text(&property, &text, 40);
		check_wrapping(buf_text(&text), text.length,
			       1 + (int)property_number(&property, 30));
	}
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_empty_text_has_one_empty_line),
		cmocka_unit_test(text_breaks_at_blanks),
		cmocka_unit_test(blanks_at_a_break_vanish_and_inside_a_line_stay),
		cmocka_unit_test(long_words_are_cut),
		cmocka_unit_test(newlines_always_break),
		cmocka_unit_test(indentation_is_kept_while_there_is_room),
		cmocka_unit_test(wide_and_combined_characters_are_never_cut),
		cmocka_unit_test(a_byte_stands_in_a_row_and_a_column),
		cmocka_unit_test(a_place_is_a_byte_of_its_row),
		cmocka_unit_test(places_and_bytes_agree),
		cmocka_unit_test(every_line_fits_and_the_text_is_kept),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
