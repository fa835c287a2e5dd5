/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas.h"

#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "debrief/buf.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "debrief/wrap.h"
#include "ui/charset.h"
#include "ui/symbols.h"

/*
 * Text goes through two steps. First it is made displayable: what must not reach a terminal becomes
 * visible text, and where only ASCII can be shown, ASCII; text that is fine already, nearly all of
 * it, is not copied. Then it is cut into cells, which are clipped one by one. Measuring takes the
 * same two steps, so that what is measured is what is drawn.
 *
 * Invariant: a cell of length 0 stands right of a wide character and nowhere else. Whatever
 * overwrites one half blanks the other. The bytes behind a cell's text are zero, so that cells can
 * be compared as bytes.
 */

#define SIZE_LIMIT    1000
#define PRINTF_MAX    ((size_t)64 << 10)
#define DISPLAYED_MAX ((size_t)8 << 20)
#define REPLACEMENT   "\xEF\xBF\xBD" /* U+FFFD */
#define DOTTED_CIRCLE "\xE2\x97\x8C" /* U+25CC, carries an accent that has no letter */

void canvas_init(struct canvas *canvas, bool ascii)
{
	*canvas = (struct canvas){.ascii = ascii};
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	canvas_init(canvas, canvas->ascii);
}

bool canvas_shows(const struct canvas *canvas, int32_t character)
{
	return character < 0x80 || !canvas->ascii ||
	       (canvas->charset && charset_shows(canvas->charset, character));
}

static void blank(struct cell *cell, enum style style)
{
	*cell = (struct cell){.length = 1, .style = (unsigned char)style, .text = " "};
}

static struct cell *cell_at(struct canvas *canvas, int row, int column)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

static int within(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

enum status canvas_resize(struct canvas *canvas, int rows, int columns, struct err *err)
{
	rows = within(rows, 1, SIZE_LIMIT);
	columns = within(columns, 1, SIZE_LIMIT);

	size_t count = (size_t)rows * (size_t)columns;
	if (count > canvas->capacity) {
		struct cell *cells = realloc(canvas->cells, count * sizeof(*cells));
		if (!cells)
			return err_no_memory(err);
		canvas->cells = cells;
		canvas->capacity = count;
	}
	canvas->rows = rows;
	canvas->columns = columns;
	canvas_clear(canvas);
	return STATUS_OK;
}

void canvas_clear(struct canvas *canvas)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->columns;

	for (size_t i = 0; i < count; i++)
		blank(&canvas->cells[i], STYLE_TEXT);
	canvas->cursor_row = canvas->cursor_column = 0;
	canvas->n_zones = 0;
}

/* The part of an area that is on the canvas. */
static struct area visible(const struct canvas *canvas, struct area area)
{
	int top = within(area.row, 0, canvas->rows);
	int left = within(area.column, 0, canvas->columns);
	int bottom = within(area.row + (area.height > 0 ? area.height : 0), top, canvas->rows);
	int right = within(area.column + (area.width > 0 ? area.width : 0), left, canvas->columns);

	return (struct area){top, left, bottom - top, right - left};
}

/* ---- displayable text ---- */

static bool is_joiner(int32_t character)
{
	return character == 0x200C || character == 0x200D ||
	       (character >= 0xFE00 && character <= 0xFE0F);
}

/* A character that the C library does not know: terminals disagree about its width. */
static bool is_unknown(int32_t character)
{
	return wcwidth((wchar_t)character) < 0;
}

static void add_displayable(const struct canvas *canvas, struct buf *out, int32_t character,
			    const char *bytes, size_t length)
{
	if (character == '\t')
		buf_putc(out, ' ');
	else if (sanitise_is_hostile(character))
		sanitise(out, bytes, length, SANITISE_LINE);
	else if (is_joiner(character))
		return;
	else if (canvas->ascii)
		buf_puts(out, symbol_in_ascii(character));
	else
		buf_puts(out, REPLACEMENT);
}

