/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_EVENT_NODE_H
#define DEBRIEF_EVENT_NODE_H

#include "debrief/event.h"

/* The value of a key in an event's node, also of a nested one ("lesson.title"); NULL if absent. */
const struct node *event_node(const struct node *node, enum event_key key);

/* "; did you mean 'x'?", "; expected one of a, b" when nothing is near and they are few, or "". */
const char *event_suggestion(struct arena *arena, const char *text, const char *const *names,
			     size_t count);

#endif
