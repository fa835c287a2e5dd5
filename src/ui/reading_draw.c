/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading is seen at the desk and in the coach's view, and has to say the same in both. */
#include "ui/reading_draw.h"

#include <string.h>

#include "debrief/i18n.h"

#define INDENT 2 /* of what stands under a heading */

static const char *standing(const struct pen *pen, const struct rubric_criterion *criterion)
{
	switch (state_met(&pen->app->state, criterion)) {
	case MET_YES:
		return arena_printf(pen->arena, _("'%s' was there."), criterion->title);
	case MET_NO:
		return arena_printf(pen->arena, _("'%s' was not there yet."), criterion->title);
	case MET_UNKNOWN:
		break;
	}
	return arena_printf(pen->arena, _("'%s' is not known yet."), criterion->title);
}

/* "Launch: no. 'Students began' was there." */
static const char *trail_sentence(const struct pen *pen, const struct diagnosis_step *step)
{
	const char *phase = diagnosis_title(pen->app->session->rubric, step->rule->phase);
	const char *answer = step->verdict == VERDICT_NO    ? _("no")
			     : step->verdict == VERDICT_YES ? _("yes")
							    : _("open");
	const char *reason = step->decisive ? standing(pen, step->decisive) : "";

	return arena_printf(pen->arena, "%s %s: %s. %s", canvas_symbol(pen->canvas, SYMBOL_DOT),
			    phase, answer, reason ? reason : "");
}

/* Why it came out so: each rule that was asked, in order, up to the one that gave the answer. */
static void write_trail(struct pen *pen, int column, const struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_trail; i++) {
		pen_write(pen, column, STYLE_QUIET, trail_sentence(pen, &diagnosis->trail[i]));
		if (diagnosis->trail[i].verdict != VERDICT_NO)
			return;
	}
}

static void write_diagnosis(struct pen *pen, int column, const char *heading)
{
	const struct diagnosis *diagnosis = &pen->app->advice.diagnosis;

	if (!diagnosis->phase)
		return;
	pen_write(pen, column, STYLE_HEADING, heading);
	pen_write(pen, column + INDENT, STYLE_TEXT,
		  arena_printf(pen->arena, "%s. %s",
			       diagnosis_title(pen->app->session->rubric, diagnosis->phase),
			       diagnosis->because));
	if (!strcmp(diagnosis->by, "coach"))
		pen_write(pen, column + INDENT, STYLE_QUIET,
			  _("This is your own reading. The rules were asked like this:"));
	write_trail(pen, column + INDENT, diagnosis);
	pen->row++;
}

static void write_goal(struct pen *pen, int column, const char *heading)
{
	const struct goal_view *goal = &pen->app->advice.goals[GOAL_COACH];

	if (!goal->event)
		return;
	pen_write(pen, column, STYLE_HEADING, heading);
	pen_write(pen, column + INDENT, STYLE_TEXT, goal->words);
	for (size_t i = 0; i < goal->n_reasons; i++)
		pen_write(pen, column + INDENT, STYLE_QUIET, goal->reasons[i]);
	pen->row++;
}

void reading_draw(struct pen *pen, int column, const char *diagnosis, const char *goal)
{
	write_diagnosis(pen, column, diagnosis);
	write_goal(pen, column, goal);
}
