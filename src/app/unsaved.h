/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_UNSAVED_H
#define APP_UNSAVED_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/journal.h"

/*
 * What no disk took of sessions that were left again. It waits in memory: the session is opened
 * once more, and it is tried again; or the program ends, and it is printed.
 */

struct unsaved_event {
	const char *session, *name; /* its id, and its folder's name; NULL: nobody can come back */
	const struct event *event;
};

struct unsaved { /* all zero: nothing */
	struct arena arena;
	struct unsaved_event *events; /* in the order in which they were made */
	size_t count;
};

void unsaved_release(struct unsaved *unsaved);
/* Takes copies of what is not saved in a session. False: for want of memory not all of it. */
bool unsaved_keep(struct unsaved *unsaved, const struct session *session, const char *name);
bool unsaved_is_of(const struct unsaved *unsaved, const char *name);
/* The session is open again: its journal gets what was kept of it. */
MUST_USE enum status unsaved_stage(struct unsaved *unsaved, struct journal *journal,
				   const struct session *session, const char *name,
				   struct err *err);
/* The records as they would have been stored. */
void unsaved_print(const struct unsaved *unsaved, struct buf *out);

#endif
