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

/* How many visits from the first on were before the plan. */
static size_t before_plan(const struct state *state)
{
	size_t n = state->plan ? state->visits.count : 0;

	while (n > 0 &&
	       state_order(state, state->visits.items[n - 1]) > state_order(state, state->plan))
		n--;
	return n;
}

const struct event *visit_latest(const struct state *state)
{
	for (size_t i = state->visits.count; i-- > before_plan(state);)
		if (event_text(state->visits.items[i], KEY_LEVEL))
			return state->visits.items[i];
	return NULL;
}

/* A visit on which it could not be seen answers nothing: the day before it still stands. */
const char *visit_due(const struct state *state)
{
	for (size_t i = state->visits.count; i-- > before_plan(state);) {
		const struct event *visit = state->visits.items[i];

		if (event_text(visit, KEY_DUE) || event_text(visit, KEY_LEVEL))
			return event_text(visit, KEY_DUE);
	}
	return state->plan ? event_text(state->plan, KEY_DUE) : NULL;
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
