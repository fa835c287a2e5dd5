/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a session comes into the application and leaves it: given by who runs the program, or opened
 * from the library and given back to it. Nothing of one session is left when the next one comes.
 */
#include "app/app.h"

#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/command_run.h"
#include "app/draft_about.h"
#include "app/keys.h"
#include "app/library.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

/* The n-th of the session's arenas, NULL behind the last. */
static struct arena *arena_at(struct app *app, size_t n)
{
	struct arena *const all[] = {&app->arenas[0],       &app->arenas[1],    &app->drafts.arena,
				     &app->form.arena,      &app->shared.arena, &app->notes_arena,
				     &app->work_looks.arena};

	return n < COUNT(all) ? all[n] : NULL;
}

static void init(struct app *app, struct host *host)
{
	struct arena *arena;

	memset(app, 0, sizeof(*app));
	app->host = host;
	for (size_t i = 0; (arena = arena_at(app, i)); i++)
		arena_init(arena, STATE_BYTES_MAX);
}

static void begin_anew(struct app *app)
{
	struct library *library = app->library;
	struct buf *unsaved = app->unsaved;
	bool mouse_off = app->mouse_off;
	bool line_by_line = app->line_by_line;
	struct arena *arena;

	for (size_t i = 0; (arena = arena_at(app, i)); i++)
		arena_release(arena);
	init(app, app->host);
	app->library = library;
	app->unsaved = unsaved;
	app->mouse_off = mouse_off;
	app->line_by_line = line_by_line;
}

/* Opening */

/* The name of the session's folder in the library; NULL for one that nobody can come back to. */
static const char *name_in_library(const struct app *app)
{
	return app->library && !app->library->is_demo ? path_name(app->session->path) : NULL;
}

/* What could not be saved when it was left. */
static void stage_unsaved(struct app *app)
{
	const char *name = name_in_library(app);
	struct err err = {{0}, 0};

	if (!name)
		return;
	if (unsaved_stage(&app->library->unsaved, app->journal, app->session, name, &err))
		app_warn(app, _("That could not be taken: %s."), err.message);
	app->save_failed = app->save_due = journal_unsaved(app->journal) > 0;
}

void app_take_journal(struct app *app)
{
	struct err err = {{0}, 0};
	enum status status = journal_open(&app->journal, app->host, app->session, &err);

	if (!status) {
		stage_unsaved(app);
		return;
	}
	app->journal = NULL;
	if (status == STATUS_LOCKED)
		snprintf(app->read_only, sizeof(app->read_only), "%s",
			 _("This session is open elsewhere. Here you can look, and follow along."));
	else
		snprintf(app->read_only, sizeof(app->read_only), _("Only for reading: %s."),
			 err.message);
}

static bool is_in_view(const struct app *app, const struct rubric_step *step)
{
	const struct guide_step *shown;

	for (size_t n = 0; (shown = app_step_at(app, n)); n++)
		if (shown->step == step)
			return true;
	return false;
}

/* The key that begins the form of a draft, if it works here; NULL: none. */
static const char *key_of(const struct app *app, const struct draft_about *about,
			  struct key_name *name)
{
	const struct command *command = command_named(about->form);
	const struct command *works =
		command ? command_for_key_in(app, command->contexts, command->keys[0]) : NULL;

	if (!works || works->run != command->run)
		return NULL;
	*name = key_name(command->keys[0], false);
	return name->text;
}

/* Where others read along, only of what is at hand there. */
static bool may_tell(const struct app *app, size_t n)
{
	const struct draft_about about = draft_about_read(app->drafts.offers[n].about,
							  app->session->rubric);
	const struct rubric_step *step;
	struct key_name key;

	if (!drafts_waiting(app, n, &step))
		return false;
	if (!app_is_table_safe(app))
		return true;
	return about.step ? is_in_view(app, about.step)
			  : key_of(app, &about, &key) || !command_named(about.form);
}

static bool is_news(const struct app *app, size_t n)
{
	return !drafts_is_told(app, n) && may_tell(app, n);
}

