/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is pressed at a question while no line is open, as far as it is no command. */
#include "app/form.h"

#include <string.h>

#include "app/app.h"
#include "app/keys.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"

unsigned form_mark(struct app *app)
{
	struct form_run *run = &app->form;
	const char *id = run->selected < run->n_options ? run->options[run->selected].value : NULL;

	return id ? app_toggle_cite(app, state_event(&app->state, id)) : CHANGE_NONE;
}

unsigned form_move(struct app *app, long by)
{
	struct form_run *run = &app->form;

	run->selected = list_move(run->selected, by, run->n_options);
	return CHANGE_VIEW;
}

/* Who begins with a digit would rather type the day. */
static unsigned type_date(struct app *app, int key)
{
	struct form_run *run = &app->form;

	run->typing = true;
	run->text = arena_printf(&run->arena, "%c", key);
	run->point = 1;
	return CHANGE_VIEW | CHANGE_EDIT;
}

/* Who begins with a letter would rather say it in other words: they are the last answer, and that
 * has no value. */
static bool wants_own_words(const struct form_run *run, int key)
{
	const struct form_question *question = form_question(run);

	return question && question->type == QUESTION_CHOICE && question->own_words && key > ' ' &&
	       key < K_UP && key != K_BACKSPACE && (key < '0' || key > '9') && run->n_options > 0 &&
	       !run->options[run->n_options - 1].value;
}

static unsigned type_own_words(struct app *app, int key)
{
	struct form_run *run = &app->form;
	unsigned change;

	run->selected = run->n_options - 1;
	change = form_choose(app);
	return form_is_line(run) ? change | form_type(app, key) : change;
}

unsigned form_type(struct app *app, int key)
{
	struct form_run *run = &app->form;
	char letter[5] = "";
	char *text;

	utf8_encode(key, letter);
	text = arena_printf(&run->arena, "%s%s", run->text ? run->text : "", letter);
	if (!text)
		return CHANGE_NONE;
	return form_line_changed(app, text, strlen(text)) | CHANGE_EDIT;
}

unsigned form_key(struct app *app, int key)
{
	const struct form_question *question = form_question(&app->form);
	size_t place = (size_t)(key - '1');

	if (question && question->type == QUESTION_DATE && key >= '0' && key <= '9')
		return type_date(app, key);
	if (wants_own_words(&app->form, key))
		return type_own_words(app, key);
	if (key >= ' ' && key < K_UP && (key < '1' || key > '9') && !app_is_editing(app))
		return app_say(app, "%s",
			       _("These are answers to choose from: Enter or a number takes one, "
				 "Esc leaves it."));
	if (key < '1' || key > '9')
		return CHANGE_NONE;
	if (place >= app->form.n_options)
		return app->form.n_options == 0 ? CHANGE_NONE
						: app_say(app, _("The answers go from 1 to %zu."),
							  app->form.n_options);
	app->form.selected = place;
	return question && question->type == QUESTION_MARKS ? form_mark(app) : form_choose(app);
}
