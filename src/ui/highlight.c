/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells are read as one text, with a line break after each row; the phrase is found in it as it
 * is in any other. Then the same way is gone once more, and the cells that it took are marked. */
#include "ui/highlight.h"

#include <string.h>

/* On the way through an area: a cell, or the line break at `column` == width. */
struct way {
	const struct canvas *canvas;
	struct area area;
	int row, column;
	size_t offset; /* of the text */
};

static struct cell *cell_at(const struct way *way, int column)
{
	const struct canvas *canvas = way->canvas;
	int row = way->area.row + way->row;

	return &canvas->cells[(size_t)row * (size_t)canvas->columns] + way->area.column + column;
}

static bool is_blank_at(const struct way *way, int column)
{
	const struct cell *cell;

	if (column < 0 || column >= way->area.width)
		return true;
	cell = cell_at(way, column);
	return cell->length == 1 && cell->text[0] == ' ';
}

/* NULL for a line break. */
static struct cell *next_cell(struct way *way)
{
	struct cell *cell = NULL;

	if (way->column == way->area.width) {
		way->row++;
		way->column = 0;
		way->offset++;
	} else {
		cell = cell_at(way, way->column++);
		way->offset += cell->length;
	}
	return cell;
}

static const char *read_area(const struct way *start, struct arena *arena)
{
	struct way way = *start;
	char *text;

	while (way.row < way.area.height)
		next_cell(&way);
	text = arena_alloc(arena, way.offset + 1);
	for (way = *start; text && way.row < way.area.height;) {
		size_t at = way.offset;
		const struct cell *cell = next_cell(&way);

		if (cell)
			memcpy(text + at, cell->text, cell->length);
		else
			text[at] = '\n';
	}
	return text;
}

/* The blanks that end a row and indent the next stay as they are. */
static void mark(struct way *way, size_t from, size_t to)
{
	while (way->offset < from)
		next_cell(way);
	while (way->offset < to) {
		bool inside = !is_blank_at(way, way->column) ||
			      (!is_blank_at(way, way->column - 1) &&
			       !is_blank_at(way, way->column + 1));
		struct cell *cell = next_cell(way);

		if (cell && inside)
			cell->style = STYLE_MATCH;
	}
}

void highlight_draw(struct canvas *canvas, struct area area, const struct phrase *phrase,
		    struct arena *arena)
{
	struct way way = {.canvas = canvas, .area = area};
	const char *text;
	const char *at;
	size_t length;

	if (phrase->length == 0 || area.height < 1 || area.width < 1)
		return;
	text = read_area(&way, arena);
	for (at = text; at && (at = phrase_find(phrase, at, &length)); at += length)
		mark(&way, (size_t)(at - text), (size_t)(at - text) + length);
}
