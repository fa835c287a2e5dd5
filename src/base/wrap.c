/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/wrap.h"

#include "debrief/utf8.h"

/*
 * One pass over the cells of a line, remembering the last blank it could break at. A line is
 * empty only where the text has a blank line: an indentation that leaves no room for its first
 * word is dropped rather than shown as a line of its own.
 */

struct wrap wrap_start(const char *text, size_t length, int width)
{
	return (struct wrap){.text = text, .total = length, .width = width < 1 ? 1 : width};
}

static bool is_blank(const char *cell, size_t length)
{
	return length == 1 && (*cell == ' ' || *cell == '\t');
}

static struct utf8_cell cell_at(const struct wrap *wrap, size_t at)
{
	return utf8_cell(wrap->text + at, wrap->total - at);
}

static size_t skip_blanks(const struct wrap *wrap, size_t at)
{
	while (at < wrap->total && is_blank(wrap->text + at, cell_at(wrap, at).length))
		at++;
	return at;
}

/* Ends the line before `end`; the next line begins at `next`, or behind the newline there. */
static bool end_line(struct wrap *wrap, size_t end, size_t next)
{
	wrap->length = end - wrap->offset;
	wrap->next = next;
	if (next == wrap->total)
		wrap->ended = true;
	else if (wrap->text[next] == '\n')
		wrap->next++;
	return true;
}

bool wrap_next(struct wrap *wrap)
{
	if (wrap->ended)
		return false;

	size_t at = wrap->next;
	size_t end = at;      /* behind the last cell that is not blank */
	size_t word_end = at; /* where it could be broken; at the offset: nowhere */
	int columns = 0;

	wrap->offset = at;
	while (at < wrap->total && wrap->text[at] != '\n') {
		struct utf8_cell cell = cell_at(wrap, at);
		bool blank = is_blank(wrap->text + at, cell.length);

		if (columns + cell.columns > wrap->width && at > wrap->offset) {
			if (blank)
				word_end = end;
			if (word_end > wrap->offset)
				return end_line(wrap, word_end, skip_blanks(wrap, word_end));
			size_t word = skip_blanks(wrap, wrap->offset);
			if (word == wrap->offset)
				return end_line(wrap, at, at);
			wrap->offset = at = end = word_end = word;
			columns = 0;
			continue;
		}
		if (blank && end > wrap->offset)
			word_end = end;
		at += cell.length;
		columns += cell.columns;
		if (!blank)
			end = at;
	}
	return end_line(wrap, end, at);
}

size_t wrap_count(const char *text, size_t length, int width)
{
	struct wrap wrap = wrap_start(text, length, width);
	size_t count = 0;

	while (wrap_next(&wrap))
		count++;
	return count;
}

struct wrap_place wrap_find(const char *text, size_t length, int width, size_t point)
{
	struct wrap wrap = wrap_start(text, length, width);
	struct wrap line;
	struct wrap_place place = {0, 0};
	size_t shown;

	wrap_next(&wrap);
	for (line = wrap; wrap_next(&wrap) && wrap.offset <= point; line = wrap)
		place.row++;
	if (point < line.offset) /* in an indentation that was dropped */
		return place;
	shown = point - line.offset < line.length ? point - line.offset : line.length;
	place.column = utf8_columns(text + line.offset, shown);
	place.column += (int)(point - line.offset - shown); /* blanks, one byte each */
	return place;
}

size_t wrap_point(const char *text, size_t length, int width, struct wrap_place place)
{
	struct wrap wrap = wrap_start(text, length, width);
	struct wrap line;
	size_t fits;

	wrap_next(&wrap);
	for (line = wrap; place.row > 0 && wrap_next(&wrap); line = wrap)
		place.row--;
	fits = utf8_fit(text + line.offset, line.length, place.column);
	/* Where a word was cut, the place behind the last cell is the next line's first. */
	if (fits > 0 && fits == line.length && !line.ended && line.next == line.offset + fits)
		fits = utf8_last_cell(text + line.offset, line.length);
	return line.offset + fits;
}
