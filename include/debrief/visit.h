/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_VISIT_H
#define DEBRIEF_VISIT_H

#include "debrief/state.h"
#include "debrief/timestamp.h"

/*
 * Follow-up: the day on which what was agreed is looked at again, and the visits that did. A visit
 * answers the day that was planned before it; it may name another. All of it is in the shared
 * stream.
 */

/* What a visit looks at: the goal as the teacher stated it, else as the coach did, else the plan;
 * NULL: nothing was agreed. */
const struct event *visit_subject(const struct state *state);
/* The same in words, or NULL. */
const char *visit_subject_words(const struct state *state);
/* The latest visit since the plan was made that says how far it is; NULL: none. */
const struct event *visit_latest(const struct state *state);
/* When it is looked at again: the latest visit's word, else the plan's; NULL: that is open. */
const char *visit_due(const struct state *state);
/* Of the plan as it holds by now: what it says, but for its day, which is the newest. NULL:
 * nothing. */
const char *visit_plan_text(const struct state *state, enum event_key key);
/* The day of a visit: what it says, else when it was recorded. */
void visit_date(const struct event *visit, char date[DATE_SIZE]);

#endif
