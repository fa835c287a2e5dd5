/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_STATE_FOLDER_H
#define DEBRIEF_STATE_FOLDER_H

#include <stdbool.h>

#include "debrief/arena.h"
#include "debrief/host.h"

/* What is kept of a session outside of its folder, under $XDG_STATE_HOME/debrief/. */

#define STATE_WRITERS "writers"
#define STATE_DRAFTS  "drafts"
#define STATE_RESCUE  "rescue"
#define STATE_EDITOR  "editor" /* of texts that are in an editor */

/*
 * A session's id as the name of a file. An id is read from a file and may hold anything: one that
 * could lead elsewhere, or is too long, is replaced by "%" and its SHA-256. NULL: no memory.
 */
const char *session_file_name(struct arena *arena, const char *session_id);

/* Opens the folder, made first if `make`; the caller closes *fd. `session_id` names a folder
 * within it, or is NULL. */
MUST_USE enum status state_folder_open(struct host *host, const char *kind, const char *session_id,
				       bool make, int *fd, struct err *err);

#endif
