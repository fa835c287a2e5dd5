/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "app/app.h"
#include "ui/canvas.h"

/* Draws the whole application onto a canvas: top line, panes in their frames, message, hint bar.
 * Pure but for the scroll offsets kept in `app`; needs no terminal. `arena` is reset by the caller
 * after each frame. */
void frame_draw(struct app *app, struct canvas *canvas, struct arena *arena);
/* "Debrief · J. R. · Grade 7, Ratios" */
const char *frame_session_name(const struct app *app, struct arena *arena);

#endif