/* An earlier text that is told of now waits there, too. */
static bool is_told_along(const struct app *app, size_t n, const struct draft_about *about)
{
	for (size_t i = 0; i < n; i++) {
		const struct draft_about before = draft_about_read(app->drafts.offers[i].about,
								   app->session->rubric);

		if (is_news(app, i) && before.step == about->step &&
		    !strcmp(before.form, about->form) && !strcmp(before.what, about->what))
			return true;
	}
	return false;
}

static void tell_of_step(struct app *app, const struct draft_about *about)
{
	const struct rubric_step *here = app->step;
	const struct command *command;

	app->step = about->step;
	command = talk_command_for(app, about);
	app->step = here;
	if (command)
		app_say(app,
			_("A text you had begun is waiting in '%s': %s there goes on with it."),
			about->step->title, key_name(command->keys[0], false).text);
	else
		app_say(app, _("A text you had begun is waiting in '%s'."), about->step->title);
}

/* Where a text waits that was begun, and the key that goes on with it. */
static void tell_of(struct app *app, const struct draft_about *about, size_t others)
{
	char first[APP_MESSAGE_SIZE];
	struct key_name key;

	if (about->step)
		tell_of_step(app, about);
	else if (!key_of(app, about, &key))
		app_say(app, "%s", _("A text you had begun is waiting in its place."));
	else if (others > 0)
		app_say(app, _("A text you had begun is waiting: %s goes on with it."), key.text);
	else
		app_say(app,
			_("A text you had begun is waiting: %s goes on with it, an empty line "
			  "drops it."),
			key.text);
	snprintf(first, sizeof(first), "%s", app->message);
	if (others > 0)
		app_say(app,
			P_("%s %zu more waits in its place.", "%s %zu more wait in their places.",
			   others),
			first, others);
}

/* Of those that were not told of yet; the texts of one form are one to go on with. */
static void tell_of_drafts(struct app *app)
{
	struct drafts *drafts = &app->drafts;
	struct draft_about first = {0};
	size_t places = 0;

	for (size_t i = 0; i < drafts->n_offers; i++) {
		const struct draft_about about = draft_about_read(drafts->offers[i].about,
								  app->session->rubric);

		if (!is_news(app, i) || is_told_along(app, i, &about))
			continue;
		if (places++ == 0)
			first = about;
	}
	if (places == 0)
		return;
	tell_of(app, &first, places - 1);
	for (size_t i = 0; i < drafts->n_offers; i++)
		if (is_news(app, i))
			drafts_add_told(app, i, drafts->telling);
}

/* Of what this session should have: what is not there, and what is safe. NULL: all is there. */
static const char *what_is_missing(const struct app *app)
{
	const struct session *session = app->session;
	const struct session_file *alone = NULL;
	bool can_be_read = session->open != NULL;
	struct event_id first;

	for (size_t i = 0; i < session->n_files; i++) {
		const struct session_file *file = &session->files[i];

		if (session_lacks_stream(session, file))
			alone = file;
		can_be_read = can_be_read && file->n_unread == 0;
	}
	if (!can_be_read)
		return _("Some of this session cannot be read. Nothing was changed; "
			 "'debrief check' says what and where.");
	if (session_count_lost(session, app->host, false, &first) +
	    session_count_lost(session, app->host, true, &first))
		return _("The last entries that were saved here are not in the session's folder "
			 "any more. A backup or another machine may have them; what you enter now "
			 "is kept beside.");
	if (!alone)
		return NULL;
	return alone->is_private ? _("The shared part of this session is not here, only private "
				     "entries. What is here is safe; 'debrief check' names the "
				     "file.")
				 : _("Only the shared part of this session is here.");
}

/* What the coach should know before anything else. */
static void greet(struct app *app)
{
	const char *missing = what_is_missing(app);

	if (!app->journal)
		app_say(app, "%s", app->read_only);
	else if (journal_torn_text(app->journal) && app_is_table_safe(app))
		app_warn(app, "%s", _("A crash cut the last entry short."));
	else if (journal_torn_text(app->journal))
		app_warn(app, _("A crash cut the last entry short; what is left of it: %s"),
			 journal_torn_text(app->journal));
	else if (missing)
		app_warn(app, "%s", missing);
	else
		tell_of_drafts(app);
}

/* A talk that no preparation comes before begins when it is opened: then this is asked once, as it
 * is where a preparation ends. */
