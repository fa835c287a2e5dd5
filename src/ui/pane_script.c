/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The script: the steps of this stage, and of the open one what to ask, what to listen for, what
 * was heard. A question being answered takes the lower part, so the steps stay in sight. There is
 * no alarm anywhere: what is still unknown is one quiet line.
 */
#include "ui/pane.h"

#include <string.h>

#include "app/form.h"
#include "debrief/i18n.h"
#include "ui/heard_draw.h"
#include "ui/script_draw.h"

#define FORM_ROOM        12 /* rows from which on a form leaves room for the question */
#define STEPS_MIN        3
#define TITLE_LEAST      10 /* columns of a step's title */
#define ROOM_FOR_TEXT    8  /* rows below which of the steps only the open one is shown */
#define ROOM_FOR_STEPS   14
#define ROOM_FOR_ALL     24 /* rows from which on all steps stay while something is written */
#define ROOM_FOR_ANSWERS 9

static const char *title(const struct app *app, struct arena *arena)
{
	const char *name = app_stage_name(app);
	size_t here = 0;
	size_t count = 0;
	const struct guide_step *step;

	while ((step = app_step_at(app, count))) {
		count++;
		if (step->step == app->step)
			here = count;
	}
	if (here == 0)
		return name;
	return arena_printf(arena,
			    app_step_is_shared(app) ? _("%s · %zu of %zu")
						    : _("%s · private · %zu of %zu"),
			    name, here, count);
}

/* Steps */

/* Only what is done is marked. A step that the script passes over looks like any other: why it does
 * is the engine's reading of a goal, and nothing for a screen that the teacher sees. */
static enum symbol mark_of(const struct app *app, const struct guide_step *step)
{
	if (step->step == app->step)
		return SYMBOL_NOW;
	return step->state == STEP_DONE ? SYMBOL_DONE : SYMBOL_OPEN;
}

/* Of several goals the one that is not set aside. */
static const char *pursued(const struct app *app, const struct rubric_field *field)
{
	enum goal_whose whose = goal_whose_of_field(field);
	const struct event *goal = whose < GOAL__COUNT ? app->state.goals[whose] : NULL;

	return goal && app_may_show(app, goal) ? goal_words(app->state.rubric, goal) : "";
}

/* What a done step brought, in a few of the words heard. */
static const char *brought(const struct pen *pen, const struct guide_step *step)
{
	bool hidden = app_is_table_safe(pen->app);

	for (size_t i = 0; i < step->step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(step->step, i);
		const struct heard *heard = state_heard(&pen->app->state, field);

		if (!heard || (hidden && (field->is_private || heard->event->is_private)))
			continue;
		if (field->type == FIELD_GOAL)
			return pursued(pen->app, field);
		if (field->type == FIELD_STATEMENT || app_parked(pen->app, heard->event) ||
		    !*heard_told(pen->app, heard))
			return "";
		return heard_told(pen->app, heard);
	}
	return "";
}

/* The first to ask for go before the others, which the open step lists too. */
static const char *missing_that_fits(const struct pen *pen, const struct guide_step *step)
{
	const char *title = step->step->title;
	int room = pen->area.width - 3 - canvas_columns(pen->canvas, title, strlen(title)) - 2;
	const char *line = "";

	for (size_t n = step->n_missing; n > 0; n--) {
		line = script_missing_line(step, n, pen->arena);
		if (canvas_columns(pen->canvas, line, strlen(line)) <= room)
			break;
	}
	return line;
}

static void draw_step(struct pen *pen, size_t n, bool focused)
{
	const struct guide_step *step = app_step_at(pen->app, n);
	struct area line = {pen->area.row + pen->row, pen->area.column, 1, pen->area.width};
	const char *missing = missing_that_fits(pen, step);
	const char *words = brought(pen, step);
	bool open = step->step == pen->app->step;
	enum style style = open ? STYLE_HEADING : STYLE_TEXT;
	struct area title = line; /* makes way for what is not known yet */
	int column;

	canvas_puts(pen->canvas, pen->area, pen->row, 1, open ? STYLE_FOCUS : STYLE_MET,
		    canvas_symbol(pen->canvas, mark_of(pen->app, step)));
	if (!*words && *missing)
		title.width -= canvas_columns(pen->canvas, missing, strlen(missing)) + 2;
	if (title.width < 3 + TITLE_LEAST)
		title.width = 3 + TITLE_LEAST;
	column = 3 + canvas_puts(pen->canvas, title, 0, 3, style, step->step->title);
	if (*words)
		canvas_printf(pen->canvas, pen->area, pen->row, column + 2, STYLE_QUIET, "\"%.*s\"",
			      (int)strcspn(words, "\n"), words);
	else if (*missing)
		canvas_puts(pen->canvas, pen->area, pen->row, column + 2, STYLE_QUIET, missing);
	if (open && focused)
		canvas_cursor(pen->canvas, pen->area, pen->row, 1);
	canvas_zone(pen->canvas, line, (struct target){TARGET_STEP, FOCUS_SCRIPT, n});
	pen->row++;
}

