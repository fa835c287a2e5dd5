/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_HIGHLIGHT_H
#define UI_HIGHLIGHT_H

#include "app/phrase.h"
#include "debrief/arena.h"
#include "ui/canvas.h"

/* Marks each place in an area where a phrase stands, also one that goes on in the next row: a pass
 * over what was drawn, so that no pane has to know of searches. */
void highlight_draw(struct canvas *canvas, struct area area, const struct phrase *phrase,
		    struct arena *arena);

#endif
