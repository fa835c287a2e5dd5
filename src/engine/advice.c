/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/advice.h"

#include <string.h>

/*
 * One call that asks all of the engine. `prepared` shows what the coach came with: the
 * diagnosis of the state before the talk began.
 */

static bool is_after_prepare(const struct state *state, const struct rubric_step *step)
{
	const struct schema_texts *stages = &state->rubric->stages;
	size_t prepare = 0;

	if (!step)
		return false;
	while (prepare < stages->count && !stage_is_private(stages->items[prepare]))
		prepare++;
	return prepare == stages->count || step->stage_index > prepare;
}

static size_t talk_begins(const struct state *state)
{
	size_t begins = EVENT_PLACE_NONE;

	for (size_t i = 0; i < state->n_heard && begins == EVENT_PLACE_NONE; i++) {
		enum event_kind kind = state->heard[i].event->kind;

		if ((kind == EVENT_SAID || kind == EVENT_FIELD || kind == EVENT_GOAL ||
		     kind == EVENT_TURN) &&
		    is_after_prepare(state, state->heard[i].step))
			begins = state->heard[i].order;
	}
	for (size_t i = 0; i < state->moves.count; i++) {
		const struct event *move = state->moves.items[i];
		const struct rubric_step *step = rubric_step(state->rubric,
							     event_text(move, KEY_STEP));

		if (!is_after_prepare(state, step))
			continue;
		if (state_order(state, move) < begins)
			begins = state_order(state, move);
		break;
	}
	return begins;
}

static enum status find_prepared(const struct state *state, struct arena *arena,
				 struct advice *advice, struct err *err)
{
	size_t begins = advice->talk_begins;
	struct diagnosis diagnosis = {0};
	struct state then;
	enum status status;

	if (begins == EVENT_PLACE_NONE)
		return STATUS_OK;
	status = state_before(&then, state, begins, arena, err);
	if (!status)
		status = diagnosis_make(&then, arena, &diagnosis, err);
	if (!status)
		advice->prepared = diagnosis.phase;
	return status;
}

enum status advice_make(const struct state *state, size_t stage, struct arena *arena,
			struct advice *advice, struct err *err)
{
	enum status status;

	memset(advice, 0, sizeof(*advice));
	advice->talk_begins = talk_begins(state);
	status = diagnosis_make(state, arena, &advice->diagnosis, err);
	if (!status)
		status = find_prepared(state, arena, advice, err);
	for (size_t i = 0; !status && i < GOAL__COUNT; i++)
		if (state->goals[i])
			status = goal_judge(state, &advice->diagnosis, state->goals[i], arena,
					    &advice->goals[i], err);
	if (!status)
		status = guide_make(state, &advice->diagnosis, stage, arena, &advice->guide, err);
	if (!status)
		status = negotiation_make(state, &advice->diagnosis, arena, &advice->negotiation,
					  err);
	return status;
}
