/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "debrief/session.h"
#include "ui/term.h"

/* Runs an open session full screen until the coach leaves; `greeting` (or NULL) stands in the
 * message line at first. STATUS_REFUSED if the terminal cannot do it. When a signal ended it,
 * everything is saved, the terminal given back, and *ending is its number (else 0): the caller
 * tidies up and raises it again with signals_raise. */
MUST_USE enum status screen_run(struct host *host, struct session *session,
				const struct term_options *options, const char *greeting,
				int *ending, struct err *err);

#endif
