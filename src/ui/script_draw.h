/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SCRIPT_DRAW_H
#define UI_SCRIPT_DRAW_H

#include "ui/pen.h"

/* Parts of the script pane, which the line mode says one at a time. */

/* The open step: what to ask and listen for, what was heard. */
void script_draw_step(struct pen *pen);
/* In a private stage: where learning first broke down, and the coach's goal. */
void script_draw_reading(struct pen *pen);
/* What Enter does in it next. */
void script_draw_next(struct pen *pen);
/* The two statements of the goal, which a judgement is about; there must be both. */
void script_draw_statements(struct pen *pen);

#endif
