/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SESSION_SESSION_OPEN_H
#define SESSION_SESSION_OPEN_H

#include "debrief/session.h"

/* A rubric as it was frozen a moment ago: no need to read it again. All of it is borrowed and must
 * outlive the session. */
struct frozen_rubric {
	const struct rubric *rubric;
	const char *bytes;
	size_t length;
};

MUST_USE enum status session_open_frozen(struct session *session, struct host *host,
					 const char *path, enum session_view view,
					 const struct frozen_rubric *frozen, struct err *err);

#endif