/* All steps if they fit into `room` rows, else a window round the open one. */
static void draw_steps(struct pen *pen, int room, bool focused)
{
	size_t count = 0;
	size_t here = 0;
	size_t first = 0;
	const struct guide_step *step;

	for (; (step = app_step_at(pen->app, count)); count++)
		if (step->step == pen->app->step)
			here = count;
	if (count > (size_t)room) {
		first = here > (size_t)room / 2 ? here - (size_t)room / 2 : 0;
		if (first > count - (size_t)room)
			first = count - (size_t)room;
	}
	for (size_t i = first; i < count && i < first + (size_t)room; i++)
		draw_step(pen, i, focused);
	if (first > 0)
		canvas_puts(pen->canvas, pen->area, 0, pen->area.width - 1, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_UP));
	if (first + (size_t)room < count)
		canvas_puts(pen->canvas, pen->area, pen->row - 1, pen->area.width - 1, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_DOWN));
}

static void draw_statement(struct pen *pen, const struct event *goal, const char *label)
{
	const struct rubric *rubric = pen->app->session->rubric;
	const struct rubric_phase *where = rubric_phase(rubric, goal_phase(rubric, goal));

	pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
		  arena_printf(pen->arena, "%s (%s): %s", label,
			       where ? where->title : _("part not clear yet"),
			       goal_words(rubric, goal)));
}

void script_draw_statements(struct pen *pen)
{
	const struct event *const *goals = pen->app->state.goals;

	draw_statement(pen, goals[GOAL_AGREED_BY_TEACHER], _("In the teacher's words"));
	draw_statement(pen, goals[GOAL_AGREED_BY_COACH], _("In the coach's words"));
	pen->row++;
}

/* The statements stand above the question whether they say the same, which needs its rows. */
static void draw_compared(struct pen *pen)
{
	struct list_view *view = &pen->app->views[FOCUS_SCRIPT];
	struct pen all = *pen;
	int room = pen->area.height - pen->row - ROOM_FOR_ANSWERS;

	all.area.height = all.row = 0;
	script_draw_statements(&all);
	all.area = (struct area){pen->area.row + pen->row, pen->area.column, room, pen->area.width};
	if (all.row <= room)
		room = all.row;
	if (room < 2)
		return;
	pen->row += room--;
	all.area.height = room;
	all.row = -list_scroll(view, 0, all.end, room);
	script_draw_statements(&all);
	all.area.row += room;
	all.area.height = 1;
	list_draw_cut(view, pen->canvas, all.area, true);
}

/* What is heard is the answer to a question: it stays in sight while the answer is written. */
static void draw_form(struct pen *pen)
{
	const struct app *app = pen->app;
	struct area below;

	if (app->form.form != &form_judge && app->form.subject.step &&
	    app->form.subject.step == app->step && pen->area.height - pen->row >= FORM_ROOM)
		script_draw_question(pen);
	if (app->form.form == &form_judge)
		draw_compared(pen);
	below = (struct area){pen->area.row + pen->row, pen->area.column,
			      pen->area.height - pen->row, pen->area.width};
	form_draw(pen->app, pen->canvas, below, pen->arena);
}

/* While something is written where there is little room, the open step and its neighbours stay in
 * sight, or where there is none not even these: what is asked, and the answers, come first. */
static int steps_room(const struct app *app, int height)
{
	int room = height * 2 / 5;

	if (height < ROOM_FOR_TEXT)
		room = 1;
	else if (room < STEPS_MIN)
		room = STEPS_MIN;
	if (app->mode == MODE_FORM && !form_is_below(app) && height < ROOM_FOR_ALL)
		return height < ROOM_FOR_STEPS ? 0 : STEPS_MIN;
	return room;
}

static void draw(struct app *app, struct canvas *canvas, struct area area, bool focused,
		 struct arena *arena)
{
	struct pen pen = {.app = app, .canvas = canvas, .area = area, .margin = 1, .arena = arena};
	int room = steps_room(app, area.height);

	app->views[FOCUS_SCRIPT].above = app->views[FOCUS_SCRIPT].below = 0;
	if (app->session->rubric->script.count == 0) {
		pen_write(
			&pen, 1, STYLE_QUIET,
			_("This session has no script. Evidence and work can be read and added."));
		return;
	}
	if (room > 0)
		draw_steps(&pen, room, focused);
	if (room > 0 && pen.row < area.height)
		canvas_rule(canvas, area, pen.row++, focused ? STYLE_FOCUS : STYLE_QUIET, true);
	if (app->mode == MODE_FORM && !form_is_below(app)) {
		draw_form(&pen);
		return;
	}
	pen.area.row += pen.row;
	pen.area.height -= pen.row;
	pen.row = 0;
	script_draw_open(&pen);
}

const struct pane_ops pane_script = {title, draw};
