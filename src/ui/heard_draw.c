/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words are shown as they were heard. What is private does not exist on a screen that the teacher
 * may see, and the two statements of the goal stay hidden from each other until both are there.
 */
#include "ui/heard_draw.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "debrief/visit.h"

const char *heard_plan_words(const struct state *state, const struct event *plan,
			     struct arena *arena)
{
	const char *words = event_text(plan, KEY_TEXT);
	char day[DATE_WORDS_SIZE];

	for (size_t i = 1; i < PLAN_PARTS && words; i++) { /* the first is the move */
		enum event_key key = plan_parts[i].key;
		const char *part = plan == state->plan ? visit_plan_text(state, key)
						       : event_text(plan, key);

		if (part)
			words = arena_printf(arena, "%s\n%s: %s", words, plan_label(key),
					     value_words(key, part, day));
	}
	return words;
}

/* How far it is, is for the coach alone. */
const char *heard_told(const struct app *app, const struct heard *heard)
{
	if (heard->event->kind != EVENT_PROGRESS || event_text(heard->event, KEY_TEXT))
		return heard_words(&app->state, heard);
	return app_is_table_safe(app) ? ""
				      : choice_words(KEY_LEVEL, heard_words(&app->state, heard));
}

static const char *words_of(const struct pen *pen, const struct heard *heard)
{
	const struct rubric *rubric = pen->app->session->rubric;
	const char *phase = heard->event->kind == EVENT_GOAL ? goal_phase(rubric, heard->event)
							     : NULL;
	const struct rubric_phase *where = rubric_phase(rubric, phase);
	const char *label = heard->field ? field_label(heard->field) : NULL;
	const char *words = heard_told(pen->app, heard);
	const struct event *park = app_parked(pen->app, heard->event);

	if (heard->field && app_withholds(pen->app, heard->field))
		words = _("kept until both are there");
	else if (!*words)
		words = _("heard");
	else if (where)
		label = arena_printf(pen->arena, "%s (%s)", label ? label : "", where->title);
	if (park)
		words = event_text(park, KEY_TEXT)
				? arena_printf(pen->arena, _("%s (set aside; to look for: %s)"),
					       words, event_text(park, KEY_TEXT))
				: arena_printf(pen->arena, _("%s (set aside for now)"), words);
	if (heard->event->kind == EVENT_PLAN)
		words = heard_plan_words(&pen->app->state, heard->event, pen->arena);
	words = label ? arena_printf(pen->arena, "%s: %s", label, words ? words : "") : words;
	return words ? words : "";
}

static bool is_heard_here(const struct app *app, const struct heard *heard)
{
	return heard->step == app->step && app_lists(app, heard);
}

static size_t count_heard_here(const struct app *app)
{
	size_t count = 0;

	for (size_t i = 0; i < app->state.n_heard; i++)
		count += is_heard_here(app, &app->state.heard[i]);
	return count;
}

void heard_draw(struct pen *pen, bool apart, struct heard_rows *seen)
{
	const struct state *state = &pen->app->state;
	size_t later = count_heard_here(pen->app); /* than the one that is written */
	int from = pen->row;

	*seen = (struct heard_rows){0, 0};
	if (later == 0)
		return;
	pen_line(pen, 1, STYLE_HEADING, app_step_is_shared(pen->app) ? _("HEARD") : _("NOTED"));
	for (size_t i = 0; i < state->n_heard; i++) {
		if (!is_heard_here(pen->app, &state->heard[i]))
			continue;
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT, words_of(pen, &state->heard[i]));
		if (seen->to == 0 && --later <= pen->app->views[FOCUS_SCRIPT].selected)
			*seen = (struct heard_rows){from, pen->row};
		pen->row += apart;
		from = pen->row;
	}
	pen->row += !apart;
}

