/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SESSION_FILE_H
#define DEBRIEF_SESSION_FILE_H

#include "debrief/session.h"

/* One journal file: from its bytes to events in file order, and what is odd about it. */

struct file_events {
	struct event **items;
	size_t count;
};

/* True for "journal.k7q2.yaml", "private.k7q2.yaml" and copies of them that another program left
 * beside them; fills in whose and which stream. */
bool session_file_named(const char *name, struct session_file *file);

/* `file` has its name, stream, bytes and diags; the rest is filled in. Events live in the arena
 * and point into the bytes. What cannot be read is in the diags. */
MUST_USE enum status session_file_read(struct session_file *file, struct arena *arena,
				       struct file_events *events, struct err *err);

/* The file that an event was read from; NULL for one that was added since. */
struct session_file *session_file_of(const struct session *session, const struct event *event);

#endif
