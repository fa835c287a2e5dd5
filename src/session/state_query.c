/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/state.h"

#include <string.h>

/* Questions to a state. Everything was put in its place by the fold; here it is only looked up. */

const char *const goal_whose_names[GOAL__COUNT] = {
	[GOAL_COACH] = "coach",
	[GOAL_TEACHER] = "teacher",
	[GOAL_ALTERNATIVE] = "alternative",
	[GOAL_AGREED_BY_COACH] = "agreed-by-coach",
	[GOAL_AGREED_BY_TEACHER] = "agreed-by-teacher",
};

static enum goal_whose whose_of_name(const char *name)
{
	int whose = 0;

	while (whose < GOAL__COUNT && (!name || strcmp(goal_whose_names[whose], name) != 0))
		whose++;
	return (enum goal_whose)whose;
}

enum goal_whose goal_whose_of(const struct event *goal)
{
	return whose_of_name(event_text(goal, KEY_WHOSE));
}

enum goal_whose goal_whose_of_field(const struct rubric_field *field)
{
	enum known_field known = known_field_of(field->id);

	return known == FIELD__COUNT ? GOAL__COUNT : whose_of_name(known_fields[known].whose);
}

size_t state_order(const struct state *state, const struct event *event)
{
	size_t place = event_index_place(&state->index, event);

	if (place == EVENT_PLACE_NONE || state->places[place] == 0)
		return EVENT_PLACE_NONE;
	return (state->stands_at && state->stands_at[place] ? state->stands_at[place]
							    : state->places[place]) -
	       1;
}

const struct event *state_event(const struct state *state, const char *id)
{
	size_t place = event_index_find_text(&state->index, id);

	if (place == EVENT_PLACE_NONE || state->places[place] == 0)
		return NULL;
	return state->index.events[place];
}

const struct event *state_cited(const struct state *state, const char *id)
{
	size_t place = event_index_find_text(&state->index, id);

	if (place != EVENT_PLACE_NONE && state->renewed && state->renewed[place])
		return state->index.events[state->renewed[place] - 1];
	return state_event(state, id);
}

static struct sorted sorted(const struct state *state, const struct event *evidence)
{
	size_t place = state->sorted ? event_index_place(&state->index, evidence)
				     : EVENT_PLACE_NONE;

	if (place == EVENT_PLACE_NONE)
		return (struct sorted){0};
	return state->sorted[place];
}

const struct rubric_phase *state_evidence_phase(const struct state *state,
						const struct event *evidence)
{
	const char *phase = sorted(state, evidence).phase;

	return rubric_phase(state->rubric, phase ? phase : event_text(evidence, KEY_PHASE));
}

const char *state_evidence_who(const struct state *state, const struct event *evidence)
{
	const char *who = sorted(state, evidence).who;

	return who ? who : event_text(evidence, KEY_WHO);
}

const struct heard *state_heard(const struct state *state, const struct rubric_field *field)
{
	return state->fields[field->index].latest;
}

/* They are in the order of the log. */
const struct heard *state_heard_at(const struct state *state, size_t order)
{
	size_t from = 0;
	size_t to = state->n_heard;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (state->heard[middle].order < order)
			from = middle + 1;
		else
			to = middle;
	}
	return from < state->n_heard && state->heard[from].order == order ? &state->heard[from]
									  : NULL;
}

/* Goals, plan and progress that the rubric has no field for. */
static size_t known_by_event(const struct state *state, const struct known_field_info *known)
{
	enum event_kind kind = event_kind_of(known->event);

	if (kind == EVENT_SAID || kind == EVENT_FIELD)
		return EVENT_PLACE_NONE;
	for (size_t i = 0; i < state->log.count; i++) {
		const struct event *event = state->log.items[i];

		if (event->kind == kind &&
		    (!known->whose || event_says(event, KEY_WHOSE, known->whose)))
			return i;
	}
	return EVENT_PLACE_NONE;
}

