/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PIPE_LINE_H
#define UI_PIPE_LINE_H

#include <signal.h>
#include <stdbool.h>

#include "debrief/buf.h"

/* Adds the next line of what is no terminal to `line`; `input` has what was read and not yet taken.
 * False at the end, or when a signal ends the program: what came after the last newline is the
 * line then, begun and not ended. */
bool pipe_line(struct buf *input, struct buf *line, const sigset_t *wait_mask);

#endif
