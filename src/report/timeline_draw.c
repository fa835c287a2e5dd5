/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline_draw.h"

#include <stdio.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "debrief/wrap.h"
#include "timeline_key.h"

/*
 * A column is some ten seconds, so short spans crowd: a mark may stand a little late to be seen at
 * all, but never so late that it would tell another time; then it is only in the words below.
 */

#define ROW_MAX       240
#define ROW_LEAST     10
#define TITLE_MAX     18
#define LATE_MAX      2
#define TICK_COLUMNS  5 /* at least, from one to the next */
#define KEY_MAX       ((size_t)4 << 20)
#define COLUMNS_LEAST 20
#define MARK_COLUMNS  3

/* Cells of a row that are no letters of a mark. */
enum {
	CELL_EMPTY = ' ',
	CELL_GOES_ON = 1,
	CELL_LITTLE,
	CELL_HALF,
	CELL_FULL,
	CELL_MOMENT,
	CELL_TICK,
	CELL__COUNT
};

struct drawing {
	const struct timeline *timeline;
	struct timeline_key key;
	int titles; /* columns of the lanes' titles, with the gap behind them */
	int width;  /* of the rows */
	int columns;
	struct buf *out;
};

static const char *cell_text(char cell)
{
	static const char *const texts[CELL__COUNT] = {
		[CELL_GOES_ON] = "─", [CELL_LITTLE] = "░", [CELL_HALF] = "▒",
		[CELL_FULL] = "█",    [CELL_MOMENT] = "•", [CELL_TICK] = "┬",
	};

	return cell > 0 && cell < CELL__COUNT ? texts[(int)cell] : NULL;
}

/* The lane's title, cut to its place, and its cells up to the last that is not empty. */
static void add_row(const struct drawing *drawing, const char *title, const char *row)
{
	struct buf *out = drawing->out;
	struct buf clean;
	int width = drawing->width;
	size_t length;

	while (width > 0 && row[width - 1] == CELL_EMPTY)
		width--;
	buf_init(&clean, KEY_MAX);
	sanitise_text(&clean, title, SANITISE_LINE);
	length = utf8_fit(buf_text(&clean), clean.length, drawing->titles - 2);
	buf_add(out, buf_text(&clean), length);
	if (width > 0)
		buf_fill(out, ' ',
			 (size_t)(drawing->titles - utf8_columns(buf_text(&clean), length)));
	buf_release(&clean);
	for (int i = 0; i < width; i++) {
		const char *text = cell_text(row[i]);

		if (text)
			buf_puts(out, text);
		else
			buf_putc(out, row[i]);
	}
	buf_putc(out, '\n');
}

static int column_of(const struct drawing *drawing, double seconds)
{
	return (int)(timeline_share(drawing->timeline, seconds) * drawing->width);
}

/* ---- the minutes ---- */

static void add_axis(const struct drawing *drawing)
{
	char numbers[ROW_MAX];
	char ticks[ROW_MAX];
	int tick = timeline_tick(drawing->timeline, drawing->width / TICK_COLUMNS);
	int last = timeline_last_minute(drawing->timeline);

	memset(numbers, CELL_EMPTY, sizeof(numbers));
	memset(ticks, CELL_GOES_ON, sizeof(ticks));
	for (int minute = 0; minute <= last; minute += tick) {
		char number[16];
		int length = snprintf(number, sizeof(number), "%d", minute);
		int column = column_of(drawing, minute * 60.0);

		if (column + length > drawing->width)
			break;
		memcpy(numbers + column, number, (size_t)length);
		ticks[column] = CELL_TICK;
	}
	add_row(drawing, _("Minutes"), numbers);
	add_row(drawing, "", ticks);
}

/* ---- the lanes ---- */

/* How much of each column the bars cover: more of them than there are columns show by their
 * density. A moment covers nothing and is put at once. */
static void put_bar(const struct drawing *drawing, const struct timeline_span *span, char *row,
		    double *covered)
{
	double from = timeline_share(drawing->timeline, span->from) * drawing->width;
	double to = timeline_share(drawing->timeline, span->to) * drawing->width;
	int first = (int)from < drawing->width ? (int)from : drawing->width - 1;

	if (span->to <= span->from)
		row[first] = CELL_MOMENT;
	for (int column = first; column < drawing->width && column < to; column++)
		covered[column] += (to < column + 1 ? to : column + 1) -
				   (from > column ? from : column);
}

static void put_covered(const struct drawing *drawing, const double *covered, char *row)
{
	for (int column = 0; column < drawing->width; column++)
		if (row[column] == CELL_EMPTY && covered[column] > 0)
			row[column] = covered[column] > 2 / 3.0   ? CELL_FULL
				      : covered[column] > 1 / 3.0 ? CELL_HALF
								  : CELL_LITTLE;
}

