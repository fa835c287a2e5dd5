/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/consented.h"

#include "debrief/event_check.h"

/* Without its words an event still tells that something was heard, and how much was said. */

static size_t given_at(const struct state *state)
{
	for (size_t i = 0; i < state->log.count; i++)
		if (state->log.items[i]->kind == EVENT_CONSENT &&
		    event_says(state->log.items[i], KEY_VALUE, "given"))
			return i;
	return EVENT_PLACE_NONE;
}

static const struct event *without_words(const struct event *event, struct arena *arena)
{
	struct event *copy = event_copy(arena, event);

	if (copy) {
		event_set(copy, KEY_TEXT, NULL);
		event_set(copy, KEY_BECAUSE, NULL);
		event_set(copy, KEY_EXCEPTION, NULL);
	}
	return copy;
}

enum status consented_fold(struct state *state, const struct session *session, bool shared_only,
			   struct consented *consented, struct arena *arena, struct err *err)
{
	struct session *told = arena_alloc(arena, sizeof(*told));
	const struct event **events = arena_array(arena, session->n_events, sizeof(*events));
	enum status status = state_fold(state, session, SIZE_MAX, shared_only, arena, err);
	size_t given;

	*consented = (struct consented){0};
	if (status || !state_consent_refused(state))
		return status;
	given = given_at(state);
	consented->once_given = given != EVENT_PLACE_NONE;
	for (size_t i = 0; told && events && i < session->n_events; i++) {
		const struct event *event = session->events[i];
		size_t order = state_order(state, event);

		events[i] = event;
		if (!event_has_teachers_words(event) || order == EVENT_PLACE_NONE || order > given)
			continue;
		events[i] = without_words(event, arena);
		if (!events[i])
			return err_no_memory(err);
		consented->n_withheld++;
	}
	if (!told || !events)
		return err_no_memory(err);
	if (consented->n_withheld == 0)
		return STATUS_OK;
	*told = *session;
	told->events = events;
	return state_fold(state, told, SIZE_MAX, shared_only, arena, err);
}
