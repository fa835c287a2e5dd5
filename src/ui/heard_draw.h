/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_HEARD_DRAW_H
#define UI_HEARD_DRAW_H

#include "ui/pen.h"

/* The part of the script pane that holds words: what was heard in the open step, what stands in
 * no step yet, and the page that closes a talk. */

#define HEARD_COLUMN 3

/* The rows of one thing that was heard; both 0: there is none. */
struct heard_rows {
	int from, to;
};

/* The words to show for it, as heard_words; of progress without words how it stands, for the
 * coach alone. */
const char *heard_told(const struct app *app, const struct heard *heard);
/* All that was heard in the open step, with a row between if `apart`; `seen` are the rows of the
 * one that is to be in sight. */
void heard_draw(struct pen *pen, bool apart, struct heard_rows *seen);
/* A line about words that stand in no step yet. */
void heard_draw_loose(struct pen *pen);
/* How the talk ended and what was agreed; there must be a `close`. */
void heard_draw_closing(struct pen *pen);
/* What was agreed and promised in the talk before; nothing if there was none. */
void heard_draw_last_time(struct pen *pen);
/* What visits saw since, the latest first; nothing if there was none. */
void heard_draw_visits(struct pen *pen);
/* Everything that was agreed on how to do it, a thing a line; of the plan that holds with the
 * newest day. NULL: no memory. */
const char *heard_plan_words(const struct state *state, const struct event *plan,
			     struct arena *arena);

#endif