size_t state_known_since(const struct state *state, const char *field_id)
{
	const struct rubric_field *field = rubric_field(state->rubric, field_id);
	enum known_field known = known_field_of(field_id);

	if (field) {
		const struct heard *first = state->fields[field->index].first;

		return first ? first->order : EVENT_PLACE_NONE;
	}
	return known == FIELD__COUNT ? EVENT_PLACE_NONE
				     : known_by_event(state, &known_fields[known]);
}

bool state_knows(const struct state *state, const char *field_id)
{
	return state_known_since(state, field_id) != EVENT_PLACE_NONE;
}

bool state_consent_refused(const struct state *state)
{
	return state->consent && event_says(state->consent, KEY_VALUE, "refused");
}

bool state_has_both_statements(const struct state *state)
{
	return state->goals[GOAL_AGREED_BY_COACH] && state->goals[GOAL_AGREED_BY_TEACHER];
}

const char *goal_words(const struct rubric *rubric, const struct event *goal)
{
	const char *text = event_text(goal, KEY_TEXT);
	const char *change = event_text(goal, KEY_CHANGE);
	const struct rubric_goal *bank = rubric_goal(rubric, change);

	if (text)
		return text;
	return bank ? bank->change : change ? change : "";
}

const char *goal_phase(const struct rubric *rubric, const struct event *goal)
{
	const char *phase = event_text(goal, KEY_PHASE);
	const struct rubric_goal *bank = rubric_goal(rubric, event_text(goal, KEY_CHANGE));

	return phase ? phase : bank ? bank->phase : NULL;
}

/* The words for a value that is an id of the rubric. */
static const char *value_words(const struct state *state, const struct rubric_field *field,
			       const char *value)
{
	const struct rubric_development *development = rubric_development(state->rubric, value);
	int level;

	if (!value || !strcmp(value, "heard"))
		return "";
	if (field && field->type == FIELD_DEVELOPMENT && development)
		return development->phrase;
	if (field && field->type == FIELD_CHOICE)
		return rubric_words(state->rubric, value);
	level = field && field->type == FIELD_LEVEL ? level_index(&field->levels, value) : -1;
	return level < 0 ? value : level_at(&field->levels, (size_t)level)->text;
}

const char *heard_words(const struct state *state, const struct heard *heard)
{
	const char *words = event_text(heard->event, KEY_TEXT);

	if (heard->event->kind == EVENT_GOAL)
		return goal_words(state->rubric, heard->event);
	if (heard->event->kind == EVENT_FIELD)
		return value_words(state, heard->field, event_text(heard->event, KEY_VALUE));
	if (!words && heard->event->kind == EVENT_PROGRESS)
		words = event_text(heard->event, KEY_LEVEL);
	return words ? words : "";
}

const char *heard_picked(const struct state *state, const struct heard *heard)
{
	const char *value = heard->event->kind == EVENT_FIELD ? event_text(heard->event, KEY_VALUE)
							      : NULL;
	const struct rubric_development *development;

	if (!value || !heard->field || !strcmp(value, "heard"))
		return NULL;
	development = rubric_development(state->rubric, value);
	if (heard->field->type == FIELD_DEVELOPMENT)
		return development ? development->title : NULL;
	return heard->field->type == FIELD_CHOICE || heard->field->type == FIELD_LEVEL
		       ? value_words(state, heard->field, value)
		       : NULL;
}

enum state_met state_met(const struct state *state, const struct rubric_criterion *criterion)
{
	const struct event *rating = state->ratings[criterion->index];
	const char *level = rating ? event_text(rating, KEY_LEVEL) : NULL;
	int place = level ? level_index(&criterion->levels, level) : -1;

	if (place >= 0)
		return (size_t)place >= criterion->met_level ? MET_YES : MET_NO;
	if (level && !strcmp(level, "met"))
		return MET_YES;
	return level && !strcmp(level, "unmet") ? MET_NO : MET_UNKNOWN;
}

