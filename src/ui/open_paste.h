/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_OPEN_PASTE_H
#define UI_OPEN_PASTE_H

#include "app/app.h"
#include "ui/input.h"

/* A paste into a line whose end has not come, and may never come. */

/* Writes what is here into the line's draft, as if the paste ended there; the line is as it was. */
void open_paste_draft(struct app *app, const struct input *input);
/* The program is told to end: what is here is a text to come back to, and nothing else. */
void open_paste_leave(struct app *app, const struct input *input);

#endif
