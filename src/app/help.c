/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions look at the application alone. So what would work elsewhere is found by asking them of
 * a copy of it that is elsewhere. */
#include "app/help.h"

#include "app/command_run.h"
#include "debrief/array.h"
#include "debrief/i18n.h"

unsigned help_context(const struct app *app)
{
	struct app there = *app;

	there.mode = app->form.form ? MODE_FORM : MODE_NORMAL;
	return command_context(&there);
}

void help_imagine(struct app *there, const struct app *app, unsigned context)
{
	bool here = context & help_context(app);

	*there = *app;
	there->mode = context & IN_PANES ? MODE_NORMAL : MODE_FORM;
	if (here)
		return;
	there->form.question = 0;
	there->form.typing = false;
	there->form.form = context == IN_PICK       ? &form_command
			   : context == IN_EVIDENCE ? &form_evidence
						    : NULL;
	if (context & IN_PANES)
		there->focus = context & IN_LESSON ? FOCUS_LESSON
			       : context & IN_WORK ? FOCUS_WORK
						   : FOCUS_SCRIPT;
}

enum help_mark help_mark(const struct app *there, unsigned context, const struct command *command)
{
	const struct command *found;

	if (!(command->contexts & context))
		return HELP_UNLISTED;
	found = command_for_key_in(there, context, command->keys[0]);
	if (found)
		return found == command ? HELP_WORKS : HELP_UNLISTED;
	for (const struct command *other = commands; other < command; other++)
		if ((other->contexts & context) && other->keys[0] == command->keys[0])
			return HELP_UNLISTED;
	return HELP_NOT_NOW;
}

const char *help_reason(const struct app *there, const struct command *command)
{
	static const struct {
		bool (*works)(const struct app *app);
		const char *why;
	} reasons[] = {
		{can_write, N_("no step is open")},
		{has_other_places, N_("this step asks for one thing at a time; Enter is for it")},
		{has_heard, N_("nothing was heard in this step yet")},
		{has_question_first, N_("this step has no question")},
		{has_questions, N_("this step has no other question")},
		{has_next_step, N_("this is the last step")},
		{has_branches, N_("this step has no other turns")},
		{can_mark_heard, N_("there is nothing left to mark in this step")},
		{on_criterion, N_("there is nothing here yet")},
		{is_read, N_("there is nothing here yet")},
		{on_work, N_("there is no student work here yet; w adds some")},
		{on_unsorted, N_("it is for a piece of evidence, and there is none at the mark")},
		{can_write_anew, N_("there is nothing at the mark that can be changed")},
		{on_citable, N_("it is for preparing, on evidence or student work")},
		{may_read_otherwise, N_("it is for preparing, by a rubric with parts of a lesson")},
		{search_has_more, N_("there is no next match; / begins a search")},
		{search_is_on, N_("no search is on")},
		{has_shared_goal, N_("this rubric asks for no such goal")},
		{has_goal, N_("this rubric asks for no such goal")},
		{has_loose_words, N_("every word is filed")},
		{has_turns,
		 N_("there are no words of a transcript; 'debrief import' takes one in")},
		{has_goal_to_park, N_("no goal of the talk is there yet")},
		{may_write_words, N_("it is for the talk, if words may be written down")},
		{consent_is_open, N_("it is for the talk")},
		{in_talk, N_("it is for the talk")},
		{at_last_step, N_("it is for the talk")},
		{clock_runs, N_("the talk clock does not run; t starts it")},
		{has_topics, N_("it is for the talk, by a rubric that names topics")},
		{before_talk, N_("this is the last stage")},
		{may_visit, N_("after a talk in which something was agreed")},
		{before_is_private, N_("this is the first stage")},
		{hides_steps, N_("no private steps are put away here")},
		{can_undo, N_("nothing was entered since you opened this")},
		{can_redo, N_("nothing was taken back")},
		{has_unsaved, N_("all is saved")},
		{on_agreement, N_("nothing is agreed here yet")},
		{on_session, N_("no session is at the mark")},
		{on_kept_session, N_("no session is at the mark")},
		{has_sessions, N_("there is no session yet; n makes one")},
		{has_archive, N_("the archive is empty")},
		{has_demo, N_("there is no demo here")},
	};

	if (there->session && !there->journal)
		return NULL;
	for (size_t i = 0; i < COUNT(reasons); i++)
		if (reasons[i].works == command->works)
			return _(reasons[i].why);
	return NULL;
}

bool help_may_explain(const struct app *app, const struct command *command)
{
	static bool (*const of_the_coach[])(const struct app *app) = {
		on_citable, may_read_otherwise, hides_steps};

	if (!app_is_table_safe(app))
		return true;
	for (size_t i = 0; i < COUNT(of_the_coach); i++)
		if (of_the_coach[i] == command->works)
			return false;
	return help_reason(app, command);
}
