/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines.h"

#include <string.h>

#include "debrief/utf8.h"

/*
 * Sources may be quoted because they are not UTF-8, so nothing here relies on it: a byte that
 * belongs to no character counts as one column.
 */

/* The bytes of the line break at `at`, or 0. */
static size_t break_length(const char *at, const char *end)
{
	size_t left = (size_t)(end - at);

	if (*at == '\n')
		return 1;
	if (*at == '\r')
		return left > 1 && at[1] == '\n' ? 2 : 1;
	if (left > 1 && memcmp(at, "\xC2\x85", 2) == 0)
		return 2;
	if (left > 2 && (memcmp(at, "\xE2\x80\xA8", 3) == 0 || memcmp(at, "\xE2\x80\xA9", 3) == 0))
		return 3;
	return 0;
}

/* The end of the line's text; *next is where the next line begins, NULL when there is none. */
static const char *line_end(const char *at, const char *end, const char **next)
{
	for (; at < end; at++) {
		if ((unsigned char)*at > '\r' && (unsigned char)*at < 0xC2)
			continue;
		size_t length = break_length(at, end);
		if (length > 0) {
			*next = at + length;
			return at;
		}
	}
	*next = NULL;
	return end;
}

size_t lines_bom(const char *source, size_t length)
{
	return length >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

void lines_init(struct lines *lines, const char *source, size_t length)
{
	*lines = (struct lines){.source = source, .length = length, .line = 1};
	if (source)
		lines->offset = lines_bom(source, length);
}

struct line lines_seek(struct lines *lines, uint32_t line)
{
	if (!lines->source || line == 0)
		return (struct line){0};
	if (line < lines->line)
		lines_init(lines, lines->source, lines->length);

	const char *end = lines->source + lines->length;
	const char *at = lines->source + lines->offset;
	const char *next;
	const char *stop;
	for (;;) {
		stop = line_end(at, end, &next);
		if (lines->line == line)
			return (struct line){.text = at, .length = (size_t)(stop - at)};
		if (!next)
			return (struct line){0};
		at = next;
		lines->offset = (size_t)(at - lines->source);
		lines->line++;
	}
}

size_t line_offset(struct line line, uint32_t column)
{
	const char *at = line.text;
	const char *end = line.text + line.length;

	for (uint32_t i = 1; i < column && at < end; i++)
		utf8_decode(&at, end);
	return (size_t)(at - line.text);
}

struct mark lines_mark(const char *source, size_t offset, uint32_t first_line)
{
	const char *at = source + lines_bom(source, offset);
	const char *end = source + offset;
	struct mark mark = {.line = first_line, .column = 1};
	const char *next;

	for (;;) {
		line_end(at, end, &next);
		if (!next)
			break;
		at = next;
		mark.line++;
	}
	mark.column += (uint32_t)utf8_count(at, (size_t)(end - at));
	return mark;
}
