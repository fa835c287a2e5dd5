/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A strategy of students' work, with a file if there is one. To add a file or to mend the words,
 * the strategy is written anew and stands in the place of the old. Copying the file comes before
 * the event: what can fail has failed by then, and a copy too many does no harm.
 */
#include "app/work.h"

#include <string.h>

#include "app/app.h"
#include "app/command_run.h"
#include "app/form_tables.h"
#include "app/path_line.h"
#include "debrief/i18n.h"

#define LOOKS_MAX ((size_t)16 << 20)

bool on_work(const struct app *app)
{
	return app->journal && app->focus == FOCUS_WORK && app_row(app);
}

bool can_write_anew(const struct app *app)
{
	return on_work(app) || on_evidence(app);
}

unsigned do_work(struct app *app)
{
	return form_start(app, &form_work, NULL);
}

unsigned do_write_anew(struct app *app)
{
	struct form_subject about = {.event = app_row(app)->event};

	if (app->focus == FOCUS_LESSON)
		return evidence_write_anew(app, about.event);
	return form_start(app, &form_work_anew, &about);
}

unsigned do_attach(struct app *app)
{
	struct form_subject about = {.event = app_row(app)->event};

	return form_start(app, &form_attach, &about);
}

static const char *wrong_number(const char *text)
{
	return strlen(text) <= 6 && strspn(text, "0123456789") == strlen(text)
		       ? NULL
		       : N_("A number, like 12. Ctrl-U empties the line, if they were not "
			    "counted.");
}

static bool take_file(struct app *app, struct form_run *run, const char *line)
{
	const char *path = path_of_line(&run->arena, line);
	char *sum = arena_alloc(&run->arena, SHA256_HEX_SIZE);
	struct err err = {{0}, 0};
	const char *name;

	if (!path || !sum) {
		app_warn(app, "%s", _("There is no memory left for this."));
		return false;
	}
	if (work_file_copy(app->host, app->session, path, &run->arena, &name, sum, &run->file_kept,
			   &err)) {
		app_warn(app,
			 form_question(run)->optional
				 ? _("Not attached: %s. Ctrl-U empties the line; Enter then goes "
				     "on without a file.")
				 : _("Not attached: %s."),
			 err.message);
		return false;
	}
	event_set(&run->event, KEY_FILE, name);
	event_set(&run->event, KEY_SHA256, sum);
	return true;
}

/* Who attaches a photo may not know what it gives away. */
static bool say_place(struct app *app, const struct form_run *run, const char *name)
{
	if (!name)
		return false;
	if (run->file_kept == WORK_BARE)
		app_say(app,
			_("Only the picture of '%s' was kept. What it said beside that, as where "
			  "it was taken, is not in the session."),
			name);
	else if (run->file_kept == WORK_NOT_READ)
		app_say(app,
			_("'%s' was kept whole and not looked into: it may say where it was "
			  "taken. From a sound JPEG or PNG that is left out."),
			name);
	else
		return false;
	return true;
}

static unsigned finish_work(struct app *app, struct form_run *run)
{
	unsigned change = app_act(app, &run->event, 1);

	if (change & CHANGE_EVENTS)
		say_place(app, run, event_text(&run->event, KEY_FILE));
	return change;
}

/* ---- written anew ---- */

/* Its file stays. */
static bool is_written_anew(const struct app *app, const struct form_run *run)
{
	(void)app;
	return run->form == &form_work_anew;
}

static const char *old_answer(const struct app *app, struct form_run *run)
{
	(void)app;
	return event_text(run->subject.event, form_question(run)->key);
}

static unsigned replace(struct app *app, struct form_run *run, const enum event_key *keys,
			size_t n_keys)
{
	const struct event *old = run->subject.event;
	char id[EVENT_ID_SIZE];

	for (size_t i = 0; i < n_keys; i++)
		event_set(&run->event, keys[i], event_text(old, keys[i]));
	event_id_format(&old->id, id);
	event_set(&run->event, KEY_RE, id);
	return app_act(app, &run->event, 1);
}

static unsigned finish_anew(struct app *app, struct form_run *run)
{
	static const enum event_key keys[] = {KEY_FILE, KEY_SHA256};

	return replace(app, run, keys, COUNT(keys));
}

static unsigned finish_attach(struct app *app, struct form_run *run)
{
	static const enum event_key keys[] = {KEY_STRATEGY, KEY_STUDENTS, KEY_TEXT};
	unsigned change = replace(app, run, keys, COUNT(keys));

	if ((change & CHANGE_EVENTS) && !say_place(app, run, event_text(&run->event, KEY_FILE)))
		app_say(app, _("A copy of it is in the session: %s."),
			event_text(&run->event, KEY_FILE));
	return change;
}

static const char *heading_of_attach(const struct app *app, const struct form_run *run,
				     struct arena *arena)
{
	const char *strategy = event_text(run->subject.event, KEY_STRATEGY);

	(void)app;
	return arena_printf(arena, _("Student work · %s"), strategy ? strategy : "");
}

/* ---- the tables ---- */

static const struct form_question ask[] = {
	{LINE(KEY_STRATEGY, N_("What do you call this strategy?"))},
	{LINE(KEY_STUDENTS, N_("How many students? (Enter if not counted)")), .optional = true,
	 .wrong = wrong_number},
	{LINE(KEY_TEXT, N_("What is on the page? (Alt-Enter begins a new line)")),
	 .optional = true},
	{LINE(KEY_FILE, N_("A file of it: a photo, a PDF, a text? (Tab completes its name, Enter "
			   "for none)")),
	 .optional = true, .skip = is_written_anew, .accept = take_file, .complete = complete_path},
};
const struct form form_work = {FORM("work", N_("Student work"), EVENT_WORK, ask),
			       .finish = finish_work};
const struct form form_work_anew = {FORM("work-anew", N_("Student work"), EVENT_WORK, ask),
				    .finish = finish_anew, .begins = old_answer};

static const struct form_question ask_file[] = {
	{LINE(KEY_FILE, N_("Which file? A photo, a PDF, a text. (Tab completes its name)")),
	 .accept = take_file, .complete = complete_path}};
const struct form form_attach = {FORM("attach", N_("Student work"), EVENT_WORK, ask_file),
				 .finish = finish_attach, .heading = heading_of_attach};

/* ---- looking ---- */

void work_look(struct app *app)
{
	struct work_looks *looks = &app->work_looks;
	struct work_look *items;
	int work;

	if (!app->zoom || app->focus != FOCUS_WORK) {
		arena_release(&looks->arena);
		looks->items = NULL;
		return;
	}
	if (looks->items && looks->n_events == app->session->n_events)
		return;
	looks->arena.max = LOOKS_MAX;
	arena_reset(&looks->arena);
	items = arena_array(&looks->arena, app->work.count + 1, sizeof(*items));
	work = work_folder_open(app->host->files, app->session);
	for (size_t i = 0; items && work >= 0 && i < app->work.count; i++) {
		const char *name = event_text(app->work.items[i].event, KEY_FILE);

		/* of a file that cannot be read the name is shown, and `check` says why */
		if (name &&
		    work_file_look(app->host->files, work, name, &looks->arena, &items[i], NULL))
			items[i] = (struct work_look){0};
	}
	if (work >= 0)
		app->host->files->close(work);
	looks->items = items;
	looks->count = items ? app->work.count : 0;
	looks->n_events = app->session->n_events;
}

const struct work_look *work_look_at(const struct app *app, size_t row)
{
	return app->work_looks.items && row < app->work_looks.count ? &app->work_looks.items[row]
								    : NULL;
}