/* Words that stand in no step yet: the latest, and how many. */
void heard_draw_loose(struct pen *pen)
{
	const struct state *state = &pen->app->state;
	const char *latest = NULL;
	size_t count = 0;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];

		if (heard->step || heard->event->kind != EVENT_SAID ||
		    (app_is_table_safe(pen->app) && heard->event->is_private))
			continue;
		latest = heard_words(state, heard);
		count++;
	}
	if (count > 0)
		pen_line(pen, HEARD_COLUMN, STYLE_QUIET,
			 arena_printf(pen->arena, _("Not filed yet (f): %zu, the latest \"%.*s\""),
				      count, (int)strcspn(latest, "\n"), latest));
}

/* How the talk ended: the three endings are alike. */
void heard_draw_closing(struct pen *pen)
{
	const struct state *state = &pen->app->state;
	const struct rubric *rubric = state->rubric;
	const struct event *teacher = state->goals[GOAL_AGREED_BY_TEACHER];
	const struct event *coach = state->goals[GOAL_AGREED_BY_COACH];
	const char *next = app_may_show(pen->app, state->close) ? event_text(state->close, KEY_TEXT)
								: NULL;

	canvas_puts(pen->canvas, pen->area, pen->row++, 1, STYLE_HEADING, _("TODAY"));
	if (ending_words(state))
		pen_write(pen, HEARD_COLUMN, STYLE_QUESTION,
			  arena_printf(pen->arena, "%s.", ending_words(state)));
	if (teacher && app_may_show(pen->app, teacher))
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
			  arena_printf(pen->arena, _("In the teacher's words: %s"),
				       goal_words(rubric, teacher)));
	if (coach && app_may_show(pen->app, coach))
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
			  arena_printf(pen->arena, _("In the coach's words: %s"),
				       goal_words(rubric, coach)));
	if (teacher && coach && pen->app->advice.negotiation.compatible == VERDICT_YES)
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT, _("Both say the same."));
	if (state->plan && app_may_show(pen->app, state->plan))
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
			  arena_printf(pen->arena, _("The one move: %s"),
				       heard_plan_words(state, state->plan, pen->arena)));
	if (next)
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
			  arena_printf(pen->arena, _("Evidence to look at next: %s"), next));
	pen->row++;
}

void heard_draw_visits(struct pen *pen)
{
	const struct state_list *visits = &pen->app->state.visits;
	bool any = false;

	for (size_t i = visits->count; i-- > 0;) {
		const struct event *visit = visits->items[i];

		if (!app_may_show(pen->app, visit))
			continue;
		if (!any)
			canvas_puts(pen->canvas, pen->area, pen->row++, 1, STYLE_HEADING,
				    _("SEEN SINCE"));
		any = true;
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT, visit_words(pen->app, visit, pen->arena));
	}
	pen->row += any;
}

/* The question may have the words in it, without their last stop. */
static bool question_says(const struct pen *pen, const char *goal)
{
	const char *question = app_question(pen->app, pen->app->question, pen->arena);
	size_t length = goal ? strlen(goal) : 0;

	length -= length > 0 && goal[length - 1] == '.';
	return question && length > 0 && memmem(question, strlen(question), goal, length);
}

/* It was all said at the table. */
void heard_draw_last_time(struct pen *pen)
{
	const struct previous *previous = &pen->app->previous;
	const char *goal = question_says(pen, previous->goal) ? NULL : previous->goal;

	if (!goal && !previous->evidence && !previous->indicator && !previous->level)
		return;
	canvas_puts(pen->canvas, pen->area, pen->row++, 1, STYLE_HEADING,
		    previous->goal ? _("LAST TIME YOU AGREED") : _("LAST TIME"));
	pen_write(pen, HEARD_COLUMN, STYLE_TEXT, goal);
	if (previous->indicator)
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
			  arena_printf(pen->arena, "%s: %s", plan_label(KEY_INDICATOR),
				       previous->indicator));
	if (previous->evidence)
		pen_write(
			pen, HEARD_COLUMN, STYLE_TEXT,
			arena_printf(pen->arena, _("Evidence to look at: %s"), previous->evidence));
	if (previous->level)
		pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
			  arena_printf(pen->arena, _("Seen since: %s"),
				       visit_seen(pen->app, previous->level, previous->seen,
						  pen->arena)));
	pen->row++;
}
