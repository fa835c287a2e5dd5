/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table is read twice from command.def: once to declare the handlers, once to fill it. What a
 * key does depends on the context alone; the first command whose key fits and that works now is the
 * one, so two commands can share a key if they never work at the same time.
 */
#include "app/command.h"

#include <stdio.h>
#include <string.h>

#include "app/command_run.h"
#include "app/keys.h"
#include "app/library.h"
#include "debrief/array.h"
#include "debrief/i18n.h"

#define COMMAND(id, contexts, keys, rank, hint, works, help) \
	{#id, (contexts), keys, (hint), (help), (rank), do_##id, works},
#define COMMAND_AS(other, id, contexts, keys, rank, hint, works, help) \
	{#id, (contexts), keys, (hint), (help), (rank), do_##other, works},

const struct command commands[] = {
#include "app/command.def"
};
#undef COMMAND
#undef COMMAND_AS

const size_t n_commands = COUNT(commands);

static unsigned context_of_form(const struct form_run *run)
{
	static const unsigned of_type[] = {[QUESTION_LINE] = IN_LINE,
					   [QUESTION_CHOICE] = IN_CHOICE,
					   [QUESTION_MARKS] = IN_CHOICE,
					   [QUESTION_PICK] = IN_PICK,
					   [QUESTION_DATE] = IN_DATE};
	const struct form_question *question = form_question(run);

	if (!question)
		return IN_CHOICE;
	return (run->typing ? IN_LINE : of_type[question->type]) | run->form->contexts;
}

unsigned command_context_of_pane(const struct app *app)
{
	static const unsigned of_focus[FOCUS__COUNT] = {
		[FOCUS_LESSON] = IN_LESSON, [FOCUS_WORK] = IN_WORK, [FOCUS_SCRIPT] = IN_SCRIPT};

	if (!app->session)
		return app->library->covered ? IN_COVER : IN_LIBRARY;
	return of_focus[app->focus];
}

unsigned command_context(const struct app *app)
{
	switch (app->mode) {
	case MODE_FORM:
		if (form_is_below(app))
			return app->session ? IN_SEARCH : IN_FIND;
		if (app->form.on_teacher_page && !form_is_line(&app->form))
			return IN_TEACHER;
		return context_of_form(&app->form);
	case MODE_HELP:
		return IN_HELP;
	case MODE_COACH:
		return IN_COACH;
	case MODE_TEACHER:
		return IN_TEACHER;
	case MODE_PAGE:
		return IN_PAGE;
	case MODE_REPORT:
		return IN_REPORT;
	case MODE_REOPEN: /* any key goes on, and is then one of the pane's */
		return 0;
	case MODE_NORMAL:
	case MODE__COUNT:
		break;
	}
	return command_context_of_pane(app);
}

const struct command *command_named(const char *id)
{
	for (size_t i = 0; id && i < n_commands; i++)
		if (!strcmp(commands[i].id, id))
			return &commands[i];
	return NULL;
}

struct command_name command_name(const struct command *command)
{
	struct command_name name;

	snprintf(name.text, sizeof(name.text), "%s", command->id);
	for (char *at = name.text; *at; at++)
		if (*at == '_')
			*at = '-';
	return name;
}

bool command_works(const struct app *app, const struct command *command)
{
	return command->works(app);
}

const struct command *command_with_key(unsigned context, int key)
{
	for (size_t i = 0; i < n_commands; i++)
		for (size_t k = 0; (commands[i].contexts & context) && k < 3; k++)
			if (commands[i].keys[k] == key)
				return &commands[i];
	return NULL;
}

const struct command *command_for_key_in(const struct app *app, unsigned context, int key)
{
	for (size_t i = 0; i < n_commands; i++) {
		const struct command *command = &commands[i];

		if (!(command->contexts & context))
			continue;
		for (size_t k = 0; k < 3 && command->keys[k]; k++)
			if (command->keys[k] == key && command_works(app, command))
				return command;
	}
	return NULL;
}

const struct command *command_for_key(const struct app *app, int key)
{
	return command_for_key_in(app, command_context(app), key);
}
