/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LINE_DRAW_H
#define UI_LINE_DRAW_H

#include "app/form.h"
#include "ui/canvas.h"

/*
 * Draws the line that is being written, and below it what Tab could complete it to; the cursor
 * rests in it. It is wrapped, and scrolls with its cursor; where there is one row only, sideways.
 * Marks tell that there is more.
 */
void line_draw(struct form_run *run, struct canvas *canvas, struct area area);

#endif
