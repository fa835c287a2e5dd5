/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/negotiation.h"

/*
 * Who had the floor, and what was talked about. Both begin with an event and last until the
 * next one of their kind or until the talk ended. Several writers' clocks may disagree: no time
 * is ever less than nothing.
 */

/* When something that began at `event` was over, if nothing of its kind followed. */
static double end_of(const struct state *state, const struct event *event)
{
	const struct event *close = state->close;

	if (close && state_order(state, close) > state_order(state, event))
		return state_seconds(state, close);
	return state_seconds(state, NULL);
}

/* From when to when the n-th of a list lasted. */
static void span_of(const struct state *state, const struct state_list *list, size_t n,
		    double *from, double *to)
{
	const struct event *event = list->items[n];

	*from = state_seconds(state, event);
	*to = n + 1 < list->count ? state_seconds(state, list->items[n + 1]) : end_of(state, event);
	if (*to < *from)
		*to = *from;
}

struct talk_time talk_time(const struct state *state)
{
	struct talk_time time = {0, 0};

	for (size_t i = 0; i < state->talk.count; i++) {
		double from, to;

		span_of(state, &state->talk, i, &from, &to);
		if (event_says(state->talk.items[i], KEY_BY, "coach"))
			time.coach += to - from;
		else if (event_says(state->talk.items[i], KEY_BY, "teacher"))
			time.teacher += to - from;
	}
	return time;
}

enum status episodes_make(const struct state *state, struct arena *arena,
			  const struct episode **episodes, size_t *count, struct err *err)
{
	struct episode *items = arena_array(arena, state->topics.count, sizeof(*items));

	if (!items)
		return err_no_memory(err);
	for (size_t i = 0; i < state->topics.count; i++) {
		items[i].topic = event_text(state->topics.items[i], KEY_TOPIC);
		items[i].by = event_text(state->topics.items[i], KEY_BY);
		span_of(state, &state->topics, i, &items[i].from, &items[i].to);
	}
	*episodes = items;
	*count = state->topics.count;
	return STATUS_OK;
}
