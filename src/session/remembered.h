/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_REMEMBERED_H
#define DEBRIEF_REMEMBERED_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "debrief/event.h"
#include "debrief/host.h"

/*
 * Which writer this machine is in a session, and how far it got: one small file for each session
 * folder in $XDG_STATE_HOME/debrief/writers/. All of it is best effort: with nothing remembered
 * a new writer starts.
 */

struct remembered {
	char writer[EVENT_WRITER_LENGTH + 1];
	uint32_t last[2]; /* numbers that were acknowledged: shared, private */
	uint64_t device;  /* of its files */
	uint64_t inode[2];
};

/* The open file for a session's folder, -1: there is none, or it cannot be. The caller closes it.
 */
int remembered_open(struct host *host, const char *session_id, int folder, bool make);
/* False if it does not hold a writer. */
bool remembered_read(int fd, struct remembered *remembered);
void remembered_write(const struct file_ops *ops, int fd, const struct remembered *remembered);
/* The writer must not be continued, not even by a later run. */
void remembered_forget(const struct file_ops *ops, int fd);

#endif
