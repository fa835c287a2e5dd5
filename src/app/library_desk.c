/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of the library. Somebody who comes back from a talk may still have the teacher beside
 * them: then the names of others stay covered until Enter.
 */
#include "app/command_run.h"

#include <string.h>

#include "app/form_tables.h"
#include "app/library.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

/* What is under the marker */

bool on_session(const struct app *app)
{
	return library_selected(app->library) != NULL;
}

bool on_kept_session(const struct app *app)
{
	return on_session(app) && !app->library->in_archive;
}

bool on_archived(const struct app *app)
{
	return on_session(app) && app->library->in_archive;
}

bool has_filter(const struct app *app)
{
	return *app->library->filter != '\0';
}

bool has_sessions(const struct app *app)
{
	return app->library->n_order > 0;
}

bool has_archive(const struct app *app)
{
	return !app->library->in_archive && app->library->count > app->library->n_sessions;
}

bool in_archive(const struct app *app)
{
	return app->library->in_archive;
}

bool has_demo(const struct app *app)
{
	return app->library->demo != NULL;
}

unsigned do_open_session(struct app *app)
{
	struct library *library = app->library;
	const char *path = library_path(library, library_selected(library),
					&library->session_arena);
	struct err err = {{0}, 0};

	if (!path)
		return app_warn(app, "%s", _("There is no memory left to open it."));
	if (session_open(&library->session, library->host, path, SESSION_EVERYTHING, &err))
		return app_warn(app, _("It cannot be opened: %s."), err.message);
	return app_enter_session(app);
}

unsigned do_demo(struct app *app)
{
	struct library *library = app->library;
	const char *greeting = NULL;
	struct err err = {{0}, 0};
	unsigned change;

	library->is_demo = true;
	if (library->demo->open(library->demo->context, &library->session, &greeting, &err)) {
		library_close_session(library);
		return app_warn(app, "%s", err.message);
	}
	change = app_enter_session(app);
	if (greeting && !app->message[0])
		app_say(app, "%s", greeting);
	return change;
}

unsigned do_new_session(struct app *app)
{
	return form_start(app, &form_new_session, NULL);
}

unsigned do_uncover(struct app *app)
{
	app->library->covered = false;
	return CHANGE_VIEW;
}

/* Finding */

static const char *filter_begins(const struct app *app, struct form_run *run)
{
	return arena_strdup(&run->arena, app->library->filter);
}

static unsigned filter_typed(struct app *app, const char *text)
{
	library_filter(app->library, text);
	return CHANGE_VIEW;
}

/* What was typed holds already. */
static unsigned finish_filter(struct app *app, struct form_run *run)
{
	(void)app;
	(void)run;
	return CHANGE_VIEW;
}

static const struct form_question ask_filter[] = {
	{LINE(KEY_TEXT, N_("Find")), .optional = true},
};
const struct form form_filter = {FORM("filter", N_("Find"), EVENT_NOTE, ask_filter),
				 .finish = finish_filter,
				 .passing = true,
				 .below = true,
				 .begins = filter_begins,
				 .typed = filter_typed,
				 .left = do_filter_clear};

unsigned do_filter(struct app *app)
{
	return form_start(app, &form_filter, NULL);
}

bool is_finding(const struct app *app)
{
	return app->form.form == &form_filter;
}

unsigned do_find_down(struct app *app)
{
	library_move(app->library, 1);
	return CHANGE_VIEW;
}

unsigned do_find_up(struct app *app)
{
	library_move(app->library, -1);
	return CHANGE_VIEW;
}

unsigned do_filter_clear(struct app *app)
{
	library_filter(app->library, "");
	return CHANGE_VIEW;
}

/* The archive */

unsigned do_show_archive(struct app *app)
{
	library_show_archive(app->library, true);
	return CHANGE_VIEW;
}

unsigned do_show_sessions(struct app *app)
{
	library_show_archive(app->library, false);
	return CHANGE_VIEW;
}

/* While the question was open the list may have moved. */
static unsigned put_away(struct app *app, const char *name, const char *message)
{
	const struct library_row *row;
	struct err err = {{0}, 0};

	library_select(app->library, name);
	row = library_selected(app->library);
	if (!row || strcmp(row->name, name) != 0)
		return app_warn(app, _("'%s' is no longer in the list."), name);
	if (library_put_away(app->library, row, &err))
		return app_warn(app, "%s", err.message);
	return app_say(app, "%s", message);
}

static enum status offer_archive(struct app *app, struct form_run *run, struct err *err)
{
	const struct library_row *row = library_selected(app->library);
	const struct summary *summary = &row->summary;
	const char *name = arena_strdup(&run->arena, row->name);
	const char *label = arena_printf(&run->arena, _("Put %s%s%s into the archive"),
					 summary->teacher ? summary->teacher : row->name,
					 summary->lesson ? ", " : "",
					 summary->lesson ? summary->lesson : "");

	return name && label &&
			       form_add_option(run, name, label,
					       _("It is kept as it is. A in the archive brings it "
						 "back.")) &&
			       form_add_option(run, NULL, _("Leave it here"), NULL)
		       ? STATUS_OK
		       : err_no_memory(err);
}

static unsigned finish_archive(struct app *app, struct form_run *run)
{
	return run->answers[0]
		       ? put_away(app, run->answers[0], _("It is in the archive now; v shows it."))
		       : CHANGE_VIEW;
}

static const struct form_question ask_archive[] = {
	{CHOICE(KEY_VALUE, N_("Is this session done with?")), .options = offer_archive},
};
const struct form form_archive = {FORM("archive", N_("Archive"), EVENT_NOTE, ask_archive),
				  .finish = finish_archive, .passing = true};

unsigned do_archive(struct app *app)
{
	return form_start(app, &form_archive, NULL);
}

unsigned do_bring_back(struct app *app)
{
	return put_away(app, library_selected(app->library)->name,
			_("It is among your sessions again."));
}
