/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question of a form, in the lower part of the script pane: what is asked, then the line being
 * written, which scrolls with its cursor, or the answers to choose from.
 */
#include "ui/pane.h"

#include <string.h>

#include "app/command.h"
#include "debrief/i18n.h"
#include "debrief/wrap.h"
#include "ui/calendar_draw.h"
#include "ui/line_draw.h"

#define FORM_WITH_GAP 4 /* rows below which no empty one stands between question and answer */
#define HEAD_MIN      2 /* of what is asked: a row of it, and the mark that there is more */

static int option_height(const void *context, size_t item, int width)
{
	const struct form_run *run = &((const struct app *)context)->form;
	const struct form_option *option = &run->options[item];
	int columns = width - 6 < 8 ? 8 : width - 6;
	int rows = (int)wrap_count(option->label, strlen(option->label), columns);

	return rows + (option->detail
			       ? (int)wrap_count(option->detail, strlen(option->detail), columns)
			       : 0);
}

static void draw_option(const void *context, size_t item, struct canvas *canvas, struct area area,
			int at, bool selected)
{
	const struct app *app = context;
	const struct form_run *run = &app->form;
	const struct form_option *option = &run->options[item];
	bool marked = form_question(run)->type == QUESTION_MARKS && app_cites(app, option->value);
	struct area text = {area.row, area.column + 5, area.height, area.width - 6};
	int rows;

	selected = selected && run->selected != FORM_UNMARKED;
	if (selected)
		canvas_puts(canvas, area, at, 1, STYLE_FOCUS, canvas_symbol(canvas, SYMBOL_MARK));
	if (item < 9 && form_question(run)->type != QUESTION_PICK)
		canvas_printf(canvas, area, at, 3, STYLE_KEY, "%zu", item + 1);
	if (form_question(run)->type == QUESTION_PICK)
		canvas_puts(canvas, area, at, 3, STYLE_QUIET, canvas_symbol(canvas, SYMBOL_DOT));
	if (marked)
		canvas_puts(canvas, area, at, 2, STYLE_MET, canvas_symbol(canvas, SYMBOL_DONE));
	rows = canvas_wrapped(canvas, text, at, 0, selected ? STYLE_SELECTED : STYLE_TEXT,
			      option->label, 0);
	if (option->detail)
		canvas_wrapped(canvas, text, at + rows, 0, STYLE_QUIET, option->detail, 0);
}

static const struct list_ops options = {option_height, draw_option, {TARGET_ANSWER, 0, 0}};

static int draw_options(struct app *app, struct canvas *canvas, struct area area)
{
	struct form_run *run = &app->form;
	struct list_view view = {.selected = run->selected == FORM_UNMARKED ? 0 : run->selected,
				 .scroll = run->scroll};
	int row = list_draw(&options, app, run->n_options, &view, canvas, area);

	run->scroll = view.scroll;
	return row;
}

/* The line above the answers that it leaves. The cursor is where one types, and on an answer once
 * the mark was moved. */
static void draw_pick(struct app *app, struct canvas *canvas, struct area area)
{
	struct area line = {area.row, area.column, 1, area.width};
	struct area below = {area.row + 2, area.column, area.height - 2, area.width};
	int row;

	canvas_puts(canvas, line, 0, 1, STYLE_KEY, canvas_symbol(canvas, SYMBOL_NOW));
	row = draw_options(app, canvas, below);
	if (app->form.n_options == 0 && *app->form.typed)
		canvas_puts(canvas, below, 0, 5, STYLE_QUIET, _("Nothing fits these words."));
	line_draw(&app->form, canvas, line);
	if (app->form.selected > 0)
		canvas_cursor(canvas, below, row, 1);
}

/* Evidence shows while it is written by which letter it will be told in the list. */
static void draw_line(struct app *app, struct canvas *canvas, struct area area)
{
	const char *who;

	if (app->form.form->contexts & IN_EVIDENCE) {
		who = evidence_who(app);
		canvas_puts(canvas, area, 0, 1, lesson_actor_style(who), evidence_letter(who));
	}
	line_draw(&app->form, canvas, area);
}

void form_draw_answer(struct app *app, struct canvas *canvas, struct area area)
{
	struct form_run *run = &app->form;

	switch (form_question(run)->type) {
	case QUESTION_PICK:
		draw_pick(app, canvas, area);
		return;
	case QUESTION_LINE:
		draw_line(app, canvas, area);
		return;
	case QUESTION_DATE:
		if (run->typing)
			line_draw(run, canvas, area);
		else
			calendar_draw(run, canvas, area);
		return;
	case QUESTION_CHOICE:
	case QUESTION_MARKS:
		canvas_cursor(canvas, area, draw_options(app, canvas, area), 1);
		return;
	}
}

