/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_UTF8_H
#define DEBRIEF_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * UTF-8, and how many columns it takes on a terminal.
 *
 * One rule for drawing, cursor and truncation: a cell is a base character and up to four
 * following characters of width 0. Widths are those of the C library (the locale must be a
 * UTF-8 one, see cli), which is what terminals agree with for school mathematics.
 */

#define UTF8_INVALID (-1)

/* Decodes the character at *text, before `end`, and moves *text behind it. A byte that begins
 * no valid character (overlong, surrogate, beyond U+10FFFF, cut off) gives UTF8_INVALID and is
 * passed singly. Call only while *text < end. */
int32_t utf8_decode(const char **text, const char *end);
/* Writes up to 4 bytes, returns how many; 0 for surrogates and beyond U+10FFFF. */
size_t utf8_encode(int32_t character, char bytes[4]);

bool utf8_is_valid(const char *text, size_t length);
/* The offset of the first byte that is not valid, or `length`. */
size_t utf8_valid_prefix(const char *text, size_t length);

/* 0, 1 or 2 columns; control and unassigned characters take 1 (the sanitiser makes them visible).
 */
int utf8_width(int32_t character);

struct utf8_cell {
	size_t length; /* bytes */
	int columns;   /* 1 or 2; 0 for a cell that is a lone combining mark */
};

/* The first cell of a non-empty text. */
struct utf8_cell utf8_cell(const char *text, size_t length);
/* Where the last cell of a text begins; 0 if it has none. */
size_t utf8_last_cell(const char *text, size_t length);
/* Columns of a text without line breaks. */
int utf8_columns(const char *text, size_t length);
/* How many bytes of the text fit into `columns`, never cutting a cell. */
size_t utf8_fit(const char *text, size_t length, int columns);
/* The number of characters (code points). */
size_t utf8_count(const char *text, size_t length);

#endif
