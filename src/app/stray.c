/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who listens to a teacher types, and forgets that Enter comes first. Letters are commands, and no
 * command waits to see what follows. But a letter that did nothing yet, because it means nothing
 * here or because it opened a list or a report, and another one behind it as fast as people type,
 * which means nothing there: these were words. A line opens for them, as Enter would have opened
 * it. What records something at once, or opens a line itself, stays what it is.
 */
#include "app/app.h"
#include "app/command.h"
#include "app/command_run.h"
#include "app/keys.h"
#include "debrief/i18n.h"

#define TYPING_MS 500 /* from one key to the next; slow typists take about 300 */

static bool is_letter(int key)
{
	return (key >= 'A' && key <= 'Z') || (key >= 'a' && key <= 'z') ||
	       (key > K_BACKSPACE && key < K_UP);
}

static bool hears_words(const struct app *app)
{
	return app->mode == MODE_NORMAL && app_is_table_safe(app) && can_write(app);
}

/* Nothing is lost with what the letter opened. */
static bool has_done_nothing(const struct app *app, const struct command *command)
{
	const struct form_question *question = form_question(&app->form);

	return !command || app->mode == MODE_REPORT ||
	       (app->mode == MODE_FORM && question && question->type == QUESTION_CHOICE);
}

/* An answer has a number; blanks stand between words. */
static bool means_nothing(const struct app *app, int key)
{
	if (app->mode == MODE_NORMAL)
		return hears_words(app) && (is_letter(key) || key == ' ' || key == '\'');
	return (app->mode == MODE_FORM || app->mode == MODE_REPORT) && is_letter(key) &&
	       !command_for_key(app, key);
}

static unsigned begin_words(struct app *app, int first, int second)
{
	unsigned change = CHANGE_VIEW;

	if (app->mode == MODE_FORM)
		change |= form_leave(app);
	else if (app->mode == MODE_REPORT)
		report_preview_close(app);
	app->message[0] = '\0';
	change |= do_write(app);
	change |= form_is_line(&app->form) ? form_type(app, first) : form_key(app, first);
	if (form_is_line(&app->form)) {
		change |= form_type(app, second);
		app_say(app, "%s",
			_("A line is open for what you type. Enter keeps it, Esc leaves it."));
	}
	return change;
}

/* A letter at the table that did nothing may have been meant for words. */
static unsigned say_where_words_go(struct app *app, int key)
{
	if (app->message[0] || !is_letter(key) || !hears_words(app))
		return CHANGE_NONE;
	return app_say(app, "%s", _("Enter opens a line for what you hear."));
}

unsigned app_press(struct app *app, int key)
{
	struct stray before = app->stray;
	int64_t now = host_monotonic_ms(app->host);
	bool may_begin = is_letter(key) && hears_words(app);
	const struct command *command = command_for_key(app, key);
	unsigned change;

	app->stray = (struct stray){0};
	if (before.key && now - before.at <= TYPING_MS && means_nothing(app, key))
		return begin_words(app, before.key, key);
	change = app_key(app, key);
	if (may_begin && has_done_nothing(app, command))
		app->stray = (struct stray){key, now};
	return change ? change : say_where_words_go(app, key);
}
