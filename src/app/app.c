/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The application folds anew after every action: two arenas take turns, so what the panes hold from
 * the last fold stays valid until the new one is whole. A fold that fails leaves the old one in
 * place.
 */
#include "app/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/command_run.h"
#include "app/help.h"
#include "app/keys.h"
#include "app/library.h"
#include "debrief/i18n.h"

#define FOLLOW_MS 1000
#define SECOND_MS 1000

ERR_FORMAT(3, 0)
static unsigned say(struct app *app, bool warns, const char *format, va_list args)
{
	vsnprintf(app->message, sizeof(app->message), format, args);
	app->message_warns = warns;
	app->drafts.telling[0] = '\0'; /* nobody read it */
	return CHANGE_VIEW;
}

unsigned app_say(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(app, false, format, args);
	va_end(args);
	return CHANGE_VIEW;
}

unsigned app_warn(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(app, true, format, args);
	va_end(args);
	return CHANGE_VIEW;
}

const struct rows *app_rows(const struct app *app)
{
	if (app->focus == FOCUS_SCRIPT)
		return NULL;
	return app->focus == FOCUS_LESSON ? &app->lesson : &app->work;
}

static const struct row *row_under_marker(const struct rows *rows, const struct list_view *view)
{
	return rows && view->selected < rows->count ? &rows->items[view->selected] : NULL;
}

const struct row *app_row(const struct app *app)
{
	return row_under_marker(app_rows(app), &app->views[app->focus]);
}

const struct rubric_phase *app_phase_here(const struct app *app)
{
	const struct row *row = row_under_marker(&app->lesson, &app->views[FOCUS_LESSON]);

	return row ? row->phase : NULL;
}

/* The event of this id, or what it was written anew as; that taken back, what it stood for. */
static const struct event *event_now(const struct state *state, const struct event_id *id)
{
	char text[EVENT_ID_SIZE];
	const struct event *now;
	const char *re;
	size_t place;

	event_id_format(id, text);
	now = state_cited(state, text);
	place = event_index_find_text(&state->index, text);
	if (now || place == EVENT_PLACE_NONE)
		return now;
	re = event_text(state->index.events[place], KEY_RE);
	return re ? state_cited(state, re) : NULL;
}

/* The marker stays on the thing it stood on, also when rows came before it, or it moved itself. */
static void keep_selected(struct list_view *view, const struct rows *old, const struct rows *fresh,
			  const struct state *state)
{
	const struct row *was = row_under_marker(old, view);
	bool is_event = was && (was->type == ROW_EVIDENCE || was->type == ROW_WORK);
	const struct event *event = is_event ? event_now(state, &was->id) : NULL;

	for (size_t i = 0; was && i < fresh->count; i++) {
		const struct row *row = &fresh->items[i];

		if (row->type == was->type &&
		    (is_event ? row->event == event
			      : row->phase == was->phase && row->criterion == was->criterion)) {
			view->selected = i;
			return;
		}
	}
}

static bool is_ours(const void *journal, const struct event *event)
{
	return journal_is_of_this_run(journal, event);
}

enum status app_refold(struct app *app, struct err *err)
{
	struct arena *arena = &app->arenas[!app->current];
	struct state state;
	struct advice advice;
	struct rows lesson;
	struct rows work;
	enum status status;

	teacher_refold(app);
	arena_reset(arena);
	status = state_fold(&state, app->session, SIZE_MAX, false, arena, err);
	if (!status)
		status = advice_make(&state, app->stage, arena, &advice, err);
	if (!status)
		status = rows_lesson(&lesson, &state, !app_is_table_safe(app), arena, err);
	if (!status)
		status = rows_work(&work, &state, !app_is_table_safe(app), arena, err);
	if (status)
		return status;
	keep_selected(&app->views[FOCUS_LESSON], &app->lesson, &lesson, &state);
	keep_selected(&app->views[FOCUS_WORK], &app->work, &work, &state);
	if (state.n_heard != app->state.n_heard) /* it is to be seen */
		app->views[FOCUS_SCRIPT] = (struct list_view){0};
	state.previous_goal = app->previous.goal;
	app->state = state;
	app->undo = app->journal ? state_undo_target(&state, is_ours, app->journal) : NULL;
	app->redo = app->journal ? state_redo_target(&state, is_ours, app->journal) : NULL;
	app->advice = advice;
	app->lesson = lesson;
	app->work = work;
	app->current = !app->current;
	return STATUS_OK;
}

/* Keys and timers */

/* A key that means something here, but not now, says why. */
static unsigned explain_key(struct app *app, int key)
{
	const struct command *command = command_with_key(command_context(app), key);
	const char *why;

	if (!command || key == K_ESC) /* which is pressed to be sure, and asks nothing */
		return CHANGE_NONE;
	if (app->session && !app->journal)
		return app_take_over(app);
	if (!help_may_explain(app, command))
		return CHANGE_NONE;
	why = help_reason(app, command);
	return why ? app_say(app, _("Not now: %s."), why)
		   : app_say(app, _("Not here; elsewhere: %s."), _(command->help));
}

