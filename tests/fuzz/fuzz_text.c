/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as text: decoding and cells, the sanitiser, JSON, wrapping at a width (the first byte),
 * and where a cursor stands in what was wrapped.
 */
#include <string.h>

#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "debrief/words.h"
#include "debrief/wrap.h"
#include "fuzz.h"

#define WIDTHS    100
#define LINES_MAX 16 /* that are looked at: each from the beginning */

/* What utf8_decode should give, told from the ranges of the standard. */
static size_t length_of_character(const unsigned char *at, size_t left)
{
	static const struct {
		unsigned char lead[2], second[2];
		size_t length;
	} forms[] = {
		{{0x00, 0x7F}, {0, 0}, 1},       {{0xC2, 0xDF}, {0x80, 0xBF}, 2},
		{{0xE0, 0xE0}, {0xA0, 0xBF}, 3}, {{0xE1, 0xEC}, {0x80, 0xBF}, 3},
		{{0xED, 0xED}, {0x80, 0x9F}, 3}, {{0xEE, 0xEF}, {0x80, 0xBF}, 3},
		{{0xF0, 0xF0}, {0x90, 0xBF}, 4}, {{0xF1, 0xF3}, {0x80, 0xBF}, 4},
		{{0xF4, 0xF4}, {0x80, 0x8F}, 4},
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		bool fits = at[0] >= forms[i].lead[0] && at[0] <= forms[i].lead[1] &&
			    left >= forms[i].length;

		if (fits && forms[i].length > 1)
			fits = at[1] >= forms[i].second[0] && at[1] <= forms[i].second[1];
		for (size_t k = 2; fits && k < forms[i].length; k++)
			fits = (at[k] & 0xC0) == 0x80;
		if (fits)
			return forms[i].length;
	}
	return 0;
}

static void decode(const char *text, size_t length)
{
	const char *end = text + length;
	size_t valid = length;
	size_t count = 0;
	char bytes[4];

	for (const char *at = text; at < end; count++) {
		const char *start = at;
		size_t expected = length_of_character((const unsigned char *)at,
						      (size_t)(end - at));
		int32_t character = utf8_decode(&at, end);

		HOLDS((size_t)(at - start) == (expected ? expected : 1));
		HOLDS((character == UTF8_INVALID) == (expected == 0));
		if (expected) {
			HOLDS(utf8_encode(character, bytes) == expected);
			HOLDS(!memcmp(bytes, start, expected));
		} else if (valid == length) {
			valid = (size_t)(start - text);
		}
	}
	HOLDS(utf8_count(text, length) == count);
	HOLDS(utf8_valid_prefix(text, length) == valid);
	HOLDS(utf8_is_valid(text, length) == (valid == length));
	HOLDS(words_count(text, length) <= length);
}

static void look_at_cells(const char *text, size_t length, int width)
{
	size_t last = 0;
	int columns = 0;

	for (size_t at = 0; at < length;) {
		struct utf8_cell cell = utf8_cell(text + at, length - at);

		HOLDS(cell.length >= 1 && cell.length <= length - at);
		HOLDS(cell.columns >= 0 && cell.columns <= 2);
		last = at;
		at += cell.length;
		columns += cell.columns;
	}
	HOLDS(utf8_columns(text, length) == columns);
	HOLDS(utf8_last_cell(text, length) == last);

	size_t fits = utf8_fit(text, length, width);
	HOLDS(fits <= length && utf8_columns(text, fits) <= width);
	HOLDS(fits == length ||
	      utf8_columns(text, fits + utf8_cell(text + fits, length - fits).length) > width);
}

static void clean(const char *text, size_t length, enum sanitise_mode mode)
{
	struct buf out, again;

	buf_init(&out, BUF_MAX_DEFAULT);
	buf_init(&again, BUF_MAX_DEFAULT);
	sanitise(&out, text, length, mode);
	HOLDS(fuzz_can_show(buf_text(&out), out.length, mode == SANITISE_LINES));
	sanitise(&again, buf_text(&out), out.length, mode);
	HOLDS(again.length == out.length && !memcmp(buf_text(&again), buf_text(&out), out.length));
	HOLDS(out.length >= length); /* nothing is dropped */
	buf_release(&out);
	buf_release(&again);
}

/* What stands between quotes of JSON ends where it should. */
static void write_json(const char *text, size_t length)
{
	struct buf out;

	buf_init(&out, BUF_MAX_DEFAULT);
	sanitise_json(&out, text, length);
	HOLDS(fuzz_can_show(buf_text(&out), out.length, false));
	for (const char *at = buf_text(&out); *at; at++) {
		HOLDS(*at != '"');
		if (*at != '\\')
			continue;
		at++;
		HOLDS(*at && strchr("\"\\ntu", *at));
		if (*at == 'u') {
			HOLDS(strspn(at + 1, "0123456789abcdef") >= 4);
			at += 4;
		}
	}
	buf_release(&out);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Between two lines only blanks and at most one newline are left out. */
static void look_at_gap(const char *text, size_t from, size_t to)
{
	size_t newlines = 0;

	HOLDS(from <= to);
	for (size_t i = from; i < to; i++) {
		HOLDS(is_blank(text[i]) || text[i] == '\n');
		newlines += text[i] == '\n';
	}
	HOLDS(newlines <= 1);
}

static void look_at_line(const struct wrap *wrap, size_t row, size_t length, int width)
{
	const char *line = wrap->text + wrap->offset;
	struct wrap_place place = wrap_find(wrap->text, length, width, wrap->offset);

	HOLDS(!memchr(line, '\n', wrap->length));
	HOLDS(wrap->length == 0 || !is_blank(line[wrap->length - 1]));
	HOLDS(utf8_columns(line, wrap->length) <= width ||
	      utf8_cell(line, wrap->length).length == wrap->length);
	if (wrap->length == 0)
		return;
	HOLDS(place.row == row && place.column == 0);
	/* There, or behind characters without width. */
	size_t point = wrap_point(wrap->text, length, width, place);
	HOLDS(point >= wrap->offset && !utf8_columns(line, point - wrap->offset));
}

static void wrap_at(const char *text, size_t length, int width)
{
	struct wrap wrap = wrap_start(text, length, width);
	size_t seen = 0;
	size_t lines = 0;
	const int columns = width < 1 ? 1 : width;

	while (wrap_next(&wrap)) {
		HOLDS(wrap.offset + wrap.length <= length);
		look_at_gap(text, seen, wrap.offset);
		if (lines < LINES_MAX)
			look_at_line(&wrap, lines, length, columns);
		seen = wrap.offset + wrap.length;
		lines++;
	}
	look_at_gap(text, seen, length);
	HOLDS(lines >= 1 && wrap_count(text, length, width) == lines);

	struct wrap_place place = {lines / 2, columns / 2};
	size_t point = wrap_point(text, length, width, place);
	HOLDS(point <= length);
	HOLDS(wrap_find(text, length, width, point).row < lines);
	place.row = SIZE_MAX;
	HOLDS(wrap_point(text, length, width, place) <= length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	const char *text = (const char *)data + 1;
	const int width = data[0] % WIDTHS;

	decode(text, size - 1);
	look_at_cells(text, size - 1, width);
	clean(text, size - 1, SANITISE_LINE);
	clean(text, size - 1, SANITISE_LINES);
	write_json(text, size - 1);
	wrap_at(text, size - 1, width);
	return 0;
}
