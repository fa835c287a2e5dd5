/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_REPORT_H
#define DEBRIEF_REPORT_H

#include "debrief/advice.h"
#include "debrief/host.h"

/*
 * All that there is to say about a session, and the pages on which it is said. A report is made
 * once; each renderer only reads it. Pages are plain text, at most 78 columns where the words
 * allow it, and everything on them has passed the sanitiser.
 */

struct report {
	const struct session *session;
	struct state state;
	struct advice advice;
	struct talk_time talk;
	const struct episode *episodes;
	size_t n_episodes;
	const struct goal_view *parked; /* one for each of state.parked, in that order */
};

/* Of an open session, and of its problems; everything else lives in the arena. */
MUST_USE enum status report_make(struct report *report, struct session *session, struct host *host,
				 struct arena *arena, struct err *err);

/* The contract for scripts: one JSON object. */
MUST_USE enum status show_json(const struct report *report, struct buf *out, struct err *err);
/* For the coach: the lesson, the diagnosis, the goals, the talk, and what comes next. */
MUST_USE enum status show_text(const struct report *report, struct buf *out, struct err *err);
/* A rubric for those who decide whether to use it. */
MUST_USE enum status rubric_page(const struct rubric *rubric, struct buf *out, struct err *err);

#endif
