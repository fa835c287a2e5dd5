/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson pane follows the rubric's phases, in which evidence is sorted; what names no phase
 * stands last, under a heading of its own. While preparing, each phase also lists its criteria.
 */
#include "app/rows.h"

static enum status add(struct rows *rows, struct arena *arena, struct row row, struct err *err)
{
	struct row *items = arena_grow(arena, rows->items, rows->count, sizeof(*items));

	if (row.event)
		row.id = row.event->id;
	if (!items)
		return err_no_memory(err);
	rows->items = items;
	rows->items[rows->count++] = row;
	return STATUS_OK;
}

/* `evidence`: all of it, in the order of the lesson. */
static enum status add_evidence(struct rows *rows, const struct state *state,
				const struct state_list *evidence, const struct rubric_phase *phase,
				bool everything, struct arena *arena, struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < evidence->count && !status; i++) {
		const struct event *event = evidence->items[i];

		if (event->is_private && !everything)
			continue;

		if (state_evidence_phase(state, event) == phase)
			status = add(
				rows, arena,
				(struct row){.type = ROW_EVIDENCE, .phase = phase, .event = event},
				err);
	}
	return status;
}

static enum status add_criteria(struct rows *rows, const struct state *state,
				const struct rubric_phase *phase, struct arena *arena,
				struct err *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < phase->criteria.count && !status; i++) {
		const struct rubric_criterion *criterion = phase_criterion_at(phase, i);

		status = add(rows, arena,
			     (struct row){.type = ROW_CRITERION,
					  .phase = phase,
					  .criterion = criterion,
					  .event = state->ratings[criterion->index]},
			     err);
	}
	return status;
}

static bool is_unsorted(const struct state *state, size_t n)
{
	return !state_evidence_phase(state, state->evidence.items[n]);
}

enum status rows_lesson(struct rows *rows, const struct state *state, bool everything,
			struct arena *arena, struct err *err)
{
	struct state_list evidence;
	enum status status = state_evidence_in_order(state, arena, &evidence, err);
	bool unsorted = false;

	*rows = (struct rows){NULL, 0};
	for (size_t i = 0; i < state->rubric->phases.count && !status; i++) {
		const struct rubric_phase *phase = rubric_phase_at(state->rubric, i);

		status = add(rows, arena, (struct row){.type = ROW_PHASE, .phase = phase}, err);
		if (!status)
			status = add_evidence(rows, state, &evidence, phase, everything, arena,
					      err);
		if (!status && everything)
			status = add_criteria(rows, state, phase, arena, err);
	}
	for (size_t i = 0; i < state->evidence.count; i++)
		unsorted |= is_unsorted(state, i) &&
			    (everything || !state->evidence.items[i]->is_private);
	if (unsorted && !status)
		status = add(rows, arena, (struct row){.type = ROW_PHASE}, err);
	if (unsorted && !status)
		status = add_evidence(rows, state, &evidence, NULL, everything, arena, err);
	return status;
}

enum status rows_work(struct rows *rows, const struct state *state, bool everything,
		      struct arena *arena, struct err *err)
{
	enum status status = STATUS_OK;

	*rows = (struct rows){NULL, 0};
	for (size_t i = 0; i < state->work.count && !status; i++)
		if (everything || !state->work.items[i]->is_private)
			status = add(rows, arena,
				     (struct row){.type = ROW_WORK, .event = state->work.items[i]},
				     err);
	return status;
}