/* Passes what can be shown as it is. */
static const char *pass_displayable(const struct canvas *canvas, const char *at, const char *end,
				    bool lines)
{
	while (at < end) {
		unsigned char c = (unsigned char)*at;
		if ((c >= 0x20 && c < 0x7F) || (c == '\n' && lines)) {
			at++;
			continue;
		}
		if (c < 0x80)
			return at;
		const char *next = at;
		int32_t character = utf8_decode(&next, end);
		if (sanitise_is_hostile(character) || is_joiner(character) ||
		    is_unknown(character) || !canvas_shows(canvas, character))
			return at;
		at = next;
	}
	return at;
}

/* The text itself, or what stands in `out` (which is initialised here, and the caller releases). */
static const char *displayable(const struct canvas *canvas, struct buf *out, const char *text,
			       size_t *length, bool lines)
{
	const char *at = text;
	const char *end = text + *length;

	buf_init(out, DISPLAYED_MAX);
	for (;;) {
		const char *start = at;
		at = pass_displayable(canvas, at, end, lines);
		if (start == text && at == end)
			return text;
		buf_add(out, start, (size_t)(at - start));
		if (at == end)
			break;
		start = at;
		int32_t character = utf8_decode(&at, end);
		add_displayable(canvas, out, character, start, (size_t)(at - start));
	}
	*length = out->length;
	return buf_text(out);
}

/* ---- cells ---- */

static void put(struct canvas *canvas, int row, int column, enum style style, const char *text,
		size_t length)
{
	struct cell *cell = cell_at(canvas, row, column);

	if (cell->length == 0 && column > 0)
		blank(cell - 1, cell[-1].style);
	if (column + 1 < canvas->columns && cell[1].length == 0)
		blank(cell + 1, cell[1].style);
	*cell = (struct cell){.length = (unsigned char)length, .style = (unsigned char)style};
	memcpy(cell->text, text, length);
}

static void put_wide(struct canvas *canvas, int row, int column, enum style style, const char *text,
		     size_t length)
{
	put(canvas, row, column, style, text, length);
	put(canvas, row, column + 1, style, " ", 1);
	*cell_at(canvas, row, column + 1) = (struct cell){.style = (unsigned char)style};
}

/* An ASCII character that no accent follows. */
static bool is_plain(const char *text, size_t length, size_t at)
{
	return text[at] >= ' ' && text[at] < 0x7f &&
	       (at + 1 == length || (unsigned char)text[at + 1] < 0x80);
}

/* What stands at `*at` of a displayable text, which goes on: its bytes, and its columns. A lone
 * accent gets a circle to stand on; accents beyond the fourth are passed over. */
static int next_cell(const char *text, size_t length, size_t *at, char bytes[CELL_BYTES],
		     size_t *bytes_length)
{
	size_t start = *at;
	size_t circle = 0;

	if (is_plain(text, length, start)) { /* nearly everything, at every frame */
		bytes[0] = text[start];
		*bytes_length = 1;
		*at = start + 1;
		return 1;
	}
	struct utf8_cell cell = utf8_cell(text + start, length - start);

	*at = start + cell.length;
	*bytes_length = 0;
	if (cell.columns == 0 && start > 0)
		return 0;
	if (cell.columns == 0) {
		circle = strlen(DOTTED_CIRCLE);
		memcpy(bytes, DOTTED_CIRCLE, circle);
		cell.columns = 1;
	}
	/* five characters of four bytes; more only with a circle before five accents */
	if (circle + cell.length > CELL_BYTES)
		cell.length = utf8_valid_prefix(text + start, CELL_BYTES - circle);
	memcpy(bytes + circle, text + start, cell.length);
	*bytes_length = circle + cell.length;
	return cell.columns;
}

static int draw(struct canvas *canvas, struct area area, int row, int column, enum style style,
		const char *text, size_t length)
{
	struct area clip = visible(canvas, area);
	int y = area.row + row;
	int x = area.column + column;
	int end = clip.column + clip.width;

	if (y < clip.row || y >= clip.row + clip.height)
		return 0;
	for (size_t at = 0; at < length && x < end;) {
		char bytes[CELL_BYTES];
		size_t count;
		int columns = next_cell(text, length, &at, bytes, &count);

		if (columns == 1 && x >= clip.column)
			put(canvas, y, x, style, bytes, count);
		else if (columns == 2 && x >= clip.column && x + 1 < end)
			put_wide(canvas, y, x, style, bytes, count);
		else if (columns == 2 && x >= clip.column) /* the edge cuts it */
			put(canvas, y, x, style, " ", 1);
		else if (columns == 2 && x + 1 == clip.column && clip.column < end)
			put(canvas, y, x + 1, style, " ", 1);
		x += columns;
	}
	x = x > end ? end : x;
	return x > area.column + column ? x - area.column - column : 0;
}

