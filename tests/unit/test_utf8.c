/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "debrief/array.h"
#include "debrief/utf8.h"
#include "property.h"

#define ROUNDS 20000

static int32_t decode_one(const char *text, size_t length, size_t *passed)
{
	const char *at = text;
	int32_t character = utf8_decode(&at, text + length);

	*passed = (size_t)(at - text);
	return character;
}

static void every_character_survives_encoding_and_decoding(void **unused)
{
	(void)unused;
	for (int32_t character = 0; character <= 0x10FFFF; character++) {
		char bytes[4];
		size_t passed;
		size_t length = utf8_encode(character, bytes);
		if (character >= 0xD800 && character <= 0xDFFF) {
			assert_int_equal(length, 0);
			continue;
		}
		assert_in_range(length, 1, 4);
		assert_int_equal(decode_one(bytes, length, &passed), character);
		assert_int_equal(passed, length);
	}
}

static void what_is_no_character_is_not_encoded(void **unused)
{
	char bytes[4];
	(void)unused;

	assert_int_equal(utf8_encode(-1, bytes), 0);
	assert_int_equal(utf8_encode(0x110000, bytes), 0);
}

static void malformed_sequences_are_passed_one_byte_at_a_time(void **unused)
{
	static const char *const malformed[] = {
		"\x80",
		"\xBF",
		"\xC0\x80",
		"\xC1\xBF",
		"\xC3",
		"\xC3\x28",
		"\xE0\x80\x80",
		"\xE0\x9F\xBF",
		"\xE2\x82",
		"\xE2\x28\xA1",
		"\xED\xA0\x80",
		"\xED\xBF\xBF",
		"\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF",
		"\xF0\x9F\x98",
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xFE",
		"\xFF",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(malformed); i++) {
		size_t passed;
		assert_int_equal(decode_one(malformed[i], strlen(malformed[i]), &passed),
				 UTF8_INVALID);
		assert_int_equal(passed, 1);
		assert_false(utf8_is_valid(malformed[i], strlen(malformed[i])));
	}
}

static void the_valid_prefix_ends_before_the_first_bad_byte(void **unused)
{
	(void)unused;
	assert_int_equal(utf8_valid_prefix("½ ok", 5), 5);
	assert_int_equal(utf8_valid_prefix("½ \xFF ok", 7), 3);
	assert_int_equal(utf8_valid_prefix("ab\xC2", 3), 2);
	assert_int_equal(utf8_valid_prefix("", 0), 0);
	assert_true(utf8_is_valid("a\0b", 3));
}

static void school_mathematics_takes_one_column_a_sign(void **unused)
{
	static const char *const signs[] = {
		"½", "⅔", "×", "÷", "−", "≤", "≈", "√", "∛", "²",
		"ⁿ", "₃", "∑", "∫", "π", "→", "3̅", "a⃗", "é",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(signs); i++) {
		struct utf8_cell cell = utf8_cell(signs[i], strlen(signs[i]));
		assert_int_equal(cell.length, strlen(signs[i]));
		assert_int_equal(cell.columns, 1);
	}
}

static void widths_are_never_negative(void **unused)
{
	(void)unused;
	for (int32_t character = -1; character <= 0x10FFFF; character++)
		assert_in_range(utf8_width(character), 0, 2);
	assert_int_equal(utf8_width('\n'), 1);
	assert_int_equal(utf8_width(0), 1);
	assert_int_equal(utf8_width(0x301), 0);
	assert_int_equal(utf8_width(0x5B57), 2);
}

static void the_short_cut_for_low_characters_agrees_with_the_library(void **unused)
{
	(void)unused;
	for (int32_t character = 0xA0; character < 0x300; character++)
		assert_int_equal(utf8_width(character), wcwidth((wchar_t)character));
	for (int32_t character = 0x20; character < 0x7F; character++)
		assert_int_equal(utf8_width(character), wcwidth((wchar_t)character));
}

static void a_cell_takes_at_most_four_marks(void **unused)
{
	const char *text = "a\u0301\u0301\u0301\u0301\u0301\u0301"; /* six */
	struct utf8_cell first = utf8_cell(text, strlen(text));
	struct utf8_cell second = utf8_cell(text + first.length, strlen(text) - first.length);
	(void)unused;

	assert_int_equal(first.length, 9);
	assert_int_equal(first.columns, 1);
	assert_int_equal(second.length, 4);
	assert_int_equal(second.columns, 0);
}

