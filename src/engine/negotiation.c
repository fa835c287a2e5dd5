/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/negotiation.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"

/*
 * Everything here follows from since when something is known: the moves are sorted by it, and whose
 * voices formed the goal is whether the rationale was known before the alternative or the
 * agreement. Words that were filed later count from when they were heard.
 */

const char *const negotiation_kind_names[NEGOTIATION__COUNT] = {
	[NEGOTIATION_NONE] = "none",         [NEGOTIATION_OPEN] = "open",
	[NEGOTIATION_ACCEPTED] = "accepted", [NEGOTIATION_ADOPTED] = "adopted",
	[NEGOTIATION_GIVEN] = "given",       [NEGOTIATION_EXTENDED] = "extended",
};

const char *const voices_names[] = {
	[VOICES_UNKNOWN] = "unknown",
	[VOICES_UNIVOCAL] = N_("univocal"),
	[VOICES_MULTIVOCAL] = N_("multivocal"),
};

static size_t known_since(const struct state *state, enum known_field field)
{
	return state_known_since(state, known_fields[field].id);
}

/* When the later of the two statements was made; NONE without both. */
static size_t agreed_since(const struct state *state)
{
	const struct event *coach = state->goals[GOAL_AGREED_BY_COACH];
	const struct event *teacher = state->goals[GOAL_AGREED_BY_TEACHER];
	size_t by_coach = coach ? state_order(state, coach) : EVENT_PLACE_NONE;
	size_t by_teacher = teacher ? state_order(state, teacher) : EVENT_PLACE_NONE;

	return by_coach > by_teacher ? by_coach : by_teacher;
}

static enum verdict judged_same(const struct state *state, enum judge_what what)
{
	bool same[JUDGE__COUNT] = {false};

	for (size_t by = 0; by < JUDGE__COUNT; by++) {
		const struct event *judgement = state->judgements[by][what];

		if (judgement && event_says(judgement, KEY_VALUE, "different"))
			return VERDICT_NO;
		same[by] = judgement != NULL;
	}
	return same[JUDGE_OBSERVER] || (same[JUDGE_COACH] && same[JUDGE_TEACHER]) ? VERDICT_YES
										  : VERDICT_UNKNOWN;
}

static enum verdict compatible(const struct state *state)
{
	const struct event *coach = state->goals[GOAL_AGREED_BY_COACH];
	const struct event *teacher = state->goals[GOAL_AGREED_BY_TEACHER];
	const char *coach_phase = coach ? goal_phase(state->rubric, coach) : NULL;
	const char *teacher_phase = teacher ? goal_phase(state->rubric, teacher) : NULL;
	enum verdict judged = verdict_and(judged_same(state, JUDGE_PHASE),
					  judged_same(state, JUDGE_CHANGE));

	if (coach_phase && teacher_phase && strcmp(coach_phase, teacher_phase) != 0)
		return VERDICT_NO;
	if (judged == VERDICT_NO)
		return VERDICT_NO;
	return coach && teacher ? judged : VERDICT_UNKNOWN;
}

/* Worth it in the teacher's words: what the coach says for them does not count. */
static enum verdict worthwhile(const struct state *state)
{
	const char *id = known_fields[FIELD_WORTHWHILE].id;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];

		if (heard->field && !strcmp(heard->field->id, id) &&
		    !event_says(heard->event, KEY_BY, "coach"))
			return VERDICT_YES;
	}
	return state->close ? VERDICT_NO : VERDICT_UNKNOWN;
}

/* The goal that both have put into words: what one statement leaves out the other may say. */
static enum verdict agreed_productive(const struct state *state, const struct diagnosis *diagnosis)
{
	static const enum event_key keys[] = {KEY_PHASE, KEY_CHANGE, KEY_FIRST_TRY, KEY_EXCEPTION};
	const struct event *teacher = state->goals[GOAL_AGREED_BY_TEACHER];
	struct event agreed = *state->goals[GOAL_AGREED_BY_COACH];
	struct goal_view view;

	for (size_t i = 0; i < COUNT(keys); i++)
		if (!event_text(&agreed, keys[i]) ||
		    (keys[i] == KEY_FIRST_TRY && !event_is_true(&agreed, keys[i])))
			event_set(&agreed, keys[i], event_text(teacher, keys[i]));
	goal_verdicts(state, diagnosis, &agreed, &view);
	return view.productive;
}