bool state_levels(const struct state *state, const struct rubric_criterion *criterion,
		  size_t *lowest, size_t *highest)
{
	enum state_met met = state_met(state, criterion);
	const struct event *rating = state->ratings[criterion->index];
	int place = rating ? level_index(&criterion->levels, event_text(rating, KEY_LEVEL)) : -1;

	if (criterion->levels.count == 0 || met == MET_UNKNOWN)
		return false;
	if (place >= 0) {
		*lowest = *highest = (size_t)place;
		return true;
	}
	if (met == MET_NO && criterion->met_level == 0)
		return false; /* no level counts as unmet */
	*lowest = met == MET_YES ? criterion->met_level : 0;
	*highest = met == MET_YES ? criterion->levels.count - 1 : criterion->met_level - 1;
	return true;
}

enum state_met state_enacted(const struct state *state, const struct rubric_phase *phase)
{
	const struct event *enacted = state->enacted[phase->index];

	if (phase->enacted && !strcmp(phase->enacted, "always"))
		return MET_YES;
	if (!enacted)
		return MET_UNKNOWN;
	return event_says(enacted, KEY_VALUE, "yes") ? MET_YES : MET_NO;
}

/* Undo is one more event, a void; so the history for undo is in the log itself. */

static const struct event *last_of_group(const struct state *state, const struct event *event)
{
	size_t place = event_id_is_set(&event->group)
			       ? event_index_find(&state->index, &event->group)
			       : EVENT_PLACE_NONE;

	return place == EVENT_PLACE_NONE ? event : state->index.events[place];
}

static bool is_for_good(enum event_kind kind)
{
	return kind == EVENT_OPEN || kind == EVENT_JOIN || kind == EVENT_TALK ||
	       kind == EVENT_CLOSE;
}

const struct event *state_undo_target(const struct state *state, state_is_ours *is_ours,
				      const void *context)
{
	for (size_t i = state->log.count; i-- > 0;) {
		const struct event *event = state->log.items[i];
		const struct event *last;

		if (event->kind == EVENT_VOID || is_for_good(event->kind) ||
		    (is_ours && !is_ours(context, event)))
			continue;
		last = last_of_group(state, event);
		if (!is_for_good(last->kind))
			return last;
	}
	return NULL;
}

const struct event *state_redo_target(const struct state *state, state_is_ours *is_ours,
				      const void *context)
{
	for (size_t i = state->log.count; i-- > 0;) {
		const struct event *event = state->log.items[i];
		size_t target;

		if (is_for_good(event->kind) || (is_ours && !is_ours(context, event)))
			continue;
		if (last_of_group(state, event)->kind != EVENT_VOID)
			return NULL; /* something else was done since */
		target = event_index_find_text(&state->index, event_text(event, KEY_RE));
		if (target != EVENT_PLACE_NONE && state->index.events[target]->kind != EVENT_VOID)
			return last_of_group(state,
					     event); /* an undo; a void of a void was a redo */
	}
	return NULL;
}

double state_seconds(const struct state *state, const struct event *event)
{
	int64_t paused_at = -1;
	int64_t paused = 0;

	if (!event && state->log.count > 0)
		event = state->log.items[state->log.count - 1];
	if (!event)
		return 0;
	for (size_t i = 0; i < state->pauses.count; i++) {
		const struct event *pause = state->pauses.items[i];
		int64_t at = pause->el < event->el ? pause->el : event->el;

		if (pause->kind == EVENT_PAUSE && paused_at < 0)
			paused_at = at;
		if (pause->kind == EVENT_RESUME && paused_at >= 0) {
			paused += at > paused_at ? at - paused_at : 0;
			paused_at = -1;
		}
	}
	if (paused_at >= 0)
		paused += event->el - paused_at;
	return (double)(event->el - paused) / 1000;
}
