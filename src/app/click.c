/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A click moves to what is under the mouse; on what is marked already it does what Enter does. The
 * wheel moves in lists and reads on in what is cut, but opens no other step: the question
 * that is being talked about stays.
 *
 * What is under the mouse was drawn a moment ago: its place in a list is looked at again.
 */
#include "app/click.h"

#include "app/app.h"
#include "app/command_run.h"
#include "app/keys.h"
#include "app/library.h"

#define NOTCH_LINES 3 /* of a text that a notch of the wheel moves */

static size_t row_count(const struct app *app, int pane)
{
	return pane == FOCUS_LESSON ? app->lesson.count : app->work.count;
}

static unsigned click_row(struct app *app, const struct target *target)
{
	struct list_view *view = &app->views[target->pane];

	if (target->item >= row_count(app, target->pane))
		return CHANGE_NONE;
	if (app->focus == (enum focus)target->pane && view->selected == target->item)
		return app_key(app, K_ENTER);
	app->focus = (enum focus)target->pane;
	view->selected = target->item;
	return CHANGE_VIEW;
}

static unsigned click_step(struct app *app, size_t item)
{
	const struct guide_step *step = app_step_at(app, item);

	app->focus = FOCUS_SCRIPT;
	return step && step->step != app->step ? app_open_step(app, step->step) : CHANGE_VIEW;
}

static unsigned click_in_library(struct app *app, const struct target *target)
{
	struct library *library = app->library;

	if (library->covered || target->kind != TARGET_ROW || target->item >= library->n_shown)
		return CHANGE_NONE;
	if (target->item == library->view.selected)
		return app_key(app, K_ENTER);
	library_move(library, (long)target->item - (long)library->view.selected);
	return CHANGE_VIEW;
}

static unsigned click_in_panes(struct app *app, const struct target *target)
{
	app->message[0] = '\0';
	if (!app->session)
		return click_in_library(app, target);
	switch (target->kind) {
	case TARGET_PANE:
		app->focus = (enum focus)target->pane;
		return CHANGE_VIEW;
	case TARGET_ROW:
		return click_row(app, target);
	case TARGET_STEP:
		return click_step(app, target->item);
	case TARGET_NONE:
	case TARGET_KEY:
	case TARGET_ANSWER:
	case TARGET_DAY:
	case TARGET_OVERLAY:
		break;
	}
	return CHANGE_NONE;
}

static unsigned click_answer(struct app *app, const struct target *target)
{
	struct form_run *run = &app->form;
	enum question_type type = form_question(run)->type;

	if (target->kind == TARGET_ANSWER && target->item < run->n_options &&
	    (type == QUESTION_CHOICE || type == QUESTION_PICK)) {
		run->selected = target->item;
		return form_choose(app);
	}
	if (target->kind != TARGET_DAY || type != QUESTION_DATE || run->typing)
		return CHANGE_NONE;
	if ((int64_t)target->item == run->day && !run->day_is_open)
		return form_choose(app);
	return form_move_day(app, (int)((int64_t)target->item - run->day), 0);
}

unsigned app_click(struct app *app, const struct target *target)
{
	if (teacher_page_is_open(app)) /* which takes no more than its few keys */
		return CHANGE_NONE;
	if (target->kind == TARGET_KEY)
		return app_key(app, (int)target->item);
	switch (app->mode) {
	case MODE_NORMAL:
		return click_in_panes(app, target);
	case MODE_FORM:
		return form_question(&app->form) ? click_answer(app, target) : CHANGE_NONE;
	case MODE_REOPEN: /* as any key */
		return reopen_go_on(app);
	case MODE_COACH: /* the same */
		return do_help_close(app);
	case MODE_HELP:
	case MODE_PAGE:
	case MODE_REPORT:
	case MODE_TEACHER:
	case MODE__COUNT:
		break;
	}
	return CHANGE_NONE;
}

static unsigned wheel_in_panes(struct app *app, int pane, int by)
{
	app->focus = (enum focus)pane;
	if (pane == FOCUS_SCRIPT && app->session) {
		list_read_on(&app->views[FOCUS_SCRIPT], by * NOTCH_LINES);
		return CHANGE_VIEW;
	}
	return app_key(app, by > 0 ? K_DOWN : K_UP);
}

unsigned app_wheel(struct app *app, const struct target *target, int by)
{
	switch (app->mode) {
	case MODE_NORMAL:
		return target->kind == TARGET_PANE || target->kind == TARGET_ROW ||
				       target->kind == TARGET_STEP
			       ? wheel_in_panes(app, target->pane, by)
			       : CHANGE_NONE;
	case MODE_FORM:
		return target->kind == TARGET_ANSWER ? form_move(app, by) : CHANGE_NONE;
	case MODE_HELP:
	case MODE_PAGE:
	case MODE_REPORT:
	case MODE_COACH:
		for (int i = 0; i < NOTCH_LINES; i++)
			by > 0 ? do_overlay_down(app) : do_overlay_up(app);
		return CHANGE_VIEW;
	case MODE_TEACHER:
		return app_key(app, by > 0 ? K_DOWN : K_UP);
	case MODE_REOPEN:
	case MODE__COUNT:
		break;
	}
	return CHANGE_NONE;
}
