/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SESSION_ORDER_H
#define DEBRIEF_SESSION_ORDER_H

#include "session_file.h"

/* Merges the events of all files (an array as long as session->files) into session->events. */
MUST_USE enum status session_order(struct session *session, const struct file_events *events,
				   bool shared_only, struct err *err);

/* Below 0 if `a`, which counts as of `a_at`, comes before `b`. */
int event_order(const struct event *a, int64_t a_at, const struct event *b, int64_t b_at);

#endif
