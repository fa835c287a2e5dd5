/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who listens to a teacher types, and forgets that Enter comes first: so did everybody who tried
 * it. At the table a key that is no command at all therefore begins a line, if Enter would open
 * one. A letter that is a command waits for a moment: where a small letter follows as fast as
 * people type, both were meant for words. Any other key lets the command run first; so does the
 * moment's end. What leads to words of the coach's own, and what the teacher allows, never waits: a
 * note must not become words that both can read.
 *
 * In a list running text is known by the same pace: no number in it is an answer.
 */
#include "app/app.h"
#include "app/command.h"
#include "app/command_run.h"
#include "app/keys.h"
#include "debrief/array.h"
#include "debrief/i18n.h"

#define HELD_MS   250 /* a command waits */
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

/* q is pressed to be gone, but "equal" and "square" are words. */
static bool is_inside_a_word(const struct app *app, int key)
{
	int first = app->stray.key;

	if (key == 'q')
		return first == 'e' || first == 'E' || first == 's' || first == 'S';
	return is_small(key) || key == '-' || (key == '\'' && !is_small(first));
}

/* A second capital is another command, and the same key again is one that is held down. A number
 * with a blank behind it is no answer. */
static bool goes_on(const struct app *app, int key)
{
	if (!was_just_now(app) || key == app->stray.key)
		return false;
	if (is_in_list(app))
		return app->stray.is_held && key == ' ';
	return hears_words(app) && (key == ' ' || is_inside_a_word(app, key));
}

/* A key that does nothing at the table, whatever has the keys and whenever it is. */
static bool is_no_command(const struct app *app, int key)
{
	return key > ' ' && key < K_UP && (key < K_BACKSPACE || key >= 0xA0) &&
	       !command_with_key(command_context(app), key);
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

/* Not a list: what is typed next would choose from it. But a letter may lead from one to a line.
 * `second` may be K_NONE. */
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
		return change | (second ? form_type(app, second) : CHANGE_NONE) |
		       app_say(app, "%s",
			       is_new ? _("A line is open for what you type. Enter keeps it, Esc "
					  "leaves it.")
				      : _("What you had begun is here again; what you type stands "
					  "behind it."));
	if (app->form.form)
		change |= form_leave(app);
	app->stray = (struct stray){
		.key = first, .at = host_monotonic_ms(app->host), .is_text = true};
	return change | say_where_words_go(app);
}

/* What is typed over a list is no answer to it, nor is the Enter behind it. */
static unsigned press_in_list(struct app *app, int key, bool is_behind_number, bool follows)
{
	bool is_text = is_letter(key) && !command_for_key(app, key);

	if (is_digit(key) && !follows && app_is_table_safe(app)) {
		app->stray.key = key;
		app->stray.is_held = true;
		return CHANGE_NONE;
	}
	if (!is_text && !is_behind_number &&
	    !(follows && (is_digit(key) || key == ' ' || key == K_ENTER)))
		return app_key(app, key);
	app->stray.key = key;
	return form_key(app, is_text ? key : ' ');
}

unsigned app_press(struct app *app, int key)
{
	struct stray before = app->stray;
	bool follows = was_just_now(app);
	bool is_second = goes_on(app, key);
	const struct command *command = command_for_key(app, key);
	unsigned change;

	app->stray = (struct stray){.at = host_monotonic_ms(app->host)};
	if (before.is_text && follows && (key == K_ENTER || (key >= ' ' && key < K_UP))) {
		app->stray.key = key;
		app->stray.is_text = true;
		return say_where_words_go(app);
	}
	if (is_in_list(app))
		return press_in_list(app, key, is_second, follows);
	if (is_second)
		return begin_words(app, before.key, key);
	if (hears_words(app) && is_no_command(app, key))
		return begin_words(app, key, K_NONE);
	if (hears_words(app) && is_letter(key) && !(command && runs_at_once(command)))
		app->stray.key = key;
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
	if (app->stray.is_held)
		return goes_on(app, key) ? CHANGE_NONE : app_release(app);
	if (key == K_CLICK)
		app->stray.key = 0; /* nobody types with the mouse */
	return CHANGE_NONE;
}

int64_t app_held_until(const struct app *app)
{
	return app->stray.is_held ? app->stray.at + HELD_MS : INT64_MAX;
}