unsigned app_key(struct app *app, int key)
{
	bool goes_on = app->mode == MODE_REOPEN;
	const struct command *command;
	unsigned change;

	if (goes_on) {
		change = reopen_go_on(app);
		if (key == K_ENTER || key == K_ESC || key == ' ')
			return change;
	}
	command = command_for_key(app, key);
	if ((app->mode == MODE_COACH || app->mode == MODE_HELP) && !command)
		return do_help_close(app); /* any key does, and nothing else */
	if (key != K_ESC)
		app->teacher.leaving = false;
	app->teacher.lost = !command;
	if (!command && app->mode == MODE_TEACHER)
		return CHANGE_VIEW;
	if (!command && app->mode != MODE_FORM)
		return explain_key(app, key);
	if (!goes_on) /* what the page covered has not been read yet */
		app->message[0] = '\0';
	change = (command ? command->run(app) : form_key(app, key)) | CHANGE_VIEW;
	work_look(app);
	return change;
}

static void nearer(int64_t *wait, int64_t other)
{
	if (other < *wait)
		*wait = other;
}

int app_tick_ms(const struct app *app)
{
	int64_t now = host_monotonic_ms(app->host);
	int64_t wait = INT64_MAX;

	if (!app->session)
		return library_is_read(app->library) ? -1 : 0;
	if (!app->journal)
		wait = FOLLOW_MS;
	if (app->stray.is_held)
		nearer(&wait, app_held_until(app) - now);
	if (app->mode == MODE_COACH)
		nearer(&wait, app->coach_view_until - now);
	if (app->drafts.dirty_since)
		nearer(&wait, drafts_due(&app->drafts) - now);
	if (app->save_failed)
		nearer(&wait, app->save_again_at - now);
	if (app->clock_runs && !app->state.paused)
		nearer(&wait, SECOND_MS - (now - app->floor_since) % SECOND_MS);
	if (app_trying_seconds(app) >= 0 && !app->state.paused)
		nearer(&wait, SECOND_MS - (now - app->branch_since) % SECOND_MS);
	if (wait == INT64_MAX)
		return -1;
	return wait < 0 ? 0 : (int)wait;
}

/* All is read again, as the journal does too, and the place found again by its name. */
static unsigned read_again(struct app *app, bool takes_journal)
{
	const struct rubric *before = app->session->rubric;
	struct err err = {{0}, 0};
	char step[128] = "";

	if (app->step)
		snprintf(step, sizeof(step), "%s", app->step->id);
	if (takes_journal)
		app_take_journal(app);
	else if (session_reopen(app->session, app->host, &err))
		return app_warn(app, "%s", err.message);
	previous_read(&app->previous, app->host, app->session, &app->session->arena);
	/* what is in view is gone, and nothing can be made of what came */
	if (app_refold(app, &err))
		return app_leave(app) | app_warn(app, "%s", err.message);
	if (app->session->rubric != before) {
		app->step = rubric_step(app->session->rubric, step);
		app->branch = NULL;
	}
	work_look(app);
	return CHANGE_VIEW;
}

/* Another writer's events. */
static unsigned follow(struct app *app)
{
	return session_has_changed(app->session, app->host) ? read_again(app, false) : CHANGE_NONE;
}

unsigned app_take_over(struct app *app)
{
	unsigned change = read_again(app, true);

	if (!app->session)
		return change;
	if (!app->journal)
		return app_say(app, "%s", app->read_only);
	drafts_reload(app);
	return change | app_say(app, "%s",
				_("The other program has ended: what you enter is kept from now "
				  "on. Please do that once more."));
}

static unsigned read_library(struct library *library)
{
	library_look_at_clock(library);
	return library_read_some(library) ? CHANGE_VIEW : CHANGE_NONE;
}

unsigned app_tick(struct app *app)
{
	int64_t now = host_monotonic_ms(app->host);
	unsigned change = CHANGE_NONE;

	if (!app->session)
		return read_library(app->library);
	if (now >= app_held_until(app))
		return app_release(app); /* which may leave the session */
	if (app->mode == MODE_COACH && now >= app->coach_view_until)
		change |= do_help_close(app);
	if (app->drafts.dirty_since && now >= drafts_due(&app->drafts))
		drafts_sync(app);
	if (app->save_failed && now >= app->save_again_at)
		app->save_due = true;
	if (!app->journal)
		change |= follow(app);
	return change;
}

bool app_is_editing(const struct app *app)
{
	return app->mode == MODE_FORM && form_is_line(&app->form);
}

bool app_line_key(struct app *app, int key, unsigned *change)
{
	const struct command *command = command_for_key(app, key);
	const struct form_question *question = form_question(&app->form);

	if (key == K_TAB && question && question->complete)
		question->complete(app, &app->form);
	if (!command ||
	    ((command->contexts & (IN_LINE | IN_SEARCH)) && key != K_F1 && key != K_CTRL('G')))
		return false;
	app->message[0] = '\0';
	*change = command->run(app) | CHANGE_VIEW;
	return true;
}

bool app_line_paste(struct app *app, const char *text, size_t length, unsigned *change)
{
	const struct form *form = app->form.form;

	return form && form->paste && form->paste(app, text, length, change);
}

unsigned app_line_changed(struct app *app, const char *text, size_t point)
{
	return form_line_changed(app, text, point);
}

unsigned app_line_done(struct app *app, bool accepted, const char *text)
{
	unsigned change;

	app->message[0] = '\0';
	change = form_line_done(app, accepted, text) | CHANGE_VIEW;
	work_look(app);
	return change;
}
