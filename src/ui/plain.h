/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PLAIN_H
#define UI_PLAIN_H

#include "ui/screen.h"

/*
 * The line mode: runs an open session, or the library, as questions and answers, for screen
 * readers, braille displays and terminals that cannot place a cursor. Lines only, no escape
 * sequences. It asks with readline on a terminal, and reads lines from anything else. The arguments
 * and what it returns are those of screen_run.
 */
MUST_USE enum status plain_run(struct host *host, const struct screen_subject *subject,
			       const struct term_options *options, int *ending, struct err *err);

#endif
