/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include <stdbool.h>

#include "app/app.h"
#include "ui/canvas.h"

/*
 * How the screen is shared out, for every size from 1×1 on: a pure function. Below 40×12 there is
 * no layout, one line says how large it must be. Below 80×24, and zoomed, one pane has the whole
 * middle, with tabs.
 */

#define LAYOUT_MIN_ROWS    12
#define LAYOUT_MIN_COLUMNS 40

struct layout {
	bool too_small;
	bool single;                     /* one pane at a time */
	struct area top;                 /* one row: session, saved mark, clock */
	struct area tabs;                /* one row when `single`, else no height */
	struct area panes[FOCUS__COUNT]; /* no height: not shown */
	struct area message;             /* one row above the hints */
	struct area hints;               /* one row */
};

struct layout layout_make(int rows, int columns, enum focus focus, bool zoom);

#endif
