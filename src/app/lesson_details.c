/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands at the top: with whom, which lesson. It is said when a session is made, often in a
 * hurry; here one of its lines is opened again, beginning with what stands there, and kept at once.
 * The record keeps what was said first.
 */
#include "app/app.h"

#include <string.h>

#include "app/command_run.h"
#include "app/form_tables.h"
#include "debrief/i18n.h"

static const char *as_it_stands(const struct app *app, enum event_key key)
{
	return app->state.open ? event_text(app->state.open, key) : NULL;
}

static const char *what_stands_there(const struct app *app, struct form_run *run)
{
	return as_it_stands(app, form_question(run)->key);
}

/* What is pasted may hold line ends; a goal may have several lines. */
static const char *one_line(const char *text, enum event_key key, struct arena *arena)
{
	char *line = arena_strdup(arena, text);

	for (char *c = line; c && *c && key != KEY_LESSON_GOAL; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	return line;
}

static unsigned finish_lesson(struct app *app, struct form_run *run)
{
	const char *text = NULL;
	enum event_key key = KEY_VALUE;
	unsigned change;

	for (size_t i = 1; i < run->form->n_questions && !text; i++) {
		key = run->form->questions[i].key;
		text = event_text(&run->event, key);
	}
	if (text)
		text = one_line(text, key, &run->arena);
	if (!text || (as_it_stands(app, key) && !strcmp(as_it_stands(app, key), text))) {
		for (run->question = 0; run->question < run->form->n_questions; run->question++)
			drafts_discard_line(run);
		return app_say(app, "%s", _("It stands as it was."));
	}
	event_set(&run->event, key, text);
	change = app_act(app, &run->event, 1);
	return change & CHANGE_EVENTS ? change | app_say(app, "%s", _("It is changed.")) : change;
}

static enum status offer_lines(struct app *app, struct form_run *run, struct err *err)
{
	static const struct {
		enum event_key key;
		const char *label;
	} lines[] = {
		{KEY_TEACHER, N_("The teacher's name")},
		{KEY_COACH, N_("The coach's name")},
		{KEY_LESSON_TITLE, N_("The lesson")},
		{KEY_LESSON_GRADE, N_("The grade")},
		{KEY_LESSON_GOAL, N_("What students were to learn")},
		{KEY_LESSON_DATE, N_("The day of the lesson")},
		{KEY_LESSON_TAUGHT_BY, N_("Who taught it, if somebody else did")},
	};
	bool ok = true;

	for (size_t i = 0; i < COUNT(lines); i++) {
		const char *stands = as_it_stands(app, lines[i].key);

		ok &= form_add_option(
			run, event_key_names[lines[i].key],
			stands ? arena_printf(&run->arena, "%s: %s", _(lines[i].label), stands)
			       : _(lines[i].label),
			NULL);
	}
	return ok ? STATUS_OK : err_no_memory(err);
}

static bool is_another_line(const struct app *app, const struct form_run *run)
{
	(void)app;
	return strcmp(run->answers[0], event_key_names[form_question(run)->key]) != 0;
}

#define ONE(key_, title_) LINE(key_, title_), .optional = true, .skip = is_another_line

static const struct form_question ask_lesson[] = {
	{CHOICE(KEY_VALUE, N_("Which line?")), .options = offer_lines},
	{ONE(KEY_TEACHER, N_("With whom?"))},
	{ONE(KEY_COACH, N_("And the coach?"))},
	{ONE(KEY_LESSON_TITLE, N_("Which lesson?"))},
	{ONE(KEY_LESSON_GRADE, N_("Which grade?"))},
	{ONE(KEY_LESSON_GOAL, N_("What were students to learn?"))},
	{ONE(KEY_LESSON_DATE, N_("On which day? It reads like 2026-11-27")),
	 .wrong = form_wrong_date},
	{ONE(KEY_LESSON_TAUGHT_BY, N_("Who taught it, if somebody else did?"))},
};
const struct form form_lesson = {
	FORM("lesson", N_("What stands at the top"), EVENT_LESSON, ask_lesson),
	.begins = what_stands_there, .finish = finish_lesson};

unsigned do_lesson_details(struct app *app)
{
	return form_start(app, &form_lesson, NULL);
}
