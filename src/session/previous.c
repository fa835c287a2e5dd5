/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/previous.h"

#include "debrief/visit.h"

/* Only its words are wanted, so it is folded in an arena of its own and closed again at once. */

static const char *keep(struct arena *arena, const struct event *event, enum event_key key)
{
	const char *text = event ? event_text(event, key) : NULL;

	return text ? arena_strdup(arena, text) : NULL;
}

/* What was promised when the talk closed, else when a goal was set aside. */
static const char *evidence_of(const struct state *state, struct arena *arena)
{
	const char *evidence = keep(arena, state->close, KEY_TEXT);

	for (size_t i = state->parked.count; i-- > 0 && !evidence;)
		evidence = keep(arena, state->parked.items[i], KEY_TEXT);
	return evidence;
}

static void look_back(struct previous *previous, const struct session *session, struct arena *arena)
{
	struct arena fold;
	struct state state;
	const char *goal;

	arena_init(&fold, STATE_BYTES_MAX);
	if (!state_fold(&state, session, SIZE_MAX, true, &fold, NULL)) {
		goal = visit_subject_words(&state);
		if (goal)
			previous->goal = arena_strdup(arena, goal);
		previous->indicator = keep(arena, state.plan, KEY_INDICATOR);
		previous->evidence = evidence_of(&state, arena);
		previous->level = keep(arena, visit_latest(&state), KEY_LEVEL);
		previous->seen = keep(arena, visit_latest(&state), KEY_TEXT);
	}
	arena_release(&fold);
}

static void read_named(struct previous *previous, struct host *host, const char *name,
		       struct arena *arena)
{
	struct session session;
	const char *path;

	*previous = (struct previous){0};
	if (!name || session_find(host, arena, name, &path, NULL) ||
	    session_open(&session, host, path, SESSION_SHARED_ONLY, NULL))
		return;
	look_back(previous, &session, arena);
	session_close(&session);
}

void previous_read(struct previous *previous, struct host *host, const struct session *session,
		   struct arena *arena)
{
	read_named(previous, host, session->open ? event_text(session->open, KEY_PREVIOUS) : NULL,
		   arena);
}

const char *previous_goal_of(struct host *host, const char *name, struct arena *arena)
{
	struct previous previous;

	read_named(&previous, host, name, arena);
	return previous.goal;
}

const char *previous_goal(struct host *host, const struct session *session, struct arena *arena)
{
	struct previous previous;

	previous_read(&previous, host, session, arena);
	return previous.goal;
}
