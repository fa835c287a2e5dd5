/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading is seen at the desk and in the coach's view, and has to say the same in both. */
#include "ui/reading_draw.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"

#define INDENT 2 /* of what stands under a heading */

static bool stood_before(const struct diagnosis *diagnosis, size_t n)
{
	const struct rubric_criterion *fact = diagnosis->trail[n].decisive;

	for (size_t i = 0; i < diagnosis->n_missing; i++)
		if (diagnosis->missing[i] == fact)
			return true;
	for (size_t i = 0; i < n; i++)
		if (diagnosis->trail[i].decisive == fact)
			return true;
	return false;
}

static void write_fact(struct pen *pen, int column, const struct rubric_criterion *criterion)
{
	pen_write(pen, column, STYLE_TEXT,
		  arena_printf(pen->arena, "%s %s", canvas_symbol(pen->canvas, SYMBOL_DOT),
			       diagnosis_fact(&pen->app->state, criterion, pen->arena)));
}

/* What decided each rule, in order, up to the one that gave the answer, if it stands so; each fact
 * once. */
static void write_trail(struct pen *pen, int column, const struct diagnosis *diagnosis,
			enum state_met met)
{
	for (size_t i = 0; i < diagnosis->n_trail; i++) {
		const struct diagnosis_step *step = &diagnosis->trail[i];

		if (step->decisive && !stood_before(diagnosis, i) &&
		    state_met(&pen->app->state, step->decisive) == met)
			write_fact(pen, column, step->decisive);
		if (step->verdict != VERDICT_NO)
			return;
	}
}

/* What was not there comes first: that is where learning broke down. */
static void write_facts(struct pen *pen, int column, const struct diagnosis *diagnosis)
{
	static const enum state_met order[] = {MET_NO, MET_UNKNOWN, MET_YES};

	for (size_t i = 0; i < diagnosis->n_missing; i++)
		write_fact(pen, column, diagnosis->missing[i]);
	for (size_t i = 0; i < COUNT(order); i++)
		write_trail(pen, column, diagnosis, order[i]);
}

void reading_draw_diagnosis(struct pen *pen, int column, const char *heading)
{
	const struct diagnosis *diagnosis = &pen->app->advice.diagnosis;
	bool undecided = diagnosis->phase && !strcmp(diagnosis->phase, "undecided");

	if (!diagnosis->phase || pen->app->session->rubric->breakdown.count == 0)
		return;
	pen_write(pen, column, STYLE_HEADING, heading);
	pen_write(pen, column + INDENT, STYLE_TEXT,
		  undecided ? diagnosis->because
			    : arena_printf(
				      pen->arena, "%s. %s",
				      diagnosis_title(pen->app->session->rubric, diagnosis->phase),
				      diagnosis->because));
	if (!strcmp(diagnosis->by, "coach"))
		pen_write(pen, column + INDENT, STYLE_TEXT,
			  _("This is your own reading. The rules looked at this:"));
	write_facts(pen, column + INDENT, diagnosis);
	pen->row++;
}

void reading_draw_goal(struct pen *pen, int column, const char *heading)
{
	const struct goal_view *goal = &pen->app->advice.goals[GOAL_COACH];

	if (!goal->event)
		return;
	pen_write(pen, column, STYLE_HEADING, heading);
	pen_write(pen, column + INDENT, STYLE_TEXT, goal->words);
	for (size_t i = 0; i < goal->n_reasons; i++)
		pen_write(pen, column + INDENT, STYLE_TEXT,
			  arena_printf(pen->arena, "%s %s", canvas_symbol(pen->canvas, SYMBOL_DOT),
				       goal->reasons[i]));
	pen->row++;
}
