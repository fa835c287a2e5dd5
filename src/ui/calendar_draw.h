/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_CALENDAR_DRAW_H
#define UI_CALENDAR_DRAW_H

#include "app/form.h"
#include "ui/canvas.h"

/* The month of the marked day, a row a week from Monday on, with the cursor on the day; today is
 * told by its brackets. Where there is no room for a month, the day alone. */
void calendar_draw(const struct form_run *run, struct canvas *canvas, struct area area);

#endif