/* `taken` are the columns before which there is no place any more; returns how many then are. */
static int put_marked(const struct drawing *drawing, const struct timeline_span *span,
		      const char *mark, int taken, char *row)
{
	int length = (int)strlen(mark);
	int from = column_of(drawing, span->from);
	int to = column_of(drawing, span->to);

	if (from + length > drawing->width)
		from = drawing->width - length;
	if (from < taken) {
		if (taken - from > LATE_MAX || taken + length > drawing->width)
			return taken;
		from = taken;
	}
	memcpy(row + from, mark, (size_t)length);
	if (to > from + length)
		memset(row + from + length, CELL_GOES_ON, (size_t)(to - from - length));
	return from + length;
}

static void add_lane(const struct drawing *drawing, const struct timeline_lane *lane)
{
	double covered[ROW_MAX] = {0};
	char row[ROW_MAX];
	int taken = 0;

	memset(row, CELL_EMPTY, sizeof(row));
	for (size_t i = 0; i < lane->n_spans; i++) {
		const struct timeline_span *span = &lane->spans[i];
		const char *mark = timeline_key_find(&drawing->key, lane, span)->mark;

		if (*mark)
			taken = put_marked(drawing, span, mark, taken, row);
		else
			put_bar(drawing, span, row, covered);
	}
	put_covered(drawing, covered, row);
	add_row(drawing, lane->title, row);
}

/* ---- the words ---- */

/* Later lines stand where the text of the first began. */
static void add_wrapped(const struct drawing *drawing, const char *label, const char *text)
{
	struct buf *out = drawing->out;
	size_t indent = strlen(label); /* a mark is ASCII */
	int width = drawing->columns - (int)indent;
	struct wrap wrap = wrap_start(text, strlen(text),
				      width > COLUMNS_LEAST ? width : COLUMNS_LEAST);

	buf_puts(out, label);
	for (bool first = true; wrap_next(&wrap); first = false) {
		if (!first)
			buf_fill(out, ' ', indent);
		buf_add(out, text + wrap.offset, wrap.length);
		buf_putc(out, '\n');
	}
}

static void add_meaning(const struct drawing *drawing, const struct timeline_meaning *meaning)
{
	char label[TIMELINE_MARK_SIZE + 8] = "";
	struct buf words;

	buf_init(&words, KEY_MAX);
	if (*meaning->mark)
		snprintf(label, sizeof(label), "  %-*s ", MARK_COLUMNS, meaning->mark);
	sanitise_text(&words, *meaning->mark ? meaning->text : meaning->lane->title, SANITISE_LINE);
	buf_puts(&words, ": ");
	timeline_when(&words, meaning);
	add_wrapped(drawing, label, buf_text(&words));
	if (words.failed)
		drawing->out->failed = true;
	buf_release(&words);
}

static void add_words(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->key.n_meanings; i++) {
		const struct timeline_meaning *meaning = &drawing->key.meanings[i];

		if (timeline_key_begins(&drawing->key, i) && *meaning->mark) {
			sanitise_text(drawing->out, meaning->lane->title, SANITISE_LINE);
			buf_putc(drawing->out, '\n');
		}
		add_meaning(drawing, meaning);
	}
}

/* ---- all of it ---- */

static int columns_of(const char *text)
{
	struct buf clean;
	int columns;

	buf_init(&clean, KEY_MAX);
	sanitise_text(&clean, text, SANITISE_LINE);
	columns = utf8_columns(buf_text(&clean), clean.length);
	buf_release(&clean);
	return columns;
}

static void measure(struct drawing *drawing)
{
	int most = drawing->columns / 4 < TITLE_MAX ? drawing->columns / 4 : TITLE_MAX;
	int longest = columns_of(_("Minutes"));

	for (size_t i = 0; i < drawing->timeline->n_lanes; i++) {
		int columns = columns_of(drawing->timeline->lanes[i].title);

		if (columns > longest)
			longest = columns;
	}
	drawing->titles = (longest < most ? longest : most) + 2;
	drawing->width = drawing->columns - drawing->titles;
	if (drawing->width > ROW_MAX)
		drawing->width = ROW_MAX;
	if (drawing->width < ROW_LEAST)
		drawing->width = ROW_LEAST;
}

static void draw(const struct timeline *timeline, int columns, bool with_words, struct buf *out)
{
	struct drawing drawing = {.timeline = timeline, .columns = columns, .out = out};
	struct arena arena;

	arena_init(&arena, KEY_MAX);
	if (!timeline_key_make(&drawing.key, timeline, &arena)) {
		out->failed = true;
		goto out;
	}
	measure(&drawing);
	add_axis(&drawing);
	for (size_t i = 0; i < timeline->n_lanes; i++)
		add_lane(&drawing, &timeline->lanes[i]);
	if (with_words && drawing.key.n_meanings > 0) {
		buf_putc(out, '\n');
		add_words(&drawing);
	}
out:
	arena_release(&arena);
}

void timeline_draw(const struct timeline *timeline, int columns, struct buf *out)
{
	draw(timeline, columns, true, out);
}

void timeline_picture(const struct timeline *timeline, int columns, struct buf *out)
{
	draw(timeline, columns, false, out);
}
