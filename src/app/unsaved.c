/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copied folder has the same id, and another session may get the name of one that is gone: it is
 * the same session only if both are. */
#include "app/unsaved.h"

#include <stdlib.h>
#include <string.h>

#define UNSAVED_BYTES_MAX ((size_t)64 << 20)

void unsaved_release(struct unsaved *unsaved)
{
	arena_release(&unsaved->arena);
	*unsaved = (struct unsaved){0};
}

static bool keep(struct unsaved *unsaved, const struct session *session, const char *name,
		 const struct event *event)
{
	struct arena *arena = &unsaved->arena;
	struct unsaved_event *events = arena_grow(arena, unsaved->events, unsaved->count,
						  sizeof(*events));
	struct unsaved_event kept = {
		.session = arena_strdup(arena, session->id),
		.name = name ? arena_strdup(arena, name) : NULL,
		.event = event_copy(arena, event),
	};

	if (!events || !kept.session || (name && !kept.name) || !kept.event)
		return false;
	unsaved->events = events;
	events[unsaved->count++] = kept;
	return true;
}

bool unsaved_keep(struct unsaved *unsaved, const struct session *session, const char *name)
{
	size_t before = unsaved->count;

	if (before == 0)
		arena_init(&unsaved->arena, UNSAVED_BYTES_MAX);
	for (size_t i = 0; i < session->n_events; i++)
		if (session->events[i]->unsaved &&
		    !keep(unsaved, session, name, session->events[i])) {
			unsaved->count = before;
			if (before == 0)
				unsaved_release(unsaved);
			return false;
		}
	return true;
}

bool unsaved_is_of(const struct unsaved *unsaved, const char *name)
{
	for (size_t i = 0; i < unsaved->count; i++)
		if (unsaved->events[i].name && !strcmp(unsaved->events[i].name, name))
			return true;
	return false;
}

static bool belongs(const struct unsaved_event *event, const struct session *session,
		    const char *name)
{
	return event->name && !strcmp(event->name, name) && !strcmp(event->session, session->id);
}

static void forget(struct unsaved *unsaved, const struct session *session, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < unsaved->count; i++)
		if (!belongs(&unsaved->events[i], session, name))
			unsaved->events[count++] = unsaved->events[i];
	unsaved->count = count;
	if (count == 0)
		unsaved_release(unsaved);
}

enum status unsaved_stage(struct unsaved *unsaved, struct journal *journal,
			  const struct session *session, const char *name, struct err *err)
{
	struct event *events;
	size_t count = 0;
	enum status status;

	if (!unsaved_is_of(unsaved, name))
		return STATUS_OK;
	events = calloc(unsaved->count, sizeof(*events));
	if (!events)
		return err_no_memory(err);
	for (size_t i = 0; i < unsaved->count; i++)
		if (belongs(&unsaved->events[i], session, name))
			events[count++] = *unsaved->events[i].event;
	status = journal_stage_again(journal, events, count, err);
	free(events);
	if (!status)
		forget(unsaved, session, name);
	return status;
}

void unsaved_print(const struct unsaved *unsaved, struct buf *out)
{
	for (size_t i = 0; i < unsaved->count; i++)
		buf_add(out, unsaved->events[i].event->record,
			unsaved->events[i].event->record_length);
}
