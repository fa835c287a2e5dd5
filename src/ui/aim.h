/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_AIM_H
#define UI_AIM_H

#include "app/app.h"

/*
 * Whether a click is meant for what it would hit. It is not if something else has been asked or
 * opened since the screen was painted, nor if it is the second of a double click whose first
 * brought what is there now: who clicks "Start" twice has not answered the question that follows.
 */

struct scene { /* what is asked, or open */
	const struct session *session;
	const struct form *form;
	size_t question, stage;
	enum mode mode;
	bool covered;
};

struct aim {
	struct scene painted;
	int row, column; /* of the click that brought it, */
	int64_t until;   /* and the end of a double click there, monotonic ms; 0: none did */
};

/* The screen shows what there is. */
void aim_painted(struct aim *aim, const struct app *app);
bool aim_is_true(const struct aim *aim, const struct app *app, int row, int column);
/* A click was acted on. */
void aim_clicked(struct aim *aim, const struct app *app, int row, int column);

#endif
