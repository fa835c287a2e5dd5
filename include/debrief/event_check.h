/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_EVENT_CHECK_H
#define DEBRIEF_EVENT_CHECK_H

#include "debrief/diag.h"
#include "debrief/event.h"
#include "debrief/rubric.h"

/*
 * What a table cannot say about an event: that the ids it names are the rubric's, that a change
 * belongs to its phase, that a field takes this value. Places come from the node; without one
 * (events made on the screen) marks are 0.
 */

struct session;

/* The event that an id in `cites` or `re` names, NULL if there is none. */
typedef const struct event *event_lookup(void *context, const char *id);

/* Adds what is wrong to `diags`, also what is needed and not there; true if nothing was. `node` may
 * be NULL; without a rubric its ids are not checked, without `lookup` not those of events. */
bool event_check(const struct event *event, const struct node *node, const struct rubric *rubric,
		 event_lookup *lookup, void *context, struct diags *diags);

/* Where an event belongs by the table and the rubric: private if it asks for it, if its kind is, if
 * its step or field is, if it is the coach's own goal, or if its target (`re`, looked up by the
 * caller) is. */
bool event_is_private_by_rule(const struct event *event, const struct rubric *rubric,
			      bool target_is_private);

/* True if the event would put the teacher's own words on record: what a refused consent forbids. */
bool event_has_teachers_words(const struct event *event);

#endif
