/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_WRAP_H
#define DEBRIEF_WRAP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Breaking text into lines of a given width, without copying it.
 *
 *     struct wrap wrap = wrap_start(text, strlen(text), 40);
 *     while (wrap_next(&wrap))
 *             draw(text + wrap.offset, wrap.length);
 *
 * Breaks at blanks, which vanish at the break; a word longer than the width is cut between
 * cells; a newline always breaks; leading blanks of a line are kept (they draw student work).
 * The empty text has one empty line. All other bytes appear exactly once, in order.
 */

struct wrap {
	const char *text;
	size_t total;
	int width;
	size_t next; /* where the next line begins */
	bool ended;

	size_t offset; /* the current line: bytes from the start of the text */
	size_t length; /* bytes, without the blanks or newline that end it */
};

/* `width` below 1 counts as 1. */
struct wrap wrap_start(const char *text, size_t length, int width);
bool wrap_next(struct wrap *wrap);
/* How many lines wrap_next would give. */
size_t wrap_count(const char *text, size_t length, int width);

struct wrap_place {
	size_t row; /* a line, from 0 */
	int column; /* behind the line's last cell it may be as large as the width, or larger in the
		     * blanks that vanished there */
};

/* Where the byte at `point` stands, and the byte that stands at a place, or the nearest of its
 * line; a row behind the last is the last. */
struct wrap_place wrap_find(const char *text, size_t length, int width, size_t point);
size_t wrap_point(const char *text, size_t length, int width, struct wrap_place place);

#endif
