/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_CHILD_H
#define DEBRIEF_CHILD_H

#include "debrief/err.h"

/*
 * Runs another program on our terminal and waits for it. It starts as from a shell: no signal
 * blocked, none caught, no file of ours open but the standard three (all others are close-on-exec).
 *
 * While it runs, Ctrl-C and Ctrl-\ are for it alone, and Ctrl-Z stops both of us together, so that
 * the shell sees the whole job stop.
 */

/* argv[0] is looked up in PATH. `result` is what a shell would say: the exit status, or 128 and the
 * signal that ended it. STATUS_NOT_FOUND if there is no such program. */
MUST_USE enum status child_run(const char *const *argv, int *result, struct err *err);

#endif
