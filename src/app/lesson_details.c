/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands at the top: with whom, which lesson. It is said when a session is made, often in a
 * hurry; here it is asked once more, each line beginning with what stands there. The record keeps
 * what was said first, and only what differs is said anew.
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
	bool differs = false;
	unsigned change;

	for (size_t i = 0; i < run->form->n_questions; i++) {
		enum event_key key = run->form->questions[i].key;
		const char *stands = as_it_stands(app, key);
		const char *text = event_text(&run->event, key);

		if (text)
			text = one_line(text, key, &run->arena);
		if (text && stands && !strcmp(stands, text))
			text = NULL;
		event_set(&run->event, key, text);
		differs |= text != NULL;
	}
	if (!differs) {
		for (run->question = 0; run->question < run->form->n_questions; run->question++)
			drafts_discard_line(run);
		return app_say(app, "%s", _("It stands as it was."));
	}
	change = app_act(app, &run->event, 1);
	return change & CHANGE_EVENTS ? change | app_say(app, "%s", _("It is changed.")) : change;
}

static const struct form_question ask_lesson[] = {
	{LINE(KEY_TEACHER, N_("With whom? (Enter keeps what stands here)")), .optional = true},
	{LINE(KEY_LESSON_TITLE, N_("Which lesson?")), .optional = true},
	{LINE(KEY_LESSON_GRADE, N_("Which grade?")), .optional = true},
	{LINE(KEY_LESSON_DATE, N_("On which day? It reads like 2026-11-27")), .optional = true,
	 .wrong = form_wrong_date},
	{LINE(KEY_LESSON_GOAL, N_("What were students to learn?")), .optional = true},
	{LINE(KEY_LESSON_TAUGHT_BY, N_("Who taught it, if somebody else did?")), .optional = true},
	{LINE(KEY_COACH, N_("And the coach?")), .optional = true},
};
const struct form form_lesson = {
	FORM("lesson", N_("What stands at the top"), EVENT_LESSON, ask_lesson),
	.begins = what_stands_there, .finish = finish_lesson};

unsigned do_lesson_details(struct app *app)
{
	return form_start(app, &form_lesson, NULL);
}
