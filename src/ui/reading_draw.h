/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_READING_DRAW_H
#define UI_READING_DRAW_H

#include "ui/pen.h"

/*
 * The coach's reading of the lesson, private: where learning first broke down, and how their goal
 * stands to it. Each stands under its heading and is followed by an empty row; nothing is drawn of
 * what there is not.
 */
void reading_draw_diagnosis(struct pen *pen, int column, const char *heading);
void reading_draw_goal(struct pen *pen, int column, const char *heading);

#endif
