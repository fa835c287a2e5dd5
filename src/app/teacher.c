/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page for the teacher takes no key but its own, and only Esc Esc leads away from it: whoever
 * sits in front of it can press anything, and neither loses nor finds what is not theirs. What the
 * teacher writes there is the form of the statement that the coach has too.
 */
#include "app/teacher.h"

#include "app/app.h"
#include "app/command_run.h"
#include "app/form.h"

bool teacher_page_is_open(const struct app *app)
{
	return app->mode == MODE_TEACHER || (app->mode == MODE_FORM && app->form.on_teacher_page);
}

/* The shared fold */

static void fold_shared(struct app *app)
{
	struct shared_view *shared = &app->shared;

	arena_reset(&shared->arena);
	if (state_fold(&shared->state, app->session, SIZE_MAX, true, &shared->arena, NULL)) {
		shared->state = (struct state){0};
		return;
	}
	shared->state.session = NULL;
}

static const struct rubric_field *statement_field(const struct app *app)
{
	return rubric_field(app->session->rubric, known_fields[FIELD_STATEMENT_TEACHER].id);
}

static bool is_at_statements(const struct app *app)
{
	const struct rubric_field *field = statement_field(app);

	return field && app->step && field->step == app->step;
}

void teacher_refold(struct app *app)
{
	const struct state *state = &app->shared.state;
	struct teacher_page *page = &app->teacher;
	bool was_there = state->goals[GOAL_AGREED_BY_TEACHER];

	if (!teacher_page_is_open(app) && app->mode != MODE_REOPEN)
		return;
	fold_shared(app);
	page->offers_line = state->rubric && app->journal && is_at_statements(app) &&
			    !state->goals[GOAL_AGREED_BY_TEACHER] && !state_consent_refused(state);
	if (page->offers_line || was_there || !state->goals[GOAL_AGREED_BY_TEACHER])
		return;
	page->thanks = true;
	page->show = TEACHER_STATEMENTS;
}

static void close_shared(struct app *app)
{
	arena_release(&app->shared.arena);
	app->shared.state = (struct state){0};
	app->mode = MODE_NORMAL;
}

/* Commands of the coach */

bool teacher_reads_along(const struct app *app)
{
	return app_is_table_safe(app);
}

bool coach_is_alone(const struct app *app)
{
	return !app_is_table_safe(app);
}

/* What the two are at, so that it is in view when the screen is turned; else the page is read from
 * its beginning. */
static enum teacher_section section_of_now(const struct app *app)
{
	if (app->focus == FOCUS_WORK)
		return TEACHER_WORK;
	if (is_at_statements(app))
		return TEACHER_STATEMENTS;
	return TEACHER_TOP;
}

unsigned do_show_teacher(struct app *app)
{
	app->mode = MODE_TEACHER;
	app->message[0] = '\0';
	app->teacher = (struct teacher_page){.work = app->views[FOCUS_WORK].selected};
	teacher_refold(app);
	app->teacher.thanks = false;
	app->teacher.show = section_of_now(app);
	return CHANGE_VIEW;
}

/* Commands of the page. The part of the lesson is chosen there from a list. */

static bool chooses_phase(const struct app *app)
{
	return app->mode == MODE_FORM;
}

bool has_other_work(const struct app *app)
{
	return app->shared.state.work.count > 1 && !chooses_phase(app);
}

static unsigned show_work(struct app *app, size_t by)
{
	app->teacher.work = (app->teacher.work + by) % app->shared.state.work.count;
	app->teacher.show = TEACHER_WORK;
	return CHANGE_VIEW;
}

unsigned do_teacher_next_work(struct app *app)
{
	return show_work(app, 1);
}

unsigned do_teacher_previous_work(struct app *app)
{
	return show_work(app, app->shared.state.work.count - 1);
}

/* The frame keeps it within the page. */
static unsigned move_by(struct app *app, int by)
{
	if (chooses_phase(app))
		return form_move(app, by);
	app->teacher.scroll += by;
	if (app->teacher.scroll < 0)
		app->teacher.scroll = 0;
	return CHANGE_VIEW;
}

unsigned do_teacher_down(struct app *app)
{
	return move_by(app, 1);
}

unsigned do_teacher_up(struct app *app)
{
	return move_by(app, -1);
}

unsigned do_teacher_page_down(struct app *app)
{
	return move_by(app, LIST_PAGE);
}

unsigned do_teacher_page_up(struct app *app)
{
	return move_by(app, -LIST_PAGE);
}

bool teacher_may_write(const struct app *app)
{
	return chooses_phase(app) || app->teacher.offers_line;
}

unsigned do_teacher_write(struct app *app)
{
	struct form_subject about = {.step = app->step, .field = statement_field(app)};

	return chooses_phase(app) ? form_choose(app)
				  : form_start(app, &form_statement_teacher, &about);
}

unsigned do_teacher_back(struct app *app)
{
	if (chooses_phase(app))
		return form_leave(app);
	if (app->teacher.leaving)
		close_shared(app);
	app->teacher.leaving = !app->teacher.leaving;
	return CHANGE_VIEW;
}

/* Taking up a talk again */

/* The first words were cut off. */
static bool was_writing(const struct app *app)
{
	const struct rubric_step *step;

	for (size_t i = 0; i < app->drafts.n_offers; i++)
		if (drafts_waiting(app, i, &step) && step && step->stage_index == app->stage)
			return true;
	return false;
}

static bool talk_had_begun(const struct app *app)
{
	const struct state *state = &app->state;
	const struct guide_step *step;

	if (!app_is_table_safe(app) || state->close)
		return false;
	for (size_t i = 0; (step = app_step_at(app, i)); i++)
		if (step->asked || step->heard)
			return true;
	return was_writing(app);
}

void reopen_begin(struct app *app)
{
	if (!talk_had_begun(app))
		return;
	app->mode = MODE_REOPEN;
	teacher_refold(app);
}

unsigned reopen_go_on(struct app *app)
{
	close_shared(app);
	return CHANGE_VIEW;
}
