/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is an answer as long as something is asked, whatever command it looks like. So the prompt
 * says what is awaited. */
#include "ui/typed.h"

#include <string.h>
#include <strings.h>

#include "debrief/i18n.h"

static unsigned choose(struct app *app, size_t place)
{
	app->form.selected = place;
	return form_choose(app);
}

static unsigned answer_choice(struct app *app, const char *text)
{
	const struct form_run *run = &app->form;
	size_t number;
	size_t found = 0;
	size_t count = 0;

	if (typed_number(text, &number) && number > 0 && number <= run->n_options)
		return choose(app, number - 1);
	for (size_t i = 0; *text && i < run->n_options; i++) {
		const char *value = run->options[i].value;

		if (!strcasecmp(run->options[i].label, text) || (value && !strcmp(value, text)))
			return choose(app, i);
		if (!strncasecmp(run->options[i].label, text, strlen(text))) {
			found = i;
			count++;
		}
	}
	if (count == 1)
		return choose(app, found);
	return app_say(app, "%s",
		       count > 1 ? _("Several answers begin so: a number tells which.")
				 : _("A number is the answer, or how it begins; ? tells all "
				     "again, . leaves the question."));
}

/* A number marks one or takes its mark away; an empty line goes on with those that are marked. */
static unsigned answer_marks(struct app *app, const char *text)
{
	struct form_run *run = &app->form;
	size_t number;

	if (!*text)
		return form_choose(app);
	if (!typed_number(text, &number) || number == 0 || number > run->n_options)
		return app_say(app, "%s",
			       _("A number marks one of these; an empty line goes on, . leaves the "
				 "question."));
	run->selected = number - 1;
	form_mark(app);
	return app_say(app,
		       app_cites(app, run->options[number - 1].value)
			       ? _("Marked: %zu; an empty line goes on.")
			       : _("No longer marked: %zu; an empty line goes on."),
		       number);
}

/* Words narrow the list down, a number takes one of those that are left. */
static unsigned answer_pick(struct app *app, const char *text)
{
	const struct form_run *run = &app->form;
	const char *before = run->typed;
	size_t number;
	unsigned change;

	if (typed_number(text, &number) && number > 0 && number <= run->n_options)
		return choose(app, number - 1);
	if (!*text && !*before)
		return app_say(app, "%s",
			       _("Words narrow the list down, a number takes an answer; ? tells "
				 "all again."));
	change = app_line_changed(app, text, strlen(text));
	if (run->n_options)
		return change;
	return app_line_changed(app, before, strlen(before)) |
	       app_say(app, "%s", _("Nothing fits these words; the list is as it was."));
}

/* On the screen what was refused stays to be mended. Here it would come back with every empty line,
 * or stand before what is typed next. */
static unsigned take_line(struct app *app, const char *line)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	const char *text = arena_strdup(&run->arena, line);
	unsigned change;

	if (!text)
		return app_warn(app, "%s", _("There is no memory left for this text."));
	change = app_line_changed(app, text, strlen(text)) | app_line_done(app, true, text);
	if (*line && (question->wrong || question->accept) && form_question(run) == question &&
	    run->text && !strcmp(run->text, line))
		change |= app_line_changed(app, "", 0);
	return change;
}

unsigned typed_answer(struct app *app, const char *line)
{
	const struct form_question *question = form_question(&app->form);
	const char *text = arena_strdup(&app->form.arena, line);

	app->message[0] = '\0';
	if (!text)
		return app_warn(app, "%s", _("There is no memory left for this text."));
	if (!strcmp(text, "."))
		return form_leave(app);
	if (question->type == QUESTION_CHOICE)
		return answer_choice(app, text);
	if (question->type == QUESTION_MARKS)
		return answer_marks(app, text);
	if (question->type == QUESTION_PICK)
		return answer_pick(app, text);
	if (question->type == QUESTION_DATE && !*text)
		return question->optional ? form_no_day(app) : form_choose(app);
	if (question->type == QUESTION_DATE && !app->form.typing)
		form_key(app, '0');
	return take_line(app, line);
}

static const char *const prompts[] = {
	[QUESTION_LINE] = N_("Text> "),          [QUESTION_CHOICE] = N_("Number> "),
	[QUESTION_PICK] = N_("Number, words> "), [QUESTION_MARKS] = N_("Number> "),
	[QUESTION_DATE] = N_("Day> "),
};

static const char *line_prompt(const struct form_run *run)
{
	enum event_key key = form_question(run)->key;
	enum goal_whose whose = run->form->kind == EVENT_GOAL ? goal_whose_of(&run->event)
							      : GOAL_TEACHER;

	if (key == KEY_FILE)
		return _("File> ");
	if (key == KEY_STUDENTS)
		return _("Number> ");
	switch ((int)run->form->kind) {
	case EVENT_SAID:
	case EVENT_FIELD:
		return event_says(&run->event, KEY_BY, "teacher") ? _("Heard> ") : _("Text> ");
	case EVENT_GOAL:
		return whose == GOAL_TEACHER || whose == GOAL_AGREED_BY_TEACHER ? _("Heard> ")
										: _("Text> ");
	case EVENT_NOTE:
		return _("Note> ");
	case EVENT_EVIDENCE:
		return _("Evidence> ");
	default:
		return _("Text> ");
	}
}

const char *typed_prompt(const struct app *app)
{
	const struct form_question *question;

	if (app->mode != MODE_FORM)
		return _("Command> ");
	question = form_question(&app->form);
	return question->type == QUESTION_LINE && !app->form.form->passing
		       ? line_prompt(&app->form)
		       : _(prompts[question->type]);
}

void typed_answer_help(struct speech *speech)
{
	static const char *const help[] = {
		[QUESTION_LINE] = N_("A line is kept as it is typed; an empty one goes on or "
				     "leaves."),
		[QUESTION_CHOICE] = N_("The number of an answer takes it, or how it begins."),
		[QUESTION_PICK] = N_("Words narrow the list down, a number takes an answer."),
		[QUESTION_MARKS] = N_("A number marks one, or takes its mark away; an empty line "
				      "goes on."),
		[QUESTION_DATE] = N_("A day is typed as 2026-11-27."),
	};

	speech_heading(speech);
	speech_form(speech);
	speech_say(speech, "%s", _(help[form_question(&speech->app->form)->type]));
	speech_say(speech, "%s",
		   _("A . alone leaves the question, and so does Ctrl-D; what was begun is kept."));
}
