/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LINE_TEXT_H
#define UI_LINE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/buf.h"

/* A text of several lines, as a line editor keeps it: what may stand in it, and where one stands
 * in it. */

/* False if there is something in a text that must not reach a terminal as it is. */
bool line_text_can_show(const char *text);

/* As much of a text as fits; the caller releases `copy`. */
void line_text_copy(struct buf *copy, const char *text, size_t length, size_t max);

/* Where the line that `point` is in begins, and where it ends (at its newline or the text's end).
 */
size_t line_text_begin(const char *text, size_t point);
size_t line_text_end(const char *text, size_t point);

/* To the row above or below, at the same column; false: there is none. Rows are those of the text
 * wrapped at `width`; 0: its lines. */
bool line_text_move(const char *text, bool up, int width, size_t *point);

/* Where a cursor that rests on characters, as in vi, stands for `point`: not on the end of a line
 * that has any. */
size_t line_text_on_character(const char *text, size_t point);

#endif
