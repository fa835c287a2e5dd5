/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_WORK_H
#define APP_WORK_H

#include "debrief/arena.h"
#include "debrief/work_file.h"

/* Student work: its forms, and what its files look like while the pane has the whole screen. */

struct app;

struct work_looks {
	struct arena arena;
	const struct work_look *items; /* by row of the pane; NULL: nothing was looked at */
	size_t count;
	size_t n_events; /* of the session, when it was */
};

/* Looks at the files if they are in view; for the loop, after each key. */
void work_look(struct app *app);
/* What the file of a row looks like; NULL if that is not known. */
const struct work_look *work_look_at(const struct app *app, size_t row);

#endif
