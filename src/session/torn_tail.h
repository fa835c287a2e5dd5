/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TORN_TAIL_H
#define DEBRIEF_TORN_TAIL_H

#include "debrief/session.h"

/* The one thing that is ever cut off a journal: a single unfinished record at its end. */

#define TORN_PREFIX "torn." /* of the names of copies */

/* Copies it into the rescue folder, synced, and then cuts it off. `file` is brought up to date.
 * For the holder of the lock alone; `fd` is open for writing and still ends as was read. */
MUST_USE enum status torn_tail_cut(struct host *host, int fd, const char *session_id,
				   struct session_file *file, struct err *err);
/* What a person had written in it, in the arena; NULL if there is nothing readable. */
const char *torn_tail_text(const struct session_file *file, struct arena *arena);

#endif
