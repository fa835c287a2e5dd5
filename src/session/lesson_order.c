/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened is often written down later than what came after it. The log keeps how it was
 * written; who reads about a part of the lesson wants it as it went.
 */
#include <stdlib.h>

#include "debrief/lesson_notes.h"
#include "debrief/state.h"

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
	int time;
	size_t place; /* as it was written */
};

static int compare(const void *a, const void *b)
{
	const struct piece *one = a;
	const struct piece *other = b;

	if (one->time != other->time)
		return one->time < other->time ? -1 : 1;
	return one->place < other->place ? -1 : one->place > other->place;
}

/* Returns false if they stand in order already. `times`: of the piece before, by phase. */
static bool give_times(const struct state *state, struct piece *pieces, int *times)
{
	bool noon = clock_has_12_hours(state);
	bool in_order = true;

	for (size_t i = 0; i < state->evidence.count; i++) {
		const struct event *evidence = state->evidence.items[i];
		const struct rubric_phase *phase = state_evidence_phase(state, evidence);
		int time = phase ? time_of(evidence) : -1;

		if (noon && time >= HOURS(1) && time < HOURS(6))
			time += HOURS(12);
		if (phase && time < 0)
			time = times[phase->index] - 1;
		if (phase)
			times[phase->index] = time + 1; /* so that none is 0 */
		pieces[i] = (struct piece){evidence, time, i};
		in_order &= i == 0 || pieces[i - 1].time <= time;
	}
	return !in_order;
}

enum status state_evidence_in_order(const struct state *state, struct arena *arena,
				    struct state_list *list, struct err *err)
{
	size_t count = state->evidence.count;
	struct piece *pieces = arena_array(arena, count + 1, sizeof(*pieces));
	int *times = arena_array(arena, state->rubric->phases.count + 1, sizeof(*times));

	*list = (struct state_list){arena_array(arena, count + 1, sizeof(*list->items)), 0};
	if (!pieces || !times || !list->items)
		return err_no_memory(err);
	if (give_times(state, pieces, times))
		qsort(pieces, count, sizeof(*pieces), compare);
	for (size_t i = 0; i < count; i++)
		list->items[list->count++] = pieces[i].evidence;
	return STATUS_OK;
}
