/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_EVENT_INDEX_H
#define DEBRIEF_EVENT_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"
#include "debrief/event.h"

/*
 * Finds events of an array by their ids, in constant time. The array is borrowed. Two events may
 * have one id (a damaged session keeps both): then an id stands for the first.
 */

#define EVENT_PLACE_NONE SIZE_MAX

struct event_index {
	const struct event *const *events;
	size_t count;
	uint32_t *slots; /* places counted from 1; 0: free */
	size_t mask;
};

MUST_USE enum status event_index_make(struct event_index *index, const struct event *const *events,
				      size_t count, struct arena *arena, struct err *err);
/* The place in the array, EVENT_PLACE_NONE if it is not there. */
size_t event_index_find(const struct event_index *index, const struct event_id *id);
/* The same for an id as text; NULL and what is no id are not there. */
size_t event_index_find_text(const struct event_index *index, const char *id);
/* The place of this very event. */
size_t event_index_place(const struct event_index *index, const struct event *event);

#endif
