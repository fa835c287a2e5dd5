/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands while a question is answered: in a list, in a calendar, on a line. A line is the line
 * editor's; of its commands only those that move in a list come here, the others are in the table
 * for the hints and the help.
 */
#include "app/command_run.h"

#include <string.h>

#include "app/form.h"

bool is_marking(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return question && question->type == QUESTION_MARKS;
}

bool nothing_is_marked(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return question && question->unmarked && app->form.selected == FORM_UNMARKED;
}

bool is_choosing(const struct app *app)
{
	return !is_marking(app) && !nothing_is_marked(app);
}

unsigned do_mark(struct app *app)
{
	return form_mark(app);
}

unsigned do_choose(struct app *app)
{
	return form_choose(app);
}
unsigned do_choice_down(struct app *app)
{
	return form_move(app, 1);
}
unsigned do_choice_up(struct app *app)
{
	return form_move(app, -1);
}
/* What stands above the answers is read on first, where it is cut. */
static unsigned page_by(struct app *app, int by)
{
	struct list_view *view = app->form.form == &form_judge ? &app->views[FOCUS_SCRIPT]
							       : &app->form.head;

	if (view == &app->form.head && view->above + view->below == 0)
		return form_move(app, (long)by * LIST_PAGE);
	list_read_on(view, by * list_page(view));
	return CHANGE_VIEW;
}

unsigned do_choice_page_down(struct app *app)
{
	return page_by(app, 1);
}
unsigned do_choice_page_up(struct app *app)
{
	return page_by(app, -1);
}
unsigned do_choice_first(struct app *app)
{
	return form_move(app, -LIST_FAR);
}
unsigned do_choice_last(struct app *app)
{
	return form_move(app, LIST_FAR);
}
unsigned do_choice_leave(struct app *app)
{
	return form_leave(app);
}

/* A list that a line narrows down */

static bool narrows(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return question && question->type == QUESTION_PICK;
}

bool has_pick(const struct app *app)
{
	return narrows(app) && app->form.n_options > 0;
}

/* The calendar */

unsigned do_date_down(struct app *app)
{
	return form_move_day(app, 7, 0);
}
unsigned do_date_up(struct app *app)
{
	return form_move_day(app, -7, 0);
}
unsigned do_date_right(struct app *app)
{
	return form_move_day(app, 1, 0);
}
unsigned do_date_left(struct app *app)
{
	return form_move_day(app, -1, 0);
}
unsigned do_date_month_down(struct app *app)
{
	return form_move_day(app, 0, 1);
}
unsigned do_date_month_up(struct app *app)
{
	return form_move_day(app, 0, -1);
}
bool day_is_open(const struct app *app)
{
	return app->form.day_is_open;
}
bool has_day(const struct app *app)
{
	return !app->form.day_is_open;
}
bool may_stay_open(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return has_day(app) && (!question || question->optional);
}
unsigned do_date_none(struct app *app)
{
	return form_no_day(app);
}

/* A line */

bool is_writing(const struct app *app)
{
	return !narrows(app);
}

static bool searches(const struct app *app)
{
	return app->form.search && *app->form.search;
}

/* With vi's keys Esc leads from inserting to commands first. */
static bool inserts(const struct app *app)
{
	return app->form.mode && !strcmp(app->form.mode, "ins");
}

bool leaves_search(const struct app *app)
{
	return !searches(app) && !inserts(app);
}

bool leaves_pick(const struct app *app)
{
	return narrows(app) && leaves_search(app);
}

static bool leaves_line(const struct app *app)
{
	return is_writing(app) && leaves_search(app);
}

bool searches_line(const struct app *app)
{
	return searches(app);
}

bool inserts_line(const struct app *app)
{
	return !searches(app) && inserts(app);
}

bool has_words(const struct app *app)
{
	return app->form.words && app->form.words[0];
}

/* Not in front of the teacher: who knows what another program shows. And only what is kept: its
 * draft tells which text comes back. */
bool can_lend(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return question && question->type == QUESTION_LINE && !app->form.on_teacher_page &&
	       !app->form.form->passing;
}

bool ends_evidence(const struct app *app)
{
	return leaves_line(app) && app->form.form && (app->form.form->contexts & IN_EVIDENCE);
}

bool keeps_draft(const struct app *app)
{
	return leaves_line(app) && !keeps_no_draft(app) && !ends_evidence(app);
}

/* Not a name nor a number. */
bool takes_lines(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);
	const struct event_rule *rule = question && question->type == QUESTION_LINE
						? event_rule(app->form.event.kind, question->key)
						: NULL;

	return keeps_draft(app) && rule && rule->type == VALUE_BLOCK;
}

bool keeps_no_draft(const struct app *app)
{
	return leaves_line(app) && app->form.form && app->form.form->passing;
}

unsigned do_line_keep(struct app *app)
{
	return app_line_done(app, true, app->form.text);
}
unsigned do_line_lend(struct app *app)
{
	return can_lend(app) ? CHANGE_LEND : CHANGE_NONE;
}

/* What only the line editor can do. */

unsigned do_line_newline(struct app *app)
{
	(void)app;
	return CHANGE_NONE;
}
