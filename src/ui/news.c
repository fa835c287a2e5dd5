/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whoever listens hears everything in a row, so nothing is said twice: what is in view now is held
 * against what was spoken of last.
 */
#include "ui/news.h"

#include <string.h>

#include "app/keys.h"
#include "debrief/i18n.h"
#include "ui/typed.h"

/* ---- looking ---- */

static struct seen look_at_library(const struct library *library)
{
	struct seen seen = {
		.covered = library->covered,
		.in_archive = library->in_archive,
		.rows = library->rows,
		.n_rows = library->count,
		.marked = library->view.selected,
	};

	memcpy(seen.filter, library->filter, sizeof(seen.filter));
	return seen;
}

static struct seen look(const struct app *app)
{
	struct seen seen = {.in_session = true};

	if (!app->session) {
		seen = look_at_library(app->library);
	} else {
		seen.stage = app->stage;
		seen.question = app->question;
		seen.row = app->views[app->focus].selected;
		seen.events = app->session->n_events;
		seen.step = app->step;
		seen.branch = app->branch;
		seen.focus = app->focus;
		seen.alone = app->alone;
		seen.table_safe = app_is_table_safe(app);
		seen.closed = app->state.close != NULL;
		seen.searching = search_is_on(app);
	}
	if (app->mode == MODE_FORM) {
		seen.form = app->form.form;
		seen.form_question = app->form.question;
	}
	return seen;
}

/* ---- saying it ---- */

static void say_kept(struct news *news, const struct seen *now)
{
	if (now->in_session && news->seen.in_session && now->events > news->seen.events)
		speech_kept(news->speech, news->seen.events);
}

/* The question once; then what of it has changed. */
static void say_form(struct news *news, const struct seen *now, bool asks)
{
	const struct app *app = news->app;
	struct seen *was = &news->seen;
	bool is_other = now->form != was->form || now->form_question != was->form_question;
	bool narrows = form_question(&app->form)->type == QUESTION_PICK && !app->message[0] &&
		       !asks;

	say_kept(news, now);
	speech_message(news->speech);
	if (is_other) {
		buf_reset(&news->heading);
		buf_reset(&news->question);
	}
	if (is_other || now->events != was->events) {
		speech_if_new(news->speech, &news->heading, speech_heading);
		speech_if_new(news->speech, &news->question, speech_form);
	} else if (narrows) {
		speech_answers(news->speech);
	}
	was->form = now->form;
	was->form_question = now->form_question;
	was->events = now->events;
}

static void warn_of_reader(struct speech *speech)
{
	speech_say(speech, "%s",
		   _("The teacher may read along now. What was printed before still stands "
		     "on the terminal: please clear it first."));
}

/* Another session is there than before, or the first. */
static void say_session(struct news *news)
{
	struct app *app = news->app;
	struct speech *speech = news->speech;

	app->focus = FOCUS_SCRIPT;
	speech_session(speech);
	speech_message(speech);
	if (app->mode == MODE_REOPEN) {
		speech_reopen_page(speech);
		reopen_go_on(app);
	} else {
		speech_here(speech);
		speech_reading(speech);
	}
	speech_begun(speech);
	speech_say(speech, "%s", _("A line with ? alone asks what can be typed."));
	news->seen = look(app);
}

/* All of it, when it is another list than before. */
static void say_library(struct news *news, bool is_last)
{
	struct speech *speech = news->speech;
	struct seen *was = &news->seen;
	struct seen now;
	bool was_silent = !news->app->message[0];

	speech_message(speech);
	if (is_last)
		return;
	library_read_all(news->app->library); /* which may move the marker */
	now = look(news->app);
	if (was->in_session || was->covered != now.covered || was->in_archive != now.in_archive ||
	    was->rows != now.rows || was->n_rows != now.n_rows ||
	    strcmp(was->filter, now.filter) != 0)
		speech_library(speech);
	else if (was->form && was_silent)
		speech_say(speech, "%s", _("Nothing is changed."));
	else if (was->marked != now.marked || speech->out.length == 0)
		speech_library_row(speech);
	*was = now;
}

static void say_place(struct news *news, const struct seen *now)
{
	struct speech *speech = news->speech;
	const struct seen *was = &news->seen;
	bool was_silent = !news->app->message[0];

	if (now->table_safe && !was->table_safe)
		warn_of_reader(speech);
	say_kept(news, now);
	speech_message(speech);
	if (now->stage != was->stage || now->step != was->step || now->branch != was->branch ||
	    now->alone != was->alone || (now->focus == was->focus && now->row != was->row)) {
		speech_here(speech);
		if (now->stage != was->stage)
			speech_reading(speech);
		buf_reset(&news->next);
	} else if (now->question != was->question) {
		speech_question(speech);
	} else if (now->events != was->events) {
		if (now->closed && !was->closed)
			speech_closing(speech);
		speech_if_new(news->speech, &news->next, speech_next);
	} else if (was->form && was_silent) {
		speech_say(speech, "%s", _("Nothing is changed."));
	}
	if (now->searching && !was->searching && search_has_more(news->app))
		speech_say(speech, "%s", _("n goes on to the next match, end-search ends it."));
	else if (was->searching && !now->searching && was_silent)
		speech_say(speech, "%s", _("The search is over."));
	news->seen = *now;
}

/* What lies over all else is read out, and closed. */
static void say_overlay(struct news *news)
{
	struct app *app = news->app;

	if (app->mode == MODE_HELP) {
		app->mode = MODE_NORMAL;
		typed_help(news->speech);
	} else if (app->mode == MODE_PAGE) {
		speech_say(news->speech, "%s", app->page.text);
		app_key(app, K_ESC);
	} else if (app->mode == MODE_REPORT) {
		speech_report(news->speech);
		report_preview_close(app);
	} else if (app->mode == MODE_TEACHER) {
		speech_teacher_page(news->speech);
		app_key(app, K_ESC);
		app_key(app, K_ESC);
	}
}

void news_say(struct news *news, bool asks, bool is_last)
{
	struct seen now;

	say_overlay(news);
	now = look(news->app);
	if (news->app->mode == MODE_FORM) {
		say_form(news, &now, asks);
	} else if (!now.in_session) {
		say_library(news, is_last);
	} else if (!news->seen.in_session) {
		if (now.table_safe)
			warn_of_reader(news->speech);
		say_session(news);
	} else {
		say_place(news, &now);
	}
}

void news_begin(struct news *news)
{
	if (news->app->session) {
		say_session(news);
		news->seen.form = NULL;
		if (news->app->mode == MODE_FORM)
			news_say(news, false, false);
		return;
	}
	speech_message(news->speech);
	speech_library(news->speech);
	if (news->app->library->n_shown > 0)
		speech_say(news->speech, "%s",
			   _("A number opens a session, n makes a new one, ? tells the rest."));
	news->seen = look(news->app);
}

void news_init(struct news *news, struct speech *speech)
{
	*news = (struct news){.app = speech->app, .speech = speech};
	buf_init(&news->heading, BUF_MAX_DEFAULT);
	buf_init(&news->question, BUF_MAX_DEFAULT);
	buf_init(&news->next, BUF_MAX_DEFAULT);
}

void news_release(struct news *news)
{
	buf_release(&news->heading);
	buf_release(&news->question);
	buf_release(&news->next);
}
