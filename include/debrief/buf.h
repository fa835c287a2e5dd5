/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_BUF_H
#define DEBRIEF_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "debrief/err.h"

/*
 * A growing piece of text. Always ends in NUL once something was added; may hold any bytes.
 *
 * Failure is sticky: after memory ran out or `max` was reached, `failed` is set, further
 * additions do nothing, and the caller asks once, at the end.
 */

struct buf {
	char *data; /* NULL when empty */
	size_t length;
	size_t capacity;
	size_t max;
	bool failed;
};

#define BUF_MAX_DEFAULT ((size_t)64 << 20)

void buf_init(struct buf *buf, size_t max);
void buf_release(struct buf *buf);
void buf_reset(struct buf *buf); /* empties it, forgets a failure, keeps the memory */

void buf_add(struct buf *buf, const void *bytes, size_t length);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_fill(struct buf *buf, char c, size_t count);
void buf_printf(struct buf *buf, const char *format, ...) ERR_FORMAT(2, 3);
void buf_vprintf(struct buf *buf, const char *format, va_list args) ERR_FORMAT(2, 0);
void buf_truncate(struct buf *buf, size_t length);

/* "" when nothing was added; borrowed until the next change. */
const char *buf_text(const struct buf *buf);

#endif
