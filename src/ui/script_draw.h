/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SCRIPT_DRAW_H
#define UI_SCRIPT_DRAW_H

#include "ui/pen.h"

/* Parts of the script pane, some of which the line mode says one at a time. */

/* The open step: what to ask and listen for, what was heard. */
void script_draw_step(struct pen *pen);
/* In a private stage: where learning first broke down, and the coach's goal. */
void script_draw_reading(struct pen *pen);
/* Both below the steps, from where they were scrolled to. */
void script_draw_open(struct pen *pen);
void script_draw_question(struct pen *pen);
/* What a step still needs, in a few words: the first so many, or SIZE_MAX for all. */
const char *script_missing_line(const struct guide_step *step, size_t most, struct arena *arena);
/* What Enter does in it next. */
void script_draw_next(struct pen *pen);
/* The two statements of the goal, which a judgement is about; there must be both. */
void script_draw_statements(struct pen *pen);

#endif
