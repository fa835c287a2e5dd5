/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_OPEN_PASTE_H
#define UI_OPEN_PASTE_H

#include "app/app.h"
#include "ui/input.h"

/* Writes what has come of a paste, whose end may never come, into the line's draft, as if it ended
 * there: the line itself, with its cursor, is as it was. */
void open_paste_draft(struct app *app, const struct input *input, const char *line, size_t point);

#endif