static void ask_for_consent(struct app *app)
{
	if (consent_is_open(app) && !app->state.close && app->state.n_heard == 0 &&
	    app->state.moves.count == 0)
		form_start(app, &form_consent, NULL);
}

static enum status open_session(struct app *app, struct session *session, struct err *err)
{
	enum status status;

	begin_anew(app);
	app->session = session;
	app_take_journal(app);
	previous_read(&app->previous, app->host, app->session, &app->session->arena);
	app->stage = SIZE_MAX; /* the one that the record speaks of */
	status = app_refold(app, err);
	if (status)
		return status;
	place_restore(app);
	work_look(app);
	drafts_reload(app);
	greet(app);
	ask_for_consent(app);
	return STATUS_OK;
}

enum status app_open(struct app *app, struct host *host, struct session *session, struct err *err)
{
	init(app, host);
	return open_session(app, session, err);
}

static void warn_of_archive(struct app *app)
{
	const struct library *library = app->library;

	if (library && library->no_archive.message[0])
		app_warn(app, _("The archive is left out: %s."), library->no_archive.message);
}

enum status app_open_library(struct app *app, struct host *host, const struct library_demo *demo,
			     struct err *err)
{
	enum status status;

	init(app, host);
	status = library_new(&app->library, host, err);
	if (app->library)
		app->library->demo = demo;
	if (!status)
		warn_of_archive(app);
	return status;
}

/* Closing */

/* The last resort: whoever can see them can keep them. */
static void keep_unsaved(const struct app *app)
{
	const struct session *session = app->session;

	if (session && app->library &&
	    unsaved_keep(&app->library->unsaved, session, name_in_library(app)))
		return;
	for (size_t i = 0; session && app->unsaved && i < session->n_events; i++)
		if (session->events[i]->unsaved && session->events[i]->record)
			buf_add(app->unsaved, session->events[i]->record,
				session->events[i]->record_length);
}

static void close_session(struct app *app)
{
	/* A form that is left may lead back to the report. */
	if (app->form.form)
		form_leave(app);
	report_preview_close(app);
	if (app->journal) {
		app_flush(app);
		place_save(app);
		journal_close(app->journal);
	}
	drafts_park_finished(&app->drafts);
	keep_unsaved(app);
	begin_anew(app);
}

static void leave_session(struct app *app)
{
	bool is_the_librarys = app->library && app->session == &app->library->session;

	close_session(app);
	if (is_the_librarys)
		library_close_session(app->library);
}

void app_close(struct app *app)
{
	leave_session(app);
	if (app->library && app->unsaved)
		unsaved_print(&app->library->unsaved, app->unsaved);
	if (app->library)
		unsaved_release(&app->library->unsaved);
	library_free(app->library);
	app->library = NULL;
}

/* From the library into a session, and back */

unsigned app_enter_session(struct app *app)
{
	struct err err = {{0}, 0};

	if (!open_session(app, &app->library->session, &err)) {
		reopen_begin(app);
		return CHANGE_VIEW | CHANGE_EDIT;
	}
	leave_session(app);
	return app_warn(app, "%s", err.message);
}

unsigned app_leave(struct app *app)
{
	struct library *library = app->library;
	const char *name;
	size_t before = library ? library->unsaved.count : 0;
	struct err err = {{0}, 0};
	bool was_demo;

	if (!library || !app->session)
		return CHANGE_QUIT;
	was_demo = library->is_demo;
	name = arena_strdup(&library->places, path_name(app->session->path));
	library->covered = app_is_table_safe(app) && !was_demo;
	leave_session(app);
	if (library_list(library, &err))
		app_warn(app, "%s", err.message);
	else if (library->unsaved.count > before)
		app_warn(app, "%s",
			 was_demo ? _("NOT SAVED: what no disk took is printed when you leave the "
				      "program.")
				  : _("NOT SAVED: open the session again to try once more; what no "
				      "disk takes is printed when you leave the program."));
	else if (was_demo)
		app_say(app, "%s", _("The demo is gone. n makes a session of your own."));
	else
		warn_of_archive(app);
	if (name && !was_demo)
		library_select(library, name);
	return CHANGE_VIEW;
}
