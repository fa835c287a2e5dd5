/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/visit.h"

#include <string.h>

/*
 * A plan that was made anew after a visit is a new beginning: its own day counts. So it is the
 * order of the records that decides, not their dates.
 */

const struct event *visit_subject(const struct state *state)
{
	if (state->goals[GOAL_AGREED_BY_TEACHER])
		return state->goals[GOAL_AGREED_BY_TEACHER];
	return state->goals[GOAL_AGREED_BY_COACH] ? state->goals[GOAL_AGREED_BY_COACH]
						  : state->plan;
}

const char *visit_subject_words(const struct state *state)
{
	const struct event *subject = visit_subject(state);

	if (!subject)
		return NULL;
	return subject->kind == EVENT_GOAL ? goal_words(state->rubric, subject)
					   : event_text(subject, KEY_TEXT);
}

const struct event *visit_latest(const struct state *state)
{
	if (!state->visit || !state->plan)
		return state->visit;
	return state_order(state, state->visit) > state_order(state, state->plan) ? state->visit
										  : NULL;
}

const char *visit_due(const struct state *state)
{
	const struct event *says = visit_latest(state) ? visit_latest(state) : state->plan;

	return says ? event_text(says, KEY_DUE) : NULL;
}

const char *visit_plan_text(const struct state *state, enum event_key key)
{
	if (key == KEY_DUE)
		return visit_due(state);
	return state->plan ? event_text(state->plan, key) : NULL;
}

void visit_date(const struct event *visit, char date[DATE_SIZE])
{
	const char *said = event_text(visit, KEY_DATE);

	if (said && date_is_valid(said))
		memcpy(date, said, DATE_SIZE);
	else
		timestamp_local_date(visit->at, date);
}