static enum negotiation_kind kind_of(const struct state *state, enum verdict is_compatible)
{
	size_t teacher = known_since(state, FIELD_TEACHER_GOAL);
	size_t alternative = known_since(state, FIELD_ALTERNATIVE);
	size_t rationale = known_since(state, FIELD_RATIONALE);
	size_t agreed = is_compatible == VERDICT_NO ? EVENT_PLACE_NONE : agreed_since(state);

	if (teacher != EVENT_PLACE_NONE && alternative != EVENT_PLACE_NONE)
		return NEGOTIATION_EXTENDED;
	if (teacher == EVENT_PLACE_NONE && alternative == EVENT_PLACE_NONE)
		return known_since(state, FIELD_COACH_GOAL) == EVENT_PLACE_NONE ? NEGOTIATION_NONE
										: NEGOTIATION_OPEN;
	if (agreed == EVENT_PLACE_NONE)
		return NEGOTIATION_OPEN;
	if (teacher == EVENT_PLACE_NONE)
		return NEGOTIATION_GIVEN;
	return rationale < agreed ? NEGOTIATION_ADOPTED : NEGOTIATION_ACCEPTED;
}

static enum voices voices_of(const struct state *state, enum negotiation_kind kind)
{
	size_t rationale = known_since(state, FIELD_RATIONALE);
	size_t alternative = known_since(state, FIELD_ALTERNATIVE);

	if (kind == NEGOTIATION_ACCEPTED || kind == NEGOTIATION_GIVEN)
		return VOICES_UNIVOCAL;
	if (alternative != EVENT_PLACE_NONE)
		return rationale < alternative ? VOICES_MULTIVOCAL : VOICES_UNIVOCAL;
	return kind == NEGOTIATION_ADOPTED ? VOICES_MULTIVOCAL : VOICES_UNKNOWN;
}

static void order_moves(const struct state *state, struct negotiation *negotiation)
{
	size_t since[MOVE__COUNT] = {0};

	for (size_t field = 0; field < FIELD__COUNT; field++) {
		enum negotiation_move move = known_fields[field].move;
		size_t known = known_since(state, (enum known_field)field);
		size_t place;

		if (move == MOVE_NONE || known == EVENT_PLACE_NONE)
			continue;
		for (place = negotiation->n_moves++; place > 0 && since[place - 1] > known;
		     place--) {
			since[place] = since[place - 1];
			negotiation->moves[place] = negotiation->moves[place - 1];
		}
		since[place] = known;
		negotiation->moves[place] = move;
	}
}

static bool find_early(const struct state *state, struct arena *arena,
		       struct negotiation *negotiation)
{
	const char *id = known_fields[FIELD_ALTERNATIVE].id;
	const struct rubric_field *alternative = rubric_field(state->rubric, id);
	size_t proposed = state_known_since(state, id);
	const struct rubric_field **early;

	if (!alternative || proposed == EVENT_PLACE_NONE)
		return true;
	early = arena_array(arena, alternative->step->needs.count,
			    sizeof(const struct rubric_field *));
	for (size_t i = 0; early && i < alternative->step->needs.count; i++) {
		const struct rubric_field *need = rubric_field(state->rubric,
							       alternative->step->needs.items[i]);

		if (need && state_known_since(state, need->id) > proposed)
			early[negotiation->n_early++] = need;
	}
	negotiation->early = early;
	return early != NULL;
}

enum status negotiation_make(const struct state *state, const struct diagnosis *diagnosis,
			     struct arena *arena, struct negotiation *negotiation, struct err *err)
{
	*negotiation = (struct negotiation){.productive = VERDICT_UNKNOWN};
	negotiation->compatible = compatible(state);
	negotiation->worthwhile = worthwhile(state);
	if (negotiation->compatible == VERDICT_YES)
		negotiation->productive = agreed_productive(state, diagnosis);
	negotiation->successful = verdict_and(
		negotiation->compatible,
		verdict_and(negotiation->productive, negotiation->worthwhile));
	negotiation->kind = kind_of(state, negotiation->compatible);
	negotiation->voices = voices_of(state, negotiation->kind);
	order_moves(state, negotiation);
	return find_early(state, arena, negotiation) ? STATUS_OK : err_no_memory(err);
}
