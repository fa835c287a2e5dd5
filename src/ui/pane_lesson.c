/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson: evidence by phase, in descriptive words; who acted is a letter and a style. While
 * preparing, each phase also lists its criteria with their ratings; on a table-safe screen these
 * rows do not exist. To keep the whole lesson in sight a long piece of evidence is cut where
 * there is no room for all of them, until the pane is zoomed. Why the marked criterion was rated
 * so stands below the list, so that no row moves away under the marker; zoomed, in its place.
 */
#include "ui/pane.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/wrap.h"
#include "ui/rating_draw.h"

#define INDENT      2
#define TIME_WIDTH  6  /* "10:31 " */
#define WORDS_WIDTH 36 /* from here on a criterion's level stands beside its title */
#define SHORT_LINES 2  /* of a piece of evidence, unless the pane is zoomed */

struct lesson {
	const struct app *app;
	bool focused;
	bool whole;                           /* every piece of evidence is shown to its end */
	const struct rating_reasons *reasons; /* drawn below the marked criterion; NULL: not so */
};

static const char *title(const struct app *app, struct arena *arena)
{
	(void)app;
	(void)arena;
	return _("Lesson");
}

static int text_column(const struct row *row)
{
	const char *time = event_text(row->event, KEY_LESSON_TIME);

	return INDENT + (time ? TIME_WIDTH : 0) + 2;
}

/* Columns of text: the marker's column and the last one, kept for the scroll mark, are left out. */
static int text_width(const struct row *row, int width)
{
	int columns = width - text_column(row) - 1;

	return columns < 8 ? 8 : columns;
}

static const char *evidence_text(const struct row *row)
{
	const char *text = event_text(row->event, KEY_TEXT);

	return text ? text : "";
}

/* Counted once for each fold and width: a long lesson is drawn at every key. */
static int lines_of(struct row *row, int width)
{
	const char *text;

	if (row->lines_width != width) {
		text = evidence_text(row);
		row->lines = (int)wrap_count(text, strlen(text), text_width(row, width));
		row->lines_width = width;
	}
	return row->lines;
}

static int height_of(const void *context, size_t item, int width)
{
	const struct lesson *lesson = context;
	struct row *row = &lesson->app->lesson.items[item];
	int lines;

	if (row->type == ROW_CRITERION && lesson->reasons && row == app_row(lesson->app))
		return 1 + rating_height(lesson->reasons, width);
	if (row->type != ROW_EVIDENCE)
		return 1;
	lines = lines_of(row, width);
	return lines > SHORT_LINES && !lesson->whole ? SHORT_LINES : lines;
}

/* Where there is room for everything nothing needs to be cut. */
static bool fits_whole(const struct lesson *lesson, struct area area)
{
	const struct lesson whole = {.app = lesson->app, .whole = true};
	int rows = 0;

	for (size_t i = 0; i < lesson->app->lesson.count && rows <= area.height; i++)
		rows += height_of(&whole, i, area.width);
	return rows <= area.height;
}

enum style lesson_actor_style(const char *who)
{
	if (!who)
		return STYLE_QUIET;
	if (!strcmp(who, "students"))
		return STYLE_STUDENTS;
	return !strcmp(who, "coach") ? STYLE_COACH : STYLE_TEACHER;
}

void pane_draw_ellipsis(struct canvas *canvas, struct area area, int at, const char *text,
			int lines)
{
	const char *ellipsis = canvas_symbol(canvas, SYMBOL_ELLIPSIS);
	struct wrap wrap = wrap_start(text, strlen(text), area.width);
	int width = canvas_columns(canvas, ellipsis, strlen(ellipsis));
	int column;

	while (lines-- > 0)
		wrap_next(&wrap);
	column = canvas_columns(canvas, text + wrap.offset, wrap.length);
	if (column > area.width - width)
		column = area.width - width;
	canvas_puts(canvas, area, at, column, STYLE_QUIET, ellipsis);
}

static void draw_evidence(const struct lesson *lesson, size_t item, struct canvas *canvas,
			  struct area area, int at)
{
	struct row *row = &lesson->app->lesson.items[item];
	int height = height_of(lesson, item, area.width);
	const char *time = event_text(row->event, KEY_LESSON_TIME);
	const char *who = state_evidence_who(&lesson->app->state, row->event);
	int column = text_column(row);
	struct area text = {area.row, area.column + column,
			    at + height < area.height ? at + height : area.height,
			    text_width(row, area.width)};

	if (time)
		canvas_text(
			canvas,
			(struct area){area.row, area.column, area.height, INDENT + TIME_WIDTH - 1},
			at, INDENT, STYLE_QUIET, time, strlen(time));
	canvas_puts(canvas, area, at, column - 2, lesson_actor_style(who), evidence_letter(who));
	if (app_is_cited(lesson->app, row->event) && !app_is_table_safe(lesson->app))
		canvas_puts(canvas, area, at, 1, STYLE_KEY, canvas_symbol(canvas, SYMBOL_DOT));
	canvas_wrapped(canvas, text, at, 0, STYLE_TEXT, evidence_text(row), 0);
	if (lines_of(row, area.width) > height)
		pane_draw_ellipsis(canvas, text, at + height - 1, evidence_text(row), height);
}

