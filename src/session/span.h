/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SPAN_H
#define DEBRIEF_SPAN_H

#include <stdbool.h>
#include <string.h>

/* A piece of a longer text, as it gets shorter from both ends while it is read. */

struct span {
	const char *text, *end;
};

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline void span_trim(struct span *span)
{
	while (span->text < span->end && is_blank(*span->text))
		span->text++;
	while (span->text < span->end && is_blank(span->end[-1]))
		span->end--;
}

static inline bool span_begins_with(const struct span *span, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(span->end - span->text) >= length && !memcmp(span->text, text, length);
}

static inline bool span_has(struct span span, const char *text)
{
	return span.text < span.end &&
	       memmem(span.text, (size_t)(span.end - span.text), text, strlen(text));
}

static inline bool span_is_at_blank(const struct span *span)
{
	return span->text < span->end && is_blank(*span->text);
}

#endif
