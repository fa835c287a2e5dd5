/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "app/app.h"
#include "ui/canvas.h"

/* The line below the panes that a form asks for, with the message at its right; the cursor
 * rests in it. */
void prompt_draw(const struct app *app, struct canvas *canvas, struct area area);

#endif
