/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "debrief/goal.h"

/*
 * The evaluation of a `when`. A criterion that was rated `met` or `unmet` stands for several
 * levels; a bound holds if it holds for all of them, and fails if it does for none.
 */

static enum verdict of_met(enum state_met met)
{
	static const enum verdict verdicts[] = {
		[MET_UNKNOWN] = VERDICT_UNKNOWN, [MET_NO] = VERDICT_NO, [MET_YES] = VERDICT_YES};

	return verdicts[met];
}

static enum verdict of_truth(bool truth)
{
	return truth ? VERDICT_YES : VERDICT_NO;
}

static enum verdict level_holds(const struct condition *condition, const struct state *state)
{
	size_t lowest, highest;
	size_t from = condition->type == CONDITION_AT_MOST ? 0 : condition->level;
	size_t to = condition->type == CONDITION_AT_LEAST ? SIZE_MAX : condition->level;

	if (!state_levels(state, condition->criterion, &lowest, &highest))
		return VERDICT_UNKNOWN;
	if (lowest >= from && highest <= to)
		return VERDICT_YES;
	return highest < from || lowest > to ? VERDICT_NO : VERDICT_UNKNOWN;
}

static enum verdict value_holds(const struct heard *heard, const char *value)
{
	const char *known = heard->event->kind == EVENT_FIELD ? event_text(heard->event, KEY_VALUE)
							      : NULL;

	if (!known || !strcmp(known, "heard"))
		return VERDICT_UNKNOWN; /* own words, or none */
	return of_truth(!strcmp(known, value));
}

static enum verdict field_holds(const struct condition *condition, const struct state *state)
{
	const struct state_field *known = &state->fields[condition->field->index];
	enum verdict any = VERDICT_NO;

	if (!strcmp(condition->value, "heard"))
		return of_truth(known->latest != NULL);
	if (!known->latest)
		return VERDICT_UNKNOWN;
	if (!condition->field->many)
		return value_holds(known->latest, condition->value);
	for (const struct heard *heard = known->first; heard <= known->latest; heard++)
		if (heard->field == condition->field)
			any = verdict_or(any, value_holds(heard, condition->value));
	return any;
}

static enum verdict goal_holds(const struct condition *condition, const struct state *state,
			       const struct diagnosis *diagnosis)
{
	enum goal_whose whose = goal_whose_of_field(condition->field);
	struct goal_view view;
	enum verdict verdict = VERDICT_UNKNOWN;

	if (!diagnosis || whose == GOAL__COUNT || !state->goals[whose])
		return VERDICT_UNKNOWN;
	goal_verdicts(state, diagnosis, state->goals[whose], &view);
	switch (condition->verdict) {
	case GOAL_VERDICT_STRATEGY:
		return of_truth(!strcmp(strategy_names[view.strategy], condition->value));
	case GOAL_VERDICT_PRODUCTIVE:
		verdict = view.productive;
		break;
	case GOAL_VERDICT_FEASIBLE:
		verdict = view.feasible;
		break;
	case GOAL_VERDICT_TARGETS:
		verdict = view.targets;
		break;
	}
	if (!strcmp(verdict_names[verdict], condition->value))
		return VERDICT_YES;
	return verdict == VERDICT_UNKNOWN ? VERDICT_UNKNOWN : VERDICT_NO;
}

enum verdict condition_holds(const struct condition *condition, const struct state *state,
			     const struct diagnosis *diagnosis)
{
	enum verdict verdict = VERDICT_YES;

	if (!condition)
		return VERDICT_YES;
	switch (condition->type) {
	case CONDITION_ALL:
		for (const struct condition *c = condition->first; c; c = c->next)
			verdict = verdict_and(verdict, condition_holds(c, state, diagnosis));
		return verdict;
	case CONDITION_ANY:
		verdict = VERDICT_NO;
		for (const struct condition *c = condition->first; c; c = c->next)
			verdict = verdict_or(verdict, condition_holds(c, state, diagnosis));
		return verdict;
	case CONDITION_MET:
		return of_met(state_met(state, condition->criterion));
	case CONDITION_UNMET:
		return verdict_not(of_met(state_met(state, condition->criterion)));
	case CONDITION_LEVEL:
	case CONDITION_AT_LEAST:
	case CONDITION_AT_MOST:
		return level_holds(condition, state);
	case CONDITION_FIELD:
		return field_holds(condition, state);
	case CONDITION_GOAL:
		return goal_holds(condition, state, diagnosis);
	}
	return VERDICT_UNKNOWN;
}
