/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Invariant: data is NULL, or capacity > length and data[length] is NUL. An addition that does
 * not fit whole is not made at all, so that a text never ends in the middle of one.
 */

#define CAPACITY_FIRST 64

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){.max = max < SIZE_MAX ? max : SIZE_MAX - 1};
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	buf_init(buf, buf->max);
}

void buf_reset(struct buf *buf)
{
	buf->failed = false;
	buf_truncate(buf, 0);
}

/* Room for `more` bytes and the final NUL. */
static bool reserve(struct buf *buf, size_t more)
{
	if (buf->failed)
		return false;
	if (buf->length > buf->max || more > buf->max - buf->length)
		goto fail;
	size_t needed = buf->length + more + 1;
	if (needed <= buf->capacity)
		return true;
	size_t capacity = buf->capacity > SIZE_MAX / 2 ? SIZE_MAX : buf->capacity * 2;
	if (capacity < CAPACITY_FIRST)
		capacity = CAPACITY_FIRST;
	if (capacity > buf->max + 1)
		capacity = buf->max + 1;
	if (capacity < needed)
		capacity = needed;
	char *data = realloc(buf->data, capacity);
	if (!data)
		goto fail;
	buf->data = data;
	buf->capacity = capacity;
	return true;
fail:
	buf->failed = true;
	return false;
}

void buf_add(struct buf *buf, const void *bytes, size_t length)
{
	if (!reserve(buf, length))
		return;
	if (length > 0)
		memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_fill(struct buf *buf, char c, size_t count)
{
	if (!reserve(buf, count))
		return;
	memset(buf->data + buf->length, c, count);
	buf->length += count;
	buf->data[buf->length] = '\0';
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length < 0) {
		buf->failed = true;
	} else if (reserve(buf, (size_t)length)) {
		vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
		buf->length += (size_t)length;
	}
	va_end(again);
}

void buf_truncate(struct buf *buf, size_t length)
{
	if (!buf->data || length >= buf->length)
		return;
	buf->length = length;
	buf->data[length] = '\0';
}

const char *buf_text(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}