/* Whether the teacher's lessons have this part as a rule. */
static const char *usual_word(enum state_met enacted)
{
	switch (enacted) {
	case MET_YES:
		return _("(usually there)");
	case MET_NO:
		return _("(not there yet)");
	case MET_UNKNOWN:
		return _("(usually there? Enter)");
	}
	return "";
}

static void draw_phase(const struct lesson *lesson, const struct row *row, struct canvas *canvas,
		       struct area area, int at)
{
	const struct state *state = &lesson->app->state;
	const char *usual = "";
	struct area title = area; /* makes way for what is said of it */
	int column;

	if (!app_is_table_safe(lesson->app) && row->phase && !row->phase->enacted)
		usual = usual_word(state_enacted(state, row->phase));
	if (*usual)
		title.width -= canvas_columns(canvas, usual, strlen(usual)) + 2;
	column = canvas_puts(canvas, title, at, 1, STYLE_HEADING,
			     row->phase ? row->phase->title : _("Not sorted yet"));
	canvas_puts(canvas, area, at, 1 + column + 1, STYLE_QUIET, usual);
}

static void draw_criterion(const struct lesson *lesson, const struct row *row,
			   struct canvas *canvas, struct area area, int at)
{
	enum state_met met = state_met(&lesson->app->state, row->criterion);
	enum style style = met == MET_YES ? STYLE_MET : met == MET_NO ? STYLE_NOT_MET : STYLE_QUIET;
	struct rating_word word = rating_word(row->criterion, row->event);
	const char *mark = met == MET_YES  ? canvas_symbol(canvas, SYMBOL_DONE)
			   : met == MET_NO ? "-"
					   : "?";
	int width = canvas_columns(canvas, word.text, strlen(word.text));
	struct area left = area;
	struct area right = {area.row, area.column, area.height, area.width - 1};

	if (area.width < WORDS_WIDTH)
		width = 0; /* the mark says it */
	if (width > area.width * 2 / 5)
		width = area.width * 2 / 5;
	left.width = area.width - width - 2;
	canvas_puts(canvas, area, at, INDENT, style, mark);
	canvas_puts(canvas, left, at, INDENT + 2, STYLE_TEXT, row->criterion->title);
	if (row->event && width > 0)
		canvas_puts(canvas, right, at, right.width - width, style, word.text);
	if (lesson->reasons && row == app_row(lesson->app))
		rating_draw(lesson->reasons, canvas, area, at + 1);
}

static void draw_row(const void *context, size_t item, struct canvas *canvas, struct area area,
		     int at, bool selected)
{
	const struct lesson *lesson = context;
	const struct row *row = &lesson->app->lesson.items[item];

	if (selected && lesson->focused)
		canvas_puts(canvas, area, at, 0, STYLE_FOCUS, canvas_symbol(canvas, SYMBOL_MARK));
	switch (row->type) {
	case ROW_PHASE:
		draw_phase(lesson, row, canvas, area, at);
		break;
	case ROW_CRITERION:
		draw_criterion(lesson, row, canvas, area, at);
		break;
	case ROW_EVIDENCE:
	case ROW_WORK:
		draw_evidence(lesson, item, canvas, area, at);
		break;
	}
}

/* Why the marked criterion was rated so, below the list: where the area then ends. */
static void draw_reasons(const struct rating_reasons *reasons, struct canvas *canvas,
			 struct area *area)
{
	int rows = rating_height(reasons, area->width);
	int list = area->height - 1 - rows;

	if (list < area->height / 2)
		list = area->height / 2;
	canvas_rule(canvas, *area, list, STYLE_QUIET, false);
	rating_draw(reasons, canvas, *area, list + 1);
	area->height = list;
}

static void draw(struct app *app, struct canvas *canvas, struct area area, bool focused,
		 struct arena *arena)
{
	static const struct list_ops ops = {height_of, draw_row, {TARGET_ROW, FOCUS_LESSON, 0}};
	const struct row *marked = app->focus == FOCUS_LESSON ? app_row(app) : NULL;
	bool zoomed = focused && app->zoom;
	struct lesson lesson = {.app = app, .focused = focused, .whole = zoomed};
	struct rating_reasons reasons;
	int row;

	if (app->state.evidence.count == 0 && app->lesson.count == 0)
		canvas_wrapped(canvas, area, 0, 1, STYLE_QUIET,
			       _("Nothing yet. e adds a piece of evidence."), 0);
	lesson.whole = zoomed || fits_whole(&lesson, area);
	if (marked && marked->type == ROW_CRITERION && marked->event) {
		rating_explain(&reasons, app, marked, zoomed, arena);
		if (zoomed)
			lesson.reasons = &reasons;
		else
			draw_reasons(&reasons, canvas, &area);
	}
	row = list_draw(&ops, &lesson, app->lesson.count, &app->views[FOCUS_LESSON], canvas, area);
	if (focused)
		canvas_cursor(canvas, area, row, 0);
}

const struct pane_ops pane_lesson = {title, draw};
