/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "debrief/buf.h"
#include "debrief/session.h"
#include "ui/term.h"

struct app;
struct library_demo;

struct screen_subject {
	struct session *session;         /* open; NULL: the library */
	const char *greeting;            /* stands in the message line at first; may be NULL */
	const struct library_demo *demo; /* of the library; may be NULL */
	struct buf *unsaved;             /* gets the records that could be saved nowhere */
};

/* Begins with it. app_close is due also after a failure. */
MUST_USE enum status screen_subject_open(struct app *app, struct host *host,
					 const struct screen_subject *subject, struct err *err);

/* Runs a session or the library full screen until the coach leaves. STATUS_REFUSED if the terminal
 * cannot do it. When a signal ended it, everything is saved, the terminal given back, and *ending
 * is its number (else 0): the caller tidies up and raises it again with signals_raise. */
MUST_USE enum status screen_run(struct host *host, const struct screen_subject *subject,
				const struct term_options *options, int *ending, struct err *err);

#endif
