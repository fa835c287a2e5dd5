/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_PREVIOUS_H
#define DEBRIEF_PREVIOUS_H

#include "debrief/session.h"

/*
 * A debrief opens with the goal of the session before (Kochmanski & Cobb 2023: the coaching cycle).
 * The goal that was agreed there, in the teacher's words if there are any, else the coach's; from
 * the shared stream alone.
 *
 * NULL when there is no previous session, it cannot be read, or nothing was agreed: then there is
 * nothing to look back at, which is no error. The text lives in the arena.
 */
const char *previous_goal(struct host *host, const struct session *session, struct arena *arena);
/* What was agreed in the session of this name. */
const char *previous_goal_of(struct host *host, const char *name, struct arena *arena);

#endif
