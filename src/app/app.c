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
#include "app/keys.h"
#include "app/library.h"
#include "debrief/array.h"
#include "debrief/event_check.h"
#include "debrief/i18n.h"
#include "debrief/previous.h"

#define FOLD_BYTES_MAX ((size_t)256 << 20)
#define FOLLOW_MS      1000
#define SAVE_AGAIN_MS  5000
#define SECOND_MS      1000
#define DRAFT_QUIET_MS 250
#define DRAFT_SYNC_MS  1000

ERR_FORMAT(3, 0)
static unsigned say(struct app *app, bool warns, const char *format, va_list args)
{
	vsnprintf(app->message, sizeof(app->message), format, args);
	app->message_warns = warns;
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

/* The marker stays on the thing it stood on, also when rows came before it. */
static void keep_selected(struct app *app, const struct rows *fresh)
{
	struct list_view *view = &app->views[FOCUS_LESSON];
	const struct row *was;

	if (view->selected >= app->lesson.count)
		return;
	was = &app->lesson.items[view->selected];
	for (size_t i = 0; i < fresh->count; i++) {
		const struct row *row = &fresh->items[i];

		if (row->type == was->type && row->phase == was->phase &&
		    row->criterion == was->criterion &&
		    (row->type == ROW_CRITERION || row->event == was->event)) {
			view->selected = i;
			return;
		}
	}
}

static bool is_ours(const void *journal, const struct event *event)
{
	return journal_is_of_this_run(journal, event);
}

unsigned app_warn_of_draft(struct app *app)
{
	return app_warn(app, "%s",
			_("The text you are writing cannot be put aside on the disk. "
			  "Enter keeps it in the session."));
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
		status = rows_work(&work, &state, arena, err);
	if (status)
		return status;
	keep_selected(app, &lesson);
	state.previous_goal = app->previous_goal;
	app->state = state;
	app->undo = app->journal ? state_undo_target(&state, is_ours, app->journal) : NULL;
	app->redo = app->journal ? state_redo_target(&state, is_ours, app->journal) : NULL;
	app->advice = advice;
	app->lesson = lesson;
	app->work = work;
	app->current = !app->current;
	return STATUS_OK;
}

void app_reload_offers(struct app *app)
{
	arena_reset(&app->offers_arena);
	app->n_offers = 0;
	if (!app->session)
		return;
	if (draft_offers(app->host, app->session, &app->offers_arena, &app->offers, &app->n_offers,
			 NULL))
		app->n_offers = 0;
}

const struct draft_offer *app_offer(const struct app *app, const char *about)
{
	for (size_t i = 0; i < app->n_offers; i++)
		if (!strcmp(app->offers[i].about, about))
			return &app->offers[i];
	return NULL;
}

static void take_journal(struct app *app)
{
	struct err err = {{0}, 0};
	enum status status = journal_open(&app->journal, app->host, app->session, &err);

	if (!status)
		return;
	app->journal = NULL;
	if (status == STATUS_LOCKED)
		snprintf(app->read_only, sizeof(app->read_only), "%s",
			 _("This session is open elsewhere. Here you can look, and follow along."));
	else
		snprintf(app->read_only, sizeof(app->read_only), _("Only for reading: %s."),
			 err.message);
}

/* The n-th of the session's arenas, NULL behind the last. */
static struct arena *arena_at(struct app *app, size_t n)
{
	struct arena *const all[] = {&app->arenas[0],       &app->arenas[1],    &app->offers_arena,
				     &app->form.arena,      &app->shared.arena, &app->notes_arena,
				     &app->work_looks.arena};

	return n < COUNT(all) ? all[n] : NULL;
}

void app_init(struct app *app, struct host *host)
{
	struct arena *arena;

	memset(app, 0, sizeof(*app));
	app->host = host;
	for (size_t i = 0; (arena = arena_at(app, i)); i++)
		arena_init(arena, FOLD_BYTES_MAX);
}

/* Nothing of one session is left when the next one comes. */
static void begin_anew(struct app *app)
{
	struct library *library = app->library;
	struct buf *unsaved = app->unsaved;
	bool mouse_off = app->mouse_off;
	struct arena *arena;

	for (size_t i = 0; (arena = arena_at(app, i)); i++)
		arena_release(arena);
	app_init(app, app->host);
	app->library = library;
	app->unsaved = unsaved;
	app->mouse_off = mouse_off;
}

enum status app_open(struct app *app, struct host *host, struct session *session, struct err *err)
{
	app_init(app, host);
	return app_open_session(app, session, err);
}

enum status app_open_session(struct app *app, struct session *session, struct err *err)
{
	enum status status;

	begin_anew(app);
	app->session = session;
	take_journal(app);
	app->previous_goal = previous_goal(app->host, app->session, &app->session->arena);
	app->stage = SIZE_MAX; /* the one that the record speaks of */
	status = app_refold(app, err);
	if (status)
		return status;
	place_restore(app);
	work_look(app);
	app_reload_offers(app);
	if (!app->journal)
		app_say(app, "%s", app->read_only);
	else if (journal_torn_text(app->journal))
		app_warn(app, _("A crash cut the last entry short; what is left of it: %s"),
			 journal_torn_text(app->journal));
	else if (app->n_offers > 0)
		app_say(app, "%s",
			_("A text you had begun is waiting in its place: Enter there goes on with "
			  "it."));
	else if (app->session->open == NULL)
		app_warn(app, "%s",
			 _("Some of this session cannot be read. Nothing was changed; "
			   "'debrief check' says what and where."));
	return STATUS_OK;
}

/* The last resort: whoever can see them can keep them. */
static void keep_unsaved(const struct app *app)
{
	const struct session *session = app->session;

	for (size_t i = 0; session && app->unsaved && i < session->n_events; i++)
		if (session->events[i]->unsaved && session->events[i]->record)
			buf_add(app->unsaved, session->events[i]->record,
				session->events[i]->record_length);
}

void app_close_session(struct app *app)
{
	if (app->form.form)
		form_leave(app);
	if (app->journal) {
		app_flush(app);
		place_save(app);
		journal_close(app->journal);
	}
	for (size_t i = 0; i < app->n_finished; i++)
		draft_park(app->finished[i]);
	keep_unsaved(app);
	begin_anew(app);
}

void app_close(struct app *app)
{
	app_leave_session(app);
	library_free(app->library);
	app->library = NULL;
}

/* Acting */

static bool target_is_private(const struct app *app, const struct event *event)
{
	const char *re = event_text(event, KEY_RE);
	const struct event *target = re ? state_event(&app->state, re) : NULL;

	return target && target->is_private;
}

bool app_event_is_private(const struct app *app, const struct event *event)
{
	return event_is_private_by_rule(event, app->session->rubric, target_is_private(app, event));
}

/* In a pause, what is written down for both says that the talk goes on; a note for oneself, or
 * taking something back, does not. */
static bool talk_goes_on(const struct app *app, const struct event *events, size_t count)
{
	for (size_t i = 0; app->state.paused && i < count; i++)
		if (!events[i].is_private && events[i].kind != EVENT_VOID &&
		    events[i].kind != EVENT_RESUME)
			return true;
	return false;
}

static enum status stage(struct app *app, struct event *events, size_t count, struct err *err)
{
	struct event resume;
	enum status status = STATUS_OK;

	event_init(&resume, EVENT_RESUME);
	if (talk_goes_on(app, events, count))
		status = journal_stage(app->journal, &resume, 1, err);
	return status ? status : journal_stage(app->journal, events, count, err);
}

unsigned app_act(struct app *app, struct event *events, size_t count)
{
	struct err err = {{0}, 0};

	if (!app->journal)
		return app_warn(app, "%s", app->read_only);
	for (size_t i = 0; i < count; i++) {
		if (state_consent_refused(&app->state) && event_has_teachers_words(&events[i]))
			return app_warn(app, "%s",
					_("As agreed, the teacher's words are not written down. "
					  "x marks that something was heard."));
		events[i].is_private = app_event_is_private(app, &events[i]);
	}
	if (stage(app, events, count, &err))
		return app_warn(app, _("That could not be taken: %s."), err.message);
	app->save_due = true;
	if (app_refold(app, &err))
		return app_warn(app, _("It is kept, but cannot be shown: %s."), err.message);
	return CHANGE_EVENTS | CHANGE_VIEW;
}

unsigned app_flush(struct app *app)
{
	struct err err = {{0}, 0};
	bool failed_before = app->save_failed;

	if (!app->journal)
		return CHANGE_NONE;
	app->save_due = false;
	app->save_failed = journal_flush(app->journal, &err) != STATUS_OK;
	app->save_again_at = host_monotonic_ms(app->host) + SAVE_AGAIN_MS;
	if (app->save_failed)
		return app_warn(app,
				_("NOT SAVED: %s. Nothing is lost: go on, it is tried again with "
				  "every entry; Ctrl-S tries now."),
				err.message);
	app->warned_of_leaving = false;
	if (failed_before)
		app_say(app, "%s", _("Everything is saved again."));
	else if (journal_is_rescuing(app->journal))
		app_warn(app, "%s",
			 _("The session's folder cannot be written: words go to a rescue folder, "
			   "and are read from there."));
	for (size_t i = 0; i < app->n_finished; i++)
		draft_discard(app->finished[i]);
	app->n_finished = 0;
	return CHANGE_VIEW;
}

bool app_save_is_due(const struct app *app)
{
	return app->journal && app->save_due && journal_unsaved(app->journal) > 0;
}

enum save_mark app_save_mark(const struct app *app)
{
	if (!app->journal)
		return SAVE_MARK_READ_ONLY;
	if (app->save_failed)
		return SAVE_MARK_FAILED;
	return journal_unsaved(app->journal) ? SAVE_MARK_SAVING : SAVE_MARK_SAVED;
}

/* Keys and timers */

/* A key that means something here, but not now, says what. */
static unsigned explain_key(struct app *app, int key)
{
	unsigned context = command_context(app);

	if (key == K_ESC) /* is pressed to be sure, and asks nothing */
		return CHANGE_NONE;
	for (size_t i = 0; i < n_commands; i++)
		for (size_t k = 0; (commands[i].contexts & context) && k < 3; k++)
			if (commands[i].keys[k] == key)
				return app->journal ? app_say(app,
							      _("Nothing to do for this key here; "
								"elsewhere it would %s."),
							      _(commands[i].help))
						    : app_say(app, "%s", app->read_only);
	return CHANGE_NONE;
}

unsigned app_key(struct app *app, int key)
{
	const struct command *command = command_for_key(app, key);
	unsigned change;

	if (app->mode == MODE_COACH && !command) { /* any key closes it, and does nothing else */
		app->mode = MODE_NORMAL;
		return CHANGE_VIEW;
	}
	if (app->mode == MODE_HELP && !command)
		return do_help_close(app);
	if (app->mode == MODE_REOPEN)
		return reopen_go_on(app);
	if (key != K_ESC)
		app->teacher.leaving = false;
	if (!command && app->mode == MODE_TEACHER)
		return CHANGE_VIEW;
	if (!command && app->mode != MODE_FORM)
		return explain_key(app, key);
	app->message[0] = '\0';
	change = (command ? command->run(app) : form_digit(app, key)) | CHANGE_VIEW;
	work_look(app);
	return change;
}

/* When the draft that is being written should be on disk: after a quarter of a second of quiet, but
 * within a second of the first unsynced key, and not more often than once a second. */
static int64_t draft_due(const struct app *app)
{
	int64_t due = app->draft_changed_at + DRAFT_QUIET_MS;

	if (due > app->draft_dirty_since + DRAFT_SYNC_MS)
		due = app->draft_dirty_since + DRAFT_SYNC_MS;
	if (due < app->draft_synced_at + DRAFT_SYNC_MS)
		due = app->draft_synced_at + DRAFT_SYNC_MS;
	return due;
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
		return app_library_tick_ms(app);
	if (!app->journal)
		wait = FOLLOW_MS;
	if (app->mode == MODE_COACH)
		nearer(&wait, app->coach_view_until - now);
	if (app->draft_dirty_since)
		nearer(&wait, draft_due(app) - now);
	if (app->save_failed)
		nearer(&wait, app->save_again_at - now);
	if (app->clock_runs && !app->state.paused)
		nearer(&wait, SECOND_MS - (now - app->floor_since) % SECOND_MS);
	if (wait == INT64_MAX)
		return -1;
	return wait < 0 ? 0 : (int)wait;
}

void app_sync_drafts(struct app *app)
{
	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++)
		if (app->form.drafts[i] && draft_is_dirty(app->form.drafts[i]) &&
		    draft_sync(app->form.drafts[i], NULL))
			app_warn_of_draft(app);
	app->draft_dirty_since = 0;
	app->draft_synced_at = host_monotonic_ms(app->host);
}

