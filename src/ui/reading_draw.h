/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_READING_DRAW_H
#define UI_READING_DRAW_H

#include "ui/pen.h"

/*
 * The coach's reading of the lesson, private: where learning first broke down and how their goal
 * stands to it, each under its heading and followed by an empty row.
 */
void reading_draw(struct pen *pen, int column, const char *diagnosis, const char *goal);

#endif
