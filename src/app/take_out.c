/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record is taken back by another one, a void, and a void of the last record of a group takes the
 * whole group: so what came in as one with others, or what others rest on, stays.
 */
#include "app/take_out.h"

#include <string.h>

#include "app/app.h"
#include "debrief/i18n.h"

/* A void of the last record of a group takes the whole group: true if others would go with it. */
bool takes_others(const struct state *state, const struct event *event, bool of_its_kind)
{
	if (!event_id_equal(&event->group, &event->id))
		return false;
	for (size_t i = 0; i < state->log.count; i++) {
		const struct event *other = state->log.items[i];

		if (other != event && event_id_equal(&other->group, &event->id) &&
		    (of_its_kind || other->kind != event->kind))
			return true;
	}
	return false;
}

/* The one that an event stands for, or NULL: a note can be about something else. */
static const struct event *stands_for(const struct state *state, const struct event *event)
{
	const struct event *old = event_can_be_renewed(event->kind)
					  ? state_event(state, event_text(event, KEY_RE))
					  : NULL;

	return old && old->kind == event->kind ? old : NULL;
}

static bool points_at(const struct state *state, const struct event *event, const char *id)
{
	const struct event_value *cites = event_value(event, KEY_CITES);

	if (event->kind != EVENT_ASSIGN && event->kind != EVENT_VOID &&
	    event_says(event, KEY_RE, id) && !stands_for(state, event))
		return true;
	for (size_t i = 0; cites && i < cites->count; i++)
		if (!strcmp(cites->items[i], id))
			return true;
	return false;
}

bool is_pointed_at(const struct state *state, const struct event *event)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	for (size_t i = 0; i < state->log.count; i++)
		if (points_at(state, state->log.items[i], id))
			return true;
	return false;
}

/* Of what was written anew also what it stood for, and of a turn of a transcript, which was said in
 * any case, that it was filed. NULL behind the last. */
static const struct event *record_of(const struct state *state, const struct event *event, size_t n)
{
	const struct event *record = event->kind == EVENT_TURN ? NULL : event;
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	for (size_t i = 0; event->kind == EVENT_TURN && i < state->log.count; i++)
		if (state->log.items[i]->kind == EVENT_ASSIGN &&
		    event_says(state->log.items[i], KEY_RE, id) && n-- == 0)
			return state->log.items[i];
	while (record && n-- > 0)
		record = stands_for(state, record);
	return record;
}

bool can_be_taken_out(const struct state *state, const struct event *event)
{
	const struct event *record;

	for (size_t n = 0; (record = record_of(state, event, n)); n++)
		if (takes_others(state, record, true) || is_pointed_at(state, record))
			return false;
	return true;
}

static unsigned void_all(struct app *app, struct event *voids, size_t count)
{
	unsigned change = app_act(app, voids, count);

	if (!(change & CHANGE_EVENTS))
		return change;
	app->taken_out = app->redo->id;
	return change | app_say(app, "%s", _("It is taken out; u brings it back."));
}

void make_void(struct event *event, const struct event *target, struct arena *arena)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&target->id, id);
	event_init(event, EVENT_VOID);
	event_set(event, KEY_RE, arena_strdup(arena, id));
}

unsigned take_it_out(struct app *app, struct form_run *run)
{
	const struct state *state = &app->state;
	const struct event *event = run->subject.event;
	const struct event *record;
	struct event *voids;
	size_t count = 0;

	while (record_of(state, event, count))
		count++;
	voids = arena_array(&run->arena, count, sizeof(*voids));
	if (!voids)
		return app_warn(app, "%s", _("There is no memory left."));
	for (size_t n = 0; n < count && (record = record_of(state, event, n)); n++)
		make_void(&voids[count - 1 - n], record, &run->arena); /* the latest comes last */
	return void_all(app, voids, count);
}
