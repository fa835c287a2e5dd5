/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who listens to a teacher types, and forgets that Enter comes first: so did everybody who tried
 * it. At the table a letter that is a command therefore waits for a moment, and one that means
 * nothing is remembered a little longer. Where a small letter follows as fast as people type, both
 * were meant for words, and a line opens for them, if Enter would open one. Any other key lets the
 * command run first; so does the moment's end. What leads to words of the coach's own, and what
 * the teacher allows, never waits: a note must not become words that both can read.
 *
 * In a list running text is known by the same pace: no number in it is an answer.
 */
#include "app/app.h"
#include "app/command.h"
#include "app/command_run.h"
#include "app/keys.h"
#include "debrief/array.h"
#include "debrief/i18n.h"

#define HELD_MS   200 /* a command waits */
#define TYPING_MS 500 /* from one key to the next; slow typists take about 300 */

static bool is_digit(int key)
{
	return key >= '0' && key <= '9';
}

static bool is_small(int key)
{
	return (key >= 'a' && key <= 'z') || (key >= 0xA0 && key < K_UP);
}

static bool is_letter(int key)
{
	return is_small(key) || (key >= 'A' && key <= 'Z');
}

static bool hears_words(const struct app *app)
{
	return app->mode == MODE_NORMAL && app_is_table_safe(app) && can_write(app);
}

static bool is_in_list(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return app->mode == MODE_FORM && question && question->type == QUESTION_CHOICE;
}

static bool runs_at_once(const struct command *command)
{
	static unsigned (*const of_the_coach[])(struct app * app) = {do_note, do_breakdown,
								     do_consent, do_alone};

	for (size_t i = 0; i < COUNT(of_the_coach); i++)
		if (command->run == of_the_coach[i])
			return true;
	return false;
}

static bool was_just_now(const struct app *app)
{
	return app->stray.key && host_monotonic_ms(app->host) - app->stray.at <= TYPING_MS;
}

/* A second capital is another command, the same key again is one that is held down, and q is
 * pressed to be gone. */
static bool goes_on(const struct app *app, int key)
{
	return was_just_now(app) && hears_words(app) && key != app->stray.key && key != 'q' &&
	       (is_small(key) || key == ' ' || (is_digit(key) && is_digit(app->stray.key)));
}

static unsigned say_where_words_go(struct app *app)
{
	return app_say(app, "%s", _("Enter opens a line for what you hear."));
}

static bool writes_a_line(const struct app *app)
{
	const struct form_question *question = form_question(&app->form);

	return app->mode == MODE_FORM && question && question->type == QUESTION_LINE;
}

/* Not a list: what is typed next would choose from it. But a letter may lead from one to a line. */
static unsigned begin_words(struct app *app, int first, int second)
{
	unsigned change;
	bool is_new;

	app->message[0] = '\0';
	change = do_write(app);
	is_new = !app->form.text || !*app->form.text;
	if (writes_a_line(app))
		change |= is_new ? form_type(app, first)
				 : form_type(app, ' ') | form_type(app, first);
	else if (is_in_list(app) && is_letter(first))
		change |= form_key(app, first);
	if (writes_a_line(app))
		return change | form_type(app, second) |
		       app_say(app, "%s",
			       is_new ? _("A line is open for what you type. Enter keeps it, Esc "
					  "leaves it.")
				      : _("What you had begun is here again; what you type stands "
					  "behind it."));
	if (app->form.form)
		change |= form_leave(app);
	return change | say_where_words_go(app);
}

/* What is typed over a list is no answer to it, nor is the Enter behind it. */
static unsigned press_in_list(struct app *app, int key, bool follows)
{
	bool is_text = is_letter(key) && !command_for_key(app, key);

	if (!is_text && !(follows && (is_digit(key) || key == ' ' || key == K_ENTER)))
		return app_key(app, key);
	app->stray.key = key;
	return form_key(app, is_text ? key : ' ');
}

unsigned app_press(struct app *app, int key)
{
	struct stray before = app->stray;
	bool follows = was_just_now(app);
	const struct command *command = command_for_key(app, key);
	unsigned change;

	if (goes_on(app, key)) {
		app->stray = (struct stray){0};
		return begin_words(app, before.key, key);
	}
	app->stray = (struct stray){0, host_monotonic_ms(app->host), false};
	if (is_in_list(app))
		return press_in_list(app, key, follows);
	if (hears_words(app) && (is_letter(key) || (is_digit(key) && !command)))
		app->stray.key = command && runs_at_once(command) ? 0 : key;
	if (command && app->stray.key) {
		app->stray.is_held = true;
		return CHANGE_NONE;
	}
	change = app_key(app, key);
	return change || app->message[0] || !is_letter(key) || !hears_words(app)
		       ? change
		       : say_where_words_go(app);
}

unsigned app_release(struct app *app)
{
	int key = app->stray.key;

	app->stray = (struct stray){0};
	return app_key(app, key);
}

unsigned app_before_key(struct app *app, int key)
{
	return app->stray.is_held && !goes_on(app, key) ? app_release(app) : CHANGE_NONE;
}

int64_t app_held_until(const struct app *app)
{
	return app->stray.is_held ? app->stray.at + HELD_MS : INT64_MAX;
}
