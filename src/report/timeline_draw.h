/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REPORT_TIMELINE_DRAW_H
#define REPORT_TIMELINE_DRAW_H

#include "debrief/document.h"

/*
 * A timeline in characters: the minutes, one row for each lane, in which a mark stands where
 * a span begins and a line goes on until it ends; below it, what each mark means, and when.
 * Everything is sanitised. A failure sticks to `out`.
 */
void timeline_draw(const struct timeline *timeline, int columns, struct buf *out);
/* Only the picture, for who tells the rest in other words. */
void timeline_picture(const struct timeline *timeline, int columns, struct buf *out);

#endif
