/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SESSION_LOST_RECORDS_H
#define SESSION_LOST_RECORDS_H

#include "debrief/session.h"

/* Adds the records that an open session has in memory, and that its files have no longer, for each
 * stream: saved ones, with the bytes they had. *first stays as it is if there are none. */
MUST_USE enum status lost_records(const struct session *session, struct host *host,
				  struct buf bytes[2], const struct event **first, struct err *err);

#endif
