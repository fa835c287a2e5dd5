/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SANITISE_H
#define DEBRIEF_SANITISE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/buf.h"

/*
 * The one sanitiser: everything that is shown or printed passes it, file names, error messages
 * and quoted source lines too.
 *
 *   C0 and DEL                              ^[  ^?
 *   C1, bidirectional controls, zero-width
 *   characters (but not U+200C, U+200D),
 *   line separators, noncharacters          <U+202E>
 *   bytes that are not UTF-8                \xNN
 */

enum sanitise_mode {
	SANITISE_LINE,  /* newline and tab become visible too */
	SANITISE_LINES, /* newline and tab stay */
};

void sanitise(struct buf *out, const char *text, size_t length, enum sanitise_mode mode);
/* The same for a NUL-terminated text. */
void sanitise_text(struct buf *out, const char *text, enum sanitise_mode mode);
/* True if this character must not reach a terminal as it is. */
bool sanitise_is_hostile(int character);

/* For JSON: what stands between the quotes (the caller writes them), escaped, and what the
 * sanitiser would change written as \uXXXX; bytes that are not UTF-8 become U+FFFD. */
void sanitise_json(struct buf *out, const char *text, size_t length);

#endif
