/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_YAML_LINES_H
#define DEBRIEF_YAML_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "debrief/diag.h"

/*
 * Lines and columns of a source, counted as libyaml counts them, so that what is quoted is what
 * was meant: besides LF, CR and CRLF, U+0085, U+2028 and U+2029 end a line, and a byte order
 * mark at the beginning takes no column.
 */

struct line {
	const char *text; /* NULL: there is no such line */
	size_t length;    /* bytes, without the line break */
};

/* Walks over the lines of a source; going on is cheap, going back begins anew. */
struct lines {
	const char *source;
	size_t length;
	size_t offset; /* where `line` begins */
	uint32_t line;
};

void lines_init(struct lines *lines, const char *source, size_t length);
struct line lines_seek(struct lines *lines, uint32_t line);

/* The byte in the line at which a column stands; the line's length for what lies behind it. */
size_t line_offset(struct line line, uint32_t column);

/* The place of a byte, when the first line has the number `first_line`. */
struct mark lines_mark(const char *source, size_t offset, uint32_t first_line);

/* The length of the byte order mark at the beginning, or 0. */
size_t lines_bom(const char *source, size_t length);

#endif
