/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/event_index.h"

#include <string.h>

/*
 * Open addressing with linear probing, at most half full. Nothing is ever removed, so of two events
 * with one id the first is met first.
 */

static size_t first_slot(const struct event_index *index, const struct event_id *id)
{
	uint32_t writer;

	memcpy(&writer, id->writer, sizeof(writer));
	uint32_t hash = (writer ^ (id->is_private ? 0x5bd1e995u : 0)) * 0x9e3779b1u;
	hash = (hash ^ (hash >> 15) ^ id->number) * 0x85ebca6bu;
	return (hash ^ (hash >> 13)) & index->mask;
}

enum status event_index_make(struct event_index *index, const struct event *const *events,
			     size_t count, struct arena *arena, struct err *err)
{
	size_t size = 16;

	while (size < count * 2)
		size *= 2;
	*index = (struct event_index){.events = events, .count = count, .mask = size - 1};
	index->slots = arena_array(arena, size, sizeof(*index->slots));
	if (!index->slots)
		return err_no_memory(err);
	for (size_t i = 0; i < count; i++) {
		size_t slot = first_slot(index, &events[i]->id);

		while (index->slots[slot])
			slot = (slot + 1) & index->mask;
		index->slots[slot] = (uint32_t)i + 1;
	}
	return STATUS_OK;
}

size_t event_index_find(const struct event_index *index, const struct event_id *id)
{
	for (size_t slot = first_slot(index, id); index->slots[slot];
	     slot = (slot + 1) & index->mask)
		if (event_id_equal(&index->events[index->slots[slot] - 1]->id, id))
			return index->slots[slot] - 1;
	return EVENT_PLACE_NONE;
}

size_t event_index_find_text(const struct event_index *index, const char *id)
{
	struct event_id parsed;

	return id && event_id_parse(id, &parsed) ? event_index_find(index, &parsed)
						 : EVENT_PLACE_NONE;
}

size_t event_index_place(const struct event_index *index, const struct event *event)
{
	for (size_t slot = first_slot(index, &event->id); index->slots[slot];
	     slot = (slot + 1) & index->mask)
		if (index->events[index->slots[slot] - 1] == event)
			return index->slots[slot] - 1;
	return EVENT_PLACE_NONE;
}