const char *form_heading(const struct app *app, const struct form_run *run, struct arena *arena)
{
	if (run->form->heading)
		return run->form->heading(app, run, arena);
	if (run->subject.criterion)
		return run->subject.criterion->title;
	if (run->subject.field)
		return field_label(run->subject.field);
	return run->subject.phase ? run->subject.phase->title : _(run->form->title);
}

/* Vi's mode, at the end of the title where it has room. */
static void draw_mode(const struct form_run *run, struct canvas *canvas, struct area area,
		      const char *title)
{
	const char *mode = run->mode ? run->mode : "";
	int column = area.width - (int)strlen(mode);

	if (canvas_columns(canvas, title, strlen(title)) < column)
		canvas_puts(canvas, area, 0, column, STYLE_QUIET, mode);
}

/* The lines that were written for it, each as its beginning; NULL: none, or a calendar needs the
 * row. */
static const char *written_so_far(const struct form_run *run, struct arena *arena)
{
	const char *all = NULL;

	if (run->form->passing || form_question(run)->type == QUESTION_DATE)
		return NULL;
	for (size_t i = 0; i < run->question; i++) {
		const char *words = run->answers[i];

		if (run->form->questions[i].type != QUESTION_LINE || !words)
			continue;
		all = arena_printf(arena, "%s%s%.*s", all ? all : "", all ? " · " : "",
				   (int)strcspn(words, "\n"), words);
	}
	return all;
}

/* What is asked, from a row on; returns the row below. On no rows it only counts. */
static int draw_head(struct app *app, struct canvas *canvas, struct area text, int row,
		     struct arena *arena)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	const struct rubric_criterion *criterion = question->type == QUESTION_CHOICE
							   ? run->subject.criterion
							   : NULL;
	const char *title = form_heading(app, run, arena);
	const char *note = question->note ? question->note(app, run, arena) : NULL;
	const char *written = written_so_far(run, arena);

	if (form_is_line(run) && title)
		draw_mode(run, canvas, text, title);
	row += canvas_wrapped(canvas, text, row, 0, STYLE_HEADING, title ? title : "", 0);
	if (written)
		canvas_puts(canvas, text, row++, 0, STYLE_QUIET, written);
	row += canvas_wrapped(canvas, text, row, 0, STYLE_TEXT, _(question->title), 0);
	if (note)
		row += canvas_wrapped(canvas, text, row, 0, STYLE_TEXT, note, 0);
	if (form_is_line(run) && run->search && *run->search)
		row += canvas_wrapped(canvas, text, row, 0, STYLE_QUIET, run->search, 0);
	if (criterion && criterion->ask)
		row += canvas_wrapped(canvas, text, row, 0, STYLE_TEXT, criterion->ask, 0);
	return row;
}

/* The rows of all answers of a choice, if these leave some to what is asked; else 0. */
static int rows_of_choice(const struct app *app, struct area area)
{
	int rows = 0;

	if (form_question(&app->form)->type != QUESTION_CHOICE)
		return 0;
	for (size_t i = 0; i < app->form.n_options && rows < area.height; i++)
		rows += option_height(app, i, area.width);
	return rows + HEAD_MIN <= area.height ? rows : 0;
}

/* A few answers are all in sight: what stands above them is scrolled, with the mark in the last of
 * its rows. */
static void draw_cut_head(struct app *app, struct canvas *canvas, struct area text, int rows,
			  struct arena *arena)
{
	struct list_view *view = &app->form.head;
	struct area mark = {text.row + text.height - 1, text.column, 1, text.width};

	text.height--;
	draw_head(app, canvas, text, -list_scroll(view, 0, rows, text.height), arena);
	list_draw_cut(view, canvas, mark, true);
}

void form_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	struct form_run *run = &app->form;
	struct area text = {area.row, area.column + 1, 0, area.width - 2};
	int row, answers;

	if (!form_question(run))
		return;
	answers = rows_of_choice(app, area);
	row = draw_head(app, canvas, text, 0, arena);
	text.height = area.height;
	run->head.above = run->head.below = 0;
	if (answers && row + answers > area.height) {
		text.height -= answers;
		draw_cut_head(app, canvas, text, row, arena);
		row = text.height;
	} else {
		draw_head(app, canvas, text, 0, arena);
	}
	if (area.height - row > FORM_WITH_GAP && row + answers < area.height)
		row++;
	if (row >= area.height)
		row = area.height > 1 ? area.height - 1 : 0;
	area.row += row;
	area.height -= row;
	canvas_fill(canvas, area, STYLE_TEXT); /* the answer goes before the question */
	form_draw_answer(app, canvas, area);
}
