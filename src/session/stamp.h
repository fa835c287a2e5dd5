/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STAMP_H
#define STAMP_H

#include "debrief/session.h"

/* What the next event of a journal must come after. */
struct stamp {
	uint32_t next[2]; /* numbers: shared, private */
	int64_t at;
	int64_t el;
	const struct event *last; /* NULL: none */
};

/* What comes next comes after all that the session has; the numbers stay. */
void stamp_continue(struct stamp *stamp, const struct session *session);

/*
 * Gives the events of one action id, `at`, `el` and group, and moves the stamp on. A time that is
 * set is kept; STATUS_INVALID if it runs backwards.
 */
MUST_USE enum status stamp_events(struct stamp *stamp, const char *writer, int64_t now, int64_t el,
				  struct event *events, size_t count, struct err *err);

/* Gives them their bytes, which are in the buffer. */
MUST_USE enum status stamp_encode(struct event *events, size_t count, struct buf *bytes,
				  struct err *err);

#endif
