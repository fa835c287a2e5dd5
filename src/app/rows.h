/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_ROWS_H
#define APP_ROWS_H

#include <stddef.h>

#include "debrief/state.h"

/*
 * What the lesson and student work panes list, item by item. Made with every fold, so that what is
 * selected and what is drawn are the same things.
 */

enum row_type {
	ROW_PHASE,     /* heading; private: whether it is enacted */
	ROW_CRITERION, /* only while preparing */
	ROW_EVIDENCE,
	ROW_WORK,
};

struct row {
	enum row_type type;
	const struct rubric_phase *phase; /* NULL under "Not sorted yet" */
	const struct rubric_criterion *criterion;
	const struct event *event; /* evidence, work; the rating of a criterion */
	struct event_id id;        /* of the event: known also when the session was read anew */
	int lines, lines_width;    /* kept by the pane: how many lines it took at this width */
};

struct rows {
	struct row *items;
	size_t count;
};

/* `with_criteria`: the private list of the stage prepare. */
MUST_USE enum status rows_lesson(struct rows *rows, const struct state *state, bool everything,
				 struct arena *arena, struct err *err);
MUST_USE enum status rows_work(struct rows *rows, const struct state *state, bool everything,
			       struct arena *arena, struct err *err);

#endif
