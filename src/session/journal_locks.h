/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_JOURNAL_LOCKS_H
#define DEBRIEF_JOURNAL_LOCKS_H

#include <stddef.h>

#include "debrief/file.h"

/* The locks of a session's journals: whoever holds one is the one that writes. */

struct journal_locks {
	const struct file_ops *ops;
	int *fds;
	size_t count;
};

/* Takes the locks of all journals in a folder; STATUS_LOCKED if somebody holds one of them.
 * What was taken stays taken, also after a failure. */
MUST_USE enum status journal_locks_take(struct journal_locks *locks, int folder, struct err *err);
/* Keeps what is locked already; closes it if there is no memory for that. */
void journal_locks_add(struct journal_locks *locks, int fd);
void journal_locks_release(struct journal_locks *locks);

#endif
