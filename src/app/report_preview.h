/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_REPORT_PREVIEW_H
#define APP_REPORT_PREVIEW_H

#include "debrief/report.h"

/*
 * A report on the whole screen, made by what also saves it: what is read here is what the file will
 * say. Where the teacher may read along it is the teacher's; the coach's only opens when the coach
 * is alone.
 */

struct report_preview {
	enum audience audience;
	bool chosen;     /* it is the one that is being saved */
	struct buf text; /* as it would be saved; empty while nothing is read */
};

struct app;

/* Forgets what was read. */
void report_preview_close(struct app *app);

#endif