static int measure(const char *text, size_t length)
{
	int columns = 0;

	for (size_t at = 0; at < length;) {
		char bytes[CELL_BYTES];
		size_t count;
		columns += next_cell(text, length, &at, bytes, &count);
	}
	return columns;
}

/* ---- what panes call ---- */

int canvas_columns(const struct canvas *canvas, const char *text, size_t length)
{
	struct buf buf;

	text = displayable(canvas, &buf, text, &length, false);
	int columns = measure(text, length);
	buf_release(&buf);
	return columns;
}

int canvas_text(struct canvas *canvas, struct area area, int row, int column, enum style style,
		const char *text, size_t length)
{
	struct buf buf;

	text = displayable(canvas, &buf, text, &length, false);
	int columns = draw(canvas, area, row, column, style, text, length);
	buf_release(&buf);
	return columns;
}

int canvas_puts(struct canvas *canvas, struct area area, int row, int column, enum style style,
		const char *text)
{
	struct buf buf;
	size_t length = strlen(text);
	int room = area.width - column;
	int columns;

	text = displayable(canvas, &buf, text, &length, false);
	if (measure(text, length) <= room) {
		columns = draw(canvas, area, row, column, style, text, length);
	} else {
		const char *ellipsis = canvas_symbol(canvas, SYMBOL_ELLIPSIS);
		int kept = room - measure(ellipsis, strlen(ellipsis));
		columns = draw(canvas, area, row, column, style, text,
			       utf8_fit(text, length, kept > 0 ? kept : 0));
		columns += draw(canvas, area, row, column + columns, style, ellipsis,
				strlen(ellipsis));
	}
	buf_release(&buf);
	return columns;
}

int canvas_printf(struct canvas *canvas, struct area area, int row, int column, enum style style,
		  const char *format, ...)
{
	struct buf buf;
	va_list args;

	buf_init(&buf, PRINTF_MAX);
	va_start(args, format);
	buf_vprintf(&buf, format, args);
	va_end(args);
	int columns = canvas_puts(canvas, area, row, column, style, buf_text(&buf));
	buf_release(&buf);
	return columns;
}

int canvas_wrapped(struct canvas *canvas, struct area area, int row, int column, enum style style,
		   const char *text, int skip)
{
	struct buf buf;
	size_t length = strlen(text);
	int rows = area.height > 0 ? area.height - row : INT_MAX;
	int used = 0;

	text = displayable(canvas, &buf, text, &length, true);
	struct wrap wrap = wrap_start(text, length, area.width - column);
	while (used < rows && wrap_next(&wrap)) {
		if (skip > 0) {
			skip--;
			continue;
		}
		if (area.height > 0)
			draw(canvas, area, row + used, column, style, text + wrap.offset,
			     wrap.length);
		used++;
	}
	buf_release(&buf);
	return used;
}

struct wrap_place canvas_find(const struct canvas *canvas, const char *text, size_t point,
			      int width)
{
	struct buf before, all;
	size_t length = strlen(text);
	struct wrap_place place;

	displayable(canvas, &before, text, &point, true);
	text = displayable(canvas, &all, text, &length, true);
	place = wrap_find(text, length, width, point);
	buf_release(&before);
	buf_release(&all);
	return place;
}

void canvas_fill(struct canvas *canvas, struct area area, enum style style)
{
	struct area clip = visible(canvas, area);

	for (int row = clip.row; row < clip.row + clip.height; row++)
		for (int column = clip.column; column < clip.column + clip.width; column++)
			put(canvas, row, column, style, " ", 1);
}

/* Of one column: lines are most of what a frame draws. */
static void draw_symbol(struct canvas *canvas, struct area area, int row, int column,
			enum style style, enum symbol symbol)
{
	const char *text = canvas_symbol(canvas, symbol);
	struct area clip = visible(canvas, area);
	int y = area.row + row;
	int x = area.column + column;

