/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SESSION_LOST_RECORDS_H
#define SESSION_LOST_RECORDS_H

#include "debrief/session.h"

/* Puts the records that an open session has in memory, and that its files have no longer, into two
 * empty buffers, one for each stream: saved ones, with the bytes they had. How many; *first stays
 * as it is if there are none, or if it cannot be found out. */
size_t lost_records(const struct session *session, struct host *host, struct buf bytes[2],
		    const struct event **first);

#endif
