/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A visit is written down in a minute, between two lessons. From the library the session is opened
 * for that alone and left again: so the lock, the drafts and what happens when the disk fails are
 * those of any entry.
 */
#include "app/command_run.h"

#include "debrief/visit.h"

#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/form_tables.h"
#include "app/library.h"
#include "debrief/i18n.h"
#include "debrief/labels.h"

const char *visit_seen(const struct app *app, const char *level, const char *text,
		       struct arena *arena)
{
	if (app_is_table_safe(app))
		return text ? text : _("looked at");
	return text ? arena_printf(arena, "%s. %s", progress_words(level), text)
		    : progress_words(level);
}

const char *visit_words(const struct app *app, const struct event *visit, struct arena *arena)
{
	char date[DATE_SIZE];
	char words[DATE_WORDS_SIZE];

	visit_date(visit, date);
	return arena_printf(
		arena, "%s: %s", date_words(date, words),
		visit_seen(app, event_text(visit, KEY_LEVEL), event_text(visit, KEY_TEXT), arena));
}

/* ---- the form ---- */

static const struct form_option who_saw[] = {
	{"coach", N_("The coach, in the lesson"), NULL},
	{"teacher", N_("The teacher tells"), NULL},
};

/* What is marked at first judges nothing, and a visit on which it could not be seen has no level.
 */
static const struct form_option how_far[] = {
	{NULL, N_("It could not be seen"), NULL},
	{"met", NULL, NULL},
	{"progressing", NULL, NULL},
	{"not-yet", NULL, NULL},
};

static bool teacher_is_not_quoted(const struct app *app, const struct form_run *run)
{
	return words_are_refused(app, run) && event_says(&run->event, KEY_BY, "teacher");
}

static bool is_there_now(const struct app *app, const struct form_run *run)
{
	(void)app;
	return event_says(&run->event, KEY_LEVEL, "met");
}

static const char *what_was_agreed(struct app *app, struct form_run *run, struct arena *arena)
{
	const char *words = visit_subject_words(&app->state);

	(void)run;
	return words ? arena_printf(arena, _("It was agreed: %s"), words) : NULL;
}

static unsigned go_back(struct app *app);
static unsigned leave_visit(struct app *app);

static unsigned finish_visit(struct app *app, struct form_run *run)
{
	unsigned change = app_act(app, &run->event, 1);

	if (change & CHANGE_EVENTS)
		app_say(app, "%s%s%s", _("The visit is kept."), app->visiting ? " " : "",
			app->visiting ? _("E in its session takes it out.") : "");
	return change;
}

static const struct form_question ask_visit[] = {
	{CHOICE(KEY_BY, N_("Who saw it?")), ANSWERS(who_saw), .note = what_was_agreed},
	/* its own day, as it may be written down on another */
	{.key = KEY_DATE,
	 .type = QUESTION_DATE,
	 .title = N_("On which day?"),
	 .wrong = form_wrong_date,
	 .is_past = true},
	{LINE(KEY_TEXT, N_("What did students do? The teacher can read this. (Enter for none)")),
	 .optional = true, .skip = teacher_is_not_quoted},
	{CHOICE(KEY_LEVEL, N_("How far is it?")), ANSWERS(how_far), .note = what_was_agreed},
	{.key = KEY_DUE,
	 .type = QUESTION_DATE,
	 .title = N_("When do we look at it again?"),
	 .optional = true,
	 .wrong = form_wrong_date,
	 .skip = is_there_now},
};
const struct form form_visit = {FORM("visit", N_("A visit"), EVENT_VISIT, ask_visit),
				.finish = finish_visit, .done = go_back, .left = leave_visit};

/* ---- in the session ---- */

/* Not while the talk still goes on: then it is said, and written as what was heard. */
bool may_visit(const struct app *app)
{
	return app->journal && visit_subject(&app->state) &&
	       (app->state.close || app_stage_after(app) == SIZE_MAX);
}

unsigned do_visit(struct app *app)
{
	return form_start(app, &form_visit, NULL);
}

/* ---- from the library, and back ---- */

bool on_agreement(const struct app *app)
{
	const struct library_row *row = library_selected(app->library);

	return row && row->known && row->summary.agreement;
}

/* Somebody who has the list before them is not beside the teacher: it stays open. What is not on
 * the disk keeps the session open, which says so. */
static unsigned go_back(struct app *app)
{
	char message[APP_MESSAGE_SIZE];
	bool warns;
	unsigned change;

	if (!app->visiting)
		return CHANGE_NONE;
	app->visiting = false;
	app_flush(app);
	if (app->save_failed)
		return CHANGE_VIEW;
	snprintf(message, sizeof(message), "%s", app->message);
	warns = app->message_warns;
	change = app_leave(app);
	app->library->covered = false;
	if (message[0] && !app->message[0])
		warns ? app_warn(app, "%s", message) : app_say(app, "%s", message);
	return change;
}

static unsigned leave_visit(struct app *app)
{
	if (drafts_wait_for(app, &form_visit))
		app_say(app, "%s",
			_("Nothing was recorded. The words are kept, and come back with V."));
	return go_back(app);
}

unsigned do_visit_session(struct app *app)
{
	unsigned change = do_open_session(app);

	if (!app->session)
		return change;
	app->visiting = true;
	app->mode = MODE_NORMAL;
	app->message[0] = '\0';
	if (app->journal)
		return change | form_start(app, &form_visit, NULL);
	app_say(app, "%s", app->read_only);
	return change | go_back(app);
}
