/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened is often written down later than what came after it. The log keeps how it was
 * written; who reads about a part of the lesson wants it as it went.
 */
#include "debrief/state.h"

#include <stdlib.h>

#include "debrief/lesson_notes.h"

#define HOURS(n) ((n)*3600)

static int time_of(const struct event *evidence)
{
	const char *time = event_text(evidence, KEY_LESSON_TIME);

	return time ? note_time(time) : -1;
}

/* Somebody's clock goes on with 1:00 after 12:59. */
static bool clock_has_12_hours(const struct state *state)
{
	bool before_one = false;
	bool after_one = false;

	for (size_t i = 0; i < state->evidence.count; i++) {
		int time = time_of(state->evidence.items[i]);

		if (time >= HOURS(6) && time < HOURS(11))
			return false; /* it is long before noon, or these are minutes and seconds */
		before_one |= time >= HOURS(11) && time < HOURS(13);
		after_one |= time >= HOURS(1) && time < HOURS(6);
	}
	return before_one && after_one;
}

struct piece {
	const struct event *evidence;
	size_t phase; /* index, behind the last: of none yet */
	int time;     /* seconds, -1: neither it nor one before it says */
	size_t place; /* as it was written */
};

static int compare(const void *a, const void *b)
{
	const struct piece *one = a;
	const struct piece *other = b;

	if (one->phase != other->phase)
		return one->phase < other->phase ? -1 : 1;
	if (one->time != other->time)
		return one->time < other->time ? -1 : 1;
	return one->place < other->place ? -1 : 1;
}

/* `times`: of the piece before, by phase. */
static void place_pieces(const struct state *state, struct piece *pieces, int *times)
{
	bool noon = clock_has_12_hours(state);
	size_t n_phases = state->rubric->phases.count;

	for (size_t i = 0; i <= n_phases; i++)
		times[i] = -1;
	for (size_t i = 0; i < state->evidence.count; i++) {
		const struct event *evidence = state->evidence.items[i];
		const struct rubric_phase *phase = state_evidence_phase(state, evidence);
		size_t index = phase ? phase->index : n_phases;
		int time = time_of(evidence);

		if (noon && time >= HOURS(1) && time < HOURS(6))
			time += HOURS(12);
		if (time >= 0)
			times[index] = time;
		pieces[i] = (struct piece){evidence, index, times[index], i};
	}
}

enum status state_evidence_in_order(const struct state *state, struct arena *arena,
				    struct state_list *list, struct err *err)
{
	size_t count = state->evidence.count;
	struct piece *pieces = arena_array(arena, count, sizeof(*pieces));
	int *times = arena_array(arena, state->rubric->phases.count + 1, sizeof(*times));

	*list = (struct state_list){arena_array(arena, count, sizeof(*list->items)), 0};
	if (!pieces || !times || !list->items)
		return err_no_memory(err);
	place_pieces(state, pieces, times);
	if (count > 0)
		qsort(pieces, count, sizeof(*pieces), compare);
	for (size_t i = 0; i < count; i++)
		list->items[list->count++] = pieces[i].evidence;
	return STATUS_OK;
}
