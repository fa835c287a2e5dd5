/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CLICK_H
#define APP_CLICK_H

#include <stddef.h>

/*
 * What can be clicked. A frame says of its areas what they are; what a click does is told here,
 * without a terminal. Nothing can be done with the mouse alone.
 */

struct app;

enum target_kind {
	TARGET_NONE,
	TARGET_KEY,    /* a hint: `item` is its key */
	TARGET_PANE,   /* `pane` */
	TARGET_ROW,    /* of the lesson or of student work: `pane`, `item` */
	TARGET_STEP,   /* the item-th that is shown */
	TARGET_ANSWER, /* the item-th that can be chosen */
	TARGET_DAY,    /* of the calendar, in days since 1970 */
	TARGET_OVERLAY,
};

struct target {
	enum target_kind kind;
	int pane; /* enum focus */
	size_t item;
};

/* While something is asked, only its answers and the hints can be clicked. */
unsigned app_click(struct app *app, const struct target *target);
/* `by` is 1 for downwards, -1 for upwards. */
unsigned app_wheel(struct app *app, const struct target *target, int by);

#endif
