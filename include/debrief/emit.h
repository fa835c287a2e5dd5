/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_EMIT_H
#define DEBRIEF_EMIT_H

#include <stddef.h>

#include "debrief/buf.h"

/*
 * Writes the YAML of records. Every text that is valid UTF-8 without NUL is read back by tree.h
 * exactly as it was given; the caller makes sure of both (bytes that are not UTF-8 would be lost).
 */

/* "KEY: VALUE\n", indented by `indent` blanks: plain when no reader can take it for anything
 * but this string, else double-quoted. */
void emit_scalar(struct buf *out, int indent, const char *key, const char *text);
/* "KEY: |2-\n  …\n": a block; double-quoted when a block cannot carry the text. */
void emit_block(struct buf *out, int indent, const char *key, const char *text);
/* "KEY: [a, b]\n", each item as in emit_scalar. */
void emit_list(struct buf *out, int indent, const char *key, const char *const *items,
	       size_t count);
/* "KEY:\n", what follows is indented further. */
void emit_map(struct buf *out, int indent, const char *key);
/* "KEY: VALUE\n" for what is known to be plain: numbers, times, ids, true and false. */
void emit_plain(struct buf *out, int indent, const char *key, const char *text);

#endif
