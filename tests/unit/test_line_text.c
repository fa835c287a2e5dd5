/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "debrief/utf8.h"
#include "property.h"
#include "ui/input.h"
#include "ui/line_text.h"
#include "ui/line_words.h"

#define ROUNDS 5000

static void assert_cleaned(const char *text, size_t length, const char *expected)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_add(&buf, text, length);
	input_clean(&buf);
	assert_string_equal(buf_text(&buf), expected);
	buf_release(&buf);
}

static void control_characters_go_and_lines_stay(void **unused)
{
	(void)unused;
	assert_cleaned("", 0, "");
	assert_cleaned("a\r\nb\rc\nd\te", 10, "a\nb\nc\nd\te");
	assert_cleaned("a\0b\033[1mc\177", 9, "ab[1mc");
	assert_cleaned("½\xC2\x9B"
		       "2J分\xFF\xC3",
		       9, "½2J分");
}

static void a_copy_ends_between_characters(void **unused)
{
	struct buf copy;

	(void)unused;
	line_text_copy(&copy, "x½分", 6, 6);
	assert_string_equal(buf_text(&copy), "x½分");
	buf_release(&copy);
	line_text_copy(&copy, "x½分", 6, 5);
	assert_string_equal(buf_text(&copy), "x½");
	buf_release(&copy);
	line_text_copy(&copy, "x½分", 6, 0);
	assert_string_equal(buf_text(&copy), "");
	buf_release(&copy);
}

/* The cursor is the bar in the texts. */
static void assert_moves(const char *from, bool up, int width, const char *expected)
{
	char text[200] = "", moved[200];
	size_t point = strcspn(from, "|");

	snprintf(text, sizeof(text), "%.*s%s", (int)point, from, from + point + 1);
	if (!line_text_move(text, up, width, &point)) {
		assert_null(expected);
		return;
	}
	assert_non_null(expected);
	snprintf(moved, sizeof(moved), "%.*s|%s", (int)point, text, text + point);
	assert_string_equal(moved, expected);
}

static void one_moves_between_lines_at_the_same_column(void **unused)
{
	(void)unused;
	assert_moves("|", true, 0, NULL);
	assert_moves("one|", true, 0, NULL);
	assert_moves("one|", false, 0, NULL);
	assert_moves("one\nt|wo", true, 0, "o|ne\ntwo");
	assert_moves("on|e\ntwo", false, 0, "one\ntw|o");
	assert_moves("three|\ntwo", false, 0, "three\ntwo|");
	assert_moves("a\n\nb|", true, 0, "a\n|\nb");
	assert_moves("a\n|\nb", false, 0, "a\n\n|b");
	assert_moves("字字|字\nabcdef", false, 0, "字字字\nabcd|ef");
	assert_moves("字字字\nabc|def", true, 0, "字|字字\nabcdef"); /* not into a character */
}

static void one_moves_between_rows_of_a_wrapped_line(void **unused)
{
	(void)unused;
	assert_moves("one two th|ree", true, 7, "on|e two three");
	assert_moves("on|e two three", false, 7, "one two th|ree");
	assert_moves("one two three|", false, 7, NULL);
	assert_moves("one two| three", true, 7, NULL);
	assert_moves("abcdefgh|ij", true, 4, "abcd|efghij"); /* the first of its row */
	assert_moves("abc|defghi", false, 4, "abcdefg|hi");
	assert_moves("ab\ncdefgh|", true, 4, "ab\ncd|efgh");
	assert_moves("abcd|e", true, 4, "|abcde");
	assert_moves("abcdefghi\nxxxx|", true, 4, "abcdefghi|\nxxxx");
	assert_moves("abcdefgh\nxxxx|", true, 4, "abcdefgh|\nxxxx");
	assert_moves("字字字字\nx|", true, 4, "字字|字字\nx");
}

static void every_row_is_passed_on_the_way(void **unused)
{
	struct property property = property_start("line_text");
	struct buf text;

	(void)unused;
	buf_init(&text, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		int width = 1 + (int)property_number(&property, 12);
		size_t point = 0, steps = 0, length;

		buf_reset(&text);
		property_text(&property, &text, 40);
		length = strlen(buf_text(&text));
		while (line_text_move(buf_text(&text), false, width, &point)) {
			assert_true(point <= length);
			assert_true(++steps <= length);
		}
		while (line_text_move(buf_text(&text), true, width, &point))
			assert_true(steps-- > 0);
		assert_int_equal(steps, 0);
	}
	buf_release(&text);
}

static void a_cursor_that_rests_on_characters_does(void **unused)
{
	(void)unused;
	assert_int_equal(line_text_on_character("abc", 3), 2);
	assert_int_equal(line_text_on_character("abc", 1), 1);
	assert_int_equal(line_text_on_character("", 0), 0);
	assert_int_equal(line_text_on_character("a\n\nb", 1), 0);
	assert_int_equal(line_text_on_character("a\n\nb", 2), 2);
	assert_int_equal(line_text_on_character("xe\u0301", 4), 1);
	assert_int_equal(line_text_on_character("分", 3), 0);
}

static void words_match_from_their_start_and_once(void **unused)
{
	static const char *const list[] = {"Break a task", "breathe", "Élan", "breathe", "x", NULL};
	struct line_words words = {0};

	(void)unused;
	assert_null(line_words_next(&words, "", false, true));
	line_words_begin(&words, list);
	assert_string_equal(line_words_next(&words, "BREA", false, true), "Break a task");
	assert_string_equal(line_words_next(&words, "BREA", false, false), "breathe");
	assert_null(line_words_next(&words, "BREA", false, false));
	assert_null(line_words_next(&words, "BREA", true, true));
	assert_string_equal(line_words_next(&words, "brea", true, true), "breathe");
	assert_string_equal(line_words_next(&words, "él", false, true), "Élan");
	assert_string_equal(line_words_next(&words, "break a ", false, true), "Break a task");
	assert_null(line_words_next(&words, "task", false, true));
	assert_null(line_words_next(&words, "xx", false, true));
}

static void what_is_shown_is_a_copy_until_it_is_hidden(void **unused)
{
	char first[] = "one", second[] = "two";
	char *choices[] = {first, second};
	struct line_words words = {0};

	(void)unused;
	line_words_show(&words, choices, 2);
	first[0] = 'x';
	assert_string_equal(words.shown[0], "one");
	assert_string_equal(words.shown[1], "two");
	assert_null(words.shown[2]);
	line_words_show(&words, choices, 1);
	assert_null(words.shown[1]);
	line_words_hide(&words);
	assert_null(words.shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(control_characters_go_and_lines_stay),
		cmocka_unit_test(a_copy_ends_between_characters),
		cmocka_unit_test(one_moves_between_lines_at_the_same_column),
		cmocka_unit_test(one_moves_between_rows_of_a_wrapped_line),
		cmocka_unit_test(every_row_is_passed_on_the_way),
		cmocka_unit_test(a_cursor_that_rests_on_characters_does),
		cmocka_unit_test(words_match_from_their_start_and_once),
		cmocka_unit_test(what_is_shown_is_a_copy_until_it_is_hidden),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