	if (y >= clip.row && y < clip.row + clip.height && x >= clip.column &&
	    x < clip.column + clip.width)
		put(canvas, y, x, style, text, strlen(text));
}

/* A line with its two ends, across the whole area. */
static void draw_line(struct canvas *canvas, struct area area, int row, enum style style,
		      enum symbol first, enum symbol last)
{
	draw_symbol(canvas, area, row, 0, style, first);
	for (int column = 1; column < area.width - 1; column++)
		draw_symbol(canvas, area, row, column, style, SYMBOL_ACROSS);
	draw_symbol(canvas, area, row, area.width - 1, style, last);
}

struct area canvas_frame(struct canvas *canvas, struct area area, enum style style,
			 const char *title, const char *right)
{
	if (area.height < 2 || area.width < 2)
		return (struct area){area.row, area.column, 0, 0};

	draw_line(canvas, area, 0, style, SYMBOL_TOP_LEFT, SYMBOL_TOP_RIGHT);
	for (int row = 1; row < area.height - 1; row++) {
		draw_symbol(canvas, area, row, 0, style, SYMBOL_DOWNWARDS);
		draw_symbol(canvas, area, row, area.width - 1, style, SYMBOL_DOWNWARDS);
	}
	draw_line(canvas, area, area.height - 1, style, SYMBOL_BOTTOM_LEFT, SYMBOL_BOTTOM_RIGHT);

	/* Within the upper line: " title " at its left, " right " at its right if both have room.
	 */
	struct area line = {area.row, area.column + 1, 1, area.width - 2};
	enum style title_style = style == STYLE_QUIET ? STYLE_TITLE : style;
	int used = 0;
	if (title && *title && line.width > 2) {
		struct area inner = {line.row, line.column + 1, 1, line.width - 2};
		used = 2 + canvas_puts(canvas, inner, 0, 0, title_style, title);
		draw(canvas, line, 0, 0, style, " ", 1);
		draw(canvas, line, 0, used - 1, style, " ", 1);
	}
	int columns = right && *right ? 2 + canvas_columns(canvas, right, strlen(right)) : 0;
	if (columns > 0 && used + columns < line.width) {
		int at = line.width - columns;
		draw(canvas, line, 0, at, style, " ", 1);
		canvas_puts(canvas, line, 0, at + 1, style, right);
		draw(canvas, line, 0, line.width - 1, style, " ", 1);
	}
	return (struct area){area.row + 1, area.column + 1, area.height - 2, area.width - 2};
}

void canvas_rule(struct canvas *canvas, struct area area, int row, enum style style, bool joined)
{
	if (row < 0 || row >= area.height || area.width < 1)
		return;
	if (joined) {
		struct area wide = {area.row, area.column - 1, area.height, area.width + 2};
		draw_line(canvas, wide, row, style, SYMBOL_LEFT_JOIN, SYMBOL_RIGHT_JOIN);
	} else {
		draw_line(canvas, area, row, style, SYMBOL_ACROSS, SYMBOL_ACROSS);
	}
}

void canvas_cursor(struct canvas *canvas, struct area area, int row, int column)
{
	row = area.row + within(row, 0, area.height > 1 ? area.height - 1 : 0);
	column = area.column + within(column, 0, area.width > 1 ? area.width - 1 : 0);
	canvas->cursor_row = within(row, 0, canvas->rows - 1);
	canvas->cursor_column = within(column, 0, canvas->columns - 1);
}

void canvas_zone(struct canvas *canvas, struct area area, struct target target)
{
	struct area clip = visible(canvas, area);

	if (clip.height > 0 && clip.width > 0 && canvas->n_zones < CANVAS_ZONES)
		canvas->zones[canvas->n_zones++] = (struct zone){clip, target};
}

struct target canvas_target(const struct canvas *canvas, int row, int column)
{
	for (size_t i = canvas->n_zones; i-- > 0;) {
		const struct zone *zone = &canvas->zones[i];

		if (row >= zone->area.row && row < zone->area.row + zone->area.height &&
		    column >= zone->area.column && column < zone->area.column + zone->area.width)
			return zone->target;
	}
	return (struct target){0};
}