static void a_mark_is_not_separated_from_an_ascii_letter(void **unused)
{
	(void)unused;
	assert_int_equal(utf8_cell("a", 1).length, 1);
	assert_int_equal(utf8_cell("ab", 2).length, 1);
	assert_int_equal(utf8_cell("a½", 3).length, 1);
	assert_int_equal(utf8_cell("a\u0301", 3).length, 3);
	assert_int_equal(utf8_cell("a\u0301", 2).length, 1); /* cut off: not a mark */
	assert_int_equal(utf8_fit("ab\u0301c", 5, 2), 4);
}

static void a_wide_cell_fits_whole_or_not(void **unused)
{
	(void)unused;
	assert_int_equal(utf8_columns("a字b", 5), 4);
	assert_int_equal(utf8_fit("a字b", 5, 2), 1);
	assert_int_equal(utf8_fit("a字b", 5, 3), 4);
	assert_int_equal(utf8_fit("a字b", 5, 99), 5);
	assert_int_equal(utf8_fit("abc", 3, 0), 0);
	assert_int_equal(utf8_fit("abc", 3, -1), 0);
	assert_int_equal(utf8_count("a字b\xFF", 6), 4);
}

static void cells_tile_any_text(void **unused)
{
	struct property property = property_start("cells");
	struct buf text;
	(void)unused;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		buf_reset(&text);
		property_text(&property, &text, 20);
		int columns = 0;
		size_t at = 0;
		while (at < text.length) {
			struct utf8_cell cell = utf8_cell(text.data + at, text.length - at);
			assert_in_range(cell.length, 1, text.length - at);
			assert_in_range(cell.columns, 0, 2);
			/* A cell of several bytes is valid text: bad bytes stand alone. */
			if (cell.length > 1)
				assert_true(utf8_is_valid(text.data + at, cell.length));
			at += cell.length;
			columns += cell.columns;
			/* So many columns hold exactly these cells, or more of width 0. */
			size_t fit = utf8_fit(text.data, text.length, columns);
			assert_true(fit >= at);
			assert_int_equal(utf8_columns(text.data + at, fit - at), 0);
		}
		assert_int_equal(columns, utf8_columns(buf_text(&text), text.length));
	}
	buf_release(&text);
}

static void decoding_always_advances_and_agrees_with_validity(void **unused)
{
	struct property property = property_start("decoding");
	char bytes[12];
	(void)unused;

	for (int round = 0; round < property_rounds(10 * ROUNDS); round++) {
		size_t length = 1 + property_number(&property, sizeof(bytes));
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)(property_number(&property, 2)
						  ? property_number(&property, 256)
						  : 0x80 + property_number(&property, 0x40));
		const char *at = bytes;
		size_t prefix = length;
		size_t count = 0;
		while (at < bytes + length) {
			const char *start = at;
			char again[4];
			int32_t character = utf8_decode(&at, bytes + length);
			size_t passed = (size_t)(at - start);
			assert_in_range(passed, 1, 4);
			assert_true(at <= bytes + length);
			count++;
			if (character == UTF8_INVALID) {
				assert_int_equal(passed, 1);
				if (prefix == length)
					prefix = (size_t)(start - bytes);
			} else {
				assert_int_equal(utf8_encode(character, again), passed);
				assert_memory_equal(again, start, passed);
			}
		}
		assert_int_equal(utf8_valid_prefix(bytes, length), prefix);
		assert_int_equal(utf8_count(bytes, length), count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_survives_encoding_and_decoding),
		cmocka_unit_test(what_is_no_character_is_not_encoded),
		cmocka_unit_test(malformed_sequences_are_passed_one_byte_at_a_time),
		cmocka_unit_test(the_valid_prefix_ends_before_the_first_bad_byte),
		cmocka_unit_test(school_mathematics_takes_one_column_a_sign),
		cmocka_unit_test(widths_are_never_negative),
		cmocka_unit_test(the_short_cut_for_low_characters_agrees_with_the_library),
		cmocka_unit_test(a_cell_takes_at_most_four_marks),
		cmocka_unit_test(a_mark_is_not_separated_from_an_ascii_letter),
		cmocka_unit_test(a_wide_cell_fits_whole_or_not),
		cmocka_unit_test(cells_tile_any_text),
		cmocka_unit_test(decoding_always_advances_and_agrees_with_validity),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
