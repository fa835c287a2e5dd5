/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/previous.h"

#include "debrief/state.h"

#define FOLD_BYTES_MAX ((size_t)256 << 20)

static const char *agreed_goal(const struct session *session, struct arena *arena)
{
	struct arena fold;
	struct state state;
	const struct event *goal = NULL;
	const char *words = NULL;

	arena_init(&fold, FOLD_BYTES_MAX);
	if (!state_fold(&state, session, SIZE_MAX, true, &fold, NULL)) {
		goal = state.goals[GOAL_AGREED_BY_TEACHER];
		if (!goal)
			goal = state.goals[GOAL_AGREED_BY_COACH];
	}
	if (goal)
		words = arena_strdup(arena, goal_words(session->rubric, goal));
	arena_release(&fold);
	return words;
}

const char *previous_goal_of(struct host *host, const char *name, struct arena *arena)
{
	struct session previous;
	const char *path;
	const char *words;

	if (session_find(host, arena, name, &path, NULL) ||
	    session_open(&previous, host, path, SESSION_SHARED_ONLY, NULL))
		return NULL;
	words = agreed_goal(&previous, arena);
	session_close(&previous);
	return words;
}

const char *previous_goal(struct host *host, const struct session *session, struct arena *arena)
{
	const char *name = session->open ? event_text(session->open, KEY_PREVIOUS) : NULL;

	return name ? previous_goal_of(host, name, arena) : NULL;
}
