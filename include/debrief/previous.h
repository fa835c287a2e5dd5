/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_PREVIOUS_H
#define DEBRIEF_PREVIOUS_H

#include "debrief/session.h"

/*
 * A debrief opens with the goal of the session before (Kochmanski & Cobb 2023: the coaching cycle),
 * and with the evidence that was promised for it. From the shared stream alone: all of it was said
 * at the table, and may be seen there again.
 */

/* Each is NULL if there is no previous session, it cannot be read, or it says nothing of it: then
 * there is nothing to look back at, which is no error. */
struct previous {
	const char *goal;      /* as agreed, in the teacher's words first; else the plan */
	const char *indicator; /* how it would be seen in students */
	const char *evidence;  /* what was to be looked at next, or for */
	const char *level;     /* what a visit found since, as recorded, */
	const char *seen;      /* and in words */
};

/* The texts live in the arena. */
void previous_read(struct previous *previous, struct host *host, const struct session *session,
		   struct arena *arena);
const char *previous_goal(struct host *host, const struct session *session, struct arena *arena);
/* What was agreed in the session of this name. */
const char *previous_goal_of(struct host *host, const char *name, struct arena *arena);

#endif