/* Another writer's events: all is read again, and the place found again by its name. */
static unsigned follow(struct app *app)
{
	const struct rubric *before = app->session->rubric;
	struct err err = {{0}, 0};
	char step[128] = "";

	if (!session_has_changed(app->session, app->host))
		return CHANGE_NONE;
	if (app->step)
		snprintf(step, sizeof(step), "%s", app->step->id);
	if (session_reopen(app->session, app->host, &err))
		return app_warn(app, "%s", err.message);
	app->previous_goal = previous_goal(app->host, app->session, &app->session->arena);
	if (app_refold(app,
		       &err)) /* what is in view is gone, and nothing can be made of what came */
		return app_leave(app) | app_warn(app, "%s", err.message);
	if (app->session->rubric != before) {
		app->step = rubric_step(app->session->rubric, step);
		app->branch = NULL;
	}
	work_look(app);
	return CHANGE_VIEW;
}

unsigned app_tick(struct app *app)
{
	int64_t now = host_monotonic_ms(app->host);
	unsigned change = CHANGE_NONE;

	if (!app->session)
		return app_library_tick(app);
	if (app->mode == MODE_COACH && now >= app->coach_view_until) {
		app->mode = MODE_NORMAL;
		change |= CHANGE_VIEW;
	}
	if (app->draft_dirty_since && now >= draft_due(app))
		app_sync_drafts(app);
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
	if (!command || ((command->contexts & (IN_LINE | IN_SEARCH)) && key != K_F1))
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

/* Evidence marked to be cited */

/* Also when it was written anew since. */
bool app_is_cited(const struct app *app, const struct event *event)
{
	for (size_t i = 0; event && i < app->n_cites; i++)
		if (state_cited(&app->state, app->cites[i]) == event)
			return true;
	return false;
}

bool app_cites(const struct app *app, const char *id)
{
	return app_is_cited(app, state_cited(&app->state, id));
}

unsigned app_toggle_cite(struct app *app, const struct event *event)
{
	char id[EVENT_ID_SIZE];
	char *kept;

	event_id_format(&event->id, id);
	for (size_t i = 0; i < app->n_cites; i++)
		if (state_cited(&app->state, app->cites[i]) == event) {
			app->cites[i] = app->cites[--app->n_cites];
			return CHANGE_VIEW;
		}
	if (app->n_cites == APP_CITES_MAX)
		return app_warn(
			app, "%s",
			_("That is as much as one thing can cite. Space takes a mark away."));
	kept = arena_strdup(&app->session->arena, id);
	if (kept)
		app->cites[app->n_cites++] = kept;
	return CHANGE_VIEW;
}
