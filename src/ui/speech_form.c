/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a form asks. An ear cannot look back at what a list was narrowed down by, so that is said
 * with it; and of a long list the reasons are left for when it is short.
 */
#include "ui/speech.h"

#include <string.h>

#include "app/pick.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "ui/pane.h"
#include "ui/script_draw.h"
#include "ui/spoken.h"

#define ANSWERS_MAX 20 /* of a list that words narrow down */
#define REASONS_MAX 7

static void say_answer(struct speech *speech, size_t number, const struct form_option *option,
		       bool with_reason)
{
	const struct form_run *run = &speech->app->form;
	bool marked = form_question(run)->type == QUESTION_MARKS && option->value &&
		      app_cites(speech->app, option->value);

	if (pick_is_own_words(option))
		speech_say(speech, _("%zu. In these words: %s"), number, run->typed);
	else if (with_reason && option->detail)
		speech_say(speech, "%zu. %s%s. %s", number, marked ? _("(marked) ") : "",
			   option->label, spoken(option->detail));
	else
		speech_say(speech, "%zu. %s%s", number, marked ? _("(marked) ") : "",
			   option->label);
}

void speech_answers(struct speech *speech)
{
	const struct form_run *run = &speech->app->form;
	bool picks = form_question(run)->type == QUESTION_PICK;
	size_t most = picks ? ANSWERS_MAX : run->n_options;
	bool with_reasons = !picks || run->n_options <= REASONS_MAX;

	if (picks && run->typed[strspn(run->typed, " ")] && !pick_stands(run))
		speech_say(speech, _("What fits \"%s\"; an empty line brings all back:"),
			   run->typed);
	for (size_t i = 0; i < run->n_options && i < most; i++)
		say_answer(speech, i + 1, &run->options[i], with_reasons);
	if (run->n_options > most)
		speech_say(speech, _("And %zu more: words narrow the list down."),
			   run->n_options - most);
	else if (picks && !with_reasons)
		speech_say(speech, "%s",
			   _("Words narrow the list down; a short one is told with its reasons."));
}

static void say_day(struct speech *speech, const struct form_run *run)
{
	char day[DATE_SIZE];

	date_from_days(run->day_is_open ? run->today + 7 : run->day, day);
	if (run->day_is_open)
		speech_say(speech, _("A week from today is %s. An empty line leaves it open."),
			   day);
	else if (run->day == run->today)
		speech_say(speech, _("An empty line takes today, %s."), day);
	else
		speech_say(speech, _("An empty line keeps %s."), day);
}

void speech_heading(struct speech *speech)
{
	struct form_run *run = &speech->app->form;
	const char *heading;

	arena_reset(&speech->arena);
	heading = form_heading(speech->app, run, &speech->arena);
	if (heading && strcmp(heading, _(form_question(run)->title)) != 0)
		speech_say(speech, "%s", heading);
}

/* What the keys of the screen do in a line of evidence, the words of the line do. */
static void say_note_line(struct speech *speech)
{
	const struct rubric *rubric = speech->app->session->rubric;

	if (rubric->phases.count > 0)
		speech_say(speech,
			   _("The name of a part of the lesson on a line of its own, such as %s, "
			     "says where the next pieces belong."),
			   rubric_phase_at(rubric, 0)->title);
	speech_say(speech, "%s",
		   _("S, T or C and a colon at the beginning says who acted: students, the "
		     "teacher or the coach; 10:31 says when. An empty line ends."));
}

void speech_form(struct speech *speech)
{
	struct app *app = speech->app;
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	const char *note;

	if (run->form == &form_judge && run->question == 0)
		speech_drawn(speech, script_draw_statements);
	speech_say(speech, "%s", spoken(_(question->title)));
	arena_reset(&speech->arena);
	note = question->note ? question->note(app, run, &speech->arena) : NULL;
	if (note)
		speech_say(speech, "%s", note);
	if (run->form == &form_evidence)
		say_note_line(speech);
	switch (question->type) {
	case QUESTION_LINE:
		break;
	case QUESTION_CHOICE:
		if (run->subject.criterion && run->subject.criterion->ask)
			speech_say(speech, "%s", run->subject.criterion->ask);
		speech_answers(speech);
		break;
	case QUESTION_MARKS:
		speech_answers(speech);
		speech_say(speech, "%s",
			   _("A number marks one, or takes its mark away; an empty line goes on."));
		break;
	case QUESTION_PICK:
		speech_answers(speech);
		break;
	case QUESTION_DATE:
		say_day(speech, run);
		break;
	}
}
